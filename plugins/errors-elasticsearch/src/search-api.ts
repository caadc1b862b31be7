import { z } from 'zod';
import type { SearchSettings } from './search-settings.js';

/** A cluster did not answer as it should; the message names its status and reason, never a secret. */
export class SearchFailed extends Error {
  override readonly name = 'SearchFailed';
}

const Answer = z.looseObject({
  timed_out: z.boolean().optional(),
  _shards: z.looseObject({ failed: z.int().nonnegative() }).optional(),
  hits: z.looseObject({
    hits: z.array(
      z.looseObject({
        _source: z.record(z.string(), z.unknown()),
        sort: z.array(z.union([z.string(), z.number(), z.null()])),
      }),
    ),
  }),
});

/** A document that was found, and where it stands in the order. */
export interface Hit {
  readonly source: Readonly<Record<string, unknown>>;
  readonly sort: readonly (string | number | null)[];
}

const Problem = z.looseObject({ error: z.union([z.string(), z.looseObject({ reason: z.string().optional() })]) });

/** The largest answer that is read: a page of 10,000 documents of CloudTrail is far below. */
const MAX_BYTES = 64 * 1_024 * 1_024;

/** The `_search` API that Elasticsearch and OpenSearch have in common. */
export class SearchApi {
  constructor(private readonly settings: SearchSettings) {}

  /** Rejects with `SearchFailed`, also for answers that are incomplete. */
  async search(body: object, signal: AbortSignal): Promise<readonly Hit[]> {
    const { index, timeLimitSeconds } = this.settings;
    const url = new URL(`${index}/_search`, withSlash(this.settings.url));
    const limit = AbortSignal.any([signal, AbortSignal.timeout(timeLimitSeconds * 1_000)]);
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...this.authorization() },
      body: JSON.stringify(body),
      signal: limit,
      // A cluster that sends elsewhere would be given the credentials there.
      redirect: 'error',
    });
    const text = await boundedText(response);
    if (!response.ok) throw new SearchFailed(`The cluster answered ${response.status}: ${reasonIn(text)}`);
    return hitsIn(text);
  }

  private authorization(): { readonly authorization?: string } {
    const { apiKey, username, password } = this.settings;
    if (apiKey !== undefined) return { authorization: `ApiKey ${apiKey.reveal()}` };
    if (username === undefined || password === undefined) return {};
    return { authorization: `Basic ${Buffer.from(`${username}:${password.reveal()}`).toString('base64')}` };
  }
}

function hitsIn(text: string): Hit[] {
  const answer = Answer.safeParse(jsonOf(text));
  if (!answer.success) throw new SearchFailed('The answer is not one of the _search API.');
  const { timed_out, _shards, hits } = answer.data;
  // A page without some shards' documents would pass them by for good.
  if (timed_out === true || (_shards?.failed ?? 0) > 0) throw new SearchFailed('Not all shards answered.');
  return hits.hits.map(({ _source, sort }) => ({ source: _source, sort }));
}

async function boundedText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > MAX_BYTES) throw new SearchFailed('The answer is too long; make pageSize smaller.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function reasonIn(text: string): string {
  const problem = Problem.safeParse(jsonOf(text));
  if (!problem.success) return text.slice(0, 200);
  const { error } = problem.data;
  return (typeof error === 'string' ? error : (error.reason ?? 'no reason')).slice(0, 500);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function withSlash(url: string): string {
  return url.endsWith('/') ? url : `${url}/`;
}

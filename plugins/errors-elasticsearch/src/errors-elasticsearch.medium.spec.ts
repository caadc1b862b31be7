import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createExtension, errorSourceConformance, type ErrorSource, type RefusedCall } from '@gatehouse/plugin-sdk';
import { errorsElasticsearch } from './errors-elasticsearch.js';

const NOW = new Date('2026-11-22T12:00:00.000Z');
const KEY = 'a2V5OnNlY3JldA==';

interface Question {
  readonly size: number;
  readonly query: {
    readonly bool: {
      readonly filter: readonly [
        { terms: { errorCode: string[] } },
        { range: { eventTime: { gte: string; lte: string } } },
      ];
    };
  };
  readonly sort: readonly object[];
  readonly search_after?: readonly [number, string];
}

type Document = Record<string, unknown> & { eventTime: string; eventID: string; errorCode?: string };

/** A cluster of one index that understands what the plugin asks, over real HTTP. */
class FakeCluster {
  documents: Document[] = [];
  authorizations: (string | undefined)[] = [];
  answer: ((question: Question) => { status: number; body: unknown }) | undefined;
  readonly #server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      this.authorizations.push(request.headers.authorization);
      const question = JSON.parse(Buffer.concat(chunks).toString()) as Question;
      const { status, body } = this.reply(request.url ?? '', request.headers.authorization, question);
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  private reply(path: string, authorization: string | undefined, question: Question) {
    if (this.answer !== undefined) return this.answer(question);
    if (path !== '/cloudtrail-*/_search')
      return { status: 404, body: { error: { reason: `no such index [${path}]` } } };
    const basic = `Basic ${Buffer.from('reader:s3cret').toString('base64')}`;
    if (authorization !== `ApiKey ${KEY}` && authorization !== basic) {
      return { status: 401, body: { error: { reason: 'unable to authenticate' } } };
    }
    return { status: 200, body: { timed_out: false, _shards: { failed: 0 }, hits: { hits: this.search(question) } } };
  }

  private search({ size, query, search_after: after }: Question) {
    const [{ terms }, { range }] = query.bool.filter;
    const { gte, lte } = range.eventTime;
    return this.documents
      .filter(({ errorCode }) => errorCode !== undefined && terms.errorCode.includes(errorCode))
      .filter(({ eventTime }) => eventTime >= gte && eventTime <= lte)
      .map((source) => ({ _source: source, sort: [Date.parse(source.eventTime), source.eventID] as const }))
      .sort((one, other) => one.sort[0] - other.sort[0] || (one.sort[1] < other.sort[1] ? -1 : 1))
      .filter(({ sort: [at, id] }) => after === undefined || at > after[0] || (at === after[0] && id > after[1]))
      .slice(0, size);
  }
}

const cluster = new FakeCluster();
let url: string;

beforeAll(async () => {
  url = await cluster.start();
});
afterAll(() => cluster.stop());
beforeEach(() => {
  cluster.answer = undefined;
  cluster.authorizations = [];
  cluster.documents = Array.from({ length: 7 }, (_, index) => denied(index));
});

/** Two in each second, as CloudTrail writes them. */
function denied(index: number, change: Partial<Document> = {}): Document {
  return {
    eventTime: new Date(Date.UTC(2026, 10, 22, 11, 0, Math.floor(index / 2))).toISOString(),
    eventID: `event-${String(index)}`,
    eventSource: 's3.amazonaws.com',
    eventName: 'GetObject',
    awsRegion: 'eu-west-1',
    errorCode: 'AccessDenied',
    errorMessage: 'Access Denied',
    userIdentity: {
      arn: 'arn:aws:sts::111122223333:assumed-role/reader/ada@example.com',
      sessionContext: { sessionIssuer: { arn: 'arn:aws:iam::111122223333:role/people/reader' } },
    },
    resources: [{ ARN: `arn:aws:s3:::exports/${String(index)}.csv` }, { ARN: 'arn:aws:s3:::exports' }],
    ...change,
  };
}

function source(config: object = {}): Promise<ErrorSource> {
  const log = () => undefined;
  return createExtension(
    errorsElasticsearch,
    { url, index: 'cloudtrail-*', apiKey: KEY, pageSize: 3, ...config },
    { now: () => NOW, log },
  );
}

async function callsAfter(from: ErrorSource, after: string | null = null): Promise<RefusedCall[]> {
  const calls: RefusedCall[] = [];
  for await (const page of from.read(after, AbortSignal.timeout(5_000))) calls.push(...page.calls);
  return calls;
}

describe('errors-elasticsearch', () => {
  it.each([0, 1, 2, 3, 4])('keeps promise %i of every error source', async (index) => {
    await errorSourceConformance(await source())[index]?.check();
  });

  it('tells who was refused what, in the order of time, over several pages', async () => {
    const calls = await callsAfter(await source());
    expect(calls.map(({ id }) => id)).toEqual(['0', '1', '2', '3', '4', '5', '6'].map((id) => `event-${id}`));
    expect(calls[0]).toEqual({
      id: 'event-0',
      principalArn: 'arn:aws:iam::111122223333:role/people/reader',
      sessionName: 'ada@example.com',
      action: 's3:GetObject',
      resourceArn: 'arn:aws:s3:::exports/0.csv',
      region: 'eu-west-1',
      errorCode: 'AccessDenied',
      errorMessage: 'Access Denied',
      at: new Date('2026-11-22T11:00:00.000Z'),
    });
  });

  it('leaves what is too young for later, and what is older than a week', async () => {
    cluster.documents.push(denied(0, { eventID: 'young', eventTime: '2026-11-22T11:59:30.000Z' }));
    cluster.documents.push(denied(0, { eventID: 'old', eventTime: '2026-11-14T00:00:00.000Z' }));
    const ids = (await callsAfter(await source())).map(({ id }) => id);
    expect(ids).toHaveLength(7);
    expect(ids).not.toEqual(expect.arrayContaining(['young']));
  });

  it('passes over documents that do not say who was refused', async () => {
    cluster.documents = [denied(0, { userIdentity: { type: 'AWSService' } }), denied(1)];
    expect((await callsAfter(await source())).map(({ id }) => id)).toEqual(['event-1']);
  });

  it('reads documents whose fields are flat, under other names', async () => {
    cluster.documents = [
      denied(0, { 'aws.role': 'arn:aws:iam::111122223333:role/flat', call: 'sqs:SendMessage', userIdentity: null }),
    ];
    const fields = { principalArn: 'aws.role', action: 'call' };
    expect(await callsAfter(await source({ fields }))).toMatchObject([
      { principalArn: 'arn:aws:iam::111122223333:role/flat', action: 'sqs:SendMessage', sessionName: null },
    ]);
  });

  it('signs in by API key, or by name and password', async () => {
    await callsAfter(await source({ apiKey: undefined, username: 'reader', password: 's3cret' }));
    expect(new Set(cluster.authorizations)).toEqual(
      new Set([`Basic ${Buffer.from('reader:s3cret').toString('base64')}`]),
    );
  });

  it.each([
    ['credentials that are wrong', { apiKey: 'd3Jvbmc=' }, 'The cluster answered 401: unable to authenticate'],
    ['an index that is not there', { index: 'elsewhere' }, 'The cluster answered 404: no such index'],
  ])('says what is wrong with %s, without a secret', async (_what, config, message) => {
    const error = await callsAfter(await source(config)).catch((thrown: Error) => thrown.message);
    expect(error).toContain(message);
    expect(error).not.toContain('d3Jvbmc');
  });

  it.each([
    ['not of this API', { status: 200, body: '<html>' }, 'not one of the _search API'],
    ['incomplete', { status: 200, body: { _shards: { failed: 1 }, hits: { hits: [] } } }, 'Not all shards answered'],
    ['too many requests', { status: 429, body: 'slow down' }, 'The cluster answered 429: slow down'],
  ])('takes no answer that is %s', async (_what, answer, message) => {
    cluster.answer = () => answer;
    await expect(callsAfter(await source())).rejects.toThrow(message);
  });

  it('takes no position of another source', async () => {
    await expect(callsAfter(await source(), '"somewhere"')).rejects.toThrow('not a position');
  });

  it.each([
    [{ password: 'x', apiKey: undefined }, 'errors-elasticsearch.password'],
    [{ username: 'x', password: 'x' }, 'errors-elasticsearch.apiKey'],
    [{ index: 'a/../b' }, 'errors-elasticsearch.index'],
    [{ url: 'file:///etc/passwd' }, 'errors-elasticsearch.url'],
  ])('refuses the configuration %j and names the key', async (config, key) => {
    await expect(source(config)).rejects.toThrow(key);
  });
});

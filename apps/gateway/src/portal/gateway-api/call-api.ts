import { ApiProblem, type ApiProblemFacts } from './api-problem';
import { takeFirstAnswer } from './first-answers';

export interface ApiCall {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

/** Longer than any contract waits, so that the gateway's own sentence wins over ours. */
const TIME_LIMIT_MILLISECONDS = 20_000;

type SessionListener = () => void;
const sessionListeners = new Set<SessionListener>();

/** Tells when the gateway no longer knows who we are. Returns how to stop listening. */
export function onSessionEnd(listener: SessionListener): () => void {
  sessionListeners.add(listener);
  return () => sessionListeners.delete(listener);
}

/** Asks the gateway; throws an ApiProblem for every answer that is not a success. */
export async function callApi<T>(path: `/api/v3/${string}`, call: ApiCall = {}): Promise<T> {
  const response = (await firstAnswer(path, call)) ?? (await ask(path, call));
  if (response.ok) return (response.status === 204 ? undefined : await readJson(response)) as T;
  const problem = await readProblem(response);
  if (problem.facts.status === 401) for (const listener of sessionListeners) listener();
  throw problem;
}

function firstAnswer(path: string, { method = 'GET', query }: ApiCall): Promise<Response | undefined> {
  return method === 'GET' ? takeFirstAnswer(addressOf(path, query)) : Promise.resolve(undefined);
}

async function ask(path: string, { method = 'GET', query, body, signal }: ApiCall): Promise<Response> {
  const limit = AbortSignal.timeout(TIME_LIMIT_MILLISECONDS);
  const content = body === undefined ? {} : { body: JSON.stringify(body) };
  try {
    return await fetch(addressOf(path, query), {
      ...content,
      method,
      headers: { accept: 'application/json', ...(body !== undefined && { 'content-type': 'application/json' }) },
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
      credentials: 'same-origin',
      cache: 'no-store',
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw noAnswer(limit.aborted);
  }
}

function noAnswer(tooLate: boolean): ApiProblem {
  return tooLate
    ? ours('deadline_exceeded', 'TIME_LIMIT', 'The gateway did not answer in time.')
    : ours('unavailable', 'NO_CONNECTION', 'The gateway could not be reached.');
}

/** Path and query, as they are asked for. */
export function addressOf(path: string, query: ApiCall['query']): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) if (value !== undefined) parameters.set(name, String(value));
  const text = parameters.toString();
  return text ? `${path}?${text}` : path;
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    throw ours('internal', 'ANSWER_UNREADABLE', `The answer (HTTP ${response.status}) is not JSON.`, response.status);
  }
}

async function readProblem(response: Response): Promise<ApiProblem> {
  const body = (await readJson(response).catch(() => null)) as Partial<ApiProblemFacts> | null;
  if (typeof body?.reason !== 'string' || typeof body.code !== 'string') {
    const message = `The gateway answered HTTP ${response.status} without saying why.`;
    return ours(
      response.status === 401 ? 'unauthenticated' : 'internal',
      'ANSWER_UNREADABLE',
      message,
      response.status,
    );
  }
  return new ApiProblem({
    status: response.status,
    code: body.code,
    reason: body.reason,
    message: body.message ?? '',
    traceId: body.traceId,
    errors: body.errors,
    details: body.details,
  });
}

function ours(code: string, reason: string, message: string, status = 0): ApiProblem {
  return new ApiProblem({ status, code, reason, message });
}

import { ContractFailure, PLATFORM_FAILURES } from '@gatehouse/contracts';

/** SQLSTATEs with which Postgres says that it is going down, coming up, or out of connections; source: appendix A. */
const AWAY_STATES = new Set(['57P01', '57P02', '57P03', '53300']);
const AWAY_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
]);
const AWAY_TEXTS =
  /connection terminated|connection timeout|timeout exceeded when trying to connect|client has encountered a connection error|not queryable|query read timeout|query runner already released|queryrunner/i;

/** True when the database could not be reached or went away, as opposed to refusing what it was asked. */
export function isConnectionError(error: unknown): boolean {
  const code = codeOf(error);
  if (code === undefined) return AWAY_TEXTS.test(messageOf(error));
  return AWAY_STATES.has(code) || AWAY_CODES.has(code) || code.startsWith('08');
}

/** Cancelled for taking too long, waiting too long for a lock, or out of disk, memory or other resources. */
const OVERLOAD_STATES = /^(57014|55P03|53...|58...)$/;

/** True when the database is away or cannot cope: whatever it is asked now would fail as well. */
export function isDatabaseTrouble(error: unknown): boolean {
  return isConnectionError(error) || OVERLOAD_STATES.test(codeOf(error) ?? '');
}

/** The SQLSTATE or system error code of an error of pg or TypeORM, if it has one. */
export function codeOf(error: unknown): string | undefined {
  const { code, driverError } = (error ?? {}) as { code?: unknown; driverError?: { code?: unknown } };
  const found = code ?? driverError?.code;
  return typeof found === 'string' ? found : undefined;
}

/** The text of whatever was thrown. */
export function messageOf(error: unknown): string {
  const { message } = (error ?? {}) as { message?: unknown };
  return typeof message === 'string' && message !== '' ? message : String(error);
}

/** The database cannot be reached or cannot cope. Callers of the service are told to ask again in a moment. */
export class DatabaseUnavailable extends ContractFailure {
  override readonly name = 'DatabaseUnavailable';

  /** `because` is for the log and the start of a process; a caller learns only that it may ask again. */
  constructor(because: string, options?: ErrorOptions) {
    const message = 'The service cannot reach its database at the moment; try again shortly.';
    super({ code: PLATFORM_FAILURES.DEPENDENCY_UNAVAILABLE, reason: 'DEPENDENCY_UNAVAILABLE', message }, options);
    this.message = because;
  }
}

/**
 * Takes the values out of a failed query's error: they may be personal or secret, and errors end up in logs.
 * Returns the same error.
 */
export function withoutValues<E>(error: E): E {
  for (const holder of [error, (error as { driverError?: unknown } | undefined)?.driverError]) {
    if (typeof holder !== 'object' || holder === null) continue;
    for (const field of ['parameters', 'detail', 'where', 'internalQuery']) Reflect.deleteProperty(holder, field);
  }
  return error;
}

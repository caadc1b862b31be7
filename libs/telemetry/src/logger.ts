import { trace } from '@opentelemetry/api';
import { destination, pino, type DestinationStream, type Logger as PinoLogger } from 'pino';
import { redact, redactText } from './redaction.js';

export type LogLevel = 'silent' | 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace';

/** Facts of a log line. Secret fields and recognisable credentials are written as `***`. */
export type LogFields = Record<string, unknown>;

export interface LoggerOptions {
  /** Lines below it are not written; default `info`. */
  readonly level?: LogLevel;
  /** Where lines go; default standard output. */
  readonly destination?: DestinationStream;
}

/** Writes JSON lines with the service's name and the trace's ids. Everything passes the redaction. */
export class Logger {
  readonly #pino: PinoLogger;

  constructor(pinoLogger: PinoLogger) {
    this.#pino = pinoLogger;
  }

  debug(fields: LogFields, message: string): void {
    if (this.#pino.isLevelEnabled('debug')) this.#pino.debug(redact(fields) as LogFields, redactText(message));
  }

  info(fields: LogFields, message: string): void {
    if (this.#pino.isLevelEnabled('info')) this.#pino.info(redact(fields) as LogFields, redactText(message));
  }

  warn(fields: LogFields, message: string): void {
    this.#pino.warn(redact(fields) as LogFields, redactText(message));
  }

  /** Give the error itself as `error`; its message and stack are redacted. */
  error(fields: LogFields, message: string): void {
    this.#pino.error(redact(fields) as LogFields, redactText(message));
  }

  /** A logger whose lines carry these fields as well. */
  with(fields: LogFields): Logger {
    return new Logger(this.#pino.child(redact(fields) as LogFields));
  }

  /** Resolves when everything written so far has left the process. */
  flush(): Promise<void> {
    return new Promise((resolve) => {
      this.#pino.flush(() => resolve());
    });
  }
}

/**
 * The logger of a service.
 *
 * @example const logger = createLogger('credentials'); logger.info({ accountId }, 'Account refreshed.');
 */
export function createLogger(service: string, options: LoggerOptions = {}): Logger {
  return new Logger(
    pino(
      {
        level: options.level ?? 'info',
        base: { service },
        messageKey: 'message',
        timestamp: pino.stdTimeFunctions.isoTime,
        formatters: { level: (label) => ({ level: label }) },
        mixin: traceIds,
      },
      options.destination ?? standardOutput(),
    ),
  );
}

let output: ReturnType<typeof destination> | undefined;

/**
 * Not synchronous, so that a slow reader of the log does not stop the service, and several lines at a time, because a
 * write for each costs a sixth of handling a request.
 */
function standardOutput(): DestinationStream {
  if (output === undefined) {
    const created = destination({ dest: 1, sync: false, minLength: 8_192, periodicFlush: 200 });
    process.once('exit', () => created.flushSync());
    output = created;
  }
  return output;
}

function traceIds(): object {
  const context = trace.getActiveSpan()?.spanContext();
  return context ? { trace_id: context.traceId, span_id: context.spanId } : {};
}

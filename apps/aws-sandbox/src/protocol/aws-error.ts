/** Whose fault AWS says it is; the query protocol writes it, and clients retry only `Receiver`. */
export type Fault = 'Sender' | 'Receiver';

interface AwsErrorOptions {
  readonly status?: number;
  readonly fault?: Fault;
  /** More elements of the error body, as S3 writes them (`BucketName`, `Key`, `Region` …). */
  readonly details?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal in AWS's words: the code clients switch on, and the message people read. */
export class AwsError extends Error {
  readonly status: number;
  readonly fault: Fault;
  readonly details: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    readonly code: string,
    message: string,
    options: AwsErrorOptions = {},
  ) {
    super(message);
    this.name = 'AwsError';
    this.status = options.status ?? 400;
    this.fault = options.fault ?? 'Sender';
    this.details = options.details ?? {};
    this.headers = options.headers ?? {};
  }
}

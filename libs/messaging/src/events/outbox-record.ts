/** An event that is recorded and waits to be published; the shape of an outbox row. */
export interface OutboxRecord {
  /** Unique; becomes `ce-id` and `Nats-Msg-Id`, so that publishing twice stores once. */
  readonly id: string;
  /** `evt.<service>.v<major>.<past-tense>`. */
  readonly subject: string;
  /** `/<service>`. */
  readonly source: string;
  /** Reverse-DNS and the subject without `evt.`. */
  readonly type: string;
  /** When it happened, ISO 8601 in UTC. */
  readonly time: string;
  /** The contract's data. */
  readonly data: unknown;
  /** W3C, of the work that made the event. */
  readonly traceparent?: string;
}

/** What is said about an event, without its data. */
export interface EventEnvelope {
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
  /** W3C, of the work that made the event. */
  readonly traceparent?: string;
}

/** An event that is recorded and waits to be published; the shape of an outbox row. */
export interface OutboxRecord extends EventEnvelope {
  /** The contract's data. */
  readonly data: unknown;
}

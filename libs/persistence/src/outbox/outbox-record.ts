/** An event as it waits in the outbox: the attributes of CloudEvents 1.0 and the contract's data. */
export interface OutboxRecord {
  /** UUID; `ce-id` and `Nats-Msg-Id`. */
  readonly id: string;
  readonly subject: string;
  readonly source: string;
  readonly type: string;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly data: unknown;
  /** W3C, of what made the event. */
  readonly traceparent?: string;
}

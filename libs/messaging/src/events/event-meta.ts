/** What a subscriber learns about an event beside its data. */
export interface EventMeta {
  /** Unique per event; the same on every delivery. Remember it in the transaction of the effect. */
  readonly id: string;
  readonly subject: string;
  /** `/<service>` that tells it. */
  readonly source: string;
  /** When it happened. */
  readonly time: Date;
  /** 1 on the first delivery. */
  readonly deliveryCount: number;
}

/** Pauses before the second, third, fourth and fifth delivery of an event whose handling failed. */
const PAUSES_MILLISECONDS = [1_000, 10_000, 60_000, 600_000] as const;

/** Deliveries of an event that kills its handler, so that no failure is ever reported. */
const MAX_SILENT_DELIVERIES = 10;

/** What happens to an event after its handling failed. */
export type AfterFailure =
  { readonly next: 'retry'; readonly pauseMilliseconds: number } | { readonly next: 'dead-letter' };

/** Four more tries after 1 s, 10 s, 1 min and 10 min; then the dead letters. An unreadable event goes there at once. */
export function decideAfterFailure(deliveryCount: number, readable: boolean): AfterFailure {
  const pauseMilliseconds = readable ? PAUSES_MILLISECONDS[deliveryCount - 1] : undefined;
  return pauseMilliseconds === undefined ? { next: 'dead-letter' } : { next: 'retry', pauseMilliseconds };
}

/** True for an event that came so often without any result that trying it again would only do harm. */
export function isPoison(deliveryCount: number): boolean {
  return deliveryCount > MAX_SILENT_DELIVERIES;
}

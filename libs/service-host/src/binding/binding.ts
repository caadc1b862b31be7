import type { AnyEventContract, AnyRequestContract, Subscription } from '@gatehouse/contracts';

/** What `@Handles` and `@Subscribes` leave on a method, and Nest hands to the transport with the bound method. */
export interface Binding {
  readonly handles?: AnyRequestContract;
  readonly subscribes?: Subscription;
}

/** The pattern under which Nest knows a subscriber: two purposes may listen to one event. */
export function patternOf(event: AnyEventContract, purpose: string): string {
  return `${event.subject} ${purpose}`;
}

import type { JsonRecord, TrailEvent } from './trail-event.js';

/** Whether a call made something or took it away; `changed` when it was there before and after. */
export type Effect = 'made' | 'changed' | 'taken-away';

/** A resource that a call touched: by its ARN, or by its name where CloudTrail tells no more. */
export interface Touched {
  readonly resourceType: string;
  readonly accountId: string;
  /** `global` for what has none. */
  readonly region: string;
  readonly effect: Effect;
  /** The ARN; when only `name` is told, the one it has if its path is `/`. */
  readonly arn: string;
  /** Its real ARN is the one under which this name is known. */
  readonly name?: string;
}

/** A call in the partition of its account. */
export interface Call extends TrailEvent {
  readonly partition: string;
}

/** Which resources a call of some service touched. */
export type TouchRule = (call: Call) => readonly Touched[];

/** Rules by the names of events. */
export type TouchRules = Readonly<Record<string, TouchRule>>;

/** Text at a path of keys; null where there is none. */
export function textAt(value: JsonRecord, ...path: readonly string[]): string | null {
  let inner: unknown = value;
  for (const key of path) {
    if (typeof inner !== 'object' || inner === null) return null;
    inner = (inner as JsonRecord)[key];
  }
  return typeof inner === 'string' && inner !== '' && inner.length <= 2_048 ? inner : null;
}

/** The list that is not null. */
export function present<T>(items: readonly (T | null)[]): T[] {
  return items.filter((item) => item !== null);
}

import type { Position, SortOrder } from './wanted.js';

type Compare = (one: Position, other: Position) => number;

const byBytes = (one: string, other: string) => Buffer.compare(Buffer.from(one), Buffer.from(other));
const byArn: Compare = (one, other) => byBytes(one.arn, other.arn);

/** How positions of the same list stand to each other. */
const IN_ORDER: Readonly<Record<SortOrder, Compare>> = {
  arn: byArn,
  name: (one, other) => byBytes(one.key, other.key) || byArn(one, other),
  changed: (one, other) => Number(other.key) - Number(one.key) || byArn(one, other),
};

/** The first so many of several lists that are sorted in the same way. */
export function firstOf(lists: readonly (readonly Position[])[], sort: SortOrder, count: number): readonly Position[] {
  const [only, ...more] = lists.filter((list) => list.length > 0);
  return more.length === 0 ? (only ?? []) : lists.flat().sort(IN_ORDER[sort]).slice(0, count);
}

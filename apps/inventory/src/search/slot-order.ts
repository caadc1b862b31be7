import type { Segment } from './segment.js';
import type { Position, SortOrder } from './wanted.js';

/** Lower stands first, by slot. */
type Ranks = Float64Array | Int32Array;

/** How slots stand in a list. */
export interface SlotOrder {
  /** Lower stands first; the same only where `compare` has to tell. */
  rank(slot: number): number;
  /** The same of all slots; null where it tells nothing. */
  readonly ranks: Ranks | null;
  compare(one: number, other: number): number;
  /** Whether it stands behind the position that the list goes on from. */
  isAfter(slot: number): boolean;
  /** What a position holds of it. */
  key(slot: number): string;
}

/** The order of a list, going on after a position. */
export function slotOrder(segment: Segment, sort: SortOrder, after: Position | null): SlotOrder {
  const { rank, ranks, key, apart, edge, isBehind } = ORDERS[sort](segment);
  const compare = (one: number, other: number) => rank(one) - rank(other) || apart(one, other);
  if (after === null) return { rank, ranks, compare, key, isAfter: () => true };
  const last = edge(after);
  const isAfter = (slot: number) => rank(slot) > last || (rank(slot) === last && isBehind(slot, after));
  return { rank, ranks, compare, key, isAfter };
}

interface Order extends Pick<SlotOrder, 'rank' | 'ranks' | 'key'> {
  /** Tells slots of the same rank apart. */
  apart(one: number, other: number): number;
  /** Ranks above it are behind a position, and the same may be. */
  edge(after: Position): number;
  isBehind(slot: number, after: Position): boolean;
}

/** In an open segment nothing has a rank, so that all are compared. */
const UNRANKED = { rank: () => 0, ranks: null, edge: () => 0 };

const ORDERS: Readonly<Record<SortOrder, (segment: Segment) => Order>> = {
  arn: (segment) => ({
    ...(segment.isSealed ? byPlace(segment) : UNRANKED),
    key: (slot) => segment.texts.arn(slot),
    apart: (one, other) => segment.texts.compareArns(one, other),
    isBehind: (slot, { arn }) => segment.texts.compareArn(slot, Buffer.from(arn)) > 0,
  }),
  name: (segment) => ({
    ...(segment.isSealed ? byName(segment) : UNRANKED),
    key: (slot) => segment.texts.name(slot),
    apart: (one, other) => segment.names.compare(one, other),
    isBehind: (slot, { key, arn }) => segment.names.compareWith(slot, key, arn) > 0,
  }),
  changed: ({ columns, texts }) => ({
    rank: (slot) => columns.changeRank[slot] ?? 0,
    ranks: columns.changeRank,
    key: (slot) => String(-(columns.changeRank[slot] ?? 0)),
    apart: (one, other) => texts.compareArns(one, other),
    edge: ({ key }) => -Number(key),
    isBehind: (slot, { arn }) => texts.compareArn(slot, Buffer.from(arn)) > 0,
  }),
};

/** Slots are in the order of ARNs. */
function byPlace(segment: Segment): Pick<Order, 'rank' | 'ranks' | 'edge'> {
  return {
    rank: (slot) => slot,
    ranks: null,
    edge: ({ arn }) => segment.arnsBefore(Buffer.from(arn), true) - 1,
  };
}

function byName({ names }: Segment): Pick<Order, 'rank' | 'ranks' | 'edge'> {
  return {
    rank: (slot) => names.ranks[slot] ?? 0,
    ranks: names.ranks,
    edge: ({ key, arn }) => names.before(key, arn, true) - 1,
  };
}

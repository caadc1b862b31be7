import type { ResourceIndex } from './resource-index.js';
import type { RankColumn } from './slot-set.js';
import type { Position, SortOrder } from './wanted.js';

/** How slots stand in a list. */
export interface SlotOrder {
  /** Lower stands first; the same only where `compare` has to tell. */
  rank(slot: number): number;
  /** The same of all slots, or of newcomers where the others' tells itself; the column grows, so that it is asked for anew. */
  ranks(): RankColumn;
  compare(one: number, other: number): number;
  /** Whether it stands behind the position that the list goes on from. */
  isAfter(slot: number): boolean;
  /** What a position holds of it. */
  key(slot: number): string;
}

/** The order of a list, going on after a position. */
export function slotOrder(index: ResourceIndex, sort: SortOrder, after: Position | null): SlotOrder {
  const order = ORDERS[sort](index);
  const { rank, ranks, key } = order;
  const compare = (one: number, other: number) => rank(one) - rank(other) || order.apart(one, other);
  if (after === null) return { rank, ranks, compare, key, isAfter: () => true };
  const edge = order.edge(after);
  const isAfter = (slot: number) => rank(slot) > edge || (rank(slot) === edge && order.isBehind(slot, after));
  return { rank, ranks, compare, key, isAfter };
}

interface Order extends Pick<SlotOrder, 'rank' | 'ranks' | 'key'> {
  /** Tells slots of the same rank apart. */
  apart(one: number, other: number): number;
  /** Ranks above it are behind a position, and the same may be. */
  edge(after: Position): number;
  isBehind(slot: number, after: Position): boolean;
}

const ORDERS: Readonly<Record<SortOrder, (index: ResourceIndex) => Order>> = {
  arn: (index) => ({
    rank: (slot) => index.arnRank(slot),
    ranks: () => index.lateRanks,
    key: (slot) => index.texts.arn(slot),
    apart: (one, other) => byArn(index, one, other),
    edge: ({ arn }) => index.arnsBefore(Buffer.from(arn), true) * 2,
    isBehind: (slot, { arn }) => index.texts.compareArn(slot, Buffer.from(arn)) > 0,
  }),
  name: (index) => ({
    rank: (slot) => index.names.ranks[slot] ?? 0,
    ranks: () => ({ ranks: index.names.ranks, first: 0 }),
    key: (slot) => index.texts.name(slot),
    apart: (one, other) => index.names.compare(one, other),
    edge: ({ key, arn }) => index.names.before(key, arn, true) * 2,
    isBehind: (slot, { key, arn }) => index.names.compareWith(slot, key, arn) > 0,
  }),
  changed: (index) => ({
    rank: (slot) => index.columns.changeRank[slot] ?? 0,
    ranks: () => ({ ranks: index.columns.changeRank, first: 0 }),
    key: (slot) => String(-(index.columns.changeRank[slot] ?? 0)),
    apart: (one, other) => byArn(index, one, other),
    edge: ({ key }) => -Number(key),
    isBehind: (slot, { arn }) => index.texts.compareArn(slot, Buffer.from(arn)) > 0,
  }),
};

function byArn({ texts }: ResourceIndex, one: number, other: number): number {
  return texts.compareArns(one, other);
}

import type { Branch, Condition, Position, SortOrder } from './condition.js';
import { estimate, frequencies, rowsAlong, type Sample } from './sample.rules.js';

type Lead = Extract<Condition, { ids: unknown }>;

/** How rows are found. Every plan finds the same; they differ in how many rows have to be looked at. */
export type Plan =
  /** Find all that match by the conditions that an index finds best, then sort. */
  | { readonly kind: 'gather'; readonly drivers: Branch }
  /** Go along the sorted list until the page is full, or so many rows were looked at; null: without end. */
  | { readonly kind: 'walk'; readonly bound: number | null }
  /** The same within each of some accounts or places, whose lists are then merged. */
  | { readonly kind: 'merge'; readonly lead: Lead };

/** What is to be found. */
export interface Wanted {
  readonly branch: Branch;
  readonly sort: SortOrder;
  readonly after: Position | null;
  readonly count: number;
}

/** Three letters or digits in a row, where the end of a word counts as one: what an index of trigrams can look up. */
const HAS_TRIGRAM = /[\p{L}\p{N}]{3}|[^\p{L}\p{N}][\p{L}\p{N}]{2}|[\p{L}\p{N}]{2}[^\p{L}\p{N}]/u;
/** A walk that goes on for so many times as long as expected is given up. */
const PATIENCE = 4;
const SHORTEST_WALK = 2_000;
/** A row found by an index lies anywhere; the next one of a list sorted by ARN is most often on the same page. */
const COST = { gathered: 1, inNoOrder: 1, byArn: 0.5 };

/** The plan that looks at the fewest rows, judged by the sample. */
export function planFor(wanted: Wanted, sample: Sample): Plan {
  const { branch, after } = wanted;
  const drivers = driversOf(branch, sample);
  const gather = { plan: { kind: 'gather' as const, drivers: drivers.branch }, cost: drivers.rows * COST.gathered };
  const plans: { plan: Plan; cost: number }[] = [
    walkOf(wanted, sample),
    ...(drivers.branch.length > 0 ? [gather] : []),
    ...leadsOf(wanted).map((lead) => ({
      plan: { kind: 'merge' as const, lead },
      cost: COST.byArn * rowsAlong(sample, { lead, others: branch.filter((it) => it !== lead) }, after, wanted.count),
    })),
  ];
  return plans.reduce((best, other) => (other.cost < best.cost ? other : best)).plan;
}

function walkOf({ branch, sort, after, count }: Wanted, sample: Sample): { plan: Plan; cost: number } {
  const { matching, remaining, beforeFirst } = estimate(sample, branch, after, sort);
  if (beforeFirst === null) return { plan: { kind: 'walk', bound: SHORTEST_WALK }, cost: Infinity };
  const range = walkRange(branch, sort);
  const along = range === undefined ? remaining : estimate(sample, [range], after, sort).matching;
  const rows = (sort === 'arn' ? beforeFirst : 0) + (count * along) / matching;
  const bound = Math.max(SHORTEST_WALK, Math.ceil(rows * PATIENCE));
  return { plan: { kind: 'walk', bound }, cost: rows * (sort === 'arn' ? COST.byArn : COST.inNoOrder) };
}

/** Names that begin alike stand together in a list sorted by name: a walk need not leave them. */
export function walkRange(branch: Branch, sort: SortOrder): Condition | undefined {
  return sort === 'name' ? branch.find(({ kind }) => kind === 'name') : undefined;
}

function leadsOf({ branch, sort }: Wanted): Lead[] {
  return sort === 'arn' ? branch.filter((it) => it.kind === 'accounts' || it.kind === 'places') : [];
}

/** The conditions to look up in an index, and about how many rows that finds; those left out are tried on each row. */
export function driversOf(branch: Branch, sample: Sample): { readonly branch: Branch; readonly rows: number } {
  const found = frequencies(sample, branch);
  const usable = branch.filter(isIndexed).sort((one, other) => (found.get(one) ?? 0) - (found.get(other) ?? 0));
  const [rarest, ...others] = usable;
  if (rarest === undefined) return { branch: [], rows: Infinity };
  const rows = found.get(rarest) ?? 0;
  // Only body and facets share an index, in which finding both costs as much as finding the more frequent one.
  const beside = isInverted(rarest) ? others.filter((it) => isInverted(it) && (found.get(it) ?? 0) < rows * 8) : [];
  const drivers = [rarest, ...beside];
  return { branch: drivers, rows: beside.length === 0 ? rows : estimate(sample, drivers, null, 'arn').matching };
}

/** Whether an index finds what a condition asks for; with `body` it depends on the text. */
const HAS_INDEX: Readonly<Record<Exclude<Condition['kind'], 'body'>, boolean>> = {
  arn: false,
  any: false,
  name: true,
  accounts: true,
  places: true,
  facet: true,
  unused: true,
  denied: true,
};

const isIndexed = (condition: Condition): boolean =>
  condition.kind === 'body' ? HAS_TRIGRAM.test(condition.part) : HAS_INDEX[condition.kind];

const isInverted = ({ kind }: Condition): boolean => kind === 'body' || kind === 'facet';

import { Injectable } from '@nestjs/common';
import { Database } from '@gatehouse/persistence';
import { COUNT_LIMIT, type Branch, type Position, type SortOrder } from './condition.js';
import { driversOf, planFor, type Plan, type Wanted } from './plan.rules.js';
import { ResourceSample } from './resource-sample.js';
import { estimate, type Sample } from './sample.rules.js';
import { countStatement, pageStatement } from './statement.rules.js';

/** A resource that was found, and where it stands in the list. */
export interface FoundResource extends Position {
  readonly arn: string;
}

/** How many there are; not exact when there are more than were counted. */
export interface Count {
  readonly total: number;
  readonly isExact: boolean;
}

/** A page to find: whatever any of the branches finds, sorted, after a position. */
export interface PageWanted {
  readonly branches: readonly Branch[];
  readonly sort: SortOrder;
  readonly after: Position | null;
  readonly count: number;
  /** Some that match are enough: where no index helps, only the first so many rows of the list are looked at. */
  readonly isBestEffort?: boolean;
}

interface FoundRow extends FoundResource, Record<string, unknown> {
  readonly total?: string;
}

/** So many times the limit, and in so many rows of the sample, is beyond doubt more than the limit. */
const BEYOND_DOUBT = { times: 5, hits: 50 };

const BEST_EFFORT_ROWS = 20_000;

/** Finds resources by what the search table holds. */
@Injectable()
export class ResourceFinder {
  constructor(
    private readonly database: Database,
    private readonly sample: ResourceSample,
  ) {}

  async page({ branches, isBestEffort = false, ...place }: PageWanted): Promise<FoundResource[]> {
    const sample = await this.sample.read();
    const last = isBestEffort ? BEST_EFFORT_ROWS : null;
    const found = await Promise.all(branches.map((branch) => this.walkOrGather({ branch, ...place }, sample, last)));
    const [only] = found;
    return found.length === 1 && only !== undefined ? only : merged(found, place.sort).slice(0, place.count);
  }

  /** Counts what any of the branches finds, to the limit. */
  async count(branches: readonly Branch[]): Promise<Count> {
    const sample = await this.sample.read();
    if (branches.some((branch) => isBeyondDoubt(branch, sample))) return { total: COUNT_LIMIT, isExact: false };
    if (branches.length === 0) return { total: 0, isExact: true };
    const { sql, parameters } = countStatement(
      branches.map((branch) => ({ branch, drivers: driversOf(branch, sample).branch })),
      COUNT_LIMIT + 1,
    );
    const [row] = await this.database.query<{ count: number }>(sql, parameters);
    const found = row?.count ?? 0;
    return { total: Math.min(found, COUNT_LIMIT), isExact: found <= COUNT_LIMIT };
  }

  private async walkOrGather(wanted: Wanted, sample: Sample, lastBound: number | null): Promise<FoundRow[]> {
    const plan = planFor(wanted, sample);
    const found = await this.run(wanted, plan);
    if (plan.kind !== 'walk' || found.length >= wanted.count) return found;
    // The walk was given up: what it was expected to find is not there, or far away.
    const drivers = driversOf(wanted.branch, sample).branch;
    return this.run(wanted, drivers.length > 0 ? { kind: 'gather', drivers } : { kind: 'walk', bound: lastBound });
  }

  private run(wanted: Wanted, plan: Plan): Promise<FoundRow[]> {
    const { sql, parameters } = pageStatement(wanted, plan);
    return this.database.query<FoundRow>(sql, parameters);
  }
}

function isBeyondDoubt(branch: Branch, sample: Sample): boolean {
  const { matching, hits } = estimate(sample, branch, null, 'arn');
  return matching >= COUNT_LIMIT * BEYOND_DOUBT.times && hits >= BEYOND_DOUBT.hits;
}

/** Sorted lists as one, each resource once. */
function merged(lists: readonly (readonly FoundRow[])[], sort: SortOrder): FoundRow[] {
  const unique = new Map(lists.flat().map((row) => [row.arn, row]));
  const direction = sort === 'changed' ? -1 : 1;
  return [...unique.values()].sort((one, other) => direction * compare(one, other));
}

function compare(one: Position, other: Position): number {
  if (one.key !== other.key) return Buffer.compare(Buffer.from(one.key), Buffer.from(other.key));
  return BigInt(one.rowId) < BigInt(other.rowId) ? -1 : 1;
}

import { setImmediate as breathe } from 'node:timers/promises';

import { homeRegion } from '../state/home-region.rules.js';
import { partitionOf } from '../state/lookup.js';
import type { World } from '../state/model.js';
import type { ResourceSource, ResourceView } from '../state/resource-view.js';
import { rowOf } from './configuration-item.js';
import { type Row, matches, mayMatch } from './match-query.rules.js';
import { Aggregation, ordered, projected } from './project-query.rules.js';
import { type Condition, type Query, isAggregate } from './query.js';

/** What a query looks through. */
export interface QueryGround {
  readonly world: World;
  readonly sources: readonly ResourceSource[];
  readonly accountIds: readonly string[];
  readonly regions: readonly string[] | 'all';
}

/** Where a page begins: after so many hits of the account of this position in the list. */
export interface QueryPlace {
  readonly account: number;
  readonly hits: number;
}

export interface QueryPage {
  readonly rows: readonly Row[];
  /** Undefined on the last page. */
  readonly next: QueryPlace | undefined;
}

/** One page of what a query finds. */
export async function runQuery(query: Query, ground: QueryGround, from: QueryPlace, size: number): Promise<QueryPage> {
  if (isAggregate(query)) return cut(ordered(await aggregated(query, ground), query.orderBy), from, size);
  if (query.orderBy.length > 0) {
    const found = ordered(await everyRow(query, ground), query.orderBy);
    return cut(
      found.map((row) => projected(row, query.select)),
      from,
      size,
    );
  }
  return pageInPlace(query, ground, from, size);
}

function cut(rows: readonly Row[], { hits }: QueryPlace, size: number): QueryPage {
  const next = hits + size < rows.length ? { account: 0, hits: hits + size } : undefined;
  return { rows: rows.slice(hits, hits + size), next };
}

/** Without an order of its own, a query goes through the accounts and stops where its page is full. */
async function pageInPlace(query: Query, ground: QueryGround, from: QueryPlace, size: number): Promise<QueryPage> {
  const rows: Row[] = [];
  for (let account = from.account; account < ground.accountIds.length; account++) {
    let hits = 0;
    const skipped = account === from.account ? from.hits : 0;
    for (const row of rowsOf(ground, ground.accountIds[account] ?? '', query.where)) {
      if (hits >= skipped && rows.length === size) return { rows, next: { account, hits } };
      if (hits >= skipped) rows.push(projected(row, query.select));
      hits += 1;
    }
    await breathe();
  }
  return { rows, next: undefined };
}

async function aggregated(query: Query, ground: QueryGround): Promise<readonly Row[]> {
  const aggregation = new Aggregation(query);
  for (const accountId of ground.accountIds) {
    for (const row of rowsOf(ground, accountId, query.where)) aggregation.add(row);
    await breathe();
  }
  return aggregation.rows();
}

async function everyRow(query: Query, ground: QueryGround): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const accountId of ground.accountIds) {
    for (const row of rowsOf(ground, accountId, query.where)) rows.push(row);
    await breathe();
  }
  return rows;
}

/** The resources of one account that a condition describes. What it rules out by type is not looked at. */
function* rowsOf(ground: QueryGround, accountId: string, where: Condition | undefined): Iterable<Row> {
  const { world } = ground;
  const may = (known: Row): boolean => where === undefined || mayMatch({ accountId, ...known }, where);
  if (!may({})) return;
  const isHere = placeFilter(ground, accountId);
  const sources = ground.sources.filter(({ types }) => types.some((resourceType) => may({ resourceType })));
  for (const source of sources) {
    for (const view of source.list(world, accountId, namedRegions(ground))) {
      if (!isHere(view) || !may({ resourceType: view.type })) continue;
      const row = rowOf(world, view);
      if (where === undefined || matches(row, where)) yield row;
    }
  }
}

function namedRegions({ regions }: QueryGround): readonly string[] {
  return regions === 'all' ? [] : regions;
}

/** Config records what is global in the home region. */
function placeFilter({ world, regions }: QueryGround, accountId: string): (view: ResourceView) => boolean {
  if (regions === 'all') return () => true;
  const home = homeRegion(partitionOf(world, accountId));
  return ({ region }) => regions.includes(region === 'global' ? home : region);
}

import { Injectable } from '@nestjs/common';
import { Database } from '@gatehouse/persistence';
import { Clock } from '@gatehouse/service-host';
import type { Sample, SampleRow } from './sample.rules.js';

const ROWS = 8_000;
/** It only tells frequent from rare, so it may be old. */
const LIFE_MS = 60_000;

const SIZE_SQL = `
  SELECT greatest(reltuples, 0)::float8 AS rows FROM pg_class WHERE oid = 'resource_search'::regclass`;

const SAMPLE_SQL = (percentage: number) => `
  SELECT arn, row_id::text AS "rowId", place_id AS "placeId", account_id AS "accountId", name_key AS "nameKey",
         to_char(changed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "changedAt",
         unused_since::text AS "unusedSince", facets, left(body, 2000) AS body
  FROM resource_search TABLESAMPLE SYSTEM (${percentage.toFixed(6)}) LIMIT ${2 * ROWS}`;

/** Some rows of the search table, taken at random, to judge by how a search is best done. */
@Injectable()
export class ResourceSample {
  #known: { readonly sample: Sample; readonly readAt: number } | undefined;
  #reading: Promise<Sample> | undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Waits for the first one only; an old one is good enough while a new one is read. */
  async read(): Promise<Sample> {
    if (this.#known === undefined) return this.renew();
    if (this.clock.now().getTime() - this.#known.readAt > LIFE_MS) this.renew().catch(() => undefined);
    return this.#known.sample;
  }

  private renew(): Promise<Sample> {
    this.#reading ??= this.load().finally(() => (this.#reading = undefined));
    return this.#reading;
  }

  private async load(): Promise<Sample> {
    const [size] = await this.database.query<{ rows: number }>(SIZE_SQL);
    const share = Math.min(1, ROWS / Math.max(1, size?.rows ?? 0));
    const rows = await this.database.query<SampleRow & Record<string, unknown>>(SAMPLE_SQL(share * 100));
    rows.sort((one, other) => (one.arn < other.arn ? -1 : 1));
    const scale = Math.max(1, share === 1 ? 1 : (size?.rows ?? 0) / Math.max(1, rows.length));
    const sample = { rows, scale };
    this.#known = { sample, readAt: this.clock.now().getTime() };
    return sample;
  }
}

import { Injectable } from '@nestjs/common';
import { Database } from '@gatehouse/persistence';
import type { Touched } from './touched.rules.js';

/** What is stored of a resource that a call touched. */
export interface KnownPlace {
  readonly arn: string;
  readonly accountId: string;
  readonly resourceType: string;
  readonly name: string;
  readonly region: string;
}

/** A resource's state, as far as telling whether a change was seen needs. */
export interface StoredState {
  readonly isThere: boolean;
  readonly changedAt: Date | null;
}

const COLUMNS = 'arn, account_id AS "accountId", resource_type AS "resourceType", name, region';

const PLACES_SQL = `
  SELECT ${COLUMNS} FROM resources WHERE arn = ANY($1::text[])
  UNION
  SELECT ${COLUMNS} FROM resources
    JOIN jsonb_to_recordset($2::jsonb) AS w (account_id text, resource_type text, name text)
      USING (account_id, resource_type, name)
  WHERE deleted_at IS NULL`;

const STATE_SQL = `SELECT deleted_at IS NULL AS "isThere", changed_at AS "changedAt" FROM resources WHERE arn = $1`;

/**
 * A version that a sweep saw before CloudTrail told of the change: the first one seen since, if nobody was named for it.
 * That something was there when it was first seen does not mean that the call made it.
 */
const ATTRIBUTE_SQL = `
  UPDATE resource_versions SET changed_at = $2, changed_by = $3
  WHERE arn = $1 AND changed_at IS NULL AND (change <> 'created' OR $4)
    AND revision = (SELECT min(revision) FROM resource_versions WHERE arn = $1 AND seen_at >= $2)`;

/** What is known of the resources that calls touch. */
@Injectable()
export class KnownPlaces {
  constructor(private readonly database: Database) {}

  /** Those of the touched that are stored, by ARN or, where CloudTrail tells no more, by name. */
  async of(touched: readonly Touched[]): Promise<readonly KnownPlace[]> {
    if (touched.length === 0) return [];
    const named = touched.flatMap(({ accountId, resourceType, name }) =>
      name === undefined ? [] : [{ account_id: accountId, resource_type: resourceType, name }],
    );
    return this.database.query<KnownPlace & Record<string, unknown>>(PLACES_SQL, [
      touched.map(({ arn }) => arn),
      JSON.stringify(named),
    ]);
  }

  async stateOf(arn: string): Promise<StoredState> {
    const [row] = await this.database.query<{ isThere: boolean; changedAt: Date }>(STATE_SQL, [arn]);
    return row ?? { isThere: false, changedAt: null };
  }

  /** Notes who brought about a change that was already seen. */
  async attribute(arn: string, cause: { changedAt: Date; changedBy: string | null }, wasMade: boolean): Promise<void> {
    await this.database.query(ATTRIBUTE_SQL, [arn, cause.changedAt, cause.changedBy, wasMade]);
  }
}

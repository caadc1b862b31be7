import { Injectable } from '@nestjs/common';
import { Database } from '@gatehouse/persistence';
import type { Sight } from '../visibility/sight.js';

const SQL = `
  SELECT canonical_id AS "canonicalId", account_id AS "accountId" FROM accounts WHERE canonical_id = ANY($1::text[])`;

/** The accounts behind the names that access control lists of S3 have for them. */
@Injectable()
export class CanonicalIds {
  constructor(private readonly database: Database) {}

  /** Account ids by canonical id; without those that are in no account that is read and seen. */
  async accountsOf(canonicalIds: readonly string[], sight: Pick<Sight, 'shows'>): Promise<ReadonlyMap<string, string>> {
    if (canonicalIds.length === 0) return new Map();
    const rows = await this.database.query<{ canonicalId: string; accountId: string }>(SQL, [canonicalIds]);
    const seen = rows.filter(({ accountId }) => sight.shows(accountId));
    return new Map(seen.map(({ canonicalId, accountId }) => [canonicalId, accountId]));
  }
}

import { Injectable } from '@nestjs/common';
import { Database } from '@gatehouse/persistence';
import { placeOfArn } from '../collectors/arn.rules.js';
import { AWS_OWNER } from '../resource/observed-resource.js';
import { placeFromArn } from './place-from-arn.rules.js';
import type { ResourceToRead } from './resource-reading.js';

const STORED_SQL = `
  SELECT r.account_id AS "accountId", a.partition, r.resource_type AS "resourceType", r.region
  FROM resources r JOIN accounts a USING (account_id)
  WHERE r.arn = $1 AND a.status = 'active'`;

/** What AWS owns can be read in any account of its partition: in the one that was read last. */
const OF_AWS_SQL = `
  SELECT a.account_id AS "accountId", a.partition, r.resource_type AS "resourceType", r.region
  FROM resources r JOIN accounts a ON a.partition = split_part(r.arn, ':', 2)
    JOIN account_refreshes f ON f.account_id = a.account_id
  WHERE r.arn = $1 AND a.status = 'active' AND a.is_sync_enabled AND f.refreshed_at IS NOT NULL
  ORDER BY f.refreshed_at DESC LIMIT 1`;

const ACCOUNT_SQL = `SELECT partition FROM accounts WHERE account_id = $1 AND status = 'active'`;

type Known = Pick<ResourceToRead, 'accountId' | 'partition' | 'resourceType' | 'region'>;

/** Where resources are to be read: as they were seen, or as their ARN tells when they never were. */
@Injectable()
export class ResourcesToRead {
  constructor(private readonly database: Database) {}

  /** Null when it is in no active account, or nobody can tell in which. */
  async find(arn: string, signal: AbortSignal): Promise<ResourceToRead | null> {
    const sql = placeOfArn(arn).accountId === AWS_OWNER ? OF_AWS_SQL : STORED_SQL;
    const [stored] = await this.database.query<Known & Record<string, unknown>>(sql, [arn]);
    if (stored !== undefined) return { ...stored, arn, signal };
    const told = placeFromArn(arn);
    if (told === null) return null;
    const [account] = await this.database.query<{ partition: string }>(ACCOUNT_SQL, [told.accountId]);
    return account === undefined ? null : { ...told, partition: account.partition, arn, signal };
  }
}

import { Injectable } from '@nestjs/common';
import { Database } from '@gatehouse/persistence';
import { Clock } from '@gatehouse/service-host';
import { Collectors } from '../collectors/collectors.js';
import type { Place } from '../collectors/collector.js';
import { S3Collector, type AccountBlock } from '../collectors/s3/s3-collector.js';
import type { ChangeCause } from '../resource/moment.js';
import { RESOURCE_TYPES } from '../resource/observed-resource.js';
import { ResourceIntake } from '../resource/resource-intake.js';

/** Buckets that are known under another block than the account's. */
const OTHERWISE_SQL = `
  SELECT name FROM resources
  WHERE account_id = $1 AND resource_type = '${RESOURCE_TYPES.bucket}' AND deleted_at IS NULL
    AND settings->'accountPublicAccessBlock' IS DISTINCT FROM $2::jsonb`;

/** Reads the buckets of an account again that are known under another block than the one it has now. */
@Injectable()
export class BlockedBuckets {
  constructor(
    private readonly collectors: Collectors,
    private readonly database: Database,
    private readonly intake: ResourceIntake,
    private readonly clock: Clock,
  ) {}

  /** All but the first time there is little to do: what was read under the block is known so. Rejects with the AWS SDK's error. */
  async readAgain(account: Omit<Place, 'region'>, cause: ChangeCause): Promise<void> {
    const s3 = this.collectors.bringing(RESOURCE_TYPES.bucket);
    if (!(s3 instanceof S3Collector)) return;
    const moment = { readAt: this.clock.now(), cause };
    const block = await s3.blockOf(account);
    const otherwise = await this.knownOtherwise(account.accountId, block);
    if (otherwise.size === 0) return;
    for await (const page of s3.under(block, account, (name) => otherwise.has(name))) {
      const known = await this.intake.stored.knownAmong(page.map(({ arn }) => arn));
      await this.intake.takePage(account.accountId, page, known, moment);
    }
  }

  private async knownOtherwise(accountId: string, block: AccountBlock): Promise<ReadonlySet<string>> {
    const rows = await this.database.query<{ name: string }>(OTHERWISE_SQL, [accountId, JSON.stringify(block)]);
    return new Set(rows.map(({ name }) => name));
  }
}

import { Injectable } from '@nestjs/common';
import { Database } from '@gatehouse/persistence';
import { Clock } from '@gatehouse/service-host';
import { storableJson } from '../resource/storable.rules.js';
import { AccountTagShelf, type AccountTags, type TagsToRead } from './account-tag-shelf.js';
import { tagsToRead, type TagsRead } from './tags-to-read.rules.js';

/** AWS Organizations, like others, answers for some seconds with what was before. */
const SETTLED_MS = 10_000;

const KNOWN_SQL = `
  SELECT account_id AS "accountId", tags, read_at AS "readAt", wanted_at AS "wantedAt"
  FROM account_tags WHERE account_id = ANY($1::text[])`;

const KEEP_SQL = `
  INSERT INTO account_tags (account_id, tags, read_at)
  SELECT account_id, tags, $2 FROM jsonb_to_recordset($1::jsonb) AS t (account_id text, tags jsonb) ORDER BY account_id
  ON CONFLICT (account_id) DO UPDATE SET tags = excluded.tags, read_at = excluded.read_at
  WHERE account_tags.read_at < excluded.read_at`;

const CHANGED_SQL = 'UPDATE account_tags SET wanted_at = $2 WHERE account_id = ANY($1::text[])';

interface TagsRow extends TagsRead, Record<string, unknown> {
  readonly tags: Readonly<Record<string, string>>;
}

/** Remembers the tags of accounts for all replicas and across restarts. */
@Injectable()
export class StoredTagShelf extends AccountTagShelf {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async lookUp(accountIds: readonly string[]): Promise<TagsToRead> {
    const at = this.clock.now();
    const rows = await this.database.query<TagsRow>(KNOWN_SQL, [accountIds]);
    return {
      known: new Map(rows.map(({ accountId, tags }) => [accountId, new Map(Object.entries(tags))])),
      toRead: tagsToRead(accountIds, rows, at),
      at,
    };
  }

  override async keep(tags: ReadonlyMap<string, AccountTags>, at: Date): Promise<void> {
    const rows = [...tags].map(([accountId, each]) => ({ account_id: accountId, tags: Object.fromEntries(each) }));
    await this.database.query(KEEP_SQL, [storableJson(rows), at]);
  }

  /** Notes that tags of accounts changed: they are asked for again, also once it is sure to be seen. */
  async changed(accountIds: readonly string[]): Promise<void> {
    if (accountIds.length === 0) return;
    const settledAt = new Date(this.clock.now().getTime() + SETTLED_MS);
    await this.database.query(CHANGED_SQL, [accountIds, settledAt]);
  }
}

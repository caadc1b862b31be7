import { Injectable } from '@nestjs/common';
import { Database } from '@gatehouse/persistence';
import type { ResourceParts } from '../resource/resource-parts.js';
import { PolicyShelf, type GroupParts } from './policy-shelf.js';

/** What people call a principal's account and policies. */
export interface HolderNames {
  readonly accountId: string;
  readonly accountName: string;
  /** Names by the hash of the document. */
  readonly policies: ReadonlyMap<string, string>;
}

interface NamesRow extends Record<string, unknown> {
  readonly arn: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly parts: ResourceParts;
}

const SQL = `
  SELECT arn, account_id AS "accountId", coalesce(a.name, account_id) AS "accountName", parts
  FROM resources LEFT JOIN accounts a USING (account_id) WHERE arn = ANY($1::text[])`;

/** Looks up the names on a page. */
@Injectable()
export class HolderNamesQuery {
  constructor(
    private readonly database: Database,
    private readonly shelf: PolicyShelf,
  ) {}

  /** By ARN. */
  async of(arns: readonly string[]): Promise<ReadonlyMap<string, HolderNames>> {
    const rows = await this.database.query<NamesRow>(SQL, [arns]);
    return new Map(rows.map((row) => [row.arn, { ...row, policies: this.policiesIn(row) }]));
  }

  private policiesIn({ accountId, parts }: NamesRow): Map<string, string> {
    const groups = (parts.groups ?? []).flatMap(
      (name) => this.shelf.groups.get(PolicyShelf.groupKey(accountId, name)) ?? [],
    );
    return new Map([parts, ...groups].flatMap((each: GroupParts) => this.namesIn(each)));
  }

  private namesIn({ inline, attached }: GroupParts): [string, string][] {
    return [
      ...inline.map(({ name, hash }): [string, string] => [hash, name]),
      ...attached.map(({ name, arn }): [string, string] => [this.shelf.managed.get(arn) ?? '', name]),
    ];
  }
}

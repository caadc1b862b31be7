import { searchResources, writeCursor, type RequestInputOf, type RequestOf } from '@gatehouse/contracts';
import type { Database } from '@gatehouse/persistence';

/** A row to make searches of, so that they find something. */
export interface Known {
  readonly arn: string;
  readonly name: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly ouPath: string;
  readonly resourceType: string;
  readonly region: string;
  readonly team: string;
  readonly costCentre: string;
  readonly owner: string | null;
}

type Search = Omit<RequestInputOf<typeof searchResources>, 'limit' | 'cursor'>;

/** Rows from all over the table. */
export function someKnown(database: Database, rows: number): Promise<(Known & Record<string, unknown>)[]> {
  return database.query(
    `SELECT arn, r.name, account_id AS "accountId", a.name AS "accountName", ou_path AS "ouPath",
            r.resource_type AS "resourceType", r.region, r.tags->>'team' AS team, r.tags->>'cost-centre' AS "costCentre", r.owner
     FROM resources r TABLESAMPLE SYSTEM (${Math.min(100, 4_000_000 / rows).toFixed(4)}) JOIN accounts a USING (account_id)
     ORDER BY md5(arn) LIMIT 400`,
  );
}

/** Searches by kind, each made of a row that is there. `turn` is the number of the search. */
export const SEARCHES: Readonly<Record<string, (row: Known, turn: number) => Search>> = {
  'prefix of an ARN': ({ arn }, turn) => ({ search: arn.slice(0, arn.lastIndexOf(':') + 5 + (turn % 6)) }),
  'part of a name, 3 to 8 characters': ({ name }, turn) => ({ search: partOf(name, 3 + (turn % 6), turn) }),
  'part of a name, sorted by name': ({ name }, turn) => ({ search: partOf(name, 4 + (turn % 6), turn), sort: 'name' }),
  'two words': ({ name, team }) => ({ search: `${team} ${name.split('-')[1] ?? ''}` }),
  'a word and a number': ({ name, team }) => ({ search: `${team} ${name.slice(-4)}` }),
  'an account by name': ({ accountName }) => ({ search: accountName }),
  'type and region, latest first': ({ resourceType, region }) => ({ types: [resourceType], region, sort: 'changed' }),
  'account and type, by name': ({ accountId, resourceType }) => ({ accountId, types: [resourceType], sort: 'name' }),
  'OU and type': ({ ouPath, resourceType }) => ({ ouPath, types: [resourceType] }),
  'tag and type': ({ costCentre, resourceType }) => ({
    tagKey: 'cost-centre',
    tagValue: costCentre,
    types: [resourceType],
  }),
  'owner, latest first': ({ owner, team }) => ({ owner: owner ?? `${team}-leads@example.com`, sort: 'changed' }),
  'public, and a word': ({ team }) => ({ isPublic: true, search: team }),
  'unused roles of an account': ({ accountId }, turn) => ({ accountId, unusedForDays: 30 + (turn % 400) }),
};

function partOf(name: string, length: number, turn: number): string {
  const start = (turn * 7) % Math.max(1, name.length - length);
  return name.slice(start, start + length);
}

/** A request for what follows the last but some rows of a type: the last page. */
export async function lastPage(
  database: Database,
  { resourceType }: Known,
): Promise<RequestOf<typeof searchResources>> {
  const [row] = await database.query<{ arn: string }>(
    'SELECT arn FROM resources WHERE resource_type = $1 AND deleted_at IS NULL ORDER BY arn DESC OFFSET 30 LIMIT 1',
    [resourceType],
  );
  const request = searchResources.request.parse({ types: [resourceType] });
  const { limit, cursor: _none, ...scope } = request;
  const { sort, ...filter } = scope;
  const key = [row?.arn ?? '', row?.arn ?? '', 10_000, 0];
  return { ...request, limit, cursor: writeCursor({ ...filter, sort }, key) };
}

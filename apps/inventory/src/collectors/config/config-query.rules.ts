/** The longest expression that AWS Config takes. Source: SelectResourceConfig, AWS Config API reference. */
const EXPRESSION_LIMIT = 4_096;

const COLUMNS = [
  'accountId',
  'arn',
  'resourceType',
  'resourceId',
  'resourceName',
  'awsRegion',
  'availabilityZone',
  'resourceCreationTime',
  'configurationStateId',
  'tags',
].join(', ');

/** Which types there are, of an account where the query is asked over many. */
export function typesQuery(accountId: string | null): string {
  return `SELECT resourceType, COUNT(*)${whereOf(accountId, [])} GROUP BY resourceType`;
}

/** Everything of some types: as many queries as it takes to name them all. */
export function resourcesQueries(accountId: string | null, resourceTypes: readonly string[]): string[] {
  const queries: string[] = [];
  let named: string[] = [];
  const queryOf = (types: readonly string[]) =>
    `SELECT ${COLUMNS}${whereOf(accountId, [`resourceType IN (${types.map(quoted).join(', ')})`])}`;
  for (const type of resourceTypes) {
    if (named.length > 0 && queryOf([...named, type]).length > EXPRESSION_LIMIT) {
      queries.push(queryOf(named));
      named = [];
    }
    named.push(type);
  }
  return named.length === 0 ? queries : [...queries, queryOf(named)];
}

/** One resource. */
export function resourceQuery(accountId: string | null, arn: string): string {
  return `SELECT ${COLUMNS}${whereOf(accountId, [`arn = ${quoted(arn)}`])}`;
}

function whereOf(accountId: string | null, conditions: readonly string[]): string {
  const all = [...(accountId === null ? [] : [`accountId = ${quoted(accountId)}`]), ...conditions];
  return all.length === 0 ? '' : ` WHERE ${all.join(' AND ')}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

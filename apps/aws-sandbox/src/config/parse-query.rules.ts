import { AwsError } from '../protocol/aws-error.js';
import { parseCondition } from './parse-condition.rules.js';
import { type AggregateName, type Query, type QueryOrder, type SelectField, isAggregate } from './query.js';
import { tokensOf } from './query-tokens.rules.js';
import { TokenReader } from './token-reader.rules.js';

const AGGREGATES = new Set(['AVG', 'COUNT', 'MAX', 'MIN', 'SUM']);
const MOST_GROUPS = 3;

/** Reads a query; what Config's language does not have is an InvalidExpressionException. */
export function parseQuery(expression: string): Query {
  const reader = new TokenReader(tokensOf(expression));
  reader.expectWords('SELECT');
  const select = list(reader, readField);
  const where = reader.takeWords('WHERE') ? parseCondition(reader) : undefined;
  const groupBy = reader.takeWords('GROUP', 'BY') ? list(reader, () => pathOf(reader.name())) : [];
  const orderBy = reader.takeWords('ORDER', 'BY') ? list(reader, readOrder) : [];
  if (!reader.isAtEnd) throw reader.unexpected('the end of the query');
  const query = { select, where, groupBy, orderBy };
  refuseImpossible(query);
  return query;
}

function list<T>(reader: TokenReader, read: (reader: TokenReader) => T): readonly T[] {
  const items = [read(reader)];
  while (reader.takeSign(',')) items.push(read(reader));
  return items;
}

function readField(reader: TokenReader): SelectField {
  if (reader.takeSign('*')) return { kind: 'all', label: '*' };
  return reader.isCall() ? readAggregate(reader) : readProperty(reader);
}

function readProperty(reader: TokenReader): SelectField {
  const label = reader.name();
  return { kind: 'property', label, path: pathOf(label) };
}

function readAggregate(reader: TokenReader): SelectField & { readonly kind: 'aggregate' } {
  const name = reader.name().toUpperCase();
  if (!isAggregateName(name)) throw invalid(`${name} is not an aggregate function`);
  reader.expectSign('(');
  const all = reader.takeSign('*');
  if (all && name !== 'COUNT') throw invalid(`${name} needs a property`);
  if (!all && reader.isCall()) throw invalid('an aggregate function does not take another function');
  const argument = all ? '*' : reader.name();
  reader.expectSign(')');
  return { kind: 'aggregate', label: `${name}(${argument})`, name, path: all ? undefined : pathOf(argument) };
}

function readOrder(reader: TokenReader): QueryOrder {
  const { label, path } = reader.isCall() ? { ...readAggregate(reader), path: undefined } : withPath(reader.name());
  const descending = reader.takeWords('DESC');
  if (!descending) reader.takeWords('ASC');
  return { label, path, descending };
}

function withPath(label: string): Pick<QueryOrder, 'label' | 'path'> {
  return { label, path: pathOf(label) };
}

function pathOf(name: string): readonly string[] {
  return name.split('.');
}

function isAggregateName(name: string): name is AggregateName {
  return AGGREGATES.has(name);
}

function refuseImpossible(query: Query): void {
  if (query.groupBy.length > MOST_GROUPS) throw invalid(`GROUP BY takes at most ${String(MOST_GROUPS)} properties`);
  const labels = new Set(query.select.map(({ label }) => label));
  const unordered = query.orderBy.find(({ label, path }) => path === undefined && !labels.has(label));
  if (unordered !== undefined) throw invalid(`ORDER BY ${unordered.label} needs it among what is selected`);
  if (!isAggregate(query)) return;
  const groups = new Set(query.groupBy.map((path) => path.join('.')));
  const alone = query.select.find(({ kind, label }) => kind !== 'aggregate' && !groups.has(label));
  if (alone !== undefined) throw invalid(`${alone.label} must be under GROUP BY`);
}

function invalid(problem: string): AwsError {
  return new AwsError('InvalidExpressionException', `The query is not valid: ${problem}.`);
}

import type { Condition, ListElement, PolicyDocument, PrincipalElement, Statement, TextNode } from './ast.js';

/** JSON text as lines; `nest` indents all but the first. */
type Member = readonly [key: string, text: string];

const nest = (text: string): string => text.replaceAll('\n', '\n  ');

function objectText(members: readonly Member[]): string {
  if (members.length === 0) return '{}';
  return `{\n  ${members.map(([key, text]) => `${JSON.stringify(key)}: ${nest(text)}`).join(',\n  ')}\n}`;
}

function listText(items: readonly string[]): string {
  return items.length === 0 ? '[]' : `[\n  ${items.map(nest).join(',\n  ')}\n]`;
}

function textsText(values: readonly Pick<TextNode, 'value'>[], isList: boolean): string {
  const texts = values.map(({ value }) => JSON.stringify(value));
  const [only] = texts;
  return !isList && texts.length === 1 && only !== undefined ? only : listText(texts);
}

function principalText(element: PrincipalElement): string {
  if (element.isBare) return '"*"';
  const types = [...new Set(element.entries.map(({ type }) => type))];
  return objectText(
    types.map((type): Member => {
      const entries = element.entries.filter((entry) => entry.type === type);
      return [type, textsText(entries, entries.length !== 1)];
    }),
  );
}

function conditionsText(conditions: readonly Condition[]): string {
  const operators = [...new Set(conditions.map(({ operator }) => operator.text))];
  return objectText(
    operators.map((operator): Member => {
      const own = conditions.filter((condition) => condition.operator.text === operator);
      return [operator, objectText(own.map(({ key, values, isList }) => [key.value, textsText(values, isList)]))];
    }),
  );
}

function listMember(name: string, element: ListElement | undefined): Member[] {
  if (!element) return [];
  return [[element.negated ? `Not${name}` : name, textsText(element.values, element.isList)]];
}

function statementText(statement: Statement): string {
  const { sid, principal, conditions } = statement;
  return objectText([
    ...(sid ? [['Sid', JSON.stringify(sid.value)] as const] : []),
    ['Effect', JSON.stringify(statement.effect)],
    ...(principal ? [[principal.negated ? 'NotPrincipal' : 'Principal', principalText(principal)] as const] : []),
    ...listMember('Action', statement.action),
    ...listMember('Resource', statement.resource),
    ...(conditions.length > 0 ? [['Condition', conditionsText(conditions)] as const] : []),
  ]);
}

/**
 * The document as JSON text with an indent of two, elements in AWS's usual order. Reading it again gives the same
 * document but for positions. What could not be read of a broken document is not in it.
 */
export function printPolicy(document: PolicyDocument): string {
  const { versionNode, id, statements, isList } = document;
  const texts = statements.map(statementText);
  const [only] = texts;
  const statement = !isList && texts.length === 1 && only !== undefined ? only : listText(texts);
  return objectText([
    ...(versionNode ? [['Version', JSON.stringify(versionNode.value)] as const] : []),
    ...(id ? [['Id', JSON.stringify(id.value)] as const] : []),
    ['Statement', statement],
  ]);
}

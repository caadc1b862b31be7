import { NO_FILTER, OPERATORS, TAG_PREFIX, type RoleFilter, type RoleToken } from './role-filter.rules';

const PROPERTIES = ['account', 'name', 'ou', 'cli-only'];
const MOST_TOKENS = 20;
const LONGEST_VALUE = 200;

/**
 * Filter tokens as parameters of the address, so that a filtered list can be bookmarked and sent to others:
 * `f=account=payments-production`, `f=name:reader`, `f=tag.team!=core`, free text as `q=reader`, `op=or`.
 */
export function filterToParameters(filter: RoleFilter): [string, string][] {
  const tokens = filter.tokens.map(({ propertyKey, operator, value }): [string, string] =>
    propertyKey === undefined && operator === ':'
      ? ['q', value]
      : ['f', `${writtenKey(propertyKey)}${operator}${value}`],
  );
  return filter.operation === 'or' && tokens.length > 1 ? [...tokens, ['op', 'or']] : tokens;
}

/** Reads what `filterToParameters` wrote. Anything else in the address is left out, never an error. */
export function filterFromParameters(parameters: Iterable<readonly [string, string]>): RoleFilter {
  const tokens: RoleToken[] = [];
  let operation: RoleFilter['operation'] = 'and';
  for (const [name, text] of parameters) {
    const token = tokenOf(name, text);
    if (token !== null && tokens.length < MOST_TOKENS) tokens.push(token);
    if (name === 'op' && text === 'or') operation = 'or';
  }
  return tokens.length === 0 ? NO_FILTER : { operation, tokens };
}

function tokenOf(name: string, text: string): RoleToken | null {
  if (name === 'q') return text.length > 0 && text.length <= LONGEST_VALUE ? { operator: ':', value: text } : null;
  return name === 'f' ? conditionOf(text) : null;
}

/** The property ends where the first operator begins; of two that begin there, the longer one is meant. */
function conditionOf(text: string): RoleToken | null {
  const propertyKey = propertyOf(text);
  const rest = text.slice(propertyKey.length);
  const operator = OPERATORS.find((candidate) => rest.startsWith(candidate));
  if (operator === undefined) return null;
  const value = rest.slice(operator.length);
  if (value.length === 0 || value.length > LONGEST_VALUE) return null;
  return propertyKey === '' ? { operator, value } : { propertyKey: readKey(propertyKey), operator, value };
}

/** Tag keys may hold `:` and `=`, at which a condition is taken apart: they are written percent-encoded. */
function writtenKey(propertyKey: string | undefined): string {
  return (propertyKey ?? '').replace(/[%:=!^]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
}

function readKey(written: string): string {
  return written.replace(/%([0-9a-f]{2})/g, (_escape, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function propertyOf(text: string): string {
  const known = PROPERTIES.find((property) => text.startsWith(property));
  if (known !== undefined) return known;
  return text.startsWith(TAG_PREFIX) ? (/^tag\.[^:=!^]+/.exec(text)?.[0] ?? '') : '';
}

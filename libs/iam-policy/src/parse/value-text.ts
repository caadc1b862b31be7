const MAX_DEPTH = 64;

/** Writes a value as JSON text, own enumerable properties only. */
function write(value: unknown, depth: number, budget: { left: number }): string {
  budget.left -= 1;
  if (depth > MAX_DEPTH || budget.left < 0) throw new RangeError('too large');
  if (typeof value === 'string') {
    budget.left -= value.length;
    return JSON.stringify(value);
  }
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value);
  if (typeof value !== 'object') throw new TypeError('not JSON');
  const inner = '  '.repeat(depth + 1);
  const outer = '  '.repeat(depth);
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    const items = value.map((item: unknown) => inner + write(item, depth + 1, budget));
    return `[\n${items.join(',\n')}\n${outer}]`;
  }
  const members = Object.keys(value)
    .map((key) => [key, (value as Record<string, unknown>)[key]] as const)
    .filter(([, member]) => member !== undefined)
    .map(([key, member]) => `${inner}${JSON.stringify(key)}: ${write(member, depth + 1, budget)}`);
  return members.length === 0 ? '{}' : `{\n${members.join(',\n')}\n${outer}}`;
}

/**
 * The text of a policy given as a value, so that positions mean something. Undefined when it holds what JSON cannot
 * (functions, cycles, getters that throw) or more than `maxCharacters`.
 */
export function textOfValue(value: unknown, maxCharacters: number): string | undefined {
  try {
    return write(value, 0, { left: maxCharacters });
  } catch {
    return undefined;
  }
}

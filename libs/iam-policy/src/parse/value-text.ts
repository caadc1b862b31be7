const MAX_DEPTH = 64;

interface Budget {
  left: number;
}

function lines(open: string, items: readonly string[], close: string): string {
  return items.length === 0 ? open + close : `${open}\n${items.join(',\n')}\n${close}`;
}

function writeObject(value: object, depth: number, budget: Budget): string {
  const inner = '  '.repeat(depth + 1);
  const outer = '  '.repeat(depth);
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => inner + write(item, depth + 1, budget));
    return lines('[', items, `${items.length === 0 ? '' : outer}]`);
  }
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([key, member]) => `${inner}${JSON.stringify(key)}: ${write(member, depth + 1, budget)}`);
  return lines('{', members, `${members.length === 0 ? '' : outer}}`);
}

/** Writes a value as JSON text, own enumerable properties only. Throws for what cannot be written. */
function write(value: unknown, depth: number, budget: Budget): string {
  budget.left -= typeof value === 'string' ? value.length + 1 : 1;
  if (depth > MAX_DEPTH || budget.left < 0) throw new RangeError('too large');
  if (typeof value === 'object' && value !== null) return writeObject(value, depth, budget);
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) throw new TypeError('not JSON');
  return text;
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

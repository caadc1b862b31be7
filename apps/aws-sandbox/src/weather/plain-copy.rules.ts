/**
 * A deep copy of plain data: maps, sets, lists, dates and objects. Subclasses of maps come out as maps with all their
 * entries, those included that are made when they are looked at.
 */
export function plainCopy<T>(value: T): T {
  // Each case gives back the kind of thing that came in.
  return copyOf(value) as T;
}

function copyOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Map) return new Map([...value].map(([key, each]: [unknown, unknown]) => [key, copyOf(each)]));
  if (value instanceof Set) return new Set([...value].map(copyOf));
  if (Array.isArray(value)) return value.map(copyOf);
  if (value instanceof Date) return new Date(value.getTime());
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, copyOf(each)]));
}

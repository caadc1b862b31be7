/** Members as Config writes them, with a small first letter; times as text. */
export function recordedNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(recordedNames);
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [lowered(key), recordedNames(each)]));
}

function lowered(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

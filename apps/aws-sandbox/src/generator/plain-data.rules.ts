/** Whether two pieces of plain data (maps, sets, lists, dates, records, simple values) say the same. */
export function samePlainData(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (!isStructure(left) || !isStructure(right) || left.constructor !== right.constructor) return false;
  if (left instanceof Map) return sameEntries(left, right as ReadonlyMap<unknown, unknown>);
  if (left instanceof Set) return sameValues(left, right as ReadonlySet<unknown>);
  return left instanceof Date
    ? left.getTime() === (right as Date).getTime()
    : sameMembers(left as Fields, right as Fields);
}

type Fields = Readonly<Record<string, unknown>>;

function isStructure(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function sameEntries(left: ReadonlyMap<unknown, unknown>, right: ReadonlyMap<unknown, unknown>): boolean {
  if (left.size !== right.size) return false;
  for (const [key, value] of left) if (!right.has(key) || !samePlainData(value, right.get(key))) return false;
  return true;
}

function sameValues(left: ReadonlySet<unknown>, right: ReadonlySet<unknown>): boolean {
  if (left.size !== right.size) return false;
  for (const value of left) if (!right.has(value)) return false;
  return true;
}

/** Bytes and lists have members too: their indices. */
function sameMembers(left: Fields, right: Fields): boolean {
  const names = Object.keys(left);
  if (names.length !== Object.keys(right).length) return false;
  for (const name of names) if (!samePlainData(left[name], right[name])) return false;
  return true;
}

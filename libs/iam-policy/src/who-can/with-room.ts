type Column = Uint8Array | Uint32Array | Int32Array;

/** The same numbers with room for so many: in twice the array, so that growing costs each number little. */
export function withRoom<T extends Column>(column: T, length: number): T {
  if (length <= column.length) return column;
  const larger = new (column.constructor as new (length: number) => T)(Math.max(length, column.length * 2));
  larger.set(column);
  return larger;
}

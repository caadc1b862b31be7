/** The same numbers in a longer array. */
export function grownColumn<T extends Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array>(
  column: T,
  length: number,
): T {
  const Column = column.constructor as new (length: number) => T;
  const larger = new Column(length);
  larger.set(column);
  return larger;
}

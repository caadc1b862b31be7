/** Numbers of one kind. */
export type Column = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

/** The same numbers in a longer array. */
export function grownColumn<T extends Column>(column: T, length: number): T {
  const Column = column.constructor as new (length: number) => T;
  const larger = new Column(length);
  larger.set(column);
  return larger;
}

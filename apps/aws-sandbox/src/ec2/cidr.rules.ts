/** An IPv4 block: its first address and how many there are. */
interface Block {
  readonly first: number;
  readonly size: number;
}

/** Reads `10.0.0.0/16`; undefined when it is not a block. */
export function readBlock(cidr: string): Block | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/u.exec(cidr);
  if (match === null) return undefined;
  const numbers = match.slice(1).map(Number);
  const [prefix = 33, ...bytes] = [numbers[4], ...numbers.slice(0, 4)];
  if (prefix > 32 || bytes.some((byte) => byte > 255)) return undefined;
  const first = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  const size = 2 ** (32 - prefix);
  return first % size === 0 ? { first, size } : undefined;
}

/** Whether one block is wholly in another. */
export function isWithin(inner: string, outer: string): boolean {
  const [small, large] = [readBlock(inner), readBlock(outer)];
  if (small === undefined || large === undefined) return false;
  return small.first >= large.first && small.first + small.size <= large.first + large.size;
}

/** The address at a position of a block. AWS keeps the first four and the last of a subnet to itself. */
export function addressAt(cidr: string, position: number): string {
  const block = readBlock(cidr);
  if (block === undefined) throw new Error(`${cidr} is not a block of addresses`);
  const address = block.first + position;
  return [24, 16, 8, 0].map((shift) => String(Math.floor(address / 2 ** shift) % 256)).join('.');
}

/** How many addresses of a subnet can be used. */
export function usableAddresses(cidr: string): number {
  return (readBlock(cidr)?.size ?? 5) - 5;
}

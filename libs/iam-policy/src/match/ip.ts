import { NO, type Truth, UNSURE, YES } from './truth.js';

/** A block of addresses: its first and last address as numbers. */
export interface IpRange {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

function parseIpv4(text: string): bigint | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (!match) return undefined;
  let address = 0n;
  for (const part of match.slice(1)) {
    const byte = Number(part);
    // A leading zero is octal to some readers: no number at all to us.
    if (byte > 255 || (part.length > 1 && part.startsWith('0'))) return undefined;
    address = address * 256n + BigInt(byte);
  }
  return address;
}

/** The 16-bit groups of one side of `::`; a dotted IPv4 tail counts as two. */
function groupsOf(text: string): bigint[] | undefined {
  if (text === '') return [];
  const groups: bigint[] = [];
  const pieces = text.split(':');
  for (const [index, piece] of pieces.entries()) {
    if (piece.includes('.') && index === pieces.length - 1) {
      const tail = parseIpv4(piece);
      if (tail === undefined) return undefined;
      groups.push(tail >> 16n, tail & 0xffffn);
    } else if (/^[0-9a-fA-F]{1,4}$/.test(piece)) groups.push(BigInt(`0x${piece}`));
    else return undefined;
  }
  return groups;
}

/** Head and tail around `::`, filled up with zeros to eight groups. */
function joinGroups(head: readonly bigint[], tail: readonly bigint[], isShortened: boolean): bigint[] | undefined {
  const missing = 8 - head.length - tail.length;
  const fits = isShortened ? missing >= 1 : missing === 0;
  return fits ? [...head, ...Array<bigint>(missing).fill(0n), ...tail] : undefined;
}

function parseIpv6(text: string): bigint | undefined {
  if (text.length > 45) return undefined;
  const [before = '', after = '', ...more] = text.split('::');
  const [head, tail] = [groupsOf(before), groupsOf(after)];
  if (!head || !tail || more.length > 0) return undefined;
  const groups = joinGroups(head, tail, text.includes('::'));
  return groups?.reduce((address, group) => (address << 16n) | group, 0n);
}

/** The number of leading bits behind a slash; undefined when it is none or too large. */
function parsePrefix(text: string | undefined, bits: number): number | undefined {
  if (text === undefined) return bits;
  return /^\d{1,3}$/.test(text) && Number(text) <= bits ? Number(text) : undefined;
}

/**
 * Reads an address or a CIDR block, IPv4 or IPv6 in any spelling (RFC 4632, RFC 4291). Undefined when it is neither.
 * Source: IAM User Guide, "Condition operators" (IP address).
 */
export function parseIpRange(text: string): IpRange | undefined {
  const slash = text.indexOf('/');
  const address = slash < 0 ? text : text.slice(0, slash);
  const v4 = parseIpv4(address);
  const value = v4 ?? parseIpv6(address);
  const bits = v4 === undefined ? 128 : 32;
  const prefix = parsePrefix(slash < 0 ? undefined : text.slice(slash + 1), bits);
  if (value === undefined || prefix === undefined) return undefined;
  const size = 1n << BigInt(bits - prefix);
  const first = (value / size) * size;
  return { family: v4 === undefined ? 6 : 4, first, last: first + size - 1n };
}

const MAPPED = 0xffff00000000n;

/** The IPv4 address inside `::ffff:a.b.c.d`. */
function mappedIpv4(range: IpRange): IpRange | undefined {
  if (range.family !== 6 || range.first >> 32n !== 0xffffn || range.last >> 32n !== 0xffffn) return undefined;
  return { family: 4, first: range.first - MAPPED, last: range.last - MAPPED };
}

function contains(block: IpRange, range: IpRange): Truth {
  if (block.family !== range.family) return NO;
  if (range.first >= block.first && range.last <= block.last) return YES;
  return range.last < block.first || range.first > block.last ? NO : UNSURE;
}

/**
 * Whether an address lies in a block. The other family is simply not in it; an IPv4 address written as IPv6
 * (`::ffff:10.0.0.1`) against the IPv4 block that holds it is unsettled.
 */
export function ipInRange(block: IpRange, range: IpRange): Truth {
  const direct = contains(block, range);
  if (direct !== NO || block.family === range.family) return direct;
  const [innerBlock, innerRange] = [mappedIpv4(block) ?? block, mappedIpv4(range) ?? range];
  return contains(innerBlock, innerRange) === NO ? NO : UNSURE;
}

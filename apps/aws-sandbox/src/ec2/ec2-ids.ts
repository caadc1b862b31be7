import { createHash } from 'node:crypto';

/** An id of EC2's long form, the same at every start for the same thing: `vpc-0` and 16 more digits. */
export function ec2Id(prefix: string, of: string): string {
  return `${prefix}-0${createHash('sha256').update(`${prefix}/${of}`).digest('hex').slice(0, 16)}`;
}

/** A public address of the block that is set aside for examples of nobody's (RFC 5737 is too small; RFC 2544). */
export function exampleAddress(of: string): string {
  const digest = createHash('sha256').update(`address/${of}`).digest();
  return `198.${String(18 + ((digest[0] ?? 0) % 2))}.${String(digest[1] ?? 0)}.${String(1 + ((digest[2] ?? 0) % 254))}`;
}

/** A locally administered hardware address. */
export function exampleMac(of: string): string {
  const hex = createHash('sha256').update(`mac/${of}`).digest('hex');
  return ['02', hex.slice(0, 2), hex.slice(2, 4), hex.slice(4, 6), hex.slice(6, 8), hex.slice(8, 10)].join(':');
}

/** The zone of a letter in a region, and the id that is the same for every account. */
export function zoneOf(region: string, letter: string): { readonly name: string; readonly id: string } {
  const [area = '', ...rest] = region.split('-');
  const short = area + rest.map((part) => part.replace(/^(north|south)?(east|west)?.*$/u, initials)).join('');
  return { name: `${region}${letter}`, id: `${short}-az${String(letter.charCodeAt(0) - 96)}` };
}

/** `n` for north, `ne` for northeast, and the first character of anything else: `c` for central, `1` for 1. */
function initials(part: string, vertical?: string, horizontal?: string): string {
  const letters = (vertical ?? '').slice(0, 1) + (horizontal ?? '').slice(0, 1);
  return letters === '' ? part.slice(0, 1) : letters;
}

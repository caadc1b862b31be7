const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const BYTES = 10;
/** The first bit is set in every key made since 2019; seven bits after the account are noise. */
const FLAG = 1n << 47n;
const NOISE_BITS = 7n;

/** Ten random bytes of which the first six become the account: `ASIA…`, as AWS writes its keys. */
export function accessKeyIdOf(prefix: 'AKIA' | 'ASIA', accountId: string, random: Uint8Array): string {
  if (random.byteLength !== BYTES) throw new Error(`an access key id takes ${String(BYTES)} random bytes`);
  const noise = BigInt(random[5] ?? 0) & 0x7fn;
  const head = FLAG | (BigInt(accountId) << NOISE_BITS) | noise;
  const bytes = Uint8Array.from(random);
  for (let at = 0; at < 6; at += 1) bytes[at] = Number((head >> BigInt(8 * (5 - at))) & 0xffn);
  return prefix + base32(bytes);
}

/** The account that an access key id is of, or undefined when it holds none. */
export function accountOfAccessKeyId(id: string): string | undefined {
  const match = /^(?:AKIA|ASIA)([A-Z2-7]{16})$/u.exec(id);
  if (match === null) return undefined;
  let value = 0n;
  for (const letter of (match[1] ?? '').slice(0, 10)) value = (value << 5n) | BigInt(ALPHABET.indexOf(letter));
  const head = value >> 2n;
  if ((head & FLAG) === 0n) return undefined;
  const account = (head & (FLAG - 1n)) >> NOISE_BITS;
  return account < 1_000_000_000_000n ? account.toString().padStart(12, '0') : undefined;
}

/** RFC 4648 base 32 without padding, the alphabet of AWS's ids. */
export function base32(bytes: Uint8Array): string {
  let bits = 0;
  let pending = 0;
  let text = '';
  for (const byte of bytes) {
    pending = ((pending << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      text += ALPHABET.charAt((pending >> (bits - 5)) & 31);
      bits -= 5;
    }
  }
  return bits > 0 ? text + ALPHABET.charAt((pending << (5 - bits)) & 31) : text;
}

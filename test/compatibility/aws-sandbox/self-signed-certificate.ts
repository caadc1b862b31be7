import { type KeyObject, generateKeyPairSync, sign } from 'node:crypto';

/** A key pair and a certificate for it, as identity providers publish theirs in SAML metadata. */
export interface SelfSigned {
  readonly privateKey: KeyObject;
  /** DER in base 64, without the lines of PEM. */
  readonly certificate: string;
}

type Bytes = Uint8Array;

function der(tag: number, ...parts: readonly Bytes[]): Bytes {
  const body = Buffer.concat(parts);
  const size = body.byteLength;
  if (size < 128) return Buffer.concat([Buffer.from([tag, size]), body]);
  const length = Buffer.from(size.toString(16).padStart(size > 0xff ? 4 : 2, '0'), 'hex');
  return Buffer.concat([Buffer.from([tag, 0x80 | length.byteLength]), length, body]);
}

const sequence = (...parts: readonly Bytes[]): Bytes => der(0x30, ...parts);
const SHA256_WITH_RSA = sequence(der(0x06, Buffer.from('2a864886f70d01010b', 'hex')), der(0x05));
const COMMON_NAME = der(0x06, Buffer.from('550403', 'hex'));

/** A certificate that signs itself (RFC 5280, section 4.1), good from 2020 to 2049. */
export function selfSigned(name: string): SelfSigned {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const subject = sequence(der(0x31, sequence(COMMON_NAME, der(0x0c, Buffer.from(name)))));
  const time = (text: string): Bytes => der(0x17, Buffer.from(text));
  const facts = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    SHA256_WITH_RSA,
    subject,
    sequence(time('200101000000Z'), time('491231235959Z')),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = sign('sha256', facts, privateKey);
  const certificate = sequence(facts, SHA256_WITH_RSA, der(0x03, Buffer.from([0]), signature));
  return { privateKey, certificate: Buffer.from(certificate).toString('base64') };
}

import { createHash } from 'node:crypto';

import type { MessageAttribute } from './sqs-state.js';

/** Hexadecimal MD5, which senders and receivers compare. */
export function md5(data: string | Uint8Array): string {
  return createHash('md5').update(data).digest('hex');
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * The MD5 of message attributes in order of their names (SQS Developer Guide, "Calculating the MD5 message digest for
 * message attributes"): name, data type and value with their lengths; a byte tells text (1) from bytes (2).
 */
export function md5OfAttributes(attributes: ReadonlyMap<string, MessageAttribute>): string | undefined {
  if (attributes.size === 0) return undefined;
  const parts = [...attributes]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([name, { dataType, stringValue, binaryValue }]) => [
      ...measured(Buffer.from(name)),
      ...measured(Buffer.from(dataType)),
      Buffer.from([binaryValue === undefined ? 1 : 2]),
      ...measured(binaryValue ?? Buffer.from(stringValue ?? '')),
    ]);
  return md5(Buffer.concat(parts));
}

function measured(value: Uint8Array): readonly Uint8Array[] {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(value.byteLength);
  return [length, value];
}

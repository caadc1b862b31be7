import { createHash } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';

import type { World } from '../state/model.js';

/** Raised when a world of an earlier version cannot be read as one of this version. */
const FORMAT = 1;

const NAME = 'gatehouse-aws-sandbox-world';

/** Why a file cannot be used. */
export class UnusableWorld extends Error {}

/** A world as bytes: one line that says what follows, then the world. */
export function encodeWorld(world: World, savedAt: Date): Uint8Array {
  const body = serialize(world);
  const header = { name: NAME, format: FORMAT, savedAt, bytes: body.byteLength, sha256: digest(body) };
  return Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), body]);
}

/** The world in such bytes; throws `UnusableWorld` with the reason when they are damaged or of another version. */
export function decodeWorld(bytes: Uint8Array): World {
  const end = bytes.indexOf(0x0a);
  const header = readHeader(Buffer.from(bytes.subarray(0, Math.max(end, 0))).toString('utf8'));
  if (header.format !== FORMAT) {
    throw new UnusableWorld(
      `it has format ${String(header.format)}, and this version of the sandbox reads format ${String(FORMAT)}`,
    );
  }
  const body = bytes.subarray(end + 1);
  if (body.byteLength !== header.bytes || digest(body) !== header.sha256) {
    throw new UnusableWorld('it is damaged: its contents are not those that were written');
  }
  try {
    // Written by this program, whole, as the digest shows.
    return deserialize(body) as World;
  } catch {
    throw new UnusableWorld('it was written by a newer version of Node.js');
  }
}

interface Header {
  readonly format: unknown;
  readonly bytes: unknown;
  readonly sha256: unknown;
}

function readHeader(line: string): Header {
  try {
    const header = JSON.parse(line) as Header & { readonly name?: unknown };
    if (header.name === NAME) return header;
  } catch {
    // Told below.
  }
  throw new UnusableWorld('it is damaged, or no saved world at all');
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

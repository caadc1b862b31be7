import { readFileSync } from 'node:fs';

import { parse } from 'yaml';
import { z } from 'zod';

import { Seed } from './seed-schema.js';

/** Reads and checks a seed file; the error names the file and each field that is wrong. */
export function readSeed(file: string): Seed {
  return parseSeed(readFileSync(file, 'utf8'), file);
}

/** Checks the text of a seed. `name` is for messages. */
export function parseSeed(text: string, name: string): Seed {
  let value: unknown;
  try {
    value = parse(text, { maxAliasCount: 10_000 });
  } catch (error) {
    throw new Error(`${name} is not YAML: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
  const checked = Seed.safeParse(value);
  if (checked.success) return checked.data;
  throw new Error(`${name} is not a seed of the sandbox:\n${z.prettifyError(checked.error)}`);
}

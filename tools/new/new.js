/**
 * `npm run new <kind> <name>`: writes the folders and files that a new part of Gatehouse begins with.
 * Nothing that exists is ever overwritten.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { adr } from './kinds/adr.js';
import { contract } from './kinds/contract.js';
import { event } from './kinds/event.js';
import { plugin } from './kinds/plugin.js';
import { service } from './kinds/service.js';
import { task } from './kinds/task.js';

/**
 * @typedef {{ files: Record<string, string>, next: string[] }} Plan what to write, and what a person does next
 * @typedef {{ usage: string, plan: (words: string[], root: string) => Plan }} Kind
 */

/** @type {Record<string, Kind>} */
const KINDS = { adr, contract, event, plugin, service, task };

const root = new URL('../../', import.meta.url).pathname;
const [kindName = '', ...words] = process.argv.slice(2);
const kind = Object.hasOwn(KINDS, kindName) ? KINDS[kindName] : undefined;

if (!kind || words.length === 0) {
  console.error('Usage:');
  for (const { usage } of Object.values(KINDS)) console.error(`  npm run new ${usage}`);
  process.exit(2);
}

try {
  const { files, next } = kind.plan(words, root);
  const taken = Object.keys(files).filter((file) => existsSync(join(root, file)));
  if (taken.length > 0) throw new Error(`already there, nothing was written: ${taken.join(', ')}`);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
    console.log(`wrote ${file}`);
  }
  console.log(['', 'Next:', ...next.map((step) => `  - ${step}`)].join('\n'));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

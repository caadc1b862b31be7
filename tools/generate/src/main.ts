/**
 * `npm run generate` writes every generated file; with `--check` it names those that are out of date and fails.
 * A change that breaks a message inside its major version is refused: `--accept-breaks` is for unreleased messages.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { breaksOfLock, type ContractLock } from '@gatehouse/contracts';
import { artefacts, type Artefact } from './artefacts.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const flags = new Set(process.argv.slice(2));

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(join(root, path), 'utf8');
  } catch {
    return undefined;
  }
}

async function breaks(files: readonly Artefact[]): Promise<string[]> {
  const lock = files.find(({ path }) => path.endsWith('contracts.lock.json'));
  const before = lock && (await textOf(lock.path));
  if (!lock || before === undefined) return [];
  return breaksOfLock(JSON.parse(before) as ContractLock, JSON.parse(lock.text) as ContractLock);
}

async function run(): Promise<number> {
  const { version } = JSON.parse((await textOf('package.json')) ?? '{}') as { version: string };
  const files = artefacts(version);
  const broken = flags.has('--accept-breaks') ? [] : await breaks(files);
  if (broken.length > 0) {
    console.error('These messages would break somebody who knows their older form; make a new major version:');
    for (const change of broken) console.error(`  ${change}`);
    return 1;
  }
  const stale: Artefact[] = [];
  for (const file of files) if ((await textOf(file.path)) !== file.text) stale.push(file);
  return flags.has('--check') ? report(stale) : write(stale);
}

function report(stale: readonly Artefact[]): number {
  for (const { path } of stale) console.error(`${path} is out of date; run: npm run generate`);
  return stale.length === 0 ? 0 : 1;
}

async function write(stale: readonly Artefact[]): Promise<number> {
  for (const { path, text } of stale) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
    console.log(`wrote ${path}`);
  }
  if (stale.length === 0) console.log('Everything is up to date.');
  return 0;
}

process.exitCode = await run();

#!/usr/bin/env node
/**
 * `npm run lockfile` adds what a registry that knows one platform only has left out of package-lock.json; with `--check`
 * it says what is missing, and fails.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { missingBinaries, withPackages } from './lockfile.rules.js';

const file = new URL('../../package-lock.json', import.meta.url);
const lockfile = JSON.parse(readFileSync(file, 'utf8'));
const missing = missingBinaries(lockfile.packages);
const names = Object.keys(missing).map((path) => path.replace('node_modules/', ''));

if (names.length === 0) {
  console.log('package-lock.json names the binaries of every platform.');
} else if (process.argv.includes('--check')) {
  console.error(
    `package-lock.json lacks ${names.length} binaries of other platforms, so npm ci fails: ${names.join(', ')}`,
  );
  console.error('Run: npm run lockfile');
  process.exitCode = 1;
} else {
  writeFileSync(
    file,
    `${JSON.stringify({ ...lockfile, packages: withPackages(lockfile.packages, missing) }, null, 2)}\n`,
  );
  console.log(`package-lock.json now names ${names.length} more binaries of other platforms.`);
}

#!/usr/bin/env node
/**
 * `npm test` on a fresh clone: packages, servers and a browser, then every check and every test, and one closing line.
 *
 *   npm test              everything
 *   npm test -- PATH…     the tests whose path matches, of every size
 *   npm run check         the checks and the small tests
 *
 * Until `npm ci` has run, only Node's own modules may be imported from here.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spoken } from '../../deploy/local/product/machine.rules.js';
import { checkMachine, ensurePackages } from '../../deploy/local/product/machine.js';
import { printedSteps } from '../../deploy/local/product/steps.js';
import { ensurePrograms, explainProblem } from '../../deploy/local/servers/index.js';
import { runCheck, runJest } from './parts.js';
import { closingLine, exitCodeOf, sum } from './tally.rules.js';

const repository = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const SMALL = ['small'];
const ALL = ['small', 'medium', 'e2e'];
/** Jest leaves one core idle by itself, which is half of a small machine. */
const ALL_CORES = '--maxWorkers=100%';
const COMPILES = 'check:types';
const NEEDS_COMPILED = ['check:generated'];

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const { text, exitCode } = explainProblem(error);
  console.error(`\n${text}`);
  console.log(closingLine({ passed: 0, failed: 1, skipped: 0 }));
  process.exitCode = exitCode;
}

/**
 * @param {readonly string[]} args
 * @returns {Promise<number>} exit code
 */
async function main(args) {
  const onlyChecks = args.includes('--checks');
  const paths = args.filter((arg) => arg !== '--checks');
  const began = performance.now();
  await prepare(onlyChecks);
  const results = paths.length > 0 ? [await jest(ALL, { paths })] : await everything(onlyChecks);
  const total = sum(results.map(({ tally }) => tally));
  console.log(`\nTook ${spoken(performance.now() - began)}.`);
  console.log(closingLine(total));
  return exitCodeOf(
    total,
    results.map(({ exitCode }) => exitCode),
  );
}

/** @param {boolean} onlyChecks */
async function prepare(onlyChecks) {
  const folder = join(repository, '.gatehouse');
  mkdirSync(join(folder, 'logs'), { recursive: true });
  const steps = printedSteps((line) => console.log(line));
  await steps.run('machine', async (note) => note(await checkMachine({ repository, folder, ports: [] })));
  const report = (/** @type {string} */ line) => console.log(`  … ${line}`);
  // What this user may not install is said before anything takes long.
  if (!onlyChecks)
    await steps.run('PostgreSQL, Redis, NATS, Chromium', () =>
      ensurePrograms(['postgres', 'redis', 'nats', 'chromium'], { report }),
    );
  await steps.run('packages', async (note) =>
    note(await ensurePackages(repository, join(folder, 'logs', 'npm-ci.log'))),
  );
}

/** @param {boolean} onlyChecks */
async function everything(onlyChecks) {
  const checks = await allChecks();
  if (onlyChecks) return [...checks, await jest(SMALL)];
  // Medium tests and journeys wait for servers, browsers and clocks as often as for a core, so that together they leave
  // none idle; and medium ones take longer.
  const others = jest(['e2e']).then(async (journeys) => [journeys, await jest(SMALL)]);
  const [medium, rest] = await Promise.all([jest(['medium']), others]);
  return [...checks, medium, ...rest];
}

/**
 * Every `check:*` script of package.json, two at a time, because that is how many cores there are
 * at least. What reads the compiler's output waits for it.
 *
 * @returns {Promise<import('./parts.js').PartResult[]>}
 */
async function allChecks() {
  const { scripts } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));
  const names = Object.keys(scripts).filter((name) => name.startsWith('check:'));
  const check = (/** @type {string} */ script) => runCheck({ repository, script });
  const compiled = names.filter((name) => NEEDS_COMPILED.includes(name));
  const waiting = names.filter((name) => name !== COMPILES && !compiled.includes(name));
  const inOrder = async () => {
    const results = [];
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) results.push(await check(name));
    return results;
  };
  const compiling = async () => {
    const results = [await check(COMPILES)];
    for (const name of compiled) results.push(await check(name));
    return [...results, ...(await inOrder())];
  };
  return (await Promise.all([compiling(), inOrder()])).flat();
}

/**
 * @param {readonly string[]} projects sizes
 * @param {{ paths?: readonly string[] }} [which]
 */
function jest(projects, { paths = [] } = {}) {
  console.log('');
  return runJest({ repository, args: ['--selectProjects', ...projects, ALL_CORES, '--', ...paths] });
}

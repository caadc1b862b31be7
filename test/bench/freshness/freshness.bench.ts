/**
 * How long after AWS's answer a change is to be seen in the portal's API: 1,000 changes of roles and buckets in several
 * accounts, made with the AWS SDK at a steady rate, each watched over HTTP until its resource shows it. One that is not
 * seen within a minute counts as one that took for ever, and what the inventory had to say is shown.
 *
 * `npm run bench -- freshness [changes] [changes a second]`
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startTemporaryProduct } from '@gatehouse/local/product';
import { percentile } from '../credentials/load.js';
import { report, type Measurement } from '../policy/measurement.js';
import { administratorsOf } from './administrators.js';
import { makeSubjects, type Change } from './changes.js';
import { watchThrough } from './gateway-watcher.js';

const CHANGES = Number(process.argv[2] ?? 1_000);
const PER_SECOND = Number(process.argv[3] ?? 10);
const ACCOUNTS = ['100000000002', '100000000003', '100000000004', '100000000005'];
const BAR_MS = 2_000;
const SHOWN = 30;

const product = await startTemporaryProduct({
  say: console.log,
  // The limit per person would be what is measured.
  env: { GATEHOUSE_PERSON_REQUESTS_PER_MINUTE: '10000000' },
});
try {
  const watcher = await watchThrough(product.state);
  const administrators = await administratorsOf(product.state, ACCOUNTS);
  const subjects = await makeSubjects(administrators);
  for (const { arn } of subjects) {
    if (!(await watcher.seen(arn, ({ deletedAt }) => deletedAt === null))) throw new Error(`${arn} is not to be seen.`);
  }
  console.log(
    `${subjects.length} roles and buckets in ${ACCOUNTS.length} accounts are seen; ${CHANGES} changes begin.`,
  );

  const taken: { kind: string; ms: number }[] = [];
  const under: Promise<unknown>[] = [];
  const began = performance.now();
  for (let index = 0; index < CHANGES; index += 1) {
    const subject = subjects[index % subjects.length];
    if (subject === undefined) throw new Error('There is nothing to change.');
    await wait(Math.max(0, began + (index * 1_000) / PER_SECOND - performance.now()));
    under.push(
      measured(subject.change(index)).then((ms) => {
        taken.push({ kind: subject.kind, ms });
        if (taken.length % 100 === 0) console.log(`${taken.length} changes were seen`);
      }),
    );
  }
  await Promise.all(under);
  watcher.stop();
  for (const each of administrators) each.stop();
  conclude(taken);
  if (taken.some(({ ms }) => ms === Number.POSITIVE_INFINITY)) showWarnings(dirname(product.stateFile));

  async function measured(change: Change): Promise<number> {
    await change.make();
    const answered = performance.now();
    if (await watcher.seen(change.arn, change.isSeen)) return performance.now() - answered;
    console.log(`not seen: ${change.arn}, changed at ${new Date(performance.timeOrigin + answered).toISOString()}`);
    return Number.POSITIVE_INFINITY;
  }
} finally {
  await product.stop();
}

/** What the inventory warned of, the last of it. */
function showWarnings(folder: string): void {
  const lines = readFileSync(join(folder, 'logs', 'inventory.log'), 'utf8').split('\n');
  const warnings = lines.filter((line) => /"level":"(?:warn|error|fatal)"/.test(line));
  for (const line of warnings.slice(-SHOWN)) console.log(line.slice(0, 1_000));
}

function conclude(taken: readonly { kind: string; ms: number }[]): void {
  const kinds = [...new Set(taken.map(({ kind }) => kind))].sort();
  for (const kind of kinds) {
    const times = taken.filter((each) => each.kind === kind).map(({ ms }) => ms);
    console.log(
      `${kind}: ${times.length}, p50 ${percentile(times, 0.5).toFixed(0)} ms, p95 ${percentile(times, 0.95).toFixed(0)} ms`,
    );
  }
  const all = taken.map(({ ms }) => ms);
  const row = (name: string, figure: number, { bar, unit }: { bar: number; unit: string }): Measurement => {
    return { name, figure, bar, wants: 'at-most', unit, baseline: undefined };
  };
  const { text, missed } = report([
    row(`seen after AWS's answer, p95 of ${taken.length}`, percentile(all, 0.95), { bar: BAR_MS, unit: 'ms' }),
    row('not seen within a minute', all.filter((ms) => ms === Number.POSITIVE_INFINITY).length, { bar: 0, unit: '' }),
  ]);
  console.log(
    `p50 ${percentile(all, 0.5).toFixed(0)} ms, p99 ${percentile(all, 0.99).toFixed(0)} ms, slowest ${percentile(all, 1).toFixed(0)} ms`,
  );
  console.log(`\n${text}\nbench freshness: ${missed === 0 ? 'ok' : `short of ${missed}`}`);
  process.exitCode = missed === 0 ? 0 : 1;
}

/**
 * How long it takes to know what somebody may assume: 200 groups over 1,000,000 roles, in the memory of one replica.
 * The baseline is what one would write first: a set of ARNs per group, united per request.
 */
import { EligibilityIndex } from '../../../apps/credentials/src/eligibility/eligibility-index.js';
import { report, type Measurement } from '../policy/measurement.js';

const ROLES = 1_000_000;
const GROUPS = 2_000;
const GROUPS_OF_A_PERSON = 200;
const ROUNDS = 15;

const groupName = (group: number): string => `group-${group}`;
const arnOf = (role: number): string =>
  `arn:aws:iam::${String(100_000_000_000 + Math.floor(role / 1_000))}:role/team-${role % 97}/role-${role}`;

/** Two groups for each role: one of many, and one of a few that are eligible for a great many. */
function groupsOf(role: number): string[] {
  return [groupName((role * 7_919) % GROUPS), groupName(role % 20)];
}

function median(run: () => unknown): number {
  const times = Array.from({ length: ROUNDS }, () => {
    const began = performance.now();
    run();
    return performance.now() - began;
  });
  return times.sort((one, other) => one - other)[Math.floor(ROUNDS / 2)] ?? 0;
}

const gc = globalThis.gc ?? (() => {});
gc();
const heapBefore = process.memoryUsage().rss;
const began = performance.now();
const index = new EligibilityIndex();
for (let role = 0; role < ROLES; role += 1) {
  index.put({
    roleArn: arnOf(role),
    accountId: arnOf(role).slice(13, 25),
    maxSessionSeconds: 3_600,
    full: groupsOf(role),
    cliOnly: [],
  });
}
const buildSeconds = (performance.now() - began) / 1_000;
gc();
const mebibytes = (process.memoryUsage().rss - heapBefore) / 2 ** 20;

const person = (first: number): string[] =>
  Array.from({ length: GROUPS_OF_A_PERSON }, (_, group) => groupName((first + group * 9) % GROUPS));
let people = 0;
const cold = median(() => index.rolesOf(person((people += 1))));
const ada = person(0);
index.rolesOf(ada);
const warm = median(() => index.rolesOf(ada));
const someRole = index.find(arnOf(500_000)) ?? 0;
const decide = median(() => index.eligibilityOf(ada, someRole));
let change = 0;
const changeOne = median(() => {
  change += 1;
  index.put({
    roleArn: arnOf(change),
    accountId: '100000000000',
    maxSessionSeconds: 3_600,
    full: [groupName(1_999)],
    cliOnly: [],
  });
});

const naive = new Map<string, Set<string>>();
for (let role = 0; role < ROLES / 10; role += 1) {
  for (const group of groupsOf(role)) {
    const roles = naive.get(group) ?? new Set<string>();
    naive.set(group, roles.add(arnOf(role)));
  }
}
const naiveCold = median(() => {
  const mine = new Set<string>();
  for (const group of ada) for (const role of naive.get(group) ?? []) mine.add(role);
  return mine;
});

const line = (
  name: string,
  figure: number,
  [bar, unit]: readonly [number, string],
  baseline?: number,
): Measurement => ({
  name,
  figure,
  bar,
  wants: 'at-most',
  unit,
  baseline,
});
console.log(`${index.size.toLocaleString('en-US')} roles, ${GROUPS} groups; the baseline has a tenth of the roles`);
const { text, missed } = report([
  line('all roles of 200 groups, cold', cold, [10, 'ms'], naiveCold),
  line('all roles of 200 groups, warm', warm, [1, 'ms']),
  line('one role, decided', decide, [1, 'ms']),
  line('one role, changed', changeOne, [1, 'ms']),
  line('index built', buildSeconds, [30, 's']),
  line('memory', mebibytes, [600, 'MiB']),
]);
console.log(text);
console.log(missed === 0 ? 'bench eligibility: ok' : `bench eligibility: short of ${String(missed)}`);
process.exitCode = missed === 0 ? 0 : 1;

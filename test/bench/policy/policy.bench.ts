import { measureAccessDiff } from './access-diff.bench.js';
import { measureEvaluation } from './evaluation.bench.js';
import { measureLint } from './lint.bench.js';
import { report } from './measurement.js';
import { measureMinimise } from './minimise.bench.js';
import { measureWhoCan } from './who-can.bench.js';

const { text, missed } = report([
  ...measureEvaluation(),
  ...measureAccessDiff(),
  ...measureMinimise(),
  ...(await measureLint()),
  ...measureWhoCan(),
]);
console.log(text);
console.log(missed === 0 ? 'bench policy: ok' : `bench policy: short of ${String(missed)}`);
process.exitCode = missed === 0 ? 0 : 1;

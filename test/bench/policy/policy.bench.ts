import { measureEvaluation } from './evaluation.bench.js';
import { report } from './measurement.js';

const { text, missed } = report([...measureEvaluation()]);
console.log(text);
console.log(missed === 0 ? 'bench policy: ok' : `bench policy: short of ${String(missed)}`);
process.exitCode = missed === 0 ? 0 : 1;

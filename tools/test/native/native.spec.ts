import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

interface Report {
  success: boolean;
  testResults: { name: string; status: string; message: string; assertionResults: { fullName: string }[] }[];
}

const framework = `import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';\n`;

/** Test files that are wrong, each in its own way, and what is said of them. They run one after the other. */
const WRONG: readonly (readonly [string, string, string])[] = [
  ['expects', `it('adds', () => {\n  const sum: number = 1 + 1;\n  expect(sum).toBe(3);\n});`, 'expects.spec.ts:4:15'],
  ['throws', `it('works', () => { throw new TypeError('broken'); });`, 'TypeError: broken'],
  ['hangs', `it('ends', () => new Promise(() => undefined));`, 'Exceeded timeout of 300 ms'],
  ['hook', `beforeAll(() => { throw new Error('no server'); });\nit('works', () => undefined);`, 'no server'],
  ['rejects', `it('waits', async () => { void Promise.reject(new Error('unseen')); await 1; });`, 'unseen'],
  ['loads', `throw new Error('not loadable');`, 'not loadable'],
  ['missing', `import './nowhere.js';\nit('works', () => undefined);`, 'nowhere.js'],
  ['syntax', `it('works', () => {`, 'Syntax Error'],
  ['empty', `describe('nothing', () => undefined);`, 'must contain at least one test'],
  ['importing', `import './first.spec.js';\nit('works', () => undefined);`, 'imports the test file'],
  ['helped', `import './helper.js';\nit('works', () => undefined);`, 'is loaded once for many test files'],
  ['environment', `it('sets', () => { process.env['LEFT'] = 'x'; });`, 'process.env.LEFT'],
  ['signals', `it('listens', () => { process.on('SIGHUP', () => undefined); });`, 'listeners for SIGHUP'],
];

const RIGHT: readonly (readonly [string, string, number])[] = [
  [
    'first',
    `import { seen } from './state.js';\nit.each([1, 2])('%d counts', () => { expect(seen.push(1)).toBeLessThan(4); });`,
    2,
  ],
  ['fakes', `it('waits', () => { jest.useFakeTimers(); jest.spyOn(Math, 'random').mockReturnValue(2); });`, 1],
  [
    'later',
    `it('is real', () => { expect(Math.random()).toBeLessThan(1); return new Promise((go) => setTimeout(go, 1)); });`,
    1,
  ],
  [
    'typed',
    `enum Way { Out = 'out' }\nclass Door { constructor(readonly way: Way) {} }\nit('opens', () => { expect(new Door(Way.Out).way).toBe('out'); });`,
    1,
  ],
];

describe('a test file that Node loads', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'gatehouse-native-')));
  let report: Report;
  const resultOf = (name: string) => report.testResults.find((result) => basename(result.name) === `${name}.spec.ts`);

  beforeAll(() => {
    for (const [name, source] of [...WRONG, ...RIGHT])
      writeFileSync(join(folder, `${name}.spec.ts`), framework + source);
    writeFileSync(join(folder, 'state.ts'), `export const seen: number[] = [];\n`);
    writeFileSync(join(folder, 'helper.ts'), `import { it } from '@jest/globals';\nit('is lost', () => undefined);\n`);
    writeFileSync(join(folder, 'package.json'), `{ "type": "module" }`);
    const config = {
      rootDir: folder,
      testMatch: ['**/*.spec.ts'],
      testEnvironment: join(import.meta.dirname, 'environment.js'),
      runtime: join(import.meta.dirname, 'runtime.js'),
      transform: {},
      injectGlobals: false,
    };
    const file = join(folder, 'report.json');
    const args = [
      '--config',
      JSON.stringify(config),
      '--runInBand',
      '--testTimeout=300',
      '--json',
      `--outputFile=${file}`,
    ];
    spawnSync(process.execPath, ['node_modules/jest/bin/jest.js', ...args], { stdio: 'ignore' });
    report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(WRONG)('fails: %s', (name, _source, said) => {
    expect(resultOf(name)).toMatchObject({ status: 'failed', message: expect.stringContaining(said) as unknown });
  });

  it.each(RIGHT)('passes: %s', (name, _source, count) => {
    expect(resultOf(name)).toMatchObject({ status: 'passed', message: '' });
    expect(resultOf(name)?.assertionResults).toHaveLength(count);
  });

  it('makes the run fail', () => {
    expect(report.success).toBe(false);
  });
});

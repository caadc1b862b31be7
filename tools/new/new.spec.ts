import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const root = new URL('../../', import.meta.url).pathname;

describe('npm run new', () => {
  let copy: string;

  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), 'gatehouse-new-'));
    cpSync(join(root, 'tools/new'), join(copy, 'tools/new'), { recursive: true });
    cpSync(join(root, 'docs/decisions'), join(copy, 'docs/decisions'), { recursive: true });
    for (const name of ['package.json', 'tsconfig.base.json']) cpSync(join(root, name), join(copy, name));
    mkdirSync(join(copy, 'libs'));
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  });

  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  const make = (...words: string[]) =>
    execFileSync(process.execPath, [join(copy, 'tools/new/new.js'), ...words], { encoding: 'utf8' });

  it.each([
    [['service', 'budgets'], 'apps/budgets/src/budgets.manifest.ts', "name: 'budgets'"],
    [['contract', 'budgets/list-budgets'], 'libs/contracts/src/budgets/list-budgets.ts', 'rpc.budgets.v1.list-budgets'],
    [['event', 'budgets/budget-exceeded'], 'libs/contracts/src/budgets/budget-exceeded.event.ts', 'evt.budgets.v1.'],
    [['task', 'budgets/sum-up'], 'apps/budgets/src/sum-up/sum-up.task.ts', 'export const sumUpTask'],
    [['plugin', 'accounts-ldap'], 'plugins/accounts-ldap/src/accounts-ldap.ts', "id: 'accounts-ldap'"],
    [['adr', 'Budgets', 'are', 'a', 'service'], undefined, ''],
  ])('%j', (words, file, content) => {
    const said = make(...words);
    expect(said).toContain('Next:');
    if (file) expect(readFileSync(join(copy, file), 'utf8')).toContain(content);
    else expect(said).toMatch(/wrote docs\/decisions\/\d{4}-budgets-are-a-service\.md/);
  });

  it('what it writes for a service, a task and a plugin compiles', () => {
    const config = {
      extends: './tsconfig.base.json',
      compilerOptions: { noEmit: true, composite: false, incremental: false },
      include: ['apps/**/*.ts', 'plugins/**/*.ts'],
    };
    writeFileSync(join(copy, 'tsconfig.json'), JSON.stringify(config));
    const compiler = join(root, 'node_modules/typescript-native/bin/tsc');
    const { stdout } = spawnSync(process.execPath, [compiler, '-p', copy], { encoding: 'utf8' });
    expect(stdout).toBe('');
  }, 60_000);

  it('overwrites nothing, and says what is wrong with a name', () => {
    const attempt = (...words: string[]) =>
      spawnSync(process.execPath, [join(copy, 'tools/new/new.js'), ...words], { encoding: 'utf8' });
    expect(attempt('service', 'budgets')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('already there, nothing was written'),
    });
    expect(attempt('service', 'Budgets').stderr).toContain('lower case with hyphens');
    expect(attempt('novel', 'x')).toMatchObject({ status: 2, stderr: expect.stringContaining('npm run new service') });
    expect(existsSync(join(copy, 'apps/Budgets'))).toBe(false);
  });
});

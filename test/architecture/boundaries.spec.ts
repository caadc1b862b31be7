import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

/**
 * The canary: each import rule is shown an offender and has to complain, so that a rule which sleeps fails the build.
 * The offenders are real files, because the linters read the project they are in: they sit in a copy of this one, so that
 * nobody else meets them.
 */
const root = new URL('../../', import.meta.url).pathname;

const offenders: readonly (readonly [file: string, code: string, complaint: string])[] = [
  [
    'libs/contracts/src/canary-import.ts',
    `import { Controller } from '@nestjs/common';\nexport { Controller };\n`,
    'not allowed to import',
  ],
  [
    'libs/iam-policy/src/canary-import.ts',
    `import { AccountId } from '@gatehouse/contracts';\nexport { AccountId };\n`,
    'cannot depend on',
  ],
  [
    'libs/messaging/src/canary-import.ts',
    `import { parsePolicy } from '@gatehouse/iam-policy';\nexport { parsePolicy };\n`,
    'can only depend on',
  ],
  [
    'apps/credentials/src/canary-import.ts',
    `import { identity } from '@gatehouse/identity/manifest';\nexport { identity };\n`,
    'can only depend on',
  ],
  [
    'apps/credentials/src/canary-relative.ts',
    `import { identity } from '../../identity/src/identity.manifest.js';\nexport { identity };\n`,
    'Projects cannot be imported by a relative',
  ],
  [
    'apps/credentials/src/canary-testing.ts',
    `import { FakeClock } from '@gatehouse/testing';\nexport { FakeClock };\n`,
    'can only depend on',
  ],
  [
    'apps/credentials/src/canary-clock.rules.ts',
    `export const now = (): Date => new Date();\n`,
    'Rules get the time as an argument',
  ],
  [
    'apps/credentials/src/canary-io.rules.ts',
    `import { readFileSync } from 'node:fs';\nexport const read = readFileSync;\n`,
    'Rules are pure',
  ],
  ['apps/credentials/src/canary-env.ts', `export const port = process.env['PORT'];\n`, 'Configuration is parsed once'],
  [
    'apps/credentials/src/canary-promise.ts',
    `const work = async (): Promise<void> => {};\nexport function start(): void {\n  work();\n}\n`,
    'Promises must be awaited',
  ],
  [
    'apps/credentials/src/canary-callback.ts',
    `const work = async (): Promise<void> => {};\nexport const start = (): void => [1].forEach(async () => work());\n`,
    'Promise returned in function argument where a void return was expected',
  ],
  [
    'apps/credentials/src/canary-switch.ts',
    `export function count(size: 'one' | 'two'): number {\n  switch (size) {\n    case 'one':\n      return 1;\n  }\n  return 2;\n}\n`,
    'Switch is not exhaustive',
  ],
  [
    'libs/contracts/src/canary-cycle-a.ts',
    `import { b } from './canary-cycle-b.js';\nexport const a = (): string => b();\n`,
    'Dependency cycle detected',
  ],
  [
    'libs/contracts/src/canary-cycle-b.ts',
    `import { a } from './canary-cycle-a.js';\nexport const b = (): string => a();\n`,
    'Dependency cycle detected',
  ],
];

interface LintResult {
  readonly filePath: string;
  readonly messages: readonly { readonly message: string }[];
}

/** Of the linter that knows types and follows imports. */
interface TypedLintResult {
  readonly diagnostics: readonly { readonly filename: string; readonly message: string }[];
}

const OWN_SCOPE = '@gatehouse';
const NOT_COPIED = new Set(['node_modules', 'dist', '.git', '.gatehouse', '.next', '.nx']);

/** Packages are those of the project; its own are those of the copy. */
function linkPackages(copy: string): void {
  const [packages, linked] = [join(root, 'node_modules'), join(copy, 'node_modules')];
  mkdirSync(join(linked, OWN_SCOPE), { recursive: true });
  for (const name of readdirSync(packages)) {
    if (name !== OWN_SCOPE) symlinkSync(join(packages, name), join(linked, name));
  }
  for (const name of readdirSync(join(packages, OWN_SCOPE))) {
    symlinkSync(readlinkSync(join(packages, OWN_SCOPE, name)), join(linked, OWN_SCOPE, name));
  }
}

describe('what the import rules refuse', () => {
  const complaints = new Map<string, string>();
  let copy: string;

  function run(program: string, words: readonly string[]): string {
    const { NODE_OPTIONS: _, ...environment } = process.env;
    const env = { ...environment, NX_DAEMON: 'false' };
    return spawnSync(join(root, 'node_modules/.bin', program), words, { cwd: copy, encoding: 'utf8', env }).stdout;
  }

  beforeAll(() => {
    copy = realpathSync(mkdtempSync(join(tmpdir(), 'gatehouse-boundaries-')));
    cpSync(root, copy, { recursive: true, filter: (file) => !NOT_COPIED.has(basename(file)) });
    linkPackages(copy);
    for (const [file, code] of offenders) writeFileSync(join(copy, file), code);
    // As `npm run lint` does: first the project graph, without which the boundary rule sleeps, then the linter.
    run('nx', ['show', 'projects']);
    const files = offenders.map(([file]) => file);
    const results = JSON.parse(run('eslint', ['--format', 'json', ...files])) as LintResult[];
    for (const { filePath, messages } of results) {
      complaints.set(relative(copy, filePath), messages.map(({ message }) => message).join('\n'));
    }
    const { diagnostics } = JSON.parse(run('oxlint', ['--format', 'json', ...files])) as TypedLintResult;
    for (const { filename, message } of diagnostics) {
      complaints.set(filename, `${complaints.get(filename) ?? ''}\n${message}`);
    }
  }, 300_000);

  afterAll(() => {
    rmSync(copy, { recursive: true, force: true });
  });

  it.each(offenders)('%s', (file, _code, complaint) => {
    expect(complaints.get(file)).toContain(complaint);
  });
});

import nx from '@nx/eslint-plugin';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/** What each kind of project may import; architecture.md calls it the arrows. Held awake by test/architecture. */
const depConstraints = [
  { sourceTag: 'type:contract', onlyDependOnLibsWithTags: [], allowedExternalImports: ['zod'] },
  { sourceTag: 'type:domain', onlyDependOnLibsWithTags: [], bannedExternalImports: ['*'] },
  { sourceTag: 'type:platform', onlyDependOnLibsWithTags: ['type:contract', 'type:platform'] },
  { sourceTag: 'type:sdk', onlyDependOnLibsWithTags: ['type:contract'] },
  { sourceTag: 'type:plugin', onlyDependOnLibsWithTags: ['type:sdk', 'type:contract'] },
  {
    sourceTag: 'type:service',
    onlyDependOnLibsWithTags: ['type:contract', 'type:domain', 'type:platform', 'type:sdk'],
  },
  { sourceTag: 'type:edge', onlyDependOnLibsWithTags: ['type:contract', 'type:domain', 'type:platform'] },
  { sourceTag: 'type:testing', onlyDependOnLibsWithTags: ['type:contract', 'type:platform'] },
];

/** And what only they import. */
const specs = ['**/*.spec.ts', '**/*.spec.tsx', '**/arbitraries.ts'];
const now = 'Rules get the time as an argument.';

export default tseslint.config(
  {
    ignores: ['**/dist/**', '**/.next/**', '**/next-env.d.ts', '.nx/**', '.gatehouse/**', '**/node_modules/**'],
  },
  {
    files: ['**/*.{ts,tsx,js,mjs}'],
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    languageOptions: { globals: globals.node },
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 4],
      complexity: ['error', 8],
      eqeqeq: 'error',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: false } }],
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommended],
    // What the compiler is told as well: a class that a decorator names by its type is no type-only import.
    languageOptions: { parserOptions: { experimentalDecorators: true, emitDecoratorMetadata: true } },
    plugins: { '@nx': nx },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // A schema and the type inferred from it share one name.
      '@typescript-eslint/no-redeclare': 'off',
    },
  },
  {
    files: ['{apps,libs,plugins}/**/*.{ts,tsx}'],
    ignores: specs,
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        { depConstraints, enforceBuildableLibDependency: false, allowCircularSelfDependency: false },
      ],
    },
  },
  {
    files: ['{apps,libs,plugins}/**/*.{ts,tsx}'],
    ignores: [...specs, 'libs/service-host/**', 'libs/telemetry/**', 'libs/testing/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "MemberExpression[object.name='process'][property.name='env']",
          message: 'Configuration is parsed once, by the zod schema of the service; take it as an argument.',
        },
      ],
    },
  },
  {
    files: ['**/*.rules.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'process', message: 'Rules are pure: take what you need as an argument.' },
        { name: 'fetch', message: 'Rules do no I/O.' },
        { name: 'setTimeout', message: 'Rules do not wait.' },
        { name: 'crypto', message: 'Rules are deterministic: take ids and randomness as arguments.' },
        { name: 'performance', message: now },
      ],
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['node:*', '@nestjs/*', '@aws-sdk/*', '@nats-io/*', 'typeorm', 'pg', 'ioredis', 'bullmq'],
              message: 'Rules are pure: no framework and no I/O.',
            },
            {
              group: [
                '*.repository.js',
                '*.entity.js',
                '*.use-case.js',
                '*.handler.js',
                '*.subscriber.js',
                '*.task.js',
              ],
              message: 'Rules import other rules and types only.',
            },
          ],
        },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: now },
        { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: now },
        {
          selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
          message: 'Rules are deterministic: take ids and randomness as arguments.',
        },
      ],
    },
  },
  {
    files: [...specs, 'test/**/*.ts', 'libs/testing/**/*.ts'],
    rules: { 'max-lines': ['error', { max: 500, skipBlankLines: true, skipComments: true }] },
  },
);

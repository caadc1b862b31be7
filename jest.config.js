/**
 * One configuration, three sizes:
 *   small   x.spec.ts          no I/O
 *   medium  x.medium.spec.ts   real Postgres, NATS and Redis
 *   e2e     x.e2e.spec.ts      everything, a real browser
 * `npm test` chooses among them; see tools/test/run.js.
 */
const transform = {
  '^.+\\.tsx?$': [
    '@swc/jest',
    {
      jsc: {
        target: 'es2023',
        parser: { syntax: 'typescript', decorators: true, tsx: true },
        transform: { legacyDecorator: true, decoratorMetadata: true, react: { runtime: 'automatic' } },
        keepClassNames: true,
      },
      module: { type: 'es6' },
      sourceMaps: 'inline',
    },
  ],
};

const base = {
  transform,
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@gatehouse/source', 'node', 'node-addons'] },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  modulePathIgnorePatterns: ['/dist/', '/\\.next/', '/\\.gatehouse/'],
};

export default {
  // Generous, because a test that is right must not fail on a busy machine.
  testTimeout: 60_000,
  projects: [
    {
      ...base,
      displayName: 'small',
      testMatch: ['<rootDir>/{libs,apps,plugins,tools,deploy,test}/**/*.spec.ts'],
      testPathIgnorePatterns: ['/node_modules/', '\\.(medium|e2e|chaos)\\.spec\\.ts$'],
    },
    {
      ...base,
      displayName: 'medium',
      testMatch: ['<rootDir>/{libs,apps,plugins,tools,deploy,test}/**/*.medium.spec.ts'],
      globalSetup: '<rootDir>/tools/test/start-servers.js',
      globalTeardown: '<rootDir>/tools/test/stop-servers.js',
    },
    {
      ...base,
      displayName: 'e2e',
      testMatch: ['<rootDir>/{deploy,test}/**/*.e2e.spec.ts'],
      globalSetup: '<rootDir>/tools/test/start-product.js',
      globalTeardown: '<rootDir>/tools/test/stop-product.js',
    },
  ],
};

/**
 * One configuration, three sizes:
 *   small   x.spec.ts          no I/O
 *   medium  x.medium.spec.ts   real Postgres, NATS and Redis
 *   e2e     x.e2e.spec.ts      everything, a real browser
 * `npm test` chooses among them; see tools/test/run.js.
 */
const base = {
  // Node loads the tests, which compiles each module once per process; see docs/decisions/0028.
  testEnvironment: '<rootDir>/tools/test/native/environment.js',
  runtime: '<rootDir>/tools/test/native/runtime.js',
  transform: {},
  injectGlobals: false,
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

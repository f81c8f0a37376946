// The global setup runs outside jest's own resolution, so that moduleNameMapper below does not reach it.
import './test/harness/resolve-sources.js';

// As in a hub that is delivered (hub/production.ts): graphql-js compares types in its quick way.
process.env.NODE_ENV = 'production';

/** ESM throughout: MikroORM 7 is ESM only, and decorator metadata needs swc. */
const shared = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': '@swc/jest' },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
};

/** `rules`: no I/O, the whole rule-book in seconds. `hub`: on a real PostgreSQL, started once for the run. */
export default {
  // For what hangs: however busy the machine is, a test that works is done by then.
  testTimeout: 900_000,
  // A worker that has grown takes longer to end than it is given, which then looks like a leak. A new one has to load
  // everything again, so that a worker is kept for several files.
  workerIdleMemoryLimit: '1500MB',
  // One more than there are processors: a worker waits for PostgreSQL a third of its time.
  maxWorkers: 3,
  // Of the workers none is left alone with a long file at the end.
  testSequencer: '<rootDir>/test/harness/longest-first.js',
  projects: [
    { ...shared, displayName: 'rules', testMatch: ['<rootDir>/test/rules/**/*.test.ts'] },
    {
      ...shared,
      displayName: 'hub',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['<rootDir>/test/rules/', '<rootDir>/test/soak/', '/node_modules/'],
      globalSetup: '<rootDir>/test/harness/global-setup.ts',
      globalTeardown: '<rootDir>/test/harness/global-teardown.ts',
    },
  ],
};

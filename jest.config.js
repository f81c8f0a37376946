/** ESM throughout: MikroORM 7 is ESM only, and decorator metadata needs swc. */
const shared = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': '@swc/jest' },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
};

/** `rules`: no I/O, the whole rule-book in seconds. `hub`: on a real PostgreSQL, started once for the run. */
export default {
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

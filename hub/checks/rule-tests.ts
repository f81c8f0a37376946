import { moduleOf } from './modules.js';
import { type Source, sources } from './sources.js';

/** Rules with exported functions that have no test file of their own, each with why. */
const TESTED_ELSEWHERE: Readonly<Record<string, string>> = {};

/** Whoever reads a rule finds its tests by its name, and the other way. [adr/0013] */
export async function ruleTestProblems(): Promise<readonly string[]> {
  return unpaired(await sources('subgraphs/*/rules/**/*.ts'), await sources('test/rules/**/*.test.ts'));
}

export function unpaired(
  rules: readonly Source[],
  tests: readonly Pick<Source, 'path'>[],
  exceptions: Readonly<Record<string, string>> = TESTED_ELSEWHERE,
): readonly string[] {
  const tested = new Set(
    tests
      // The kernel's pure parts are tested beside the rules, and are no rules.
      .filter(({ path }) => !path.startsWith('test/rules/kernel/'))
      .map(({ path }) => path.replace(/^test\/rules\/([^/]+)\/(.+)\.test\.ts$/, 'subgraphs/$1/rules/$2.ts')),
  );
  const known = new Set(rules.map(({ path }) => path));
  const untested = rules
    .filter((rule) => !tested.has(rule.path) && !(rule.path in exceptions) && hasFunctions(rule))
    .map(({ path }) => `${path} has functions, and no test of its name and chapter in test/rules.`);
  const ruleless = [...tested]
    .filter((path) => path.startsWith('subgraphs/') && !known.has(path))
    .map((path) => `test/rules has a test of ${path}, which does not exist: name it after the rule that it tests.`);
  const unneeded = Object.keys(exceptions)
    .filter((path) => tested.has(path) || !known.has(path))
    .map((path) => `${path} needs no exception in hub/checks/rule-tests.ts.`);
  return [...untested, ...ruleless, ...unneeded];
}

function hasFunctions(source: Source): boolean {
  return [...moduleOf(source).declared.values()].some(({ kind, exported }) => kind === 'function' && exported);
}

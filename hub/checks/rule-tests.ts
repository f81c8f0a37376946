import { moduleOf } from './modules.js';
import { type Source, sources } from './sources.js';

/** Rules with exported functions that have no test file of their own, each with why. */
const TESTED_ELSEWHERE: Readonly<Record<string, string>> = {};

/** Whoever reads a rule finds its tests by its name, and the other way; so it is for the pure part of the kernel. [adr/0013] */
export async function ruleTestProblems(): Promise<readonly string[]> {
  const [rules, kernel] = await Promise.all([sources('subgraphs/*/rules/**/*.ts'), sources('kernel/**/*.ts')]);
  return unpaired(rules, await sources('test/rules/**/*.test.ts'), kernel);
}

export function unpaired(
  rules: readonly Source[],
  tests: readonly Pick<Source, 'path'>[],
  kernel: readonly Pick<Source, 'path'>[] = [],
  exceptions: Readonly<Record<string, string>> = TESTED_ELSEWHERE,
): readonly string[] {
  const tested = new Set(tests.map(({ path }) => testedBy(path)));
  const known = new Set([...rules, ...kernel].map(({ path }) => path));
  const untested = rules
    .filter((rule) => !tested.has(rule.path) && !(rule.path in exceptions) && hasFunctions(rule))
    .map(({ path }) => `${path} has functions, and no test of its name and chapter in test/rules.`);
  const ruleless = [...tested]
    .filter((path) => !known.has(path))
    .map((path) => `test/rules has a test of ${path}, which does not exist: name it after the rule that it tests.`);
  const unneeded = Object.keys(exceptions)
    .filter((path) => tested.has(path) || !known.has(path))
    .map((path) => `${path} needs no exception in hub/checks/rule-tests.ts.`);
  return [...untested, ...ruleless, ...unneeded];
}

/** The file that a test is named after. */
function testedBy(test: string): string {
  return test
    .replace(/\.test\.ts$/, '.ts')
    .replace(/^test\/rules\/kernel\//, 'kernel/')
    .replace(/^test\/rules\/([^/]+)\//, 'subgraphs/$1/rules/');
}

function hasFunctions(source: Source): boolean {
  return [...moduleOf(source).declared.values()].some(({ kind, exported }) => kind === 'function' && exported);
}

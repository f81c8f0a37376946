import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Check } from './check.js';

/**
 * `npm run check` looks at everything but the tests, `npm test` at the tests as well; both end with a line
 * `N passed, N failed`. `npm run docs` writes the generated documents. A name after `--` takes that check alone.
 *
 * Node runs this file as it is written, because it is what builds: it may import nothing of ours before it has.
 */
const [command = 'check', ...names] = process.argv.slice(2);
const count = { passed: 0, failed: 0 };

if (command === 'docs') {
  build();
  const { writeRegisters } = await fromBuild('registers');
  const changed: string[] = await writeRegisters();
  say(changed.length > 0 ? `wrote ${changed.join(', ')}` : 'nothing has changed');
} else {
  try {
    build();
    await check((await fromBuild('checks')).CHECKS);
  } catch (error) {
    fail('build', [(error as Error).stack ?? String(error)]);
  }
  if (command === 'test') await test();
  say(`${count.passed} passed, ${count.failed} failed`);
  process.exitCode = count.failed > 0 ? 1 : 0;
}

/** Builds also if a type is wrong: the check "types" tells of it, and the other checks can still be made. */
function build(): void {
  const { status, stderr } = spawnSync(process.execPath, ['hub/build.ts'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`Nothing was built.\n${stderr}`);
}

async function fromBuild(module: string) {
  return import(pathToFileURL(join('dist/hub/checks', `${module}.js`)).href);
}

async function check(all: readonly Check[]): Promise<void> {
  const checks = all.filter(({ name }) => names.length === 0 || names.some((each) => name.startsWith(each)));
  if (checks.length === 0) fail(names.join(' '), [`There are the checks ${all.map(({ name }) => name).join(', ')}.`]);
  for (const made of twoAtATime(checks, look)) {
    const { line, found } = await made;
    if ('skipped' in found) {
      say(`- ${line}  skipped: ${found.skipped}`);
    } else if (found.length > 0) {
      fail(line, found);
    } else {
      count.passed += 1;
      say(`✓ ${line}`);
    }
  }
}

async function look({ name, run }: Check) {
  const began = performance.now();
  const found = await run().catch((error: Error) => [error.stack ?? error.message]);
  return { line: `${name.padEnd(24)} ${((performance.now() - began) / 1000).toFixed(1).padStart(5)} s`, found };
}

/** Some of the checks are programs of their own, beside which others can be made. */
function twoAtATime<Item, Made>(items: readonly Item[], act: (item: Item) => Promise<Made>): Array<Promise<Made>> {
  const all = items.map((item) => ({ item, ...Promise.withResolvers<Made>() }));
  const left = [...all];
  const work = async () => {
    for (let each = left.shift(); each; each = left.shift()) each.resolve(await act(each.item));
  };
  void work();
  void work();
  return all.map(({ promise }) => promise);
}

function fail(line: string, problems: readonly string[]): void {
  count.failed += 1;
  say(`✗ ${line}`);
  for (const problem of problems) say(`    ${problem}`);
}

/** Every jest project. What they print goes straight through. */
async function test(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'hub-tests-'));
  const report = join(folder, 'report.json');
  const jest = [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    'node_modules/jest/bin/jest.js',
    '--json',
    `--outputFile=${report}`,
  ];
  const exit = await new Promise<number | null>((resolve) => {
    spawn(process.execPath, jest, { stdio: ['ignore', 'ignore', 'inherit'] }).once('exit', resolve);
  });
  const told = JSON.parse(await readFile(report, 'utf8').catch(() => '{}'));
  await rm(folder, { recursive: true, force: true });
  const failed: number = (told.numFailedTests ?? 0) + (told.numRuntimeErrorTestSuites ?? 0);
  count.passed += told.numPassedTests ?? 0;
  // A run that fails without a failing test has failed: its set-up or its end did.
  count.failed += exit === 0 ? failed : Math.max(failed, 1);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

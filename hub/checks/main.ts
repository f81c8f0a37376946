import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
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

const built = build();
if (built && command === 'docs') {
  const { writeRegisters } = await fromBuild('registers');
  const changed: string[] = await writeRegisters();
  say(changed.length > 0 ? `wrote ${changed.join(', ')}` : 'nothing has changed');
} else {
  if (built) await check((await fromBuild('checks')).CHECKS);
  if (command === 'test') await test();
  say(`${count.passed} passed, ${count.failed} failed`);
  process.exitCode = count.failed > 0 ? 1 : 0;
}

/** Emits also where a type is wrong: the check "types" tells of it, and the other checks can still be made. */
function build(): boolean {
  const { stdout } = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], {
    encoding: 'utf8',
  });
  if (existsSync('dist/hub/checks/checks.js')) return true;
  say(`✗ build\n${stdout}`);
  count.failed += 1;
  process.exitCode = 1;
  return false;
}

async function fromBuild(module: string) {
  return import(pathToFileURL(join('dist/hub/checks', `${module}.js`)).href);
}

async function check(checks: readonly Check[]): Promise<void> {
  for (const { name, run } of checks) {
    if (names.length > 0 && !names.some((each) => name.startsWith(each))) continue;
    const began = performance.now();
    const found = await run().catch((error: Error) => [error.stack ?? error.message]);
    const took = `${((performance.now() - began) / 1000).toFixed(1)} s`;
    const skipped = 'skipped' in found ? found.skipped : undefined;
    const problems = 'skipped' in found ? [] : found;
    count[problems.length > 0 ? 'failed' : 'passed'] += skipped ? 0 : 1;
    say(
      `${skipped ? '-' : problems.length > 0 ? '✗' : '✓'} ${name.padEnd(24)} ${took.padStart(7)}${skipped ? `  skipped: ${skipped}` : ''}`,
    );
    for (const line of problems) say(`    ${line}`);
  }
}

/** Every jest project. What they print goes straight through. */
async function test(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'hub-tests-'));
  const report = join(folder, 'report.json');
  const jest = [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    'node_modules/jest/bin/jest.js',
    '--maxWorkers=2',
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

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Figure, figure } from './figures.js';

/** Cold start: an empty home, to the line that says the hub is ready; and a second start that finds its data. */
export default async function startGroup(): Promise<Figure[]> {
  const home = await mkdtemp(join(tmpdir(), 'hub-bench-start-'));
  try {
    const cold = await secondsToReady(home);
    const again = await secondsToReady(home);
    return [
      figure('npm start, cold: to ready with the demo borough', cold, 's', {
        goal: '<= 10 s',
        met: (value) => value <= 10,
      }),
      figure('npm start, again: to ready', again, 's'),
    ];
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

async function secondsToReady(home: string): Promise<number> {
  const cli = fileURLToPath(new URL('../../hub/cli.js', import.meta.url));
  const began = performance.now();
  const child = spawn(process.execPath, [cli, 'start', '--port', '0'], {
    env: { ...process.env, HUB_HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  try {
    return await new Promise<number>((resolve, reject) => {
      const giveUp = setTimeout(() => reject(new Error('not ready after 120 s')), 120_000);
      child.once('exit', (code) => reject(new Error(`ended with ${code} before it was ready`)));
      child.stdout.on('data', (chunk: Buffer) => {
        if (!chunk.includes('The hub is ready')) return;
        clearTimeout(giveUp);
        resolve((performance.now() - began) / 1000);
      });
    });
  } finally {
    child.kill('SIGINT');
    await exited;
  }
}

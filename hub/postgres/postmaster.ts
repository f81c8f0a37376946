import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { CommandError } from '../command-error.js';
import { installedBinaries, program } from './binaries.js';

const STOP_LIMIT_MS = 10_000;
export const POLL_MS = 10;
const run = promisify(execFile);

/** A running server: its process, and the port that it listens on. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/** The server that runs over `dataDirectory`; a lock file alone proves nothing, as a killed server leaves it behind. */
export async function findPostmaster(dataDirectory: string): Promise<Postmaster | undefined> {
  const lock = await readFile(join(dataDirectory, 'postmaster.pid'), 'utf8').catch(() => '');
  const [pid, , , port] = lock.split('\n').map(Number);
  return pid && port && (await isPostmaster(pid, dataDirectory)) ? { pid, port } : undefined;
}

/** Whether process `pid` is the server over `dataDirectory`, by its command line; a zombie has none. */
async function isPostmaster(pid: number, dataDirectory: string): Promise<boolean> {
  const command = `${(await commandLine(pid)).replaceAll('"', '').trim()} `;
  return command.includes('postgres') && command.includes(` -D ${dataDirectory} `);
}

async function commandLine(pid: number): Promise<string> {
  try {
    if (process.platform === 'linux') return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
    const [command, ...args] =
      process.platform === 'win32'
        ? [
            'powershell',
            '-NoProfile',
            '-Command',
            `(Get-CimInstance Win32_Process -Filter ProcessId=${pid}).CommandLine`,
          ]
        : ['ps', '-ww', '-o', 'command=', '-p', String(pid)];
    return (await run(command!, args)).stdout;
  } catch {
    return '';
  }
}

/** A fast shutdown, and an immediate one (recovery at the next start) when that takes too long. */
export async function stopPostmaster(pid: number, dataDirectory: string): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (!(await isPostmaster(pid, dataDirectory))) return;
    await send(signal, pid);
    const giveUpAt = Date.now() + STOP_LIMIT_MS;
    while (Date.now() < giveUpAt) {
      if (!(await isPostmaster(pid, dataDirectory))) return;
      await sleep(POLL_MS);
    }
  }
  throw new CommandError(`PostgreSQL over ${dataDirectory} (process ${pid}) does not stop`);
}

async function send(signal: 'SIGINT' | 'SIGQUIT', pid: number): Promise<void> {
  // Windows knows no signals; PostgreSQL brings its own there.
  if (process.platform === 'win32') {
    await run(program(installedBinaries(), 'pg_ctl'), ['kill', signal.slice('SIG'.length), String(pid)]);
    return;
  }
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CommandError } from '../command-error.js';
import { ask } from './ask.js';
import { program } from './binaries.js';
import { type Place, processOptions } from './place.js';
import { findPostmaster, POLL_MS, type Postmaster } from './postmaster.js';
import { freePort, HOST, settings } from './settings.js';
import type { Wanted } from './wanted.js';

/**
 * Starts the server. Undefined: not this time, but the reason goes away by itself.
 *
 * @throws what PostgreSQL said, if it will not start
 */
export async function start(place: Place, wanted: Wanted): Promise<Postmaster | undefined> {
  const port = wanted.port || (await freePort());
  const child = await launch(place, settings(port, wanted.durable));
  while (child.isRunning()) {
    if (await ask(wanted.urlAt(port))) {
      wanted.log(`PostgreSQL answers on ${HOST}:${port}`);
      return { pid: child.pid, port };
    }
    if (Date.now() > wanted.giveUpAt) return undefined;
    await sleep(POLL_MS);
  }
  const words = await child.lastWords();
  if (words.includes('lock file "postmaster.pid"')) {
    await removeStaleLock(place.dataDirectory);
    return undefined;
  }
  const sessionsLinger = words.includes('pre-existing shared memory block');
  const portJustTaken = !wanted.port && words.includes('could not create any TCP/IP sockets');
  if (sessionsLinger || portJustTaken) return undefined;
  throw new CommandError(`PostgreSQL did not start over ${place.dataDirectory}:\n${words.trim()}`);
}

/**
 * Removes the lock file of a dead server. PostgreSQL sees through such a file by itself, unless another process of the
 * same user has the number in it by now, or the file is cut short. Sessions of the dead server that linger still keep a
 * new one out: it finds them by their shared memory and not by this file.
 */
async function removeStaleLock(dataDirectory: string): Promise<void> {
  if (!(await findPostmaster(dataDirectory))) await rm(join(dataDirectory, 'postmaster.pid'), { force: true });
}

interface Launched {
  readonly pid: number;
  isRunning(): boolean;
  /** What it has written to its log since it was launched. */
  lastWords(): Promise<string>;
}

async function launch(place: Place, args: readonly string[]): Promise<Launched> {
  const logPath = join(place.home, 'postgres.log');
  const logFile = await open(logPath, 'a', 0o600);
  try {
    const { size } = await logFile.stat();
    const child = spawn(program(place.binaries, 'postgres'), ['-D', place.dataDirectory, ...args], {
      ...processOptions(place),
      stdio: ['ignore', logFile.fd, logFile.fd],
      // Its own process group: the terminal's Ctrl-C must not reach it before we have drained.
      detached: true,
    });
    await once(child, 'spawn');
    child.unref();
    return {
      pid: child.pid!,
      isRunning: () => child.exitCode === null && child.signalCode === null,
      lastWords: async () => (await readFile(logPath)).subarray(size).toString(),
    };
  } finally {
    await logFile.close();
  }
}

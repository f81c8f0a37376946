import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CommandError } from '../command-error.js';
import { program } from './binaries.js';
import { type Place, processOptions } from './place.js';

const run = promisify(execFile);

/** Makes a cluster in a folder that is there, with a password of its own for its superuser. */
export async function initialise(cluster: string, place: Place, durable: boolean): Promise<void> {
  const data = join(cluster, 'data');
  const password = join(cluster, 'password');
  await chmod(cluster, 0o711);
  await mkdir(data, { mode: 0o700 });
  await writeFile(password, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
  if (place.user) {
    await chown(data, place.user.uid, place.user.gid);
    await chown(password, place.user.uid, place.user.gid);
  }
  const answers = [
    ...['-D', data, '--username=postgres', `--pwfile=${password}`, '--auth=scram-sha-256', '--no-instructions'],
    // The built-in locale sorts alike on every machine; the libraries' locales do not.
    ...['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    ...(durable ? [] : ['--no-sync']),
  ];
  await run(program(place.binaries, 'initdb'), answers, processOptions(place)).catch((error) => {
    const { stderr = '', message } = error as { stderr?: string; message: string };
    throw new CommandError(`PostgreSQL could not make a database in ${cluster}: ${reasonIn(stderr) ?? message}`);
  });
}

function reasonIn(stderr: string): string | undefined {
  return stderr.split('\n').find((line) => /\b(error|FATAL|PANIC|could not)\b/.test(line));
}

/** Writes everything in a cluster to the disk; its server is stopped. */
export async function syncCluster(place: Place): Promise<void> {
  await run(program(place.binaries, 'initdb'), ['--sync-only', '-D', place.dataDirectory], processOptions(place));
}

import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CommandError } from '../command-error.js';

/** PostgreSQL refuses to run as root, and needs a user with a name: `nobody`. Undefined: it runs as ourselves. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

export async function serverUser(): Promise<ServerUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const nobody = /^nobody:[^:]*:(\d+):(\d+):/m.exec(await readFile('/etc/passwd', 'utf8'));
  if (!nobody) {
    throw new CommandError(
      'PostgreSQL does not run as root, and /etc/passwd knows no user "nobody": set DATABASE_URL instead',
    );
  }
  return { uid: Number(nobody[1]), gid: Number(nobody[2]) };
}

/** Whether `user` may pass through `path` and every directory above it. */
export async function canEnter(path: string, user: ServerUser): Promise<boolean> {
  const { mode, uid, gid } = await stat(path);
  const needed = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
  return (mode & needed) !== 0 && (path === dirname(path) || canEnter(dirname(path), user));
}

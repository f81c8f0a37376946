import pc from 'picocolors';
import { CommandError } from './command-error.js';

/** What the command line says, and how it says that something went wrong. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

type SystemError = NodeJS.ErrnoException & { readonly address?: string; readonly port?: number };

/** What somebody at the terminal can mend is told in a sentence; anything else with its stack. Ends the process. */
export function fail(error: SystemError): never {
  process.stderr.write(`${pc.red('hub:')} ${inWords(error)}\n`);
  process.exit(1);
}

/** What went wrong, as somebody at the terminal is told it. */
export function inWords(error: SystemError): string {
  const { code = '', syscall, path, port, address } = error;
  if (code === 'ENOSPC' || error.message.includes('No space left on device')) {
    return 'There is no space left on the disk: free at least 500 MiB, or set HUB_HOME to a folder on another.';
  }
  if (error instanceof CommandError) return error.message;
  if (syscall === 'listen' && LISTENING[code]) return `${LISTENING[code].replace('PORT', String(port))}`;
  if (syscall === 'getaddrinfo') return `There is no machine of this name: ${code}. Look at --host, or DATABASE_URL.`;
  if (code === 'EMFILE' || code === 'ENFILE')
    return 'Too many files are open: raise the limit, as with ulimit -n 4096.';
  if (DATABASE[code]) return `The database ${DATABASE[code]}`;
  if (UNREACHED.has(code)) return `Nothing answers${address ? ` at ${address}:${port}` : ''}. Look at DATABASE_URL.`;
  if (code === 'ERR_MODULE_NOT_FOUND') {
    return `${error.message.split('\n')[0]}. This needs a clone of the repository, after npm install; a deployment has no more than it runs.`;
  }
  if (path && syscall) return `${path}: ${UNREADABLE[code] ?? error.message}`;
  return error.stack ?? error.message;
}

const LISTENING: Readonly<Record<string, string>> = {
  EADDRINUSE: 'Port PORT is taken: give another with --port.',
  EACCES: 'This user may not listen on port PORT: give another with --port.',
  EADDRNOTAVAIL: 'This machine does not have the address to listen on: give another with --host.',
};

/** PostgreSQL's own codes, and what somebody who gave a DATABASE_URL can do. */
const DATABASE: Readonly<Record<string, string>> = {
  '28P01': 'does not take this user or password. Look at DATABASE_URL.',
  '28000': 'does not let this user in. Look at DATABASE_URL.',
  '3D000': 'of this name does not exist. Make it, or look at DATABASE_URL.',
  '42501': 'lets this user do too little: give DATABASE_URL of one that may create roles and schemas.',
  '53300': 'has no connection left: raise its max_connections.',
  '57P03': 'is starting up or going down: try again in a moment.',
};
const UNREACHED = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH']);

const UNREADABLE: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder.',
  EACCES: 'this user may not read it.',
  EROFS: 'it can only be read.',
  EISDIR: 'it is a folder; give a file.',
  ENOTDIR: 'it is a file; give a folder.',
  EEXIST: 'it is there already.',
};

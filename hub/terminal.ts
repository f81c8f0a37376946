import pc from 'picocolors';
import { CommandError } from './reach.js';

/** What the command line says, and how it says that something went wrong. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** What somebody at the terminal can mend is told in a sentence; anything else with its stack. Ends the process. */
export function fail(error: NodeJS.ErrnoException & { readonly port?: number }): never {
  process.stderr.write(`${pc.red('hub:')} ${inWords(error)}\n`);
  process.exit(1);
}

function inWords(error: NodeJS.ErrnoException & { readonly port?: number }): string {
  if (error instanceof CommandError) return error.message;
  if (error.code === 'EADDRINUSE') return `Port ${error.port} is taken: give another with --port.`;
  if (error.path && error.syscall) return `${error.path}: ${UNREADABLE[error.code ?? ''] ?? error.message}`;
  return error.stack ?? error.message;
}

const UNREADABLE: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder.',
  EACCES: 'this user may not read it.',
  EISDIR: 'it is a folder; give a file.',
  ENOTDIR: 'it is a file; give a folder.',
};

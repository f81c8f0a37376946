import { execFile } from 'node:child_process';

/** One thing that `npm run check` looks at. */
export interface Check {
  /** As it is printed, and as `npm run check -- <name>` asks for it alone. */
  readonly name: string;
  /** What is wrong, a line each; none when all is well. */
  run(): Promise<readonly string[] | Skipped>;
}

/** What could not be looked at here, and why: no failure. */
export interface Skipped {
  readonly skipped: string;
}

/** Runs a program and answers what it printed, whether it succeeded or not. */
export function run(
  program: string,
  args: readonly string[],
): Promise<{ readonly ok: boolean; readonly stdout: string; readonly stderr: string }> {
  return new Promise((resolve) => {
    execFile(program, [...args], { maxBuffer: 256 * 1024 * 1024 }, (error, stdout, stderr) =>
      resolve({ ok: error === null, stdout, stderr: stdout || stderr ? stderr : (error?.message ?? '') }),
    );
  });
}

/** Runs a program that npm installed, by the path of its script: what is on the PATH may be older. */
export function runTool(script: string, args: readonly string[]): ReturnType<typeof run> {
  return run(process.execPath, [`node_modules/${script}`, ...args]);
}

/** What a tool printed, as problems: all of it, where it failed. */
export async function problemsOf(ran: ReturnType<typeof run>): Promise<readonly string[]> {
  const { ok, stdout, stderr } = await ran;
  if (ok) return [];
  const lines = `${stdout}\n${stderr}`.split('\n').filter((line) => line.trim() !== '');
  return lines.length > 0 ? lines : ['It failed without a word.'];
}

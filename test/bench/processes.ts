import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** What a process of the benchmark does when it is asked, by name. */
export type Acts = Readonly<Record<string, (given: never) => unknown>>;

/** Another process of the benchmark, so that what is measured shares its threads with nothing that measures. */
export interface Process<Does extends Acts> {
  ask<Act extends keyof Does & string>(
    act: Act,
    ...given: Parameters<Does[Act]>
  ): Promise<Awaited<ReturnType<Does[Act]>>>;
  stop(): Promise<void>;
}

interface Question {
  readonly id: number;
  readonly act: string;
  readonly given: unknown;
}
interface Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly failure?: string;
}

/**
 * @param file beside this one; it calls `answer`
 * @param checkout another one, built: its file of that name is run, in its own folder
 */
export function startProcess<Does extends Acts>(
  file: string,
  flags: readonly string[] = [],
  checkout?: string,
): Process<Does> {
  const beside = checkout ? pathToFileURL(join(checkout, 'dist/test/bench/')) : import.meta.url;
  const child = fork(fileURLToPath(new URL(file, beside)), {
    serialization: 'advanced',
    execArgv: [...flags],
    ...(checkout ? { cwd: checkout } : {}),
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const ended = once(child, 'exit');
  const waiting = new Map<number, { resolve: (result: never) => void; reject: (error: Error) => void }>();
  let asked = 0;
  child.on('message', ({ id, result, failure }: Answer) => {
    const { resolve, reject } = waiting.get(id)!;
    waiting.delete(id);
    if (failure === undefined) resolve(result as never);
    else reject(new Error(`${file}: ${failure}`));
  });
  child.on('exit', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`${file} ended with ${code}`));
  });
  return {
    ask(act, ...[given]) {
      asked += 1;
      const question: Question = { id: asked, act, given };
      return new Promise((resolve, reject) => {
        waiting.set(question.id, { resolve, reject });
        child.send(question);
      });
    },
    async stop() {
      if (child.connected) child.disconnect();
      if (child.exitCode !== null || child.signalCode !== null) return;
      const tooLong = sleep(10_000, 'too long' as const, { ref: false });
      if ((await Promise.race([ended, tooLong])) === 'too long') child.kill('SIGKILL');
      await ended;
    },
  };
}

/** The other side: does what it is asked, and ends with the process that asks. */
export function answer(acts: Acts): void {
  process.on('message', async ({ id, act, given }: Question) => {
    const reply = (answered: Answer) => void (process.connected && process.send!(answered));
    try {
      reply({ id, result: await acts[act]!(given as never) });
    } catch (error) {
      reply({ id, failure: (error as Error).stack ?? String(error) });
    }
  });
  process.on('disconnect', () => process.exit(0));
}

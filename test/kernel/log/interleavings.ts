import fc from 'fast-check';
import pg from 'pg';
import type { EventLogReader } from '../../../kernel/log/event-log.js';
import { comesTrue, INSERT_EVENT } from '../ground.js';

/**
 * Any order in which a few transactions write to the log, stay open, commit late or are undone, while one reader asks
 * `seq > cursor` in between: with whatever is numbered by then, or with all that is committed by then.
 */
export type Step =
  | { readonly act: 'write' | 'commit' | 'undo'; readonly writer: number }
  | { readonly act: 'read' | 'read all' };

const WRITERS = 3;

export const schedules: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({ act: fc.constant('write' as const), writer: fc.nat(WRITERS - 1) }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ act: fc.constantFrom('commit' as const, 'undo' as const), writer: fc.nat(WRITERS - 1) }),
    },
    { weight: 3, arbitrary: fc.record({ act: fc.constantFrom('read' as const, 'read all' as const) }) },
  ),
  { minLength: 4, maxLength: 14 },
);

/** What the reader was given against what was committed, in the order each writer wrote it. */
export interface Outcome {
  readonly read: string[][];
  readonly committed: string[][];
  readonly seqs: number[];
  readonly expectedSeqs: number[];
}

export async function play(
  schedule: readonly Step[],
  writers: readonly pg.Client[],
  log: EventLogReader,
): Promise<Outcome> {
  const from = await log.head();
  const pending: string[][] = writers.map(() => []);
  const committed: string[][] = writers.map(() => []);
  const read: string[][] = writers.map(() => []);
  const seqs: number[] = [];
  let written = 0;

  const end = async (writer: number, how: 'commit' | 'rollback') => {
    if (pending[writer]!.length === 0) return;
    await writers[writer]!.query(how);
    if (how === 'commit') committed[writer]!.push(...pending[writer]!);
    pending[writer] = [];
  };
  const readOn = async () => {
    for (const event of await log.read(seqs.at(-1) ?? from, 1000)) {
      seqs.push(event.seq);
      read[Number(event.subject.slice('writer/'.length))]!.push((event.data as { nth: string }).nth);
    }
  };
  const allNumbered = async () => {
    const head = from + committed.flat().length;
    if (!(await comesTrue(async () => (await log.head()) >= head))) throw new Error(`${head} was never numbered`);
  };

  for (const step of schedule) {
    if (step.act === 'write') {
      const { writer } = step;
      if (pending[writer]!.length === 0) await writers[writer]!.query('begin');
      const nth = String(written++);
      await writers[writer]!.query(INSERT_EVENT, ['Written', `writer/${writer}`, JSON.stringify({ nth })]);
      pending[writer]!.push(nth);
    } else if (step.act === 'commit') await end(step.writer, 'commit');
    else if (step.act === 'undo') await end(step.writer, 'rollback');
    else {
      if (step.act === 'read all') await allNumbered();
      await readOn();
    }
  }
  for (const writer of writers.keys()) await end(writer, 'commit');
  await allNumbered();
  await readOn();
  return { read, committed, seqs, expectedSeqs: committed.flat().map((_each, nth) => from + 1 + nth) };
}

/** Plays `runs` schedules; a failure prints its seed and the shortest schedule that shows it. */
export async function playMany(runs: number, writers: readonly pg.Client[], log: EventLogReader): Promise<void> {
  await fc.assert(
    fc.asyncProperty(schedules, async (schedule) => {
      const { read, committed, seqs, expectedSeqs } = await play(schedule, writers, log);
      expect(read).toEqual(committed);
      expect(seqs).toEqual(expectedSeqs);
    }),
    { numRuns: runs },
  );
}

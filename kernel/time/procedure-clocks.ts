import type { Transaction } from '../database/work.js';
import { cancelDeadlines, meetDeadline, runAgain } from './deadlines.js';

/** One clock of a procedure that has begun to run. */
export interface ProcedureClock {
  /** Catalogue id, as of a deadline. */
  readonly rule: string;
  /** The last complying instant. */
  readonly dueAt: Date;
  /** When what was due happened; null while it has not. */
  readonly metAt: Date | null;
}

/** A procedure whose clocks follow from what is known of it, such as an alert. */
export interface Procedure {
  /** Subject of its deadlines. */
  readonly subject: string;
  readonly council: string;
  /** When nobody had to go on with it; null while somebody has to. */
  readonly endedAt: Date | null;
}

/**
 * Brings the deadlines of a procedure in line with its clocks: it starts, meets and cancels those that differ. A running
 * deadline that is none of these clocks any more is cancelled, and one whose act was taken back runs again. What was met
 * too late, or ran out before the end, is missed all the same, which is for the timer to say: passing is a miss for every
 * clock of a procedure. [WIN-21, DEL-28]
 */
export async function keepClocks(
  t: Transaction,
  { subject, council, endedAt }: Procedure,
  clocks: readonly ProcedureClock[],
): Promise<void> {
  const known = await deadlinesOf(t, subject);
  const running = known.filter(({ status }) => status === 'RUNNING');
  const rulesOf = (all: ReadonlyArray<{ readonly rule: string }>) => new Set(all.map(({ rule }) => rule));
  const met = clocks.filter(({ dueAt, metAt }) => metAt !== null && metAt <= dueAt);
  const unmet = clocks.filter((clock) => !met.includes(clock));
  const wanted = unmet.filter(({ dueAt }) => endedAt === null || endedAt > dueAt);
  const stale = running.filter(({ rule, dueAt }) => {
    return !met.some((clock) => clock.rule === rule) && !wanted.some((clock) => isOf(clock, { rule, dueAt }));
  });
  for (const rule of rulesOf(running.filter((each) => met.some((clock) => clock.rule === each.rule)))) {
    await meetDeadline(t, rule, subject);
  }
  const cancelled = rulesOf(stale);
  for (const rule of cancelled) await cancelDeadlines(t, subject, rule);
  if (endedAt !== null) return;
  const absent = wanted.filter((clock) => {
    const deadline = known.find((each) => isOf(clock, each));
    // What met it may have been taken back: then it waits again, and has not passed by being met.
    if (!deadline || deadline.status === 'CANCELLED' || deadline.status === 'MET') return true;
    return deadline.status === 'RUNNING' && cancelled.has(clock.rule);
  });
  await runAgain(
    t,
    absent.map(({ rule, dueAt }) => ({ rule, subject, council, dueAt })),
  );
}

interface Kept {
  readonly rule: string;
  readonly dueAt: Date;
  readonly status: string;
}

async function deadlinesOf(t: Transaction, subject: string): Promise<readonly Kept[]> {
  const rows = (await t.em.execute(
    `select rule, due_at as "dueAt", status from ${t.db.subgraph}.deadline where subject = ?`,
    [subject],
  )) as Array<{ rule: string; dueAt: Date; status: string }>;
  return rows.map((row) => ({ ...row, dueAt: new Date(row.dueAt) }));
}

function isOf(clock: Pick<Kept, 'rule' | 'dueAt'>, deadline: Pick<Kept, 'rule' | 'dueAt'>): boolean {
  return clock.rule === deadline.rule && clock.dueAt.getTime() === deadline.dueAt.getTime();
}

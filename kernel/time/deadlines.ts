import { bulk, rowset } from '../database/bulk.js';
import type { Transaction } from '../database/work.js';
import type { Role } from '../identity/caller.js';

/**
 * A deadline is a row (WIN-21): its subject and rule, when it started, when it is due, how it ended. It is inclusive: an
 * act at `dueAt` itself complies, and the effect fires strictly after it.
 *
 * The timer only wakes deadlines (kernel/time/due-deadlines.ts). Whether something may be done at an instant is decided
 * by comparing the database's own time inside the deciding transaction, never by whether a timer has fired.
 */
export interface NewDeadline {
  /** Catalogue id, with a suffix where one rule has several clocks: `WIN-01`, `ROUT-16/28`. */
  readonly rule: string;
  /** `call-off/…`, as in the event log. */
  readonly subject: string;
  readonly council: string;
  /** The last complying instant. */
  readonly dueAt: Date;
  readonly data?: Record<string, unknown>;
}

/**
 * Starts a deadline in this transaction. The same rule, subject and instant twice is one deadline, which fires once. A
 * deadline that was cancelled runs again: two stages of a call-off may be due at the same millisecond.
 */
export async function startDeadline(transaction: Transaction, deadline: NewDeadline): Promise<void> {
  await startDeadlines(transaction, [deadline]);
}

const STARTED = [
  { name: 'rule', type: 'text' },
  { name: 'subject', type: 'text' },
  { name: 'council', type: 'text' },
  { name: 'startedAt', type: 'timestamptz' },
  { name: 'dueAt', type: 'timestamptz' },
  { name: 'data', type: 'jsonb' },
];

/** Starts any number of deadlines, none of them twice. */
export async function startDeadlines(transaction: Transaction, deadlines: readonly NewDeadline[]): Promise<void> {
  await start(transaction, deadlines, ['CANCELLED']);
}

/**
 * Starts deadlines that an act met, and that wait again because it was taken back: they run on to the same instant. For
 * deadlines whose passing is somebody's miss; a deadline that was met by passing would fire twice.
 */
export async function runAgain(transaction: Transaction, deadlines: readonly NewDeadline[]): Promise<void> {
  await start(transaction, deadlines, ['CANCELLED', 'MET']);
}

async function start(
  transaction: Transaction,
  deadlines: readonly NewDeadline[],
  restarted: ReadonlyArray<'CANCELLED' | 'MET'>,
): Promise<void> {
  if (deadlines.length === 0) return;
  const startedAt = await transaction.now();
  const { from, parameters } = rowset(
    STARTED,
    deadlines.map((deadline) => ({ ...deadline, startedAt, data: deadline.data ?? {} })),
  );
  const started = await bulk<{ rule: string; subject: string; council: string; dueAt: string }>(
    transaction.em,
    `insert into ${transaction.db.subgraph}.deadline (rule, subject, council, started_at, due_at, data)
     select * from ${from}
     on conflict (rule, subject, due_at) do update
       set status = 'RUNNING', started_at = excluded.started_at, settled_at = null, attempts = 0, retry_at = null,
         data = excluded.data
       where deadline.status in (${restarted.map((status) => `'${status}'`).join(', ')})
     returning rule, subject, council, due_at as "dueAt"`,
    parameters,
  );
  await transaction.tell(
    ...started.map(({ rule, subject, council, dueAt }) => ({
      type: 'DeadlineStarted',
      subject,
      council,
      audience: {},
      data: { rule, dueAt: new Date(dueAt).toISOString() },
    })),
  );
}

/** Ends the running deadlines of this rule and subject as met: what was due has happened. */
export async function meetDeadline(transaction: Transaction, rule: string, subject: string): Promise<void> {
  await settle(transaction, 'MET', subject, rule);
}

/** Ends the running deadlines of this subject, or those of one rule, as cancelled: what was due is no longer wanted. */
export async function cancelDeadlines(transaction: Transaction, subject: string, rule?: string): Promise<void> {
  await settle(transaction, 'CANCELLED', subject, rule);
}

async function settle(
  transaction: Transaction,
  status: 'MET' | 'CANCELLED',
  subject: string,
  rule: string | undefined,
): Promise<void> {
  const settled = (await transaction.em.execute(
    `update ${transaction.db.subgraph}.deadline set status = ?, settled_at = ?
     where subject = ? and status = 'RUNNING' and id is distinct from ? ${rule ? 'and rule = ?' : ''}
     returning rule, council, due_at`,
    // The timer settles the one whose effect this is.
    [status, await transaction.now(), subject, transaction.firing ?? null, ...(rule ? [rule] : [])],
  )) as Array<{ rule: string; council: string; due_at: Date }>;
  for (const each of settled) {
    await transaction.tell({
      type: status === 'MET' ? 'DeadlineMet' : 'DeadlineCancelled',
      subject,
      council: each.council,
      audience: {},
      data: { rule: each.rule, dueAt: new Date(each.due_at).toISOString() },
    });
  }
}

/** A deadline that has passed, in the transaction of its effect. */
export interface DueDeadline extends NewDeadline {
  readonly id: string;
}

/** Somebody should have acted: these roles of the council are told beside its brokers. */
export interface Missed {
  readonly missedFor: readonly Role[];
}

/**
 * What happens when a deadline of a rule passes: one command. It answers `'MET'` if passing is the normal end of the
 * deadline (a window closes), and `'MISSED'`, or for whom, if somebody should have acted.
 */
export type DeadlineEffects = Readonly<
  Record<string, (transaction: Transaction, deadline: DueDeadline) => Promise<'MET' | 'MISSED' | Missed>>
>;

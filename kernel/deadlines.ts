import { type EntityManager, inTransaction, type SubgraphDatabase, type Transaction, type Work } from './database.js';
import type { DueWork } from './due-timer.js';
import type { Logger } from './logging.js';
import { type Outage, watch } from './watch.js';

/**
 * Deadlines are rows (WIN-21): subject, rule, when it started, when it is due, how it ended. A deadline is inclusive:
 * what happens at `dueAt` itself complies, and the effect fires strictly after it.
 *
 * The timer only wakes them. What may or may not be done at an instant is always decided by comparing the database's
 * own time inside the deciding transaction, never by whether a timer has fired.
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
 * Starts a deadline in this transaction. The same rule, subject and instant twice is one deadline, which fires once; one
 * that was cancelled runs again: two stages of a call-off may be due at the same millisecond.
 */
export async function startDeadline(transaction: Transaction, deadline: NewDeadline): Promise<void> {
  const started = await transaction.em.execute(
    `insert into ${transaction.db.subgraph}.deadline (rule, subject, council, started_at, due_at, data)
     values (?, ?, ?, ?, ?, ?::jsonb)
     on conflict (rule, subject, due_at) do update
       set status = 'RUNNING', started_at = excluded.started_at, settled_at = null, attempts = 0, retry_at = null,
         data = excluded.data
       where deadline.status = 'CANCELLED'
     returning id`,
    [
      deadline.rule,
      deadline.subject,
      deadline.council,
      await transaction.now(),
      deadline.dueAt,
      JSON.stringify(deadline.data ?? {}),
    ],
  );
  if (started.length === 0) return;
  await transaction.tell({
    type: 'DeadlineStarted',
    subject: deadline.subject,
    council: deadline.council,
    audience: {},
    data: { rule: deadline.rule, dueAt: deadline.dueAt.toISOString() },
  });
}

/**
 * Holds the running deadlines of a subject, before the subject itself is locked. The timer comes in that order, too:
 * whoever locked the other way round would wait for it while it waits for them.
 */
export async function holdDeadlines(transaction: Transaction, subject: string): Promise<void> {
  await transaction.em.execute(
    `select id from ${transaction.db.subgraph}.deadline where subject = ? and status = 'RUNNING' order by id for update`,
    [subject],
  );
}

/** What was due has happened: the running deadlines of this rule and subject are met. */
export async function meetDeadline(transaction: Transaction, rule: string, subject: string): Promise<void> {
  await settle(transaction, 'MET', subject, rule);
}

/** What was due is no longer wanted: all running deadlines of this subject end, or those of one rule. */
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
     where subject = ? and status = 'RUNNING' ${rule ? 'and rule = ?' : ''} returning rule, council, due_at`,
    [status, await transaction.now(), subject, ...(rule ? [rule] : [])],
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

/** A deadline that has passed, in the transaction that holds its row. */
export interface DueDeadline extends NewDeadline {
  readonly id: string;
}

/**
 * What happens when a deadline of a rule passes: one command. Returns `'MET'` where passing is the normal end of it
 * (a window closes), `'MISSED'` where somebody was to have acted.
 */
export type DeadlineEffects = Readonly<
  Record<string, (transaction: Transaction, deadline: DueDeadline) => Promise<'MET' | 'MISSED'>>
>;

/** What is done once nobody has watched the deadlines for a while, before any of them fires. [NFR-07] */
export type AfterOutage = (work: Work, outage: Outage) => Promise<void>;

/** Fires due deadlines, each once, whichever process is first. */
export function dueDeadlines(
  db: SubgraphDatabase,
  effects: DeadlineEffects,
  work: (em: EntityManager) => Work,
  log: Logger,
  afterOutage: AfterOutage = async () => {},
): DueWork {
  return {
    channel: `deadline_${db.subgraph}`,
    first: () =>
      watch(systemReader(db), db.subgraph, (em, outage) => {
        log.info({ from: outage.from, to: outage.to }, 'nobody watched the clocks');
        return afterOutage({ ...work(em), em, inOpenTransaction: true }, outage);
      }),
    instants: `select greatest(due_at, coalesce(retry_at, due_at)) as due from ${db.subgraph}.deadline where status = 'RUNNING'`,
    take: () => fireOne(db, effects, work, log),
  };
}

async function fireOne(
  db: SubgraphDatabase,
  effects: DeadlineEffects,
  work: (em: EntityManager) => Work,
  log: Logger,
): Promise<boolean> {
  const table = `${db.subgraph}.deadline`;
  let tried: DueDeadline | undefined;
  try {
    return await systemReader(db).transactional(async (inner) => {
      const em = inner as EntityManager;
      const [row] = (await em.execute(
        `select id, rule, subject, council, due_at, data from ${table}
         where status = 'RUNNING' and due_at < platform.now() and (retry_at is null or retry_at <= platform.now())
         order by due_at, id limit 1 for update skip locked`,
      )) as Array<{
        id: string;
        rule: string;
        subject: string;
        council: string;
        due_at: Date;
        data: Record<string, unknown>;
      }>;
      if (!row) return false;
      const due = {
        id: row.id,
        rule: row.rule,
        subject: row.subject,
        council: row.council,
        dueAt: new Date(row.due_at),
        data: row.data,
      };
      tried = due;
      await inTransaction({ ...work(em), em, inOpenTransaction: true }, due.council, async (transaction) => {
        // The row is settled first: an effect that asks about running deadlines does not meet its own.
        await em.execute(
          `update ${table} set status = 'MET', settled_at = ? where id = ?`,
          [await transaction.now(), due.id],
          { method: 'run' },
        );
        const effect = effects[due.rule];
        if (!effect) throw new Error(`no effect is known for deadline rule ${due.rule}`);
        const end = await effect(transaction, due);
        if (end === 'MISSED')
          await em.execute(`update ${table} set status = 'MISSED' where id = ?`, [due.id], { method: 'run' });
        await transaction.tell({
          type: end === 'MET' ? 'DeadlineMet' : 'DeadlineMissed',
          subject: due.subject,
          council: due.council,
          audience: end === 'MISSED' ? { roles: ['broker'] } : {},
          data: { rule: due.rule, dueAt: due.dueAt.toISOString() },
        });
      });
      return true;
    });
  } catch (error) {
    if (!tried) throw error;
    log.error({ rule: tried.rule, subject: tried.subject, error: (error as Error).message }, 'deadline effect failed');
    // Its neighbours are not delayed: this one comes again later, backing off to a minute.
    await systemReader(db).execute(
      `update ${table} set attempts = attempts + 1,
         retry_at = platform.now() + least(60, power(2, attempts)) * interval '1 second' where id = ?`,
      [tried.id],
      { method: 'run' },
    );
    return true;
  }
}
function systemReader(db: SubgraphDatabase): EntityManager {
  const em = db.orm.em.fork();
  em.setSessionContext({ role: `${db.subgraph}_system`, variables: {} });
  return em;
}

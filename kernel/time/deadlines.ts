import { bulk, rowset } from '../database/bulk.js';
import type { EntityManager, SubgraphDatabase } from '../database/orm.js';
import { inTransaction, type Transaction, type Work } from '../database/work.js';
import type { Logger } from '../values/logging.js';
import type { DueWork } from './due-timer.js';
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

/** The same of any number of deadlines, none of them twice. */
export async function startDeadlines(transaction: Transaction, deadlines: readonly NewDeadline[]): Promise<void> {
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
       where deadline.status = 'CANCELLED'
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
     where subject = ? and status = 'RUNNING' and id is distinct from ? ${rule ? 'and rule = ?' : ''}
     returning rule, council, due_at`,
    // The one whose effect this is, is the timer's to settle.
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

interface DeadlineRow {
  readonly id: string;
  readonly rule: string;
  readonly subject: string;
  readonly council: string;
  readonly due_at: Date;
  readonly data: Record<string, unknown>;
}

/** Of what is due, one process looks at so many to find one that no other has in hand. */
const LOOKED_AT = 50;

/**
 * A deadline's row is written last, after its effect has locked what it is about: commands lock in that order too, so
 * that a timer and a command that meets the deadline at the same instant never wait for each other. Until then an
 * advisory lock keeps other timers from it. Where a command has settled it meanwhile, the effect is undone.
 */
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
        `with due as materialized (
           select id, rule, subject, council, due_at, data from ${table}
           where status = 'RUNNING' and due_at < platform.now() and (retry_at is null or retry_at <= platform.now())
           order by due_at, id limit ${LOOKED_AT})
         select * from due where pg_try_advisory_xact_lock(hashtextextended(id::text, 0)) limit 1`,
      )) as DeadlineRow[];
      if (!row) return false;
      // Who had it in hand before may have settled it since that look.
      const running = await em.execute(`select id from ${table} where id = ? and status = 'RUNNING'`, [row.id]);
      if (running.length === 0) return true;
      const { id, rule, subject, council, data } = row;
      const due = { id, rule, subject, council, dueAt: new Date(row.due_at), data };
      tried = due;
      const firing = { ...work(em), em, inOpenTransaction: true, firing: id };
      await inTransaction(firing, council, async (transaction) => {
        const effect = effects[rule];
        if (!effect) throw new Error(`no effect is known for deadline rule ${rule}`);
        const end = await effect(transaction, due);
        await em.flush();
        const settled = await em.execute(
          `update ${table} set status = ?, settled_at = ? where id = ? and status = 'RUNNING' returning id`,
          [end, await transaction.now(), id],
        );
        if (settled.length === 0) throw new SettledMeanwhile();
        const about = { subject, council, data: { rule, dueAt: due.dueAt.toISOString() } };
        // A deadline that nobody kept is for the council's brokers to see. [WIN-21]
        if (end === 'MISSED') {
          await transaction.tell({ type: 'DeadlineMissed', ...about, audience: { roles: ['broker'] } });
        } else await transaction.tell({ type: 'DeadlineMet', ...about, audience: {} });
      });
      return true;
    });
  } catch (error) {
    if (error instanceof SettledMeanwhile) return true;
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

/** A command has met or cancelled the deadline while its effect waited for what the command held. */
class SettledMeanwhile extends Error {}

function systemReader(db: SubgraphDatabase): EntityManager {
  const em = db.orm.em.fork();
  em.setSessionContext({ role: `${db.subgraph}_system`, variables: {} });
  return em;
}

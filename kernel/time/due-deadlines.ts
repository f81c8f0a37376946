import type { EntityManager, SubgraphDatabase } from '../database/orm.js';
import { inTransaction, type Work } from '../database/work.js';
import { causeOf, type Logger } from '../values/logging.js';
import type { DeadlineEffects, DueDeadline } from './deadlines.js';
import type { DueWork } from './due-timer.js';
import { type Outage, watch } from './watch.js';

/** What is done after an outage, when nobody could reach the hub, and before any deadline fires. [NFR-07] */
export type AfterOutage = (work: Work, outage: Outage) => Promise<void>;

/**
 * Fires due deadlines, each once, whichever process is first. Where an outage is made good, none fires while it lasts:
 * what nobody could answer does not close.
 */
export function dueDeadlines(
  db: SubgraphDatabase,
  effects: DeadlineEffects,
  work: (em: EntityManager) => Work,
  log: Logger,
  afterOutage?: AfterOutage,
): DueWork {
  return {
    channel: `deadline_${db.subgraph}`,
    async first() {
      const reachable = await watch(systemReader(db), db.subgraph, async (em, outage) => {
        log.info({ from: outage.from, to: outage.to }, 'nobody could reach this part of the hub');
        await afterOutage?.({ ...work(em), em, inOpenTransaction: true }, outage);
      });
      return reachable || afterOutage === undefined;
    },
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

/** How many due deadlines one process looks at to find one that no other has in hand. */
const LOOKED_AT = 50;

/**
 * A deadline's row is written last, after its effect has locked its subject: commands lock in that order too, so that a
 * timer and a command that meets the deadline at the same instant never wait for each other. Until then an advisory
 * lock keeps other timers from it. If a command has settled it meanwhile, the effect is undone.
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
           where status = 'RUNNING' and due_at < (select platform.now())
             and (retry_at is null or retry_at <= (select platform.now()))
           order by due_at, id limit ${LOOKED_AT})
         select * from due where pg_try_advisory_xact_lock(hashtextextended(id::text, 0)) limit 1`,
      )) as DeadlineRow[];
      if (!row) return false;
      // Another process may have had it in hand before, and settled it since that look.
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
        const missedFor = typeof end === 'object' ? end.missedFor : [];
        const isMissed = end !== 'MET';
        await em.flush();
        const settled = await em.execute(
          `update ${table} set status = ?, settled_at = ? where id = ? and status = 'RUNNING' returning id`,
          [isMissed ? 'MISSED' : 'MET', await transaction.now(), id],
        );
        if (settled.length === 0) throw new SettledMeanwhile();
        const about = { subject, council, data: { rule, dueAt: due.dueAt.toISOString() } };
        // A deadline that nobody kept is for the council's brokers to see, and for those whose it was. (WIN-21)
        if (isMissed) {
          await transaction.tell({ type: 'DeadlineMissed', ...about, audience: { roles: ['broker', ...missedFor] } });
        } else await transaction.tell({ type: 'DeadlineMet', ...about, audience: {} });
      });
      return true;
    });
  } catch (error) {
    if (error instanceof SettledMeanwhile) return true;
    if (!tried) throw error;
    log.error({ rule: tried.rule, subject: tried.subject, ...causeOf(error) }, 'deadline effect failed');
    // It does not delay its neighbours: it comes again later, backing off to a minute.
    await systemReader(db).execute(
      `update ${table} set attempts = attempts + 1,
         retry_at = platform.now() + least(60, power(2, attempts)) * interval '1 second' where id = ?`,
      [tried.id],
      { method: 'run' },
    );
    return true;
  }
}

/** A command has met or cancelled the deadline while its effect waited for the command's locks. */
class SettledMeanwhile extends Error {}

function systemReader(db: SubgraphDatabase): EntityManager {
  const em = db.orm.em.fork();
  em.setSessionContext({ role: `${db.subgraph}_system`, variables: {} });
  return em;
}

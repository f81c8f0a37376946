import type { NewEvent } from '../../schema/events/envelope.js';
import type { Ask } from '../graphql/peers.js';
import type { Caller } from '../identity/caller.js';
import { record, recordAll } from '../log/record.js';
import type { Logger } from '../values/logging.js';
import { accepted, type Outcome, RefusedError } from '../values/refusal.js';
import type { EntityManager, SubgraphDatabase } from './orm.js';
import { session } from './row-security.js';

/** Everything a command or a resolver works with, handed in; nothing is global. */
export interface Work {
  readonly caller: Caller;
  readonly db: SubgraphDatabase;
  readonly log: Logger;
  /** Asks another subgraph through its federated schema, under this service's own identity. */
  readonly ask: Ask;
  /** The transaction this work already runs in (a reaction, a deadline, one request's reads), or a fresh reader. */
  readonly em: EntityManager;
  readonly inOpenTransaction: boolean;
  /** The deadline whose effect this work is. */
  readonly firing?: string;
}

/** Work inside one transaction, with its one instant. */
export interface Transaction extends Work {
  /** Read once from the hub's clock, after the caller of `lock` holds what it needs. */
  now(): Promise<Date>;
  /** Keeps an instant that was read under the lock together with other rows, so that `now` need not ask again. */
  keepNow(instant: Date): void;
  /** Adds events to this transaction, in one statement; `actor`, and `occurredAt` unless given, are filled in. */
  tell(...events: readonly ToldEvent[]): Promise<void>;
}

export type ToldEvent = Omit<NewEvent, 'actor' | 'occurredAt'> & { readonly occurredAt?: Date };

/**
 * Runs one command: everything in `act` happens, or none of it. Joins the transaction the work already runs in.
 *
 * @param council the council in which the command acts: no row of another can be touched. A provider that names what it
 *   acts on, and not the council, acts in any of its councils; `'*'` is for what is shared by all councils and for the
 *   hub's own machinery.
 * @returns what `act` returns; when a rule refused, the refusals, with everything undone.
 */
export async function inTransaction<T>(
  work: Work,
  council: string | readonly string[],
  act: (transaction: Transaction) => Promise<T>,
): Promise<Outcome<T>> {
  try {
    if (work.inOpenTransaction) return accepted(await act(transactionOn(work, work.em)));
    const em = work.db.orm.em.fork();
    em.setSessionContext(
      council === '*'
        ? session(work.db.subgraph, 'system', [], work.caller)
        : session(work.db.subgraph, 'command', [council].flat(), work.caller),
    );
    return accepted(await em.transactional((inner) => act(transactionOn(work, inner as EntityManager))));
  } catch (error) {
    if (error instanceof RefusedError && !work.inOpenTransaction) return { result: null, refusals: error.refusals };
    throw error;
  }
}

/** The hub's time, as the database has it at this moment. A command that decides what is in time asks its transaction. */
export async function timeOf(em: Pick<EntityManager, 'execute'>): Promise<Date> {
  const [row] = (await em.execute('select platform.now() as now')) as Array<{ now: Date }>;
  return new Date(row!.now);
}

function transactionOn(work: Work, em: EntityManager): Transaction {
  let instant: Promise<Date> | undefined;
  const transaction: Transaction = {
    ...work,
    em,
    inOpenTransaction: true,
    now() {
      instant ??= timeOf(em);
      return instant;
    },
    keepNow(read) {
      instant ??= Promise.resolve(read);
    },
    async tell(...events) {
      const now = await transaction.now();
      const { subject, role, organisation } = work.caller;
      const actor = { subject, role, organisation };
      const told = events.map((event) => ({ ...event, occurredAt: event.occurredAt ?? now, actor }));
      if (told.length === 1) await record(em, now, told[0]!);
      else await recordAll(em, now, told);
    },
  };
  return transaction;
}

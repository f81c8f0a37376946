import type { Transaction } from '../../../../kernel/database/work.js';
import type { LoggedEvent } from '../../../../schema/events/envelope.js';
import type {
  DeadlineCancelled,
  DeadlineMet,
  DeadlineMissed,
  DeadlineStarted,
} from '../../../../schema/events/kernel.js';
import { Deadline } from '../../entities/clocks/deadline.js';
import type { DeadlineStatus } from '../../entities/words.js';

type DeadlineEvent = DeadlineStarted | DeadlineMet | DeadlineMissed | DeadlineCancelled;

const STATUS: Readonly<Record<DeadlineEvent['type'], DeadlineStatus>> = {
  DeadlineStarted: 'RUNNING',
  DeadlineMet: 'MET',
  DeadlineMissed: 'MISSED',
  DeadlineCancelled: 'CANCELLED',
};

/** Enters in the register what a subgraph's clock tells of itself (WIN-21). */
export async function keepDeadline(t: Transaction, event: LoggedEvent & DeadlineEvent): Promise<void> {
  const key = { rule: event.data.rule, subject: event.subject, dueAt: new Date(event.data.dueAt) };
  const known = await t.em.findOne(Deadline, key);
  if (!known) {
    t.em.persist(
      t.em.create(Deadline, {
        ...key,
        council: event.council ?? '',
        startedAt: event.occurredAt,
        status: STATUS[event.type],
        settledAt: event.type === 'DeadlineStarted' ? null : event.occurredAt,
      }),
    );
    return;
  }
  // A clock that was cancelled may run again.
  if (event.type === 'DeadlineStarted') known.startedAt = event.occurredAt;
  known.status = STATUS[event.type];
  known.settledAt = event.type === 'DeadlineStarted' ? null : event.occurredAt;
}

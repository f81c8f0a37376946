import type { Transaction } from '../../../../kernel/database/work.js';
import type { LoggedEvent } from '../../../../schema/events/envelope.js';
import type {
  DeadlineCancelled,
  DeadlineMet,
  DeadlineMissed,
  DeadlineStarted,
} from '../../../../schema/events/kernel.js';
import { Deadline } from '../../entities/clocks/deadline.js';
import type { DeadlineState } from '../../entities/clocks/words.js';

type DeadlineEvent = DeadlineStarted | DeadlineMet | DeadlineMissed | DeadlineCancelled;

const STATE: Readonly<Record<DeadlineEvent['type'], DeadlineState>> = {
  DeadlineStarted: 'RUNNING',
  DeadlineMet: 'MET',
  DeadlineMissed: 'MISSED',
  DeadlineCancelled: 'CANCELLED',
};

/** Keeps in the register how a clock of any subgraph stands (WIN-21). */
export async function keepDeadline(t: Transaction, event: LoggedEvent & DeadlineEvent): Promise<void> {
  const key = { rule: event.data.rule, subject: event.subject, dueAt: new Date(event.data.dueAt) };
  const known = await t.em.findOne(Deadline, key);
  if (!known) {
    t.em.persist(
      t.em.create(Deadline, {
        ...key,
        council: event.council ?? '',
        startedAt: event.occurredAt,
        state: STATE[event.type],
        settledAt: event.type === 'DeadlineStarted' ? null : event.occurredAt,
      }),
    );
    return;
  }
  // A clock that was cancelled may run again.
  if (event.type === 'DeadlineStarted') known.startedAt = event.occurredAt;
  known.state = STATE[event.type];
  known.settledAt = event.type === 'DeadlineStarted' ? null : event.occurredAt;
}

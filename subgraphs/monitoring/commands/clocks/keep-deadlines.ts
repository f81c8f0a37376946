import { bulkInsert, bulkReadEach, bulkUpdate, rowset } from '../../../../kernel/database/bulk.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { newId } from '../../../../kernel/values/ids.js';
import type { LoggedEvent } from '../../../../schema/events/envelope.js';
import type {
  DeadlineCancelled,
  DeadlineMet,
  DeadlineMissed,
  DeadlineStarted,
} from '../../../../schema/events/kernel.js';
import { Deadline } from '../../entities/clocks/deadline.js';
import type { DeadlineState } from '../../entities/clocks/words.js';

type DeadlineEvent = LoggedEvent & (DeadlineStarted | DeadlineMet | DeadlineMissed | DeadlineCancelled);

const STATE: Readonly<Record<DeadlineEvent['type'], DeadlineState>> = {
  DeadlineStarted: 'RUNNING',
  DeadlineMet: 'MET',
  DeadlineMissed: 'MISSED',
  DeadlineCancelled: 'CANCELLED',
};

const CLOCK = [
  { name: 'rule', type: 'text' },
  { name: 'subject', type: 'text' },
  { name: 'dueAt', type: 'timestamptz' },
];
const OF_CLOCK = 'it.rule = "row"."rule" and it.subject = "row"."subject" and it.due_at = "row"."dueAt"';

/** Keeps in the register how the clocks of any subgraph stand, after these events in their order (WIN-21). */
export async function keepDeadlines(t: Transaction, events: readonly DeadlineEvent[]): Promise<void> {
  const known = await bulkReadEach(t.em, Deadline, rowset(CLOCK, events.map(clockOf)), OF_CLOCK);
  const before = new Map(known.map((clock) => [keyOf(clock), clock]));
  const kept = new Map<string, Deadline>();
  for (const event of events) {
    const clock = clockOf(event);
    const key = keyOf(clock);
    const held = kept.get(key) ?? before.get(key);
    const { type, council, occurredAt } = event;
    // A clock that was cancelled may run again.
    const isStarted = type === 'DeadlineStarted';
    kept.set(key, {
      ...{ id: held?.id ?? newId(), council: council ?? '', ...clock, state: STATE[type] },
      startedAt: isStarted ? occurredAt : (held?.startedAt ?? occurredAt),
      settledAt: isStarted ? null : occurredAt,
    });
  }
  const isKnown = ([key]: readonly [string, Deadline]) => before.has(key);
  const { added = [], changed = [] } = Object.groupBy(kept, (each) => (isKnown(each) ? 'changed' : 'added'));
  await bulkInsert(
    t.em,
    Deadline,
    added.map(([, clock]) => clock),
  );
  await bulkUpdate(
    t.em,
    Deadline,
    changed.map(([, clock]) => clock),
  );
}

function clockOf({ subject, data }: DeadlineEvent): Pick<Deadline, 'rule' | 'subject' | 'dueAt'> {
  return { rule: data.rule, subject, dueAt: new Date(data.dueAt) };
}

function keyOf({ rule, subject, dueAt }: Pick<Deadline, 'rule' | 'subject' | 'dueAt'>): string {
  return `${rule} ${subject} ${dueAt.toISOString()}`;
}

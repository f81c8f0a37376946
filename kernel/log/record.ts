import type { EntityManager } from '@mikro-orm/postgresql';
import type { NewEvent } from '../../schema/events/envelope.js';
import { bulk, rowset } from '../database/bulk.js';

/** Records an event in the current transaction. `recordedAt` is the command's one `now`. */
export async function record(em: EntityManager, recordedAt: Date, event: NewEvent): Promise<void> {
  await em.execute(
    `insert into platform.event (type, subject, council, audience, actor, occurred_at, recorded_at, data)
     values (?, ?, ?, ?::jsonb, ?::jsonb, ?, ?, ?::jsonb)`,
    [
      event.type,
      event.subject,
      event.council,
      JSON.stringify(event.audience),
      JSON.stringify(event.actor),
      event.occurredAt,
      recordedAt,
      JSON.stringify(event.data),
    ],
    { method: 'run' },
  );
}

const RECORDED = [
  { name: 'type', type: 'text' },
  { name: 'subject', type: 'text' },
  { name: 'council', type: 'text' },
  { name: 'audience', type: 'jsonb' },
  { name: 'actor', type: 'jsonb' },
  { name: 'occurredAt', type: 'timestamptz' },
  { name: 'recordedAt', type: 'timestamptz' },
  { name: 'data', type: 'jsonb' },
];

/** Records any number of events in the current transaction, in their order. */
export async function recordAll(em: EntityManager, recordedAt: Date, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  const { from, parameters } = rowset(
    RECORDED,
    events.map((event) => ({ ...event, recordedAt })),
  );
  await bulk(
    em,
    `insert into platform.event (type, subject, council, audience, actor, occurred_at, recorded_at, data)
     select * from ${from}`,
    parameters,
  );
}

import { setImmediate as underWay } from 'node:timers/promises';
import type { EntityClass } from '@mikro-orm/core';
import { bulk, bulkInsert, bulkUpdate, rowset } from '../../../../kernel/database/bulk.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { clockChannel } from '../../../../kernel/graphql/subgraph-server.js';
import { CallLog } from '../../entities/visits/call-log.js';
import { PlannedVisit } from '../../entities/visits/planned-visit.js';
import { Visit } from '../../entities/visits/visit.js';
import { FIGURES, type Figures } from '../../rules/figures/day-figures.js';
import type { VisitsOf } from './lock-visits.js';
import type { Settled } from './settle-visits.js';
import type { OnBoard } from './visit-board.js';

/** A row that is stored. */
type Changed<Row> = OnBoard<Row> & { readonly before: Row };

/**
 * Writes what was settled, and adds to the figures of each day. While the database works at one statement, the next is
 * made ready.
 *
 * @param before what is still being written, and must come first
 */
export async function writeSettled(
  t: Transaction,
  of: VisitsOf,
  { visits, gone, plans, logs, figures }: Omit<Settled, 'after'>,
  before: Promise<void>,
): Promise<void> {
  const added = <Row>(each: ReadonlyArray<OnBoard<Row>>) => each.filter((one) => !one.before).map(({ now }) => now);
  const update = <Row extends object>(entity: EntityClass<Row>, each: ReadonlyArray<OnBoard<Row>>) => {
    const changed = each.filter((one): one is Changed<Row> => one.before !== null);
    const stored = changed.map((one) => one.before);
    const rows = changed.map(({ now }) => now);
    return bulkUpdate(t.em, entity, rows, written, stored);
  };
  let written = bulkInsert(t.em, Visit, added(visits), before);
  await underWay();
  written = bulkInsert(t.em, PlannedVisit, added(plans), written);
  await underWay();
  written = bulkInsert(t.em, CallLog, added(logs), written);
  await underWay();
  written = update(Visit, visits);
  await underWay();
  written = update(PlannedVisit, plans);
  await underWay();
  await update(CallLog, logs);
  if (gone.length > 0) await bulk(t.em, 'delete from monitoring.visit where id = any($1::uuid[])', [gone]);
  await addToDays(t, of, figures);
  if (visits.some(({ now }) => now.dueAt)) {
    await bulk(t.em, 'select pg_notify($1, $2)', [clockChannel(t.db.subgraph, { table: 'visit' }), '']);
  }
}

const FIGURE_COLUMNS = FIGURES.map((figure) => ({
  name: figure,
  type: 'int',
  column: `"${figure.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}"`,
}));

async function addToDays(
  t: Transaction,
  { council, providerId }: VisitsOf,
  figures: ReadonlyMap<string, Figures>,
): Promise<void> {
  const days = [...figures]
    .filter(([, ofDay]) => FIGURES.some((figure) => ofDay[figure] !== 0))
    .map(([day, ofDay]) => ({ day, ...ofDay }));
  if (days.length === 0) return;
  const columns = FIGURE_COLUMNS.map(({ column }) => column);
  const { from, parameters } = rowset([{ name: 'day', type: 'text' }, ...FIGURE_COLUMNS], days, 3);
  await bulk(
    t.em,
    `insert into monitoring.day_figures as kept (council, provider_id, day, ${columns.join(', ')})
     select $1, $2::uuid, "row".* from ${from}
     on conflict (council, provider_id, day)
     do update set ${columns.map((column) => `${column} = kept.${column} + excluded.${column}`).join(', ')}`,
    [council, providerId, ...parameters],
  );
}

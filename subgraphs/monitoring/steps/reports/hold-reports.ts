import { bulk, bulkInsert, bulkRead, list } from '../../../../kernel/database/bulk.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { type NewDeadline, startDeadline } from '../../../../kernel/time/deadlines.js';
import { hashOf } from '../../../../kernel/values/content-hash.js';
import { newId } from '../../../../kernel/values/ids.js';
import { HeldReport } from '../../entities/reports/held-report.js';
import { heldUntil } from '../../rules/reports/held-rows.js';
import type { Version } from '../../rules/reports/report-version.js';
import type { LogReport, PlanReport } from '../../rules/reports/visit-report.js';
import type { VisitsOf } from '../visits/lock-visits.js';
import { contentOf, keyOfRow, type Row } from './reported-rows.js';

/** The reports of one system: whose visits they are about, and what the system calls itself. */
export interface Sender extends VisitsOf {
  readonly source: string;
}

/** What is held already of these rows, by their keys. */
export async function readHeld(
  t: Transaction,
  { council, providerId, source }: Sender,
  rows: readonly Row[],
): Promise<ReadonlyMap<string, HeldReport>> {
  const ids = rows.map(({ report }) => report.externalId);
  const held = await bulkRead(
    t.em,
    HeldReport,
    'it.council = $1 and it.provider_id = $2 and it.source = $3 and it.external_id = any($4::text[])',
    [council, providerId, source, list('text', ids)],
  );
  return new Map(held.map((each) => [keyOfRow(each.kind, each.externalId), each]));
}

/** How many rows of a provider wait for placements that are not known. */
export async function countUnknown(t: Transaction, { council, providerId }: VisitsOf): Promise<number> {
  return t.em.count(HeldReport, { council, providerId, because: 'PLACEMENT_UNKNOWN' });
}

/** A row as it is held. */
export function heldReport(
  { kind, report }: Row,
  { council, providerId, source }: Sender,
  why: Pick<HeldReport, 'heldAt' | 'because' | 'waitsFor'>,
): HeldReport {
  const { externalId, asOf } = report;
  return { id: newId(), council, providerId, source, ...why, kind, externalId, asOf, row: report };
}

const INSTANTS: ReadonlySet<string> = new Set<keyof PlanReport | keyof LogReport>([
  'asOf',
  'plannedStart',
  'plannedEnd',
  'windowFrom',
  'windowTo',
  'movedFrom',
  'arrivedAt',
  'departedAt',
]);

/** A held report as it was sent: JSON has no instants. */
export function reportHeld<Report extends PlanReport | LogReport>({ row }: HeldReport): Report {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      INSTANTS.has(name) && value !== null ? new Date(value as string) : value,
    ]),
  ) as unknown as Report;
}

/** The version of a report that is held. */
export function versionOfHeld(held: HeldReport): Version {
  const content =
    held.kind === 'PLAN'
      ? contentOf({ kind: 'PLAN', report: reportHeld(held) })
      : contentOf({ kind: 'LOG', report: reportHeld(held) });
  return { asOf: held.asOf, contentHash: hashOf(content) };
}

/**
 * Writes what is held now, and removes what is held no longer.
 *
 * @param held rows that are held anew; each takes the place of the version that was held before
 * @param released keys of the rows that were taken in
 */
export async function keepHeld(
  t: Transaction,
  { council, providerId, source }: Sender,
  held: ReadonlyMap<string, HeldReport>,
  released: ReadonlySet<string>,
): Promise<void> {
  const gone = [...new Set([...held.keys(), ...released])];
  if (gone.length === 0) return;
  await bulk(
    t.em,
    `delete from monitoring.held_report
     where council = $1 and provider_id = $2 and source = $3 and kind || ' ' || external_id = any($4)
       and external_id = any($5)`,
    [council, providerId, source, gone, gone.map((key) => key.slice(key.indexOf(' ') + 1))],
  );
  const kept = [...held].filter(([key]) => !released.has(key)).map(([, each]) => each);
  await bulkInsert(t.em, HeldReport, kept);
  const unknown = kept.find(({ because }) => because === 'PLACEMENT_UNKNOWN');
  // One deadline for all that come on a day.
  if (unknown) await startDeadline(t, heldRowsDeadline({ council, providerId }, heldUntil(unknown.heldAt)));
}

function heldRowsDeadline({ council, providerId }: VisitsOf, dueAt: Date): NewDeadline {
  return { rule: 'DEL-01', subject: `held-rows/${council}/${providerId}`, council, dueAt, data: { providerId } };
}

/** Removes the rows that have waited for unknown placements since this instant or before; answers how many. */
export async function dropUnknown(t: Transaction, { council, providerId }: VisitsOf, heldUpTo: Date): Promise<number> {
  return t.em.nativeDelete(HeldReport, {
    council,
    providerId,
    because: 'PLACEMENT_UNKNOWN',
    heldAt: { $lte: heldUpTo },
  });
}

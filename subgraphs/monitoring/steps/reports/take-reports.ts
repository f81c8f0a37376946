import { setImmediate as underWay } from 'node:timers/promises';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { begun } from '../../../../kernel/values/begun.js';
import { asId } from '../../../../kernel/values/ids.js';
import type { Reports, RowAnswer } from '../../rules/reports/row-answer.js';
import { logWarnings, planWarnings, type RowWarning } from '../../rules/reports/row-warnings.js';
import { isAskable } from '../../rules/reports/visit-report.js';
import { lockVisits } from '../visits/lock-visits.js';
import { type SettledVisits, settleVisits } from '../visits/settle-visits.js';
import { keepHeld, type Sender } from './hold-reports.js';
import { judgeReports, readKnown } from './judge-reports.js';
import { type ReadRow, type Row, readRow } from './reported-rows.js';

/** Takes a few milliseconds. */
const READ_AT_ONCE = 250;

/**
 * Takes in what a provider's system reports. Each row by itself is new, a later version, known, held until what it waits
 * for has come, or rejected. What is taken in is settled at once, and kept as it was reported (DEL-01, DEL-02). The
 * number of statements does not depend on the number of rows.
 *
 * @param receivedAt when the hub received them, if that was not just now
 */
export async function takeReports(
  t: Transaction,
  sender: Sender,
  reports: Reports,
  receivedAt?: Date,
): Promise<readonly RowAnswer[]> {
  await t.em.flush();
  await lockVisits(t, sender);
  const now = await t.now();
  const { policy } = await policyInForce(t.em, sender.council, now);
  const rows: Row[] = [
    ...reports.plans.map((report, nth) => ({ kind: 'PLAN' as const, line: nth + 1, report: withIds(report) })),
    ...reports.logs.map((report, nth) => ({ kind: 'LOG' as const, line: nth + 1, report: withIds(report) })),
  ];
  // What cannot be kept cannot be asked for either; it is refused below.
  const askable = rows.filter(({ report }) => isAskable(report));
  const looking = begun(readKnown(t, sender, askable));
  // While the database looks, the rows are read; some at once, so that it is asked the next thing in between.
  const read: ReadRow[] = [];
  for (let nth = 0; nth < rows.length; nth += READ_AT_ONCE) {
    await underWay();
    read.push(...rows.slice(nth, nth + READ_AT_ONCE).map((row) => readRow(row, receivedAt ?? now, now, policy)));
  }
  const judged = judgeReports(t, sender, read, await looking, now);

  const settled = await settleVisits(t, sender, judged.rounds, judged.reported);
  await keepHeld(t, sender, judged.held, judged.released);
  return judged.answers.map(({ row, verdict, refusal }) => {
    const id = verdict === 'NEW' || verdict === 'UPDATED' ? judged.ids.get(row.key) : undefined;
    return {
      kind: row.kind,
      line: row.line,
      externalId: row.report.externalId,
      verdict,
      refusal,
      warnings: id ? warningsOf(row, id, settled, now, policy.visit.placeToleranceMetres) : [],
    };
  });
}

/** A placement is named by its id or its reference, so its id is read here. */
function withIds<Report extends { readonly placement: string }>(report: Report): Report {
  const placement = asId(report.placement);
  return placement === report.placement ? report : { ...report, placement };
}

function warningsOf(
  row: Row,
  id: string,
  { visits, plans, logs, within }: SettledVisits,
  now: Date,
  placeToleranceMetres: number,
): readonly RowWarning[] {
  if (row.kind === 'PLAN') {
    const { asOf, visit: named, removed } = row.report;
    const answers = plans.get(id)?.visitId ?? null;
    return planWarnings({ asOf, named, answers, removed }, visits.get(answers ?? '')?.flags ?? [], now);
  }
  const { report } = row;
  const log = logs.get(id)!;
  const visit = log.visitId ? visits.get(log.visitId) : undefined;
  return logWarnings(
    { ...log, asOf: report.asOf, isWithin: within.has(id) },
    visit?.flags ?? null,
    placeToleranceMetres,
    now,
  );
}

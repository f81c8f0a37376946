import type { Transaction, Work } from '../../../../kernel/database/work.js';
import type { Allowed } from '../../../../kernel/identity/caller.js';
import { meetDeadline } from '../../../../kernel/time/deadlines.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import { HospitalReturn } from '../../entities/placements/hospital-return.js';
import type { Placement } from '../../entities/placements/placement.js';
import { supportedSince } from '../../reads/placements/supported-since.js';
import { hospitalReturnRefusals, type HospitalReturn as Reported } from '../../rules/placements/hospital-return.js';
import { overRefusal } from '../../rules/placements/placement-states.js';
import { actOnPlacement } from '../../steps/act-on-case.js';
import { awaitReturnAnswer } from '../../steps/placements/start-return-clock.js';
import { subjectOf, tellOfPlacement } from '../../steps/placements/tell-of-placement.js';

export interface ReportHospitalReturn extends Reported {
  readonly idempotencyKey: string;
  readonly placementId: string;
}

export const allowed = { scope: 'placements:write', roles: ['provider-user', 'rostering'] } satisfies Allowed;

/**
 * The provider reports the return of somebody whom it supported before hospital, as far as it knows: when they were
 * discharged, when their next of kin was told, and what becomes of the plan, or why it can no longer meet the needs. What it
 * reports later of the same discharge is added; an answer meets the clock, and another one takes its place. Of a discharge to
 * assess the clock runs from the discharge that the council has agreed, of any other from the one reported. [ROUT-20]
 */
export async function reportHospitalReturn(work: Work, input: ReportHospitalReturn): Promise<Outcome<Placement>> {
  return actOnPlacement(work, 'reportHospitalReturn', allowed, input, async (t, { placement }) => {
    const now = await t.now();
    const since = await supportedSince(t.em, placement, localDateOf(now));
    unlessRefused(overRefusal(placement.state), hospitalReturnRefusals(input, since, now));
    const { report, isNew } = await heldReport(t, placement, input.dischargedAt);
    if (isNew && placement.careType !== 'D2A') await awaitReturnAnswer(t, placement, input.dischargedAt);
    report.nextOfKinInformedAt ??= input.nextOfKinInformedAt;
    const { answer, reason, rationale } = input;
    if (answer !== null) {
      Object.assign(report, { answer, reason, rationale, answeredAt: report.answeredAt ?? now });
      await meetDeadline(t, 'ROUT-20', subjectOf(placement));
    }
    const hearers = { roles: ['practitioner', 'broker', 'discharge-team'] } as const;
    const saying = { reportId: report.id, answer: report.answer };
    await tellOfPlacement(t, placement, 'HospitalReturnReported', hearers, saying);
  });
}

async function heldReport(t: Transaction, placement: Placement, dischargedAt: Date) {
  const { id: placementId, council, packageId, personId, providerId } = placement;
  const held = await t.em.findOne(HospitalReturn, { placementId, dischargedAt });
  if (held) return { report: held, isNew: false };
  const of = { council, packageId, personId, placementId, providerId };
  const report = t.em.create(HospitalReturn, { ...of, dischargedAt, reportedAt: await t.now() });
  t.em.persist(report);
  return { report, isNew: true };
}

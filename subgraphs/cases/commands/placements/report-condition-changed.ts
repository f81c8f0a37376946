import type { Work } from '../../../../kernel/database/work.js';
import type { Allowed } from '../../../../kernel/identity/caller.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { ConditionChange } from '../../../../schema/events/cases.js';
import { ConditionReport } from '../../entities/placements/condition-report.js';
import type { Placement } from '../../entities/placements/placement.js';
import { conditionReportRefusal } from '../../rules/placements/condition-report.js';
import { overRefusal } from '../../rules/placements/placement-states.js';
import { actOnPlacement } from '../../steps/act-on-case.js';
import { tellOfPlacement } from '../../steps/placements/tell-of-placement.js';

export const allowed = { scope: 'placements:write', roles: ['provider-user', 'rostering'] } satisfies Allowed;

/**
 * The provider tells the D2A team that the person is better or worse, or may need no discharge to assess any more.
 * [ROUT-18, NTF-31]
 */
export async function reportConditionChanged(
  work: Work,
  input: {
    readonly idempotencyKey: string;
    readonly placementId: string;
    readonly kind: ConditionChange;
    readonly observedAt: Date;
  },
): Promise<Outcome<Placement>> {
  return actOnPlacement(work, 'reportConditionChanged', allowed, input, async (t, { placement }) => {
    const { council, packageId, personId, providerId, id: placementId, careType, confirmedAt, awardedAt } = placement;
    const { kind, observedAt } = input;
    const reportedAt = await t.now();
    unlessRefused(
      overRefusal(placement.state),
      conditionReportRefusal({ careType, confirmedAt, awardedAt, observedAt, now: reportedAt }),
    );
    const of = { council, packageId, personId, placementId, providerId };
    const report = t.em.create(ConditionReport, { ...of, kind, observedAt, reportedAt });
    t.em.persist(report);
    const hearers = { roles: ['discharge-team', 'practitioner', 'broker'] } as const;
    await tellOfPlacement(t, placement, 'ConditionChanged', hearers, { reportId: report.id });
  });
}

import { addMinutes } from '../../../../kernel/time/working-time.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { ReturnAnswer } from '../../../../schema/events/cases.js';
import type { Policy } from '../../../../schema/policy.js';

export const INABILITY_REASONS = ['CAPACITY', 'SKILL', 'SAFETY', 'NEED_DIFFERS'] as const;
/** Why a provider can no longer meet the needs of somebody whom it supported before hospital. [ROUT-20] */
export type InabilityReason = (typeof INABILITY_REASONS)[number];

/** What a provider says of somebody who returns to it from hospital, as far as it knows. */
export interface HospitalReturn {
  readonly dischargedAt: Date;
  readonly nextOfKinInformedAt: Date | null;
  readonly answer: ReturnAnswer | null;
  readonly reason: InabilityReason | null;
  readonly rationale: string | null;
}

/**
 * The last instant at which the council hears in time how the plan is revised: `policy.d2a.returnNotifyHours` elapsed
 * hours after the discharge. [ROUT-20; 002 ¶4.6.8]
 */
export function returnAnswerDue(dischargedAt: Date, policy: Pick<Policy, 'd2a'>): Date {
  return addMinutes(dischargedAt, policy.d2a.returnNotifyHours * 60);
}

/**
 * What keeps a report from being taken: a person whom the provider did not support before, a discharge or a word to the
 * next of kin that is still to come, a discharge before it ever cared for the person, an inability without its reason and
 * rationale, or these without an inability. [ROUT-20]
 *
 * @param supportedSince when it first cared for the person; null if it did not before hospital
 */
export function hospitalReturnRefusals(report: HospitalReturn, supportedSince: Date | null, now: Date): Refusal[] {
  const { dischargedAt, nextOfKinInformedAt, answer, reason, rationale } = report;
  if (supportedSince === null) {
    return [
      refuse(
        'ROUT-20',
        'NOT_A_RETURN',
        'A return is reported of somebody whom you supported before hospital.',
        'input.placementId',
      ),
    ];
  }
  const refusals: Refusal[] = [];
  if (dischargedAt > now || dischargedAt < supportedSince) {
    const message = 'Report a discharge once it has happened, after care by you had begun.';
    refusals.push(refuse('ROUT-20', 'DISCHARGED_OUTSIDE_CARE', message, 'input.dischargedAt'));
  }
  if (nextOfKinInformedAt && nextOfKinInformedAt > now) {
    const message = 'Say when the next of kin was informed once they have been.';
    refusals.push(refuse('ROUT-20', 'INFORMED_IN_FUTURE', message, 'input.nextOfKinInformedAt'));
  }
  const isUnable = answer === 'CANNOT_MEET_NEEDS';
  if (isUnable && (reason === null || !rationale?.trim())) {
    const message = 'A provider that can no longer meet the needs says why, with its reason and its rationale.';
    refusals.push(refuse('ROUT-20', 'RATIONALE_MISSING', message, 'input.rationale'));
  }
  if (!isUnable && (reason !== null || rationale !== null)) {
    const message = 'A reason and a rationale are given with CANNOT_MEET_NEEDS alone.';
    refusals.push(refuse('ROUT-20', 'RATIONALE_WITHOUT_INABILITY', message, 'input.rationale'));
  }
  return refusals;
}

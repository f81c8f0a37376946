import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { CareType } from '../../../../schema/events/cases.js';
import type { Policy } from '../../../../schema/policy.js';
import type { CarePlanStatus } from '../plans/care-plan.js';
import { isLive, type PlacementState } from './placement-states.js';

/** What must be in place before the first visit of a placement, or its admission. */
export interface StartFacts {
  /** When the first visit starts. */
  readonly startsAt: Date;
  /** The plan the provider holds, and since when it has held it in this status. */
  readonly plan: { readonly status: CarePlanStatus; readonly heldSince: Date } | null;
  readonly careType: CareType;
  readonly lasLineId: string | null;
  readonly ipoIssuedAt: Date | null;
}

/**
 * Whether care may not begin without an IPO. Councils differ: Bracknell Forest's procedures demand one of every
 * placement that is arranged through them, Bromley's specification knows none, and a discharge to assess begins on its
 * passport everywhere. (AWRD-03, SM-4, AMB-36; 001 Arr(h))
 */
function demandsIpo(careType: CareType, policy: Pick<Policy, 'award'>): boolean {
  return policy.award.ipoRequired && careType !== 'D2A';
}

/** Whether a placement cannot start yet, because the IPO that its council demands has not been issued. [AWRD-03, SM-4] */
export function awaitsIpo(facts: Pick<StartFacts, 'careType' | 'ipoIssuedAt'>, policy: Pick<Policy, 'award'>): boolean {
  return demandsIpo(facts.careType, policy) && facts.ipoIssuedAt === null;
}

/**
 * What keeps a service from starting: no plan that is authorised, or interim, and in the provider's hands by then
 * (ASM-11); where the council requires an IPO (`policy.award.ipoRequired`), no line on LAS (AWRD-02) or no IPO issued
 * by then (AWRD-03). Issued or held at the very instant of the start complies.
 */
export function startRefusals(facts: StartFacts, policy: Pick<Policy, 'award'>): Refusal[] {
  const refusals: Refusal[] = [];
  if (!holdsPlan(facts)) {
    refusals.push(
      refuse(
        'ASM-11',
        'NO_AUTHORISED_PLAN',
        'Care starts once the provider holds an authorised care plan or interim documentation.',
        'input.startsAt',
      ),
    );
  }
  const isDemanded = demandsIpo(facts.careType, policy);
  if (isDemanded && !facts.lasLineId) {
    refusals.push(refuse('AWRD-02', 'NOT_ON_LAS', 'Care starts once the service is on LAS and its line id is held.'));
  }
  if (isDemanded && !(facts.ipoIssuedAt && facts.ipoIssuedAt <= facts.startsAt)) {
    refusals.push(
      refuse(
        'AWRD-03',
        'IPO_NOT_ISSUED',
        'Care starts once the IPO has been issued to the provider.',
        'input.startsAt',
      ),
    );
  }
  return refusals;
}

function holdsPlan({ plan, startsAt }: StartFacts): boolean {
  if (!plan || plan.heldSince > startsAt) return false;
  return plan.status === 'AUTHORISED' || plan.status === 'INTERIM';
}

/** A placement when its first visit took place, whether or not the rules allowed it. */
export interface StartedFacts {
  readonly state: PlacementState;
  readonly careType: CareType;
  readonly confirmedAt: Date | null;
  readonly documentsSentAt: Date | null;
  readonly startsAt: Date;
  /** The plan in force. */
  readonly plan: { readonly status: CarePlanStatus; readonly issuedAt: Date } | null;
  readonly lasLineId: string | null;
  readonly ipoIssuedAt: Date | null;
  /** D2A: the discharge as last agreed. */
  readonly dischargeAt: Date | null;
  /** The provider was to assess first, and has not recorded that it has. (ROUT-29) */
  readonly awaitsAssessment: boolean;
}

/**
 * The rules that a start broke, by their ids: SM-4 if the placement is over, ROUT-10 if nobody had confirmed the
 * first call, ROUT-29 if the provider was to assess first and had not, ROUT-15 if the person had not been discharged by then, and whatever `startRefusals` says. A provider holds a
 * plan once the documents are sent as well. That a first call came too late is told by its clock.
 */
export function rulesBrokenByStart(facts: StartedFacts, policy: Pick<Policy, 'award'>): string[] {
  if (!isLive(facts.state)) return ['SM-4'];
  const { startsAt, careType, plan, documentsSentAt, confirmedAt, lasLineId, ipoIssuedAt, dischargeAt } = facts;
  const heldPlan = plan && documentsSentAt && { status: plan.status, heldSince: later(plan.issuedAt, documentsSentAt) };
  const refusals = startRefusals({ startsAt, careType, plan: heldPlan, lasLineId, ipoIssuedAt }, policy);
  const isUnconfirmed = confirmedAt === null || confirmedAt > startsAt;
  const isTooEarly = careType === 'D2A' && dischargeAt !== null && startsAt < dischargeAt;
  return [
    ...(isUnconfirmed ? ['ROUT-10'] : []),
    ...(facts.awaitsAssessment ? ['ROUT-29'] : []),
    ...(isTooEarly ? ['ROUT-15'] : []),
    ...refusals.map(({ rule }) => rule),
  ];
}

function later(one: Date, other: Date): Date {
  return one > other ? one : other;
}

import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { NeedProfile } from '../../../../schema/events/cases.js';
import type { Policy } from '../../../../schema/policy.js';
import type { BidContent } from '../bids/bid-content.js';
import { startsInTime } from '../bids/start.js';
import { unmetRequirements } from '../bids/tender-content.js';
import type { Check } from '../invitations/check.js';
import { specialRequirements } from '../invitations/special-requirements.js';

/** One of the council's "all other criteria", or what a tender must have confirmed (ROUT-25). */
export type Criterion = Policy['evaluation']['criteria'][number] | 'CONFIRMS_NEEDS';

export const CRITERIA = [
  'START_MEETS_NEED',
  'DOUBLE_HANDED',
  'TIME_CRITICAL',
  'SKILLS',
  'CONFIRMS_NEEDS',
] as const satisfies readonly Criterion[];

type Answer = (
  bid: BidContent,
  need: NeedProfile,
  policy: Policy,
  at: Date,
) => Pick<Check, 'inputs'> & { readonly met: boolean };

const ANSWERS: Readonly<Record<Criterion, Answer>> = {
  START_MEETS_NEED: (bid, need, policy, at) => ({
    inputs: {
      startDate: bid.startDate,
      startTime: bid.startTime,
      neededFrom: need.neededFrom,
      dischargeExpectedAt: need.discharge?.expectedAt ?? null,
      evaluatedAt: at.toISOString(),
    },
    met: startsInTime(bid, need, at, policy.d2a),
  }),
  DOUBLE_HANDED: (bid, need) => {
    const asked = specialRequirements(need).includes('DOUBLE_HANDED');
    return { inputs: { asked, answer: bid.doubleHanded }, met: !asked || bid.doubleHanded === true };
  },
  TIME_CRITICAL: (bid, need) => {
    const asked = specialRequirements(need).includes('TIME_CRITICAL');
    return { inputs: { asked, answer: bid.timeCritical }, met: !asked || bid.timeCritical === true };
  },
  SKILLS: (bid, need) => {
    const lacking = need.skills.filter((skill) => !bid.skills?.includes(skill));
    return { inputs: { asked: need.skills, lacking }, met: lacking.length === 0 };
  },
  CONFIRMS_NEEDS: (bid) => {
    const unmet = unmetRequirements(bid);
    return { inputs: { canMeetNeeds: bid.canMeetNeeds, unmet }, met: bid.canMeetNeeds === true && unmet.length === 0 };
  },
};

/**
 * The result of each criterion for one bid, in the order configured, as if the package were awarded `at` that instant.
 *
 * `configured` is what the call-off was published with, and nothing else is applied. [EVAL-04, ROUT-25; 002 App A ¶3]
 */
export function suitability(
  configured: readonly Criterion[],
  bid: BidContent,
  need: NeedProfile,
  policy: Policy,
  at: Date,
): readonly Check<Criterion>[] {
  return configured.map((id) => {
    const { inputs, met } = ANSWERS[id](bid, need, policy, at);
    return { id, rule: id === 'CONFIRMS_NEEDS' ? 'ROUT-25' : 'EVAL-04', inputs, result: met ? 'PASS' : 'FAIL' };
  });
}

/**
 * Refuses results that are not those of the configured criteria: one applied that was not published, one published
 * and not applied, or one failed. [EVAL-04, ROUT-05]
 */
export function criteriaRefusals(configured: readonly Criterion[], results: readonly Check[]): readonly Refusal[] {
  return [
    ...results
      .filter((result) => !configured.some((criterion) => criterion === result.id))
      .map(({ id }) => refuse('EVAL-04', 'CRITERION_NOT_PUBLISHED', `${id} was not among the criteria published.`)),
    ...configured
      .filter((criterion) => !results.some((result) => result.id === criterion))
      .map((criterion) =>
        refuse('EVAL-04', 'CRITERION_NOT_APPLIED', `${criterion} was published and must be applied.`),
      ),
    ...results
      .filter((result) => result.result === 'FAIL')
      .map(({ id }) => refuse('EVAL-04', 'CRITERION_NOT_MET', `The bid must meet ${id}.`)),
  ];
}

/** Whether a bid under evaluation may be ranked: it fails none of the criteria. [EVAL-04, ROUT-05] */
export function isSuitable(criteriaResults: readonly Check[]): boolean {
  return criteriaResults.every(({ result }) => result === 'PASS');
}

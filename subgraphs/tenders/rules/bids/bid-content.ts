import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { NeedProfile, Skill } from '../../../../schema/events/cases.js';
import { type SpecialRequirement, specialRequirements } from '../invitations/special-requirements.js';
import type { RequirementAnswer } from './requirements.js';
import type { ResponseContent } from './response-content.js';

/** What a provider says it would do. Null is not answered; `false` and the empty list are answers. */
export interface BidContent {
  /** First day the provider could start, `YYYY-MM-DD`. */
  readonly startDate: string | null;
  /** Time of the first call, Europe/London, `HH:MM`. */
  readonly startTime: string | null;
  readonly deliveryStatement: string | null;
  /** Whether two workers can attend the calls that need two. */
  readonly doubleHanded: boolean | null;
  /** Whether the time-critical calls can be kept to their times. */
  readonly timeCritical: boolean | null;
  /** Which of the skills asked for the workers hold. */
  readonly skills: readonly Skill[] | null;
  /** Whether the provider can assess the person. (ROUT-27) */
  readonly canAssess: boolean | null;
  /** The start that is offered for each call of the advert, in their order, `HH:MM`. (ROUT-27) */
  readonly offeredTimes: readonly string[] | null;
  /** Whether a home that has assessed the person can take them. (ROUT-32) */
  readonly suitable: boolean | null;
  /** Whether the person's needs, outcomes and preferences can be met. (ROUT-24) */
  readonly canMeetNeeds: boolean | null;
  /** Of each requirement of the advert, whether it can be met. (ROUT-24) */
  readonly requirementAnswers: readonly RequirementAnswer[] | null;
  /** What a week of the care would cost, in pence, if the provider says so; no ranking reads it. (ROUT-24, EVAL-06) */
  readonly weeklyPricePence: number | null;
  /** Of a tender for a place in a home: the home of its own that would take the person; left out of every other form. (ROUT-24) */
  readonly homeId?: string | null;
  /** The package as a whole, with its costs and answers. (ROUT-46) */
  readonly response?: ResponseContent | null;
}

/** An answer that says nothing yet: each form of answer fills its own part. */
export const NOTHING_SAID: BidContent = {
  startDate: null,
  startTime: null,
  deliveryStatement: null,
  doubleHanded: null,
  timeCritical: null,
  skills: null,
  canAssess: null,
  offeredTimes: null,
  suitable: null,
  canMeetNeeds: null,
  requirementAnswers: null,
  weeklyPricePence: null,
};

export const DELIVERY_STATEMENT_MAX_CHARACTERS = 4_000;

const ANSWER: Readonly<Record<SpecialRequirement, { readonly field: keyof BidContent; readonly message: string }>> = {
  DOUBLE_HANDED: { field: 'doubleHanded', message: 'Say whether two workers can attend the calls that need two.' },
  TIME_CRITICAL: { field: 'timeCritical', message: 'Say whether the time-critical calls can be kept to their times.' },
  SKILLS: { field: 'skills', message: 'Say which of the skills asked for the workers hold; none is an answer too.' },
};

/**
 * What is missing from a bid, one refusal for each field.
 *
 * A complete bid gives the day and time of the start, says in at most 4,000 characters how the care would be
 * delivered, and answers each special requirement of the need. [ROUT-04; 002 App A ¶2]
 */
export function contentRefusals(content: BidContent, need: NeedProfile): readonly Refusal[] {
  const statement = content.deliveryStatement?.trim() ?? '';
  const missing: Array<[keyof BidContent, string]> = [];
  if (!content.startDate) missing.push(['startDate', 'Give the day on which the care could start.']);
  if (!content.startTime) missing.push(['startTime', 'Give the time of the first call.']);
  if (!statement) missing.push(['deliveryStatement', 'Say how the care would be delivered.']);
  for (const requirement of specialRequirements(need)) {
    const { field, message } = ANSWER[requirement];
    if (content[field] === null) missing.push([field, message]);
  }
  const refusals = missing.map(([field, message]) => refuse('ROUT-04', 'BID_INCOMPLETE', message, `input.${field}`));
  if (statement.length > DELIVERY_STATEMENT_MAX_CHARACTERS) {
    refusals.push(STATEMENT_TOO_LONG);
  }
  return refusals;
}

const STATEMENT_TOO_LONG = refuse(
  'ROUT-04',
  'STATEMENT_TOO_LONG',
  'A statement has at most 4,000 characters.',
  'input.deliveryStatement',
);

/** What a bid says, without what became of it. */
export function contentOf(bid: BidContent): BidContent {
  const { startDate, startTime, deliveryStatement, doubleHanded, timeCritical, skills, canAssess, offeredTimes } = bid;
  const { suitable, canMeetNeeds, requirementAnswers, weeklyPricePence, response = null, homeId = null } = bid;
  return {
    ...{ startDate, startTime, deliveryStatement, doubleHanded, timeCritical, skills, canAssess, offeredTimes },
    ...{ suitable, canMeetNeeds, requirementAnswers, weeklyPricePence, response, homeId },
  };
}

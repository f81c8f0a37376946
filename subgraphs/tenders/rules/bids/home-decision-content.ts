import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { BidContent } from './bid-content.js';

/**
 * What is missing from a home's word that it can take the person, one refusal for each field: that it will assess them, that
 * it found them suitable, and the day and the time of admission that suit it. [ROUT-32, ROUT-34; 001 §3]
 */
export function homeDecisionRefusals({
  canAssess,
  suitable,
  startDate,
  startTime,
}: Pick<BidContent, 'canAssess' | 'suitable' | 'startDate' | 'startTime'>): readonly Refusal[] {
  const missing: Array<[string, string]> = [];
  if (canAssess !== true) missing.push(['willAssess', 'Say that the home assesses the person.']);
  if (suitable !== true) missing.push(['suitable', 'Say that the home can take the person.']);
  if (!startDate) missing.push(['admissionDate', 'Give the day on which the person could be admitted.']);
  if (!startTime) missing.push(['admissionTime', 'Give the time at which the person could be admitted.']);
  return missing.map(([field, message]) => refuse('ROUT-32', 'DECISION_INCOMPLETE', message, `input.${field}`));
}

/** What a home says in one decision, as it arrives. */
export interface HomeDecisionInput {
  readonly willAssess: boolean | null;
  /** Null until it has assessed the person. */
  readonly suitable: boolean | null;
  /** `YYYY-MM-DD` and `HH:MM`, of a person it can take. */
  readonly admissionDate: string | null;
  readonly admissionTime: string | null;
  /** Of a no: why. */
  readonly reason: string | null;
}

/**
 * Why a decision of a home is none; empty if it is one. Nobody finds suitable whom it will not assess, an admission belongs to
 * a yes, and a reason to a no. [ROUT-32, ROUT-33]
 */
export function homeDecisionInputRefusals(input: HomeDecisionInput): readonly Refusal[] {
  const { willAssess, suitable, admissionDate, admissionTime, reason } = input;
  if (willAssess === null) return [WILL_ASSESS_MISSING];
  if (!willAssess && suitable !== null) return [NOT_ASSESSED];
  const isNo = !willAssess || suitable === false;
  const refusals: Refusal[] = [];
  if (suitable !== true && admissionDate !== null) refusals.push(noAdmission('admissionDate'));
  if (suitable !== true && admissionTime !== null) refusals.push(noAdmission('admissionTime'));
  if (!isNo && reason !== null) refusals.push(REASON_OF_A_YES);
  return refusals;
}

/** The provider is asked for another of its homes, or for none: a decision is of one home and never of its neighbour. [ROUT-32] */
export const HOME_NOT_ASKED = refuse(
  'ROUT-32',
  'HOME_NOT_ASKED',
  'This home is not the one that is asked now: another is preferred.',
  'input.homeId',
);
const WILL_ASSESS_MISSING = refuse(
  'ROUT-32',
  'DECISION_INCOMPLETE',
  'Say whether the home will assess the person.',
  'input.willAssess',
);
const NOT_ASSESSED = refuse(
  'ROUT-32',
  'NOT_ASSESSED',
  'A home that will not assess the person cannot say whether it could take them.',
  'input.suitable',
);
const REASON_OF_A_YES = refuse('ROUT-33', 'REASON_OF_A_YES', 'Only a no has a reason.', 'input.reason');

function noAdmission(field: string): Refusal {
  return refuse(
    'ROUT-34',
    'ADMISSION_OF_NO_YES',
    'Only a home that can take the person admits them.',
    `input.${field}`,
  );
}

import type { NeedProfile, ServiceType } from '../../../../schema/events/cases.js';
import type { HomeStanding, ProviderStanding } from '../../../../schema/events/providers.js';
import type { StageKind } from '../../../../schema/events/tenders.js';
import type { Policy } from '../../../../schema/policy.js';

/** A value that can be kept with a decision and read again years later. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

export type CheckResult = 'PASS' | 'WARN' | 'FAIL';

/**
 * One check of a provider or a bid, with the facts on which it was made: who is in and who is out are both explained.
 * [EVAL-01, EVAL-13]
 */
export interface Check<Id extends string = string> {
  readonly id: Id;
  /** Catalogue id of the rule that gave the result. */
  readonly rule: string;
  readonly inputs: { readonly [key: string]: Plain };
  readonly result: CheckResult;
}

export const ELIGIBILITY_CHECKS = [
  'REGISTRATION',
  'MEMBERSHIP',
  'CQC_GATE',
  'AGE_BAND',
  'CEILING',
  'COMPLETENESS',
  'HOME_KIND',
  'HOME_NEEDS',
  'HOME_VACANCY',
  'HOME_SAID_NO',
] as const;
export type EligibilityCheckId = (typeof ELIGIBILITY_CHECKS)[number];

/** The three instants at which eligibility is asked. [PROV-06] */
export type EligibilityPurpose = 'INVITE' | 'BID' | 'AWARD';

/** Facts about one provider in one stage of one call-off, as they are at the instant of asking. */
export interface EligibilityFacts {
  readonly standing: ProviderStanding;
  readonly need: NeedProfile;
  /** What is sought: by it a long list is made (ROUT-23). */
  readonly serviceType: ServiceType;
  readonly stage: StageKind;
  readonly purpose: EligibilityPurpose;
  /** The London date of asking, `YYYY-MM-DD`. */
  readonly on: string;
  /**
   * Worker-minutes a week of awards to this provider that `standing.capacity` does not count yet: those after its
   * `countedTo`.
   */
  readonly uncountedWeeklyMinutes: number;
  readonly policy: Policy;
  /** The home that would take the person, in a stage that matches homes; null if the register tells of none of that id. */
  readonly home?: HomeStanding | null;
  /** Code of the lot whose members are asked; null on a route without lots (PROV-19). */
  readonly lot: string | null;
}

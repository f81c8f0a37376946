import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import { type Answered, answerRefusals, completenessRule } from '../bids/answer-form.js';
import { standingInHome } from '../matching/home.js';
import { HOME_CHECKS } from '../matching/home-checks.js';
import { ageBandCheck } from './age-band.js';
import { ceilingCheck } from './ceiling.js';
import type { Check, EligibilityCheckId, EligibilityFacts, EligibilityPurpose } from './check.js';
import { cqcGateCheck } from './cqc-gate.js';
import { membershipCheck } from './membership.js';
import { registrationCheck } from './registration.js';

/** Every check of a provider, in the order in which they are told. A new check is a new file and a line here. */
const PROVIDER_CHECKS: ReadonlyArray<(facts: EligibilityFacts) => Check<EligibilityCheckId>> = [
  registrationCheck,
  membershipCheck,
  cqcGateCheck,
  ageBandCheck,
  ceilingCheck,
];

const PROVIDER_CHECK_IDS = ['REGISTRATION', 'MEMBERSHIP', 'CQC_GATE', 'AGE_BAND', 'CEILING'] as const;

/** The checks on which a decision for this purpose must rest. [EVAL-01] */
export function requiredChecks(purpose: EligibilityPurpose): readonly EligibilityCheckId[] {
  return purpose === 'INVITE' ? PROVIDER_CHECK_IDS : [...PROVIDER_CHECK_IDS, 'COMPLETENESS'];
}

/**
 * Makes all checks of one provider in one stage, and of its bid once there is one.
 *
 * None is skipped because an earlier one failed, so that the whole answer can be kept and explained. The same list is
 * asked at the invitation, when a bid is taken, and again at the award, each time with the facts of that instant. In a home, its own
 * registration and ratings count, and what it can do.
 * [EVAL-01, EVAL-03, PROV-06]
 */
export function eligibilityChecks(facts: EligibilityFacts, answered?: Answered): readonly Check<EligibilityCheckId>[] {
  const { standing, home } = facts;
  const asked = home ? { ...facts, standing: standingInHome(standing, home) } : facts;
  const checks = [
    ...PROVIDER_CHECKS.map((check) => check(asked)),
    ...(home === undefined ? [] : HOME_CHECKS.map((check) => check(asked))),
  ];
  return answered ? [...checks, completenessCheck(answered, facts)] : checks;
}

/** Whether every check was made and none failed; a warning bars nobody, for the broker weighs it. [EVAL-01] */
export function isEligible(checks: readonly Check[], purpose: EligibilityPurpose): boolean {
  return eligibilityRefusals(checks, purpose).length === 0;
}

/** One refusal for each check that failed or was never made, under the rule that failed. [EVAL-01] */
export function eligibilityRefusals(checks: readonly Check[], purpose: EligibilityPurpose): readonly Refusal[] {
  const missing = requiredChecks(purpose).filter((id) => !checks.some((check) => check.id === id));
  return [
    ...missing.map((id) => refuse('EVAL-01', 'CHECK_MISSING', `The check ${id} must be made first.`)),
    ...failedRefusals(checks),
  ];
}

/** One refusal for each of these checks that failed. [EVAL-01] */
export function failedRefusals(checks: readonly Check[]): readonly Refusal[] {
  return checks.filter(({ result }) => result === 'FAIL').map(({ id, rule }) => FAILED[id as EligibilityCheckId](rule));
}

/** The refusal for each check that fails, under the rule that answered it. */
const FAILED: Readonly<Record<EligibilityCheckId, (rule: string) => Refusal>> = {
  REGISTRATION: (rule) => refuse(rule, 'NOT_REGISTERED', 'The provider must be registered with CQC.'),
  MEMBERSHIP: (rule) =>
    refuse(rule, 'NOT_A_MEMBER', 'The provider must today be a member of the group that this stage asks.'),
  CQC_GATE: (rule) =>
    refuse(rule, 'RATING_BARS', 'The CQC rating must be one with which this council places new packages.'),
  AGE_BAND: (rule) => refuse(rule, 'AGE_BAND_NOT_COVERED', "The CQC registration must cover the person's age."),
  CEILING: (rule) =>
    refuse(rule, 'CEILING_PASSED', 'All weekly hours, this package included, must stay within the ceiling.'),
  HOME_KIND: (rule) => refuse(rule, 'PLACE_KIND_NOT_GIVEN', 'The home must give the kind of place that is needed.'),
  HOME_NEEDS: (rule) =>
    refuse(
      rule,
      'NEEDS_NOT_MET',
      'The home must accept the groups that the person belongs to, and have the skills needed.',
    ),
  HOME_VACANCY: (rule) => refuse(rule, 'NO_VACANCY', 'The home must have a place free by the day of admission.'),
  HOME_SAID_NO: (rule) => refuse(rule, 'HOME_SAID_NO', 'A home that could not take this person is not proposed again.'),
  COMPLETENESS: (rule) => refuse(rule, 'BID_INCOMPLETE', 'The bid must answer everything that was asked.'),
};

function completenessCheck(answered: Answered, { need }: EligibilityFacts): Check<'COMPLETENESS'> {
  const missing = answerRefusals(answered, need).map((refusal) => refusal.field ?? '');
  return {
    id: 'COMPLETENESS',
    rule: completenessRule(answered.form),
    inputs: { missing },
    result: missing.length === 0 ? 'PASS' : 'FAIL',
  };
}

import { answerToRating, KEY_QUESTIONS } from '../../../../schema/events/providers.js';
import type { GatePurpose, Rating } from '../../../../schema/policy.js';
import type { Check, CheckResult, EligibilityFacts, EligibilityPurpose } from './check.js';

/** Taking a bid asks what inviting asked: the matrix knows no third purpose. */
const PURPOSE: Readonly<Record<EligibilityPurpose, GatePurpose>> = { INVITE: 'INVITE', BID: 'INVITE', AWARD: 'AWARD' };

const RESULT = { ALLOW: 'PASS', WARN: 'WARN', BLOCK: 'FAIL' } as const;
const MILDEST_FIRST: readonly CheckResult[] = ['PASS', 'WARN', 'FAIL'];

/**
 * Whether the CQC rating lets the provider take a new package.
 *
 * The council's matrix answers for each rating in its scope: the overall one alone, or the five key questions too.
 * The strictest answer counts. Inadequate always fails, whatever the matrix says; a location that gives no care at
 * present, or has no registered manager, is warned of at least. [PROV-06, PROV-07, PROV-08, AMB-06;
 * 002 ¶14.3 to ¶14.6]
 */
export function cqcGateCheck({ standing, purpose, policy }: EligibilityFacts): Check<'CQC_GATE'> {
  const { scope } = policy.cqc.gate;
  const gate = (rating: Rating): CheckResult => RESULT[answerToRating(policy.cqc.gate, PURPOSE[purpose], rating)];
  const keyQuestions = KEY_QUESTIONS.map((question) => standing.keyQuestions[question]);
  const ratings = scope === 'OVERALL' ? [standing.overall] : [standing.overall, ...keyQuestions];
  const doubts = standing.doubts ?? [];
  const strictest = ratings.reduce((one, other) => (severity(gate(other)) > severity(gate(one)) ? other : one));
  return {
    id: 'CQC_GATE',
    rule: strictest === 'INADEQUATE' ? 'PROV-07' : strictest === 'REQUIRES_IMPROVEMENT' ? 'PROV-06' : 'PROV-08',
    inputs: {
      purpose: PURPOSE[purpose],
      scope,
      overall: standing.overall,
      keyQuestions: { ...standing.keyQuestions },
      doubts,
    },
    result: doubts.length > 0 && gate(strictest) === 'PASS' ? 'WARN' : gate(strictest),
  };
}

function severity(result: CheckResult): number {
  return MILDEST_FIRST.indexOf(result);
}

import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import {
  answerToRating,
  GATE_ANSWERS,
  GATE_DOUBTS,
  type GateAnswer,
  KEY_QUESTIONS,
  type ProviderStanding,
} from '../../../../schema/events/providers.js';
import type { Policy, Rating } from '../../../../schema/policy.js';

/** What somebody should look at about an increase that is taken all the same. */
export const INCREASE_WARNINGS = ['RATING', ...GATE_DOUBTS, 'ABOVE_CEILING', 'PRIVATE_HOURS_UNDECLARED'] as const;
export type IncreaseWarning = (typeof INCREASE_WARNINGS)[number];

/** Where the provider stands as its owner has just said, and how much more it is asked for, in worker-minutes a week. */
export interface IncreaseFacts {
  readonly standing: ProviderStanding;
  /** Increases agreed with this provider that the standing does not count yet. */
  readonly uncountedWeeklyMinutes: number;
  readonly moreWeeklyMinutes: number;
  /** First day of the increase, `YYYY-MM-DD`. */
  readonly on: string;
}

/**
 * Whether the provider may be asked for more hours.
 *
 * Refuses a provider that CQC does not register (PROV-02), whose rating bars an increase by the council's matrix, or
 * that is Inadequate, which bars it whatever the matrix says (PROV-07, PROV-08); and a provider in a vehicle for which
 * the ceiling binds, if the total of private, commissioned and new hours passes it (PROV-23). Exactly the ceiling
 * complies. A milder answer of the matrix, a ceiling that does not bind, and private hours that are not declared warn.
 * [PROV-08, PROV-23, PROV-07, PROV-02, VAR-05, VAR-06]
 */
export function increaseAnswer(
  facts: IncreaseFacts,
  policy: Pick<Policy, 'cqc' | 'capacity'>,
): { readonly refusals: readonly Refusal[]; readonly warnings: readonly IncreaseWarning[] } {
  const { standing } = facts;
  const gate = ratingGate(standing, policy.cqc.gate);
  const ceiling = ceilingGate(facts, policy.capacity);
  const refusals: Refusal[] = [];
  if (!standing.registered) {
    refusals.push(refuse('PROV-02', 'NOT_REGISTERED', 'CQC must register the provider before it is asked for more.'));
  } else if (gate === 'BLOCK') {
    refusals.push(refuse('PROV-08', 'GATE_CLOSED', "The provider's CQC rating bars an increase of its hours."));
  }
  if (ceiling === 'BLOCK') {
    const message = `The provider's weekly hours, private and commissioned, may reach ${policy.capacity.ceilingHours} with this.`;
    refusals.push(refuse('PROV-23', 'CEILING', message, 'input.calls'));
  }
  const warnings: IncreaseWarning[] = [];
  if (gate === 'WARN') warnings.push('RATING');
  warnings.push(...(standing.doubts ?? []));
  if (ceiling === 'WARN') warnings.push('ABOVE_CEILING');
  if (standing.capacity.privateWeeklyMinutes === null) warnings.push('PRIVATE_HOURS_UNDECLARED');
  return { refusals, warnings };
}

/** Nobody can say now where the provider stands: the same request may be sent again. [PROV-08, PROV-23; catalogue 22] */
export const STANDING_NOT_KNOWN = refuse(
  'PROV-08',
  'FACTS_UNAVAILABLE',
  'Where the provider stands cannot be looked up just now; send the same request again in a little while.',
);

/** The council's answer to each rating in its scope; the strictest counts. (AMB-06) */
function ratingGate(standing: ProviderStanding, gate: Policy['cqc']['gate']): GateAnswer {
  const questions = KEY_QUESTIONS.map((question) => standing.keyQuestions[question]);
  const ratings: readonly Rating[] = gate.scope === 'OVERALL' ? [standing.overall] : [standing.overall, ...questions];
  const answers = ratings.map((rating) => answerToRating(gate, 'INCREASE', rating));
  return GATE_ANSWERS.findLast((answer) => answers.includes(answer)) ?? 'ALLOW';
}

function ceilingGate(
  { standing, uncountedWeeklyMinutes, moreWeeklyMinutes, on }: IncreaseFacts,
  { ceilingHours, appliesTo }: Policy['capacity'],
): GateAnswer {
  const { privateWeeklyMinutes, committedWeeklyMinutes } = standing.capacity;
  const total = (privateWeeklyMinutes ?? 0) + committedWeeklyMinutes + uncountedWeeklyMinutes + moreWeeklyMinutes;
  if (total <= ceilingHours * 60) return 'ALLOW';
  const binds = standing.memberships.some(
    ({ vehicle, status, from, to }) =>
      status !== 'EXITED' && from <= on && on <= (to ?? on) && appliesTo.some((each) => each === vehicle),
  );
  return binds ? 'BLOCK' : 'WARN';
}

import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import { transition } from '../../../../kernel/values/state-table.js';
import type { VisitQuery } from './visit-query.js';
import { type VisitState, visitStates } from './visit-states.js';

/** An officer's finding about a visit that is over. */
export interface CorrectionGiven {
  readonly state: VisitState;
  readonly actualMinutes: number | null;
  /** Worker-minutes that the council pays for; null leaves that to the rules. */
  readonly acceptedMinutes: number | null;
  readonly reason: string;
  readonly evidence: string;
}

const LONGEST_TEXT = 500;
const MOST_MINUTES = 2 * 24 * 60;

/**
 * Refuses a correction of a visit that is not over, is already in that state, about which nothing is asked and of which no
 * minutes are accepted, or belongs to a closed quarter; a finding without a reason or evidence; care that was given if nobody says for how long; and
 * minutes accepted of a call that was not made. [SM-8, DEL-10, PAY-01, PAY-02]
 */
export function correctionRefusal(
  given: CorrectionGiven,
  visit: {
    readonly state: VisitState;
    readonly query: VisitQuery | null;
    readonly actualMinutes: number;
    readonly quarterClosed: boolean;
  },
): Refusal | undefined {
  if (visit.quarterClosed) {
    return refuse('CM-05', 'QUARTER_CLOSED', 'Its quarter is closed: open it again first.', 'input.visitId');
  }
  // An open query is answered, and minutes are accepted, by what was found: it may be what the visit says already.
  const isAnswer = given.state === visit.state && (visit.query !== null || given.acceptedMinutes !== null);
  const step = transition(visitStates, visit.state, 'correct', given.state);
  if ('refusal' in step && !isAnswer) return { ...step.refusal, field: 'input.state' };
  for (const field of ['reason', 'evidence'] as const) {
    if (given[field].trim() === '' || given[field].length > LONGEST_TEXT) {
      return refuse(
        'SM-8',
        'NOT_EVIDENCED',
        `A correction gives its ${field}, in 1 to ${LONGEST_TEXT} characters.`,
        `input.${field}`,
      );
    }
  }
  const { actualMinutes } = given;
  for (const field of ['actualMinutes', 'acceptedMinutes'] as const) {
    const minutes = given[field];
    if (minutes === null || (minutes >= 0 && minutes <= MOST_MINUTES)) continue;
    return refuse('SM-8', 'OUT_OF_RANGE', `It takes 0 to ${MOST_MINUTES} worker-minutes.`, `input.${field}`);
  }
  if (given.acceptedMinutes !== null && given.state !== 'COMPLETED') {
    const message = 'Minutes are accepted of a call that was made: give the state COMPLETED, or leave them out.';
    return refuse('PAY-01', 'NOT_MADE', message, 'input.acceptedMinutes');
  }
  if (given.state === 'COMPLETED' && actualMinutes === null && visit.actualMinutes === 0) {
    return refuse('SM-8', 'MINUTES_MISSING', 'Care was given: say for how many worker-minutes.', 'input.actualMinutes');
  }
  return undefined;
}

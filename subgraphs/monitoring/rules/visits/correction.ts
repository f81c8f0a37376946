import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import { transition } from '../../../../kernel/values/state-table.js';
import { type VisitState, visitStates } from './visit-states.js';

/** An officer's finding about a visit that is over. */
export interface CorrectionGiven {
  readonly state: VisitState;
  readonly actualMinutes: number | null;
  readonly reason: string;
  readonly evidence: string;
}

const LONGEST_TEXT = 500;
const MOST_MINUTES = 2 * 24 * 60;

/**
 * Refuses a correction of a visit that is not over, is already in that state, or belongs to a closed quarter; a finding
 * without a reason or evidence; and care that was given if nobody says for how long. [SM-8, DEL-10]
 */
export function correctionRefusal(
  given: CorrectionGiven,
  visit: { readonly state: VisitState; readonly actualMinutes: number; readonly quarterClosed: boolean },
): Refusal | undefined {
  if (visit.quarterClosed) {
    return refuse('CM-05', 'QUARTER_CLOSED', 'Its quarter is closed: open it again first.', 'input.visitId');
  }
  const step = transition(visitStates, visit.state, 'correct', given.state);
  if ('refusal' in step) return { ...step.refusal, field: 'input.state' };
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
  if (actualMinutes !== null && !(actualMinutes >= 0 && actualMinutes <= MOST_MINUTES)) {
    return refuse('SM-8', 'OUT_OF_RANGE', `It takes 0 to ${MOST_MINUTES} worker-minutes.`, 'input.actualMinutes');
  }
  if (given.state === 'COMPLETED' && actualMinutes === null && visit.actualMinutes === 0) {
    return refuse('SM-8', 'MINUTES_MISSING', 'Care was given: say for how many worker-minutes.', 'input.actualMinutes');
  }
  return undefined;
}

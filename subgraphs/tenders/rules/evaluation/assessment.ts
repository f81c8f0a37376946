import type { Role } from '../../../../kernel/identity/caller.js';
import { councilTextRefusals } from '../../../../kernel/screening/screening.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { BidState } from '../bids/bid-states.js';
import type { CallOffState } from '../call-offs/call-off-states.js';
import type { Question } from '../call-offs/preparation.js';
import type { GateDefinition } from '../routes/definition.js';
import { type PanelSoFar, panelRefusals } from './panel.js';
import type { Score } from './score-order.js';
import type { Scorer } from './scorer.js';

export const NEEDS_RESULTS = ['MEETS_NEEDS', 'DOES_NOT'] as const;
/** Whether a response meets the person's needs. [EVAL-09] */
export type NeedsResult = (typeof NEEDS_RESULTS)[number];

export const NEEDS_REASONS = [
  'OUTCOMES_NOT_MET',
  'RISK_NOT_MANAGED',
  'SKILLS_LACKING',
  'TIMES_NOT_MET',
  'NOT_HOLISTIC',
  'NOT_DELIVERABLE',
] as const;
/** Why a response does not meet the needs. [EVAL-09] */
export type NeedsReason = (typeof NEEDS_REASONS)[number];

export const NOTE_CHARACTERS = 1000;

/** How one response was judged by people. */
export interface Assessment {
  /** Whether it meets the needs; null where the route does not ask that. */
  readonly result: NeedsResult | null;
  readonly reason: NeedsReason | null;
  readonly note: string | null;
  /** One for each question; none of a response that does not meet the needs. */
  readonly scores: readonly Score[];
  readonly scoredBy: readonly Scorer[];
  /** Whether those who scored have declared that they have no interest in any bidder; null where the route does not ask that. */
  readonly noConflictOfInterest: boolean | null;
  /** Whether it is the result that a panel agreed on, rather than one member's own; null where the route has no panel. */
  readonly isModerated: boolean | null;
}

export interface AssessmentFacts {
  readonly gate: GateDefinition | undefined;
  readonly callOff: CallOffState;
  readonly recordedBy: Role;
  /** The response; null if there is none of that id in the stage. */
  readonly bid: { readonly state: BidState } | null;
  readonly questions: readonly Question[];
  /** What the members of a panel have recorded of this response so far. */
  readonly panel: PanelSoFar;
}

/** The state of a call-off in which responses are judged: while they are checked, or while they are evaluated. [SM-2] */
export function assessedIn({ kind }: GateDefinition): CallOffState {
  return kind === 'NEEDS_CHECK' ? 'NEEDS_CHECK' : 'EVALUATING';
}

/**
 * Why a judgement of a response is not recorded; empty if it is.
 *
 * Only on a route that has responses judged before anybody chooses, by whom it says, and while they are. On a route with a
 * check against the needs it says whether the response meets them, and if not why, in a code. Every question is scored on its
 * own scale, in whole numbers, with who scored; whoever shortlists, or is of a panel, declares to have no interest in any bidder.
 * The members of a panel score each for themselves, and then record what they agreed on. The note tells nobody's data.
 * [EVAL-08, EVAL-09, EVAL-10, ROUT-40, ROUT-43, IDG-05]
 */
export function assessmentRefusals(given: Assessment, facts: AssessmentFacts): readonly Refusal[] {
  const { gate, callOff, recordedBy, bid } = facts;
  if (!gate) return [NOT_ASSESSED_ON_ROUTE];
  if (!gate.assessedBy.includes(recordedBy)) return [notTheirs(gate.assessedBy)];
  if (callOff !== assessedIn(gate)) return [nothingToAssess(gate)];
  if (bid?.state !== 'UNDER_EVALUATION') return [NOT_A_RESPONSE];
  const refusals = [
    ...resultRefusals(given, gate),
    ...(given.result === 'DOES_NOT' ? unscoredRefusals(given) : scoreRefusals(given, facts.questions, gate)),
    ...panelRefusals(given, gate, recordedBy, facts.panel),
    ...conflictRefusals(given, gate),
    ...noteRefusals(given.note),
  ];
  return refusals;
}

function resultRefusals({ result, reason }: Assessment, { kind }: GateDefinition): readonly Refusal[] {
  if (kind !== 'NEEDS_CHECK') return result === null && reason === null ? [] : [RESULT_NOT_ASKED];
  if (result === null) return [RESULT_MISSING];
  if (result === 'DOES_NOT') return reason === null ? [REASON_MISSING] : [];
  return reason === null ? [] : [REASON_NOT_ASKED];
}

/** Whoever scores, or is of a panel, declares to have no interest in any bidder. (EVAL-10) */
function conflictRefusals({ noConflictOfInterest }: Assessment, { kind }: GateDefinition): readonly Refusal[] {
  return kind !== 'NEEDS_CHECK' && noConflictOfInterest !== true ? [CONFLICT_NOT_DECLARED] : [];
}

function unscoredRefusals({ scores }: Assessment): readonly Refusal[] {
  return scores.length === 0 ? [] : [SCORED_ALTHOUGH_FAILED];
}

function scoreRefusals(
  { scores, scoredBy }: Assessment,
  questions: readonly Question[],
  { kind, scorers }: GateDefinition,
): readonly Refusal[] {
  const given = scores.map(({ question }) => question);
  const lacking = kind === 'PANEL' ? [] : scorers.filter((each) => !scoredBy.includes(each));
  return [
    ...(scoredBy.length === 0 || lacking.length > 0 ? [scorersMissing(lacking)] : []),
    ...questions.filter(({ code }) => !given.includes(code)).map(({ code }) => notScored(code)),
    ...scores.flatMap(({ question, score }, nth) => {
      const asked = questions.find(({ code }) => code === question);
      if (!asked || given.indexOf(question) !== nth) return [noSuchQuestion(nth)];
      return Number.isInteger(score) && score >= 0 && score <= asked.maximum ? [] : [outOfScale(nth, asked.maximum)];
    }),
  ];
}

function noteRefusals(note: string | null): readonly Refusal[] {
  if (note === null) return [];
  return note.length > NOTE_CHARACTERS ? [NOTE_TOO_LONG] : councilTextRefusals(note, 'input.note');
}

const NOT_ASSESSED_ON_ROUTE = refuse(
  'EVAL-09',
  'NOT_ASSESSED_ON_ROUTE',
  'On this route no response is assessed before the choice.',
  'input.callOffId',
);
function notTheirs(roles: readonly Role[]): Refusal {
  return refuse('EVAL-08', 'NOT_YOURS_TO_ASSESS', `On this route a response is assessed by: ${roles.join(', ')}.`);
}
const nothingToAssess = ({ kind }: GateDefinition) =>
  refuse(
    'SM-2',
    'NOTHING_TO_ASSESS',
    kind === 'NEEDS_CHECK'
      ? 'Responses are assessed once their deadline has passed, and until all are.'
      : 'Responses are assessed once their deadline has passed, while bids are evaluated and no meeting is under way.',
    'input.callOffId',
  );
const NOT_A_RESPONSE = refuse(
  'EVAL-01',
  'NOT_A_RESPONSE',
  'Assess a response of this call-off that passed every check.',
  'input.bidId',
);
const CONFLICT_NOT_DECLARED = refuse(
  'EVAL-10',
  'CONFLICT_NOT_DECLARED',
  'Whoever scores declares first that they have no interest in any bidder.',
  'input.noConflictOfInterest',
);
const RESULT_MISSING = refuse('EVAL-09', 'RESULT_MISSING', 'Say whether it meets the needs.', 'input.result');
const RESULT_NOT_ASKED = refuse(
  'EVAL-10',
  'RESULT_NOT_ASKED',
  'On this route whether a provider suits is found at a meet and greet: leave the result out.',
  'input.result',
);
const REASON_MISSING = refuse(
  'EVAL-09',
  'REASON_MISSING',
  'Say why it does not meet the needs, by one of the codes.',
  'input.reason',
);
const REASON_NOT_ASKED = refuse(
  'EVAL-09',
  'REASON_NOT_ASKED',
  'What meets the needs has no reason why not.',
  'input.reason',
);
const SCORED_ALTHOUGH_FAILED = refuse(
  'EVAL-09',
  'SCORED_ALTHOUGH_FAILED',
  'What does not meet the needs is not scored.',
  'input.scores',
);
function scorersMissing(lacking: readonly Scorer[]): Refusal {
  const among = lacking.length > 0 ? `, among them ${lacking.join(', ')}` : '';
  return refuse('EVAL-08', 'SCORERS_MISSING', `Say who scored${among}.`, 'input.scoredBy');
}
const notScored = (code: string) => refuse('EVAL-08', 'NOT_SCORED', `Score the answer to ${code}.`, 'input.scores');
const noSuchQuestion = (nth: number) =>
  refuse(
    'EVAL-08',
    'NO_SUCH_QUESTION',
    'Score each question of the advert once, by its code.',
    `input.scores.${nth}.question`,
  );
const outOfScale = (nth: number, maximum: number) =>
  refuse('EVAL-08', 'OUT_OF_SCALE', `Give a whole score of 0 to ${maximum}.`, `input.scores.${nth}.score`);
const NOTE_TOO_LONG = refuse(
  'EVAL-09',
  'NOTE_TOO_LONG',
  `A note has at most ${NOTE_CHARACTERS} characters.`,
  'input.note',
);

export const GATE_OUTCOMES = ['PASSED', 'NEEDS_NOT_MET', 'MEETING_DECLINED'] as const;
/** How a response came through what its route asks before anybody chooses: a check, a meeting, or a panel's scores. [CHOI-10] */
export type GateOutcome = (typeof GATE_OUTCOMES)[number];

/**
 * Whether a bid may be chosen and awarded: on a route with a gate before the choice only once it has passed it, and on any
 * other while it is under evaluation. [CHOI-10, ROUT-38, ROUT-40, ROUT-43]
 */
export function mayBeChosen(
  gate: GateDefinition | undefined,
  { state, gateOutcome }: { readonly state: BidState; readonly gateOutcome: GateOutcome | null },
): boolean {
  if (!gate) return state === 'UNDER_EVALUATION';
  return state === passedState(gate) && gateOutcome === 'PASSED';
}

/** The state of a bid that has passed the gate of its route: a panel shortlists none, but ranks all. [SM-3, ROUT-40] */
export function passedState({ kind }: GateDefinition): 'SHORTLISTED' | 'UNDER_EVALUATION' {
  return kind === 'PANEL' ? 'UNDER_EVALUATION' : 'SHORTLISTED';
}

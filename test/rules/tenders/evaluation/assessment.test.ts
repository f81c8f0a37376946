import { bidStates } from '../../../../subgraphs/tenders/rules/bids/bid-states.js';
import { callOffStates } from '../../../../subgraphs/tenders/rules/call-offs/call-off-states.js';
import {
  type Assessment,
  type AssessmentFacts,
  assessedIn,
  assessmentRefusals,
  mayBeChosen,
  NOTE_CHARACTERS,
} from '../../../../subgraphs/tenders/rules/evaluation/assessment.js';
import type { GateDefinition } from '../../../../subgraphs/tenders/rules/routes/definition.js';

const CHECK: GateDefinition = { kind: 'NEEDS_CHECK', assessedBy: ['practitioner'], scorers: ['SOCIAL_WORKER'] };
const MEETING: GateDefinition = { kind: 'MEET_AND_GREET', assessedBy: ['broker'], scorers: [] };
const questions = [
  { code: 'Q', text: '', criterion: '', maximum: 5, weight: 1 },
  { code: 'R', text: '', criterion: '', maximum: 10, weight: 1 },
];
const scores = [
  { question: 'Q', score: 5 },
  { question: 'R', score: 0 },
];
const meets: Assessment = {
  result: 'MEETS_NEEDS',
  reason: null,
  note: null,
  scores,
  scoredBy: ['SOCIAL_WORKER'],
  noConflictOfInterest: null,
  isModerated: null,
};
const facts: AssessmentFacts = {
  ...{ gate: CHECK, callOff: 'NEEDS_CHECK', recordedBy: 'practitioner', questions },
  bid: { state: 'UNDER_EVALUATION' },
  panel: { scored: [], isAgreed: false },
};
const refused = (given: Partial<Assessment>, change: Partial<AssessmentFacts> = {}) =>
  assessmentRefusals({ ...meets, ...given }, { ...facts, ...change }).map(({ rule, code }) => `${rule} ${code}`);
const fails = { result: 'DOES_NOT', reason: 'RISK_NOT_MANAGED', scores: [], scoredBy: [] } as const;

describe('the judgement of a response', () => {
  it('EVAL-08, EVAL-09: one that meets the needs is scored question by question, and one that does not has its reason', () => {
    expect(refused({})).toEqual([]);
    expect(refused(fails)).toEqual([]);
    expect(refused({ ...fails, reason: null })).toEqual(['EVAL-09 REASON_MISSING']);
    expect(refused({ ...fails, scores })).toEqual(['EVAL-09 SCORED_ALTHOUGH_FAILED']);
    expect(refused({ reason: 'SKILLS_LACKING' })).toEqual(['EVAL-09 REASON_NOT_ASKED']);
    expect(refused({ result: null })).toEqual(['EVAL-09 RESULT_MISSING']);
  });

  it.each<[string, Partial<Assessment>, string]>([
    ['above its scale', { scores: [{ question: 'Q', score: 6 }, scores[1]!] }, 'EVAL-08 OUT_OF_SCALE'],
    ['below nothing', { scores: [{ question: 'Q', score: -1 }, scores[1]!] }, 'EVAL-08 OUT_OF_SCALE'],
    ['by halves', { scores: [{ question: 'Q', score: 2.5 }, scores[1]!] }, 'EVAL-08 OUT_OF_SCALE'],
    ['of some questions alone', { scores: [scores[0]!] }, 'EVAL-08 NOT_SCORED'],
    ['of another question', { scores: [...scores, { question: 'S', score: 1 }] }, 'EVAL-08 NO_SUCH_QUESTION'],
    ['of one question twice', { scores: [...scores, scores[0]!] }, 'EVAL-08 NO_SUCH_QUESTION'],
    ['by nobody', { scoredBy: [] }, 'EVAL-08 SCORERS_MISSING'],
    ['without the social worker', { scoredBy: ['PERSON'] }, 'EVAL-08 SCORERS_MISSING'],
  ])('EVAL-08: a score %s is refused', (_, given, refusal) => {
    expect(refused(given)).toEqual([refusal]);
  });

  it('EVAL-10, ROUT-38: where providers meet the person there are scores alone', () => {
    const change = { gate: MEETING, callOff: 'EVALUATING', recordedBy: 'broker' } as const;
    const panel = { result: null, scoredBy: ['BROKER'], noConflictOfInterest: true } as const;
    expect(refused(panel, change)).toEqual([]);
    expect(refused({ ...panel, result: 'MEETS_NEEDS' }, change)).toEqual(['EVAL-10 RESULT_NOT_ASKED']);
    expect(refused({ ...panel, scoredBy: [] }, change)).toEqual(['EVAL-08 SCORERS_MISSING']);
    for (const noConflictOfInterest of [null, false]) {
      expect(refused({ ...panel, noConflictOfInterest }, change)).toEqual(['EVAL-10 CONFLICT_NOT_DECLARED']);
    }
  });

  it('EVAL-10, SM-2: one that comes at another time is told when responses are assessed on its route', () => {
    const told = (gate: GateDefinition, callOff: AssessmentFacts['callOff']) =>
      assessmentRefusals(meets, { ...facts, gate: { ...gate, assessedBy: ['practitioner'] }, callOff })[0]?.message;
    expect(told(CHECK, 'AWAITING_CHOICE')).toMatch(/until all are/);
    // Those not shortlisted are not scored while the others meet the person, although not all are.
    expect(told(MEETING, 'MEET_AND_GREET')).toMatch(/no meeting is under way/);
  });

  it('EVAL-08, SM-2, SM-3: is recorded by whom the route says, while responses are judged, of one that passed its checks', () => {
    expect(refused({}, { gate: undefined })).toEqual(['EVAL-09 NOT_ASSESSED_ON_ROUTE']);
    expect(refused({}, { recordedBy: 'broker' })).toEqual(['EVAL-08 NOT_YOURS_TO_ASSESS']);
    const states = [...new Set(callOffStates.edges.map(({ to }) => to))];
    expect(states.filter((callOff) => refused({}, { callOff }).length === 0)).toEqual(['NEEDS_CHECK']);
    const bids = [...new Set(bidStates.edges.map(({ to }) => to))];
    expect(bids.filter((state) => refused({}, { bid: { state } }).length === 0)).toEqual(['UNDER_EVALUATION']);
    expect(refused({}, { bid: null })).toEqual(['EVAL-01 NOT_A_RESPONSE']);
    expect([assessedIn(CHECK), assessedIn(MEETING)]).toEqual(['NEEDS_CHECK', 'EVALUATING']);
  });

  it('IDG-05: its note is short and tells nobody’s data', () => {
    expect(refused({ note: 'x'.repeat(NOTE_CHARACTERS) })).toEqual([]);
    expect(refused({ note: 'x'.repeat(NOTE_CHARACTERS + 1) })).toEqual(['EVAL-09 NOTE_TOO_LONG']);
    expect(refused({ note: 'Mrs Madeup would not like it.' })).toEqual(['IDG-05 PERSONAL_DATA_IN_TEXT']);
  });

  it('CHOI-10, ROUT-38, ROUT-43: with a gate only what passed it may be chosen, and without one what is under evaluation', () => {
    const states = [...new Set(bidStates.edges.map(({ to }) => to))];
    const may = (
      gate: GateDefinition | undefined,
      gateOutcome: 'PASSED' | 'NEEDS_NOT_MET' | 'MEETING_DECLINED' | null,
    ) => states.filter((state) => mayBeChosen(gate, { state, gateOutcome }));
    expect(may(undefined, null)).toEqual(['UNDER_EVALUATION']);
    for (const gate of [CHECK, MEETING]) {
      expect(may(gate, 'PASSED')).toEqual(['SHORTLISTED']);
      for (const outcome of [null, 'NEEDS_NOT_MET', 'MEETING_DECLINED'] as const)
        expect(may(gate, outcome)).toEqual([]);
    }
  });
});

import { refuse } from '../../../../kernel/values/refusal.js';
import { transition } from '../../../../kernel/values/state-table.js';
import { callOffStates } from '../../../../subgraphs/tenders/rules/call-offs/call-off-states.js';
import {
  ARRANGEMENTS_CHARACTERS,
  heldRefusal,
  type MeetAndGreetState,
  type MeetingAnswer,
  type MeetingFacts,
  MOST_SHORTLISTED,
  meetAndGreetStates,
  meetingAnswerRefusals,
  meetingRefusal,
  type ShortlistFacts,
  shortlistRefusals,
} from '../../../../subgraphs/tenders/rules/evaluation/meet-and-greet.js';
import type { GateDefinition } from '../../../../subgraphs/tenders/rules/routes/definition.js';
import { newSeed, randomFrom } from '../../../harness/random.js';
import { at, later } from '../fixtures.js';

const gate: GateDefinition = { kind: 'MEET_AND_GREET', assessedBy: ['broker'], scorers: [] };
const scored = { state: 'UNDER_EVALUATION', isScored: true, barredBy: [] } as const;
const facts: ShortlistFacts = { gate, callOff: 'EVALUATING', bids: [scored], arrangements: 'At the day centre.' };
const refused = (change: Partial<ShortlistFacts>) =>
  shortlistRefusals({ ...facts, ...change }).map(({ rule, code }) => `${rule} ${code}`);

describe('a meet and greet', () => {
  it('EVAL-10, ROUT-38: only bids that were scored are shortlisted, while bids are evaluated, on a route with meetings', () => {
    expect(refused({})).toEqual([]);
    expect(refused({ bids: Array(MOST_SHORTLISTED).fill(scored) })).toEqual([]);
    expect(refused({ bids: Array(MOST_SHORTLISTED + 1).fill(scored) })).toEqual(['EVAL-10 SHORTLIST_EMPTY']);
    expect(refused({ bids: [] })).toEqual(['EVAL-10 SHORTLIST_EMPTY']);
    expect(refused({ bids: [scored, null] })).toEqual(['EVAL-10 NOT_SCORED']);
    expect(refused({ bids: [{ ...scored, isScored: false }] })).toEqual(['EVAL-10 NOT_SCORED']);
    expect(refused({ bids: [{ ...scored, state: 'UNSUCCESSFUL' }] })).toEqual(['EVAL-10 NOT_SCORED']);
    expect(refused({ gate: undefined })).toEqual(['ROUT-38 NO_MEETING_ON_ROUTE']);
    expect(refused({ gate: { ...gate, kind: 'NEEDS_CHECK' } })).toEqual(['ROUT-38 NO_MEETING_ON_ROUTE']);
    const states = [...new Set(callOffStates.edges.map(({ to }) => to))];
    expect(states.filter((callOff) => refused({ callOff }).length === 0)).toEqual(['EVALUATING']);
  });

  it('SM-5, NTF-12: nobody is shortlisted who may not act now, and each is named by its place', () => {
    const barred = { ...scored, barredBy: [refuse('PROV-19', 'NOT_A_MEMBER', 'It must be a member today.')] };
    const refusals = shortlistRefusals({ ...facts, bids: [scored, barred] });
    expect(refusals).toMatchObject([{ rule: 'PROV-19', code: 'NOT_A_MEMBER', field: 'input.bidIds.1' }]);
    expect(refused({ bids: [{ ...barred, isScored: false }] })).toEqual(['EVAL-10 NOT_SCORED']);
  });

  it('NTF-12, IDG-01: how it is arranged is said shortly, and names nobody', () => {
    expect(refused({ arrangements: 'x'.repeat(ARRANGEMENTS_CHARACTERS) })).toEqual([]);
    expect(refused({ arrangements: 'x'.repeat(ARRANGEMENTS_CHARACTERS + 1) })).toEqual(['NTF-12 ARRANGEMENTS_MISSING']);
    expect(refused({ arrangements: ' ' })).toEqual(['NTF-12 ARRANGEMENTS_MISSING']);
    expect(refused({ arrangements: 'Mrs Madeup expects you.' })).toEqual(['IDG-05 PERSONAL_DATA_IN_TEXT']);
  });

  const invitedAt = at('2026-03-18 17:00');
  const found = (state: MeetAndGreetState, change: Partial<MeetingFacts> = {}): MeetingFacts => ({
    ...{ callOff: 'MEET_AND_GREET', meeting: { state, invitedAt }, side: 'COUNCIL' },
    ...change,
  });
  const yes: MeetingAnswer = { canWork: true, reason: null };
  const no: MeetingAnswer = { canWork: false, reason: 'CAPACITY' };
  const answered = (facts: MeetingFacts, given: MeetingAnswer) =>
    meetingAnswerRefusals(facts, given).map(({ code, field }) => `${code} ${field}`);

  it('ROUT-38: is confirmed only once it was held, and answered only until it has its outcome', () => {
    expect(answered(found('INVITED'), yes)).toEqual(['NOT_HELD input.bidId']);
    expect(answered(found('INVITED'), no)).toEqual([]);
    for (const given of [yes, no]) {
      expect(answered(found('HELD'), given)).toEqual([]);
      for (const over of ['CONFIRMED', 'DECLINED'] as const) {
        expect(answered(found(over), given)).toEqual(['MEETING_OVER input.bidId']);
      }
    }
    expect(answered(found('HELD'), { canWork: false, reason: null })).toEqual(['REASON_MISSING input.reason']);
    expect(answered(found('HELD'), { canWork: true, reason: 'CAPACITY' })).toEqual(['REASON_NOT_ASKED input.reason']);
  });

  it('ROUT-38, SM-2: nothing is said of it but in the one state in which meetings are held', () => {
    const states = [...new Set(callOffStates.edges.map(({ to }) => to))];
    for (const state of ['INVITED', 'HELD'] as const) {
      expect(states.filter((callOff) => !meetingRefusal(found(state, { callOff })))).toEqual(['MEET_AND_GREET']);
    }
    const withdrawn = found('HELD', { callOff: 'WITHDRAWN' });
    for (const given of [yes, no]) expect(answered(withdrawn, given)).toEqual(['NO_MEETINGS_NOW input.callOffId']);
    const held = heldRefusal(found('INVITED', { callOff: 'WITHDRAWN' }), invitedAt, invitedAt);
    expect(held?.code).toBe('NO_MEETINGS_NOW');
  });

  it('ROUT-38: a provider is told of the field that it gave, and that the council records the meeting', () => {
    const side = 'PROVIDER';
    expect(answered(found('INVITED', { side }), yes)).toEqual(['NOT_HELD input.callOffId']);
    expect(answered(found('CONFIRMED', { side }), yes)).toEqual(['MEETING_OVER input.callOffId']);
    expect(answered(found('HELD', { side, meeting: null }), yes)).toEqual(['NO_SUCH_MEETING input.callOffId']);
    expect(meetingAnswerRefusals(found('INVITED', { side }), yes)[0]?.message).toMatch(/^The council records first/);
  });

  it('ROUT-38: was held after its invitation and not in time to come, both instants included', () => {
    const now = at('2026-03-20 10:00');
    const code = (heldAt: Date) => heldRefusal(found('INVITED'), heldAt, now)?.code;
    expect([code(invitedAt), code(now)]).toEqual([undefined, undefined]);
    expect([code(later(invitedAt, -1)), code(later(now, 1))]).toEqual(['HELD_AT_INVALID', 'HELD_AT_INVALID']);
    expect(heldRefusal(found('HELD'), now, now)?.code).toBe('MEETING_OVER');
  });

  it('ROUT-38: by whatever acts, it is confirmed only after it was held, and what is over stays so', () => {
    const seed = newSeed();
    const random = randomFrom(seed);
    const events = ['hold', 'confirm', 'decline'] as const;
    for (let round = 0; round < 200; round += 1) {
      let state = meetAndGreetStates.initial;
      let held = false;
      for (let act = 0; act < 6; act += 1) {
        const event = events[Math.floor(random() * events.length)]!;
        const next = transition(meetAndGreetStates, state, event);
        const isOver = meetAndGreetStates.terminal.includes(state);
        expect({ seed, moved: 'to' in next && isOver }).toEqual({ seed, moved: false });
        if (!('to' in next)) continue;
        held ||= event === 'hold';
        state = next.to;
        if (state === 'CONFIRMED') expect({ seed, held }).toEqual({ seed, held: true });
      }
    }
  });
});

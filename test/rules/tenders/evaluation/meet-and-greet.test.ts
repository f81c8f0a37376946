import { transition } from '../../../../kernel/values/state-table.js';
import { callOffStates } from '../../../../subgraphs/tenders/rules/call-offs/call-off-states.js';
import {
  ARRANGEMENTS_CHARACTERS,
  heldRefusal,
  MOST_SHORTLISTED,
  meetAndGreetStates,
  meetingAnswerRefusal,
  meetingStateRefusal,
  type ShortlistFacts,
  shortlistRefusals,
} from '../../../../subgraphs/tenders/rules/evaluation/meet-and-greet.js';
import type { GateDefinition } from '../../../../subgraphs/tenders/rules/routes/definition.js';
import { newSeed, randomFrom } from '../../../harness/random.js';
import { at, later } from '../fixtures.js';

const gate: GateDefinition = { kind: 'MEET_AND_GREET', assessedBy: ['broker'], scorers: [] };
const scored = { state: 'UNDER_EVALUATION', isScored: true } as const;
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

  it('NTF-12, IDG-01: how it is arranged is said shortly, and names nobody', () => {
    expect(refused({ arrangements: 'x'.repeat(ARRANGEMENTS_CHARACTERS) })).toEqual([]);
    expect(refused({ arrangements: 'x'.repeat(ARRANGEMENTS_CHARACTERS + 1) })).toEqual(['NTF-12 ARRANGEMENTS_MISSING']);
    expect(refused({ arrangements: ' ' })).toEqual(['NTF-12 ARRANGEMENTS_MISSING']);
    expect(refused({ arrangements: 'Mrs Madeup expects you.' })).toEqual(['IDG-05 PERSONAL_DATA_IN_TEXT']);
  });

  it('ROUT-38: is confirmed only once it was held, and answered only until it has its outcome', () => {
    const yes = { canWork: true, reason: null };
    const no = { canWork: false, reason: 'CAPACITY' } as const;
    expect(meetingStateRefusal('INVITED', yes)?.code).toBe('NOT_HELD');
    expect(meetingStateRefusal('INVITED', no)).toBeUndefined();
    for (const answer of [yes, no]) {
      expect(meetingStateRefusal('HELD', answer)).toBeUndefined();
      for (const over of ['CONFIRMED', 'DECLINED'] as const) {
        expect(meetingStateRefusal(over, answer)?.code).toBe('MEETING_OVER');
      }
      expect(meetingAnswerRefusal(answer)).toBeUndefined();
    }
    expect(meetingAnswerRefusal({ canWork: false, reason: null })?.code).toBe('REASON_MISSING');
    expect(meetingAnswerRefusal({ canWork: true, reason: 'CAPACITY' })?.code).toBe('REASON_NOT_ASKED');
  });

  it('ROUT-38: was held after its invitation and not in time to come, both instants included', () => {
    const invitedAt = at('2026-03-18 17:00');
    const now = at('2026-03-20 10:00');
    const code = (heldAt: Date) => heldRefusal({ state: 'INVITED', invitedAt }, heldAt, now)?.code;
    expect([code(invitedAt), code(now)]).toEqual([undefined, undefined]);
    expect([code(later(invitedAt, -1)), code(later(now, 1))]).toEqual(['HELD_AT_INVALID', 'HELD_AT_INVALID']);
    expect(heldRefusal({ state: 'HELD', invitedAt }, now, now)?.code).toBe('MEETING_OVER');
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

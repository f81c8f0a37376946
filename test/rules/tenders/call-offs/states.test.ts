import fc from 'fast-check';
import { type StateTable, transition } from '../../../../kernel/values/state-table.js';
import { bidStates } from '../../../../subgraphs/tenders/rules/bids/bid-states.js';
import { callOffStates } from '../../../../subgraphs/tenders/rules/call-offs/call-off-states.js';

/** Every state and event that the table speaks of. */
function words<State extends string, Event extends string>(table: StateTable<State, Event>) {
  return {
    states: [...new Set(table.edges.flatMap(({ from, to }) => (from === '(new)' ? [to] : [from, to])))],
    events: [...new Set(table.edges.map(({ event }) => event))],
  };
}

function reachable<State extends string, Event extends string>(table: StateTable<State, Event>): ReadonlySet<State> {
  const found = new Set<State>([table.initial]);
  for (const state of found) for (const edge of table.edges) if (edge.from === state) found.add(edge.to);
  return found;
}

/** What must hold of any table, whatever is thrown at it. */
function laws<State extends string, Event extends string>(id: string, table: StateTable<State, Event>) {
  const { states, events } = words(table);

  it(`${id}: a new one begins in the initial state, and every state can be reached from there`, () => {
    expect(table.edges.filter((edge) => edge.from === '(new)').map((edge) => edge.to)).toEqual([table.initial]);
    expect([...reachable(table)].sort()).toEqual([...states].sort());
  });

  it(`${id}: the states without a way out are the terminal ones`, () => {
    const ends = states.filter((state) => !table.edges.some((edge) => edge.from === state));
    expect([...ends].sort()).toEqual([...table.terminal].sort());
  });

  it(`${id}: of any sequence of events only the listed edges are taken, and a terminal state is final`, () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...events), fc.constantFrom(...states)), { maxLength: 60 }),
        (tries) => {
          let state: State = table.initial;
          for (const [event, to] of tries) {
            const before = state;
            const answer = transition(table, before, event, to);
            const listed = table.edges.some((edge) => edge.from === before && edge.event === event && edge.to === to);
            expect('to' in answer).toBe(listed);
            if ('to' in answer) {
              expect(table.terminal).not.toContain(before);
              expect(answer.to).toBe(to);
              state = answer.to;
            } else {
              expect(answer.refusal).toMatchObject({ rule: id, code: 'ILLEGAL_TRANSITION' });
            }
          }
        },
      ),
    );
  });
}

describe('call-off', () => {
  laws('SM-2', callOffStates);

  it.each(['DRAFT', 'READY', 'OPEN', 'EVALUATING', 'AWARDING', 'AWARDED'] as const)(
    'SM-2: a call-off that is %s can be withdrawn',
    (from) => expect(transition(callOffStates, from, 'withdraw')).toEqual({ to: 'WITHDRAWN' }),
  );

  it('SM-2: evaluating, awarding and being refused lead back to evaluating, so that no award is left without a path', () => {
    expect(transition(callOffStates, 'AWARDING', 'gate fails')).toEqual({ to: 'EVALUATING' });
    expect(transition(callOffStates, 'AWARDED', 'provider refuses')).toEqual({ to: 'EVALUATING' });
  });

  it('SM-2: a stage that ends without a suitable bid opens the next or fails, as the caller says', () => {
    expect(transition(callOffStates, 'EVALUATING', 'no suitable bid', 'OPEN')).toEqual({ to: 'OPEN' });
    expect(transition(callOffStates, 'EVALUATING', 'no suitable bid', 'FAILED')).toEqual({ to: 'FAILED' });
  });

  it('WIN-03: only an early award leaves an open call-off for awarding', () => {
    const edges = callOffStates.edges.filter((edge) => edge.from === 'OPEN' && edge.to === 'AWARDING');
    expect(edges.map((edge) => edge.event)).toEqual(['award early']);
  });
});

describe('bid', () => {
  laws('SM-3', bidStates);

  it.each(['INVITED', 'VIEWED'] as const)(
    'SM-3: an invitation that is %s takes a bid, a decline, silence or lateness',
    (from) => {
      expect(transition(bidStates, from, 'submit')).toEqual({ to: 'SUBMITTED' });
      expect(transition(bidStates, from, 'decline')).toEqual({ to: 'DECLINED' });
      expect(transition(bidStates, from, 'window expires')).toEqual({ to: 'NO_RESPONSE' });
      expect(transition(bidStates, from, 'submit late')).toEqual({ to: 'REJECTED_LATE' });
    },
  );

  it('WIN-14: no edge leads from a stale bid to evaluation but through reconfirming it', () => {
    const ways = bidStates.edges.filter((edge) => edge.from === 'STALE').map(({ event, to }) => [event, to]);
    expect(ways).toEqual([
      ['reconfirm', 'SUBMITTED'],
      ['withdraw', 'WITHDRAWN'],
      ['window expires', 'INELIGIBLE'],
    ]);
  });

  it('AWRD-01: a bid is won by being selected and accepted, and in no other way', () => {
    const into = (state: string) =>
      bidStates.edges.filter((edge) => edge.to === state).map(({ from, event }) => [from, event]);
    expect(into('OFFERED')).toEqual([['UNDER_EVALUATION', 'select']]);
    expect(into('WON')).toEqual([['OFFERED', 'accept']]);
  });

  it('AWRD-09: a bid that was beaten is looked at again when the winner refuses', () => {
    expect(transition(bidStates, 'UNSUCCESSFUL', 'winner refuses')).toEqual({ to: 'UNDER_EVALUATION' });
    expect(transition(bidStates, 'WON', 'cannot proceed')).toEqual({ to: 'REFUSED_AFTER_AWARD' });
  });
});

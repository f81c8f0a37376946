import fc from 'fast-check';
import { type StateTable, transition } from '../../../kernel/values/state-table.js';

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
export function laws<State extends string, Event extends string>(id: string, table: StateTable<State, Event>) {
  const { states, events } = words(table);

  it(`${id}: a new one begins in the initial state, and every state can be reached from there`, () => {
    expect(table.edges.filter((edge) => edge.from === '(new)').map((edge) => edge.to)).toContain(table.initial);
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

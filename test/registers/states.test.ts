import { eventTypes, type StateMachine, stateMachines } from '../../hub/checks/states-register.js';
import { statesOf } from '../../kernel/values/state-table.js';

describe('the state machines', () => {
  let machines: readonly StateMachine[];
  beforeAll(async () => {
    machines = await stateMachines();
  });

  it('SM-1, SM-2, SM-3, SM-4: the four machines of this release are found', () => {
    const numbers = machines.map(({ table }) => table.name.split(' ')[0]);
    expect(numbers).toEqual(expect.arrayContaining(['SM-1', 'SM-2', 'SM-3', 'SM-4']));
  });

  it('reach every state from where they begin', () => {
    const unreached = machines.flatMap(({ table }) => {
      const reached = new Set([table.initial]);
      for (let before = 0; before < reached.size; ) {
        before = reached.size;
        for (const { from, to } of table.edges) if (from === '(new)' || reached.has(from)) reached.add(to);
      }
      return statesOf(table)
        .filter((state) => !reached.has(state))
        .map((state) => `${table.name}: ${state}`);
    });
    expect(unreached).toEqual([]);
  });

  it('end in their terminal states and in no other', () => {
    const wrong = machines.flatMap(({ table }) =>
      [...new Set([...statesOf(table), ...table.terminal])]
        .filter((state) => table.terminal.includes(state) === table.edges.some(({ from }) => from === state))
        .map((state) => `${table.name}: ${state}`),
    );
    expect(wrong).toEqual([]);
  });

  it('list no edge twice', () => {
    const twice = machines.flatMap(({ table }) => {
      const edges = table.edges.map(({ from, event, to }) => `${table.name}: ${from}, ${event}, ${to}`);
      return edges.filter((edge, at) => edges.indexOf(edge) !== at);
    });
    expect(twice).toEqual([]);
  });

  it('tell only what schema/events declares', async () => {
    const declared = await eventTypes();
    const told = machines.flatMap(({ table }) =>
      table.edges.flatMap(({ emits }) => (emits ? [{ machine: table.name, emits }] : [])),
    );
    expect(told.filter(({ emits }) => !declared.has(emits))).toEqual([]);
    expect(told.length).toBeGreaterThan(0);
  });
});

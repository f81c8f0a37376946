import { furthest, stateTable } from '../../../../kernel/values/state-table.js';

const table = stateTable<'ASKED' | 'CHECKED' | 'AGREED' | 'OVER', 'check' | 'agree' | 'end'>({
  name: 'A question',
  initial: 'ASKED',
  terminal: ['OVER'],
  edges: [
    { from: '(new)', event: 'check', to: 'ASKED' },
    { from: 'ASKED', event: 'check', to: 'CHECKED' },
    { from: 'CHECKED', event: 'check', to: 'CHECKED' },
    { from: 'CHECKED', event: 'agree', to: 'AGREED' },
    { from: 'ASKED', event: 'end', to: 'OVER' },
    { from: 'AGREED', event: 'end', to: 'OVER' },
  ],
});

describe('how far facts lead', () => {
  it.each([
    ['nothing', [], 'ASKED'],
    ['a step', ['check'], 'CHECKED'],
    ['steps in order', ['check', 'agree', 'end'], 'OVER'],
    ['a step told before the one that it needs', ['agree', 'check'], 'AGREED'],
    ['a step that what it needs never follows', ['agree'], 'ASKED'],
    ['the same step twice', ['check', 'check', 'agree'], 'AGREED'],
    ['what no state on the way knows', ['check', 'end'], 'CHECKED'],
    ['of two that a state knows, the first', ['end', 'check'], 'OVER'],
  ] as const)('SM-9: %s', (_what, events, state) => {
    expect(furthest(table, 'ASKED', events)).toBe(state);
  });
});

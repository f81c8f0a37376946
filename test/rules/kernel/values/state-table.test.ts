import { furthest, stateTable, transition } from '../../../../kernel/values/state-table.js';

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

describe('a step that is refused', () => {
  it.each([
    ['AGREED', 'check', undefined, 'A question: "check" is not possible in state AGREED; possible there: "end".'],
    ['OVER', 'end', undefined, 'A question: "end" is not possible in state OVER; possible there: nothing.'],
    ['ASKED', 'check', 'AGREED', 'A question: "check" leads from ASKED to one of CHECKED.'],
  ] as const)('SM-9: in state %s, "%s" to %s, says what would be accepted', (from, event, to, message) => {
    expect(transition(table, from, event, to)).toMatchObject({ refusal: { code: 'ILLEGAL_TRANSITION', message } });
  });
});

import fc from 'fast-check';
import { VARIATION_STATES, variationStates } from '../../../../subgraphs/cases/rules/variations/variation-states.js';
import { answers, anyEvents, rows, walk } from '../state-walk.js';

const EVENTS = [...new Set(variationStates.edges.map((edge) => edge.event))];

const EXPECTED = rows(`
  (new)     | record              | AGREED
  AGREED    | its day comes       | EFFECTIVE
  AGREED    | cancel              | CANCELLED
  EFFECTIVE | its last day passes | EXPIRED
  EFFECTIVE | resume              | RESUMED
  EFFECTIVE | its placement ends  | EXPIRED
`);

describe('the life of a variation', () => {
  it('SM-6: takes every listed edge and refuses every other event in every state', () => {
    const { taken, refused } = answers(variationStates, VARIATION_STATES, EVENTS);
    expect(taken).toEqual(EXPECTED);
    expect(refused).toBe((VARIATION_STATES.length + 1) * EVENTS.length - EXPECTED.length);
  });

  it('SM-6, VAR-14: one that was cancelled has never been in effect', () => {
    fc.assert(
      fc.property(anyEvents(EVENTS), (events) => {
        const path = walk(variationStates, events);
        if (path.at(-1) === 'CANCELLED') expect(path).toEqual(['(new)', 'AGREED', 'CANCELLED']);
      }),
    );
  });
});

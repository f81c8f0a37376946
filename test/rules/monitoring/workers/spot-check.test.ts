import { spotCheckRefusal } from '../../../../subgraphs/monitoring/rules/workers/spot-check.js';
import { at, NINE } from '../a-visit.js';

describe('a spot check', () => {
  it.each([
    ['in order', {}, undefined],
    ['made at the limit of the clock’s skew', { at: at(5) }, undefined],
    ['made later than that', { at: at(5.001) }, 'INSTANT_IN_FUTURE'],
    ['by nobody', { checker: '' }, 'TEXT_LENGTH'],
    ['of a worker of 101 characters', { worker: 'x'.repeat(101) }, 'TEXT_LENGTH'],
    ['of oneself', { checker: 'W1' }, 'CHECKED_BY_ITSELF'],
  ])('DEL-17: one %s', (_what, over, code) => {
    expect(spotCheckRefusal({ at: NINE, checker: 'S1', worker: 'W1', ...over }, NINE, 5)?.code).toBe(code);
  });
});

import { spotCheckRefusal } from '../../../../subgraphs/monitoring/rules/workers/spot-check.js';

describe('a spot check', () => {
  it.each([
    ['in order', {}, undefined],
    ['by nobody', { checker: '' }, 'TEXT_LENGTH'],
    ['of a worker of 101 characters', { worker: 'x'.repeat(101) }, 'TEXT_LENGTH'],
    ['of oneself', { checker: 'W1' }, 'CHECKED_BY_ITSELF'],
  ])('DEL-17: one %s', (_what, over, code) => {
    expect(spotCheckRefusal({ checker: 'S1', worker: 'W1', ...over })?.code).toBe(code);
  });
});

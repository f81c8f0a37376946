import { d2aResponseSpeed } from '../../../../subgraphs/tenders/rules/stages/response-speed.js';
import { at } from '../fixtures.js';

describe('response speed', () => {
  it.each([
    ['2026-03-04 10:00', 'ON_TARGET'],
    ['2026-03-04 10:30', 'ON_TARGET'],
    ['2026-03-04 10:30:00.001', 'SLOWER_THAN_TARGET'],
    ['2026-03-04 11:00', 'SLOWER_THAN_TARGET'],
    ['2026-03-04 11:00:00.001', 'REJECTED_LATE'],
  ])('WIN-05, AMB-01: a discharge referred at 10:00 and answered at %s is %s', (receivedAt, speed) => {
    const closesAt = at('2026-03-04 11:00');
    expect(d2aResponseSpeed({ targetAt: at('2026-03-04 10:30'), closesAt }, at(receivedAt))).toBe(speed);
  });
});

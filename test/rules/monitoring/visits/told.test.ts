import { wasTold } from '../../../../subgraphs/monitoring/rules/visits/told.js';
import { at, NINE } from '../a-visit.js';

describe('what the person was told', () => {
  it.each([
    ['LATE', -0.001, true],
    ['LATE', 0, false],
    ['CHANGED', -10, false],
  ] as const)('DEL-15: about %s, %d minutes from the start: in time for a late call %s', (about, minutes, told) => {
    expect(wasTold([{ about, at: at(minutes).toISOString(), to: 'PERSON' }], 'LATE', NINE)).toBe(told);
  });
});

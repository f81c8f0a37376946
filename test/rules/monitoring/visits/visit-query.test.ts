import type { Off } from '../../../../subgraphs/monitoring/rules/calls/expected-call.js';
import { queryOf } from '../../../../subgraphs/monitoring/rules/visits/visit-query.js';
import { off } from '../a-visit.js';

describe('what a council is asked about a visit', () => {
  const plain = { off: null, isMade: true, isClaimed: false, isElsewhere: false };
  const suspended: Off = off('SUSPENDED');

  it.each([
    ['made as it was expected', {}, null],
    ['not expected and not made', { off: suspended, isMade: false }, null],
    ['made and not expected', { off: suspended }, 'MADE_BUT_NOT_EXPECTED'],
    ['made while its worker was elsewhere', { isElsewhere: true }, 'WORKED_ELSEWHERE'],
    ['claimed when it was missed', { isMade: false, isClaimed: true }, 'CLAIMED_AFTER_MISSED'],
    ['claimed, and not expected', { off: suspended, isClaimed: true }, 'CLAIMED_AFTER_MISSED'],
    ['not expected, and its worker elsewhere', { off: suspended, isElsewhere: true }, 'MADE_BUT_NOT_EXPECTED'],
  ])('DEL-10, PAY-01, DEL-07: one %s', (_what, over, query) => {
    expect(queryOf({ ...plain, ...over })).toBe(query);
  });
});

import { contentRefusals } from '../../../../subgraphs/tenders/rules/bids/bid-content.js';
import { aBid, aCall, aDischarge, aNeed } from '../fixtures.js';

function twoWorkers() {
  return { callsPerDay: 4, callMinutes: 30, expectedAt: '2026-03-05T18:00:00.000Z', twoWorkers: true };
}

describe('content of a bid', () => {
  it('ROUT-04: start day, start time and statement make a bid for a need without special requirements', () => {
    expect(contentRefusals(aBid(), aNeed())).toEqual([]);
  });

  it.each([
    ['startDate', { startDate: null }],
    ['startTime', { startTime: null }],
    ['deliveryStatement', { deliveryStatement: null }],
    ['deliveryStatement', { deliveryStatement: ' \n ' }],
  ])('ROUT-04: a bid without %s is refused on that field', (field, change) => {
    expect(contentRefusals(aBid(change), aNeed())).toMatchObject([
      { rule: 'ROUT-04', code: 'BID_INCOMPLETE', field: `input.${field}` },
    ]);
  });

  it('ROUT-04: everything missing is told at once', () => {
    const empty = aBid({ startDate: null, startTime: null, deliveryStatement: null });
    const need = aNeed({ calls: [aCall({ workers: 2, timeCritical: true })], skills: ['PEG_FEEDING'] });
    expect(contentRefusals(empty, need).map((refusal) => refusal.field)).toEqual([
      'input.startDate',
      'input.startTime',
      'input.deliveryStatement',
      'input.doubleHanded',
      'input.timeCritical',
      'input.skills',
    ]);
  });

  it.each([
    ['two workers', 'doubleHanded', aNeed({ calls: [aCall(), aCall({ workers: 2 })] }), { doubleHanded: false }],
    ['two workers out of hospital', 'doubleHanded', aDischarge({ discharge: twoWorkers() }), { doubleHanded: true }],
    [
      'a time-critical call',
      'timeCritical',
      aNeed({ calls: [aCall(), aCall({ timeCritical: true })] }),
      { timeCritical: false },
    ],
    ['skills', 'skills', aNeed({ skills: ['PEG_FEEDING'] }), { skills: [] }],
  ] as const)('ROUT-04, ASM-13, ASM-30: a need for %s asks for %s, and no is an answer', (_, field, need, answer) => {
    expect(contentRefusals(aBid(), need)).toMatchObject([{ code: 'BID_INCOMPLETE', field: `input.${field}` }]);
    expect(contentRefusals(aBid(answer), need)).toEqual([]);
  });

  it.each([
    [4000, []],
    [4001, [{ rule: 'ROUT-04', code: 'STATEMENT_TOO_LONG', field: 'input.deliveryStatement' }]],
  ])('ROUT-04: a statement of %i characters', (length, refusals) => {
    expect(contentRefusals(aBid({ deliveryStatement: 'x'.repeat(length) }), aNeed())).toMatchObject(refusals);
  });
});

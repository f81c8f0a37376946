import { offerRefusals } from '../../../../subgraphs/tenders/rules/bids/offer-content.js';
import { aCall, aNeed, anOffer } from '../fixtures.js';

describe('an offer', () => {
  it('ROUT-27: says that the person can be assessed, a start, and a time for each call', () => {
    expect(offerRefusals(anOffer(), aNeed())).toEqual([]);
  });

  it.each([
    ['canAssess', { canAssess: null }],
    ['startDate', { startDate: null }],
    ['offeredTimes', { offeredTimes: null }],
    ['offeredTimes', { offeredTimes: [] }],
    ['offeredTimes', { offeredTimes: ['08:30', '12:00'] }],
  ] as const)('ROUT-27: without %s it is incomplete, and that field is named', (field, change) => {
    expect(offerRefusals(anOffer(change), aNeed())).toMatchObject([
      { rule: 'ROUT-27', code: 'OFFER_INCOMPLETE', field: `input.${field}` },
    ]);
  });

  it('ROUT-27: each call has a time of its own', () => {
    const need = aNeed({ calls: [aCall(), aCall({ startTime: '18:00' })] });
    expect(offerRefusals(anOffer({ offeredTimes: ['08:30', '18:15'] }), need)).toEqual([]);
  });

  it('ROUT-27: whoever cannot assess declines, whatever else is missing', () => {
    const content = { canAssess: false, offeredTimes: null, startDate: null };
    expect(offerRefusals(content, aNeed())).toMatchObject([{ rule: 'ROUT-27', code: 'CANNOT_ASSESS' }]);
  });
});

import type { HomeNeed } from '../../../../schema/events/cases.js';
import { requirementsOf } from '../../../../subgraphs/tenders/rules/bids/requirements.js';
import {
  tenderedHomeRefusals,
  tenderRefusals,
  unmetRequirements,
} from '../../../../subgraphs/tenders/rules/bids/tender-content.js';
import { aHome, aNeed, aTender } from '../fixtures.js';

const aPlace: HomeNeed = {
  nursing: false,
  contractBasis: 'SPOT',
  equipment: [],
  preferredPatches: [],
  lengthOfStayNights: null,
};

describe('a tender', () => {
  const need = aNeed({ skills: ['STOMA_CARE'] });
  const faults = (change: Parameters<typeof aTender>[1]) =>
    tenderRefusals(aTender(need, change), need).map(({ rule, code, field }) => `${rule} ${code} ${field}`);

  it('ROUT-24: that answers everything is complete, whatever it answers', () => {
    expect(faults({})).toEqual([]);
    expect(faults({ canMeetNeeds: false })).toEqual([]);
    expect(faults({ weeklyPricePence: 1 })).toEqual([]);
  });

  it('ROUT-24: without one answer is refused by the requirement', () => {
    for (const { code } of requirementsOf(need)) {
      const requirementAnswers = requirementsOf(need)
        .filter((each) => each.code !== code)
        .map((each) => ({ code: each.code, met: true }));
      expect(faults({ requirementAnswers })).toEqual([`ROUT-24 TENDER_INCOMPLETE input.requirements.${code}`]);
    }
    expect(faults({ requirementAnswers: null })).toHaveLength(requirementsOf(need).length);
  });

  it.each([
    [{ canMeetNeeds: null }, ['ROUT-24 TENDER_INCOMPLETE input.canMeetNeeds']],
    [{ startDate: null }, ['ROUT-24 TENDER_INCOMPLETE input.startDate']],
    [{ startTime: null }, ['ROUT-24 TENDER_INCOMPLETE input.startTime']],
    [{ weeklyPricePence: 0 }, ['ROUT-24 PRICE_INVALID input.weeklyPricePence']],
    [{ weeklyPricePence: -1 }, ['ROUT-24 PRICE_INVALID input.weeklyPricePence']],
  ])('ROUT-24: with %j is refused by %j', (change, expected) => {
    expect(faults(change)).toEqual(expected);
  });

  it.each([
    ['complete', {}, []],
    ['without the time of the admission', { startTime: null }, ['ROUT-24 TENDER_INCOMPLETE input.startTime']],
    ['of no home', { homeId: null }, ['ROUT-24 TENDER_INCOMPLETE input.homeId']],
  ])('ROUT-24: for a place in a home is %s: %#', (_, change, expected) => {
    const place = aNeed({ calls: [], home: aPlace });
    const given = aTender(place, { startTime: '11:00', homeId: 'elm-court', ...change });
    expect(tenderRefusals(given, place).map(({ rule, code, field }) => `${rule} ${code} ${field}`)).toEqual(expected);
  });

  it('ROUT-24: for care at home names no home', () => {
    expect(faults({ homeId: 'elm-court' })).toEqual(['ROUT-24 HOME_NOT_HERE input.homeId']);
  });

  const begins = '2026-03-05';
  const priced = aHome('elm-court', { prices: [{ kind: 'RESIDENTIAL', agreed: false, pence: 1, from: begins }] });
  it.each([
    ['with a price from that day', priced, begins, null, []],
    ['with one from the day after', priced, '2026-03-04', null, ['PROV-21 PLACE_PRICE_MISSING']],
    ['with none', aHome('elm-court', { prices: [] }), begins, null, ['PROV-21 PLACE_PRICE_MISSING']],
    ['that the council does not know as theirs', null, begins, null, ['ROUT-24 NOT_YOUR_HOME']],
    ['that the person chose', priced, begins, 'elm-court', []],
    ['where the person chose another', priced, begins, 'rosehill', ['CHOI-10 NOT_THE_CHOSEN_HOME']],
  ])('ROUT-24, PROV-21, CHOI-10: of a home %s', (_, home, startDate, only, expected) => {
    const refusals = tenderedHomeRefusals({ homeId: 'elm-court', startDate }, { home: aPlace }, home, only);
    expect(refusals.map(({ rule, code }) => `${rule} ${code}`)).toEqual(expected);
  });

  it('ROUT-24: no home is looked at unless one is named, and asked for', () => {
    expect(tenderedHomeRefusals({ homeId: null, startDate: begins }, { home: aPlace }, null, null)).toEqual([]);
    expect(tenderedHomeRefusals({ homeId: 'elm-court', startDate: begins }, { home: null }, null, null)).toEqual([]);
  });

  it('ROUT-24: that begins after the day needed says so, and does not say that it can begin by then', () => {
    const said = (met: boolean) =>
      requirementsOf(need).map(({ code }) => ({ code, met: code === 'START_DATE' ? met : true }));
    const [onTheDay, after] = [need.neededFrom, '2099-01-01'];
    expect(faults({ startDate: onTheDay, requirementAnswers: said(true) })).toEqual([]);
    expect(faults({ startDate: after, requirementAnswers: said(true) })).toEqual([
      'ROUT-24 START_DATE_NOT_MET input.startDate',
    ]);
    expect(faults({ startDate: after, requirementAnswers: said(false) })).toEqual([]);
  });

  it('ROUT-25: says which requirements it cannot meet', () => {
    const requirementAnswers = [
      { code: 'START_DATE', met: true },
      { code: 'SKILL_STOMA_CARE', met: false },
    ];
    expect(unmetRequirements({ requirementAnswers })).toEqual(['SKILL_STOMA_CARE']);
    expect(unmetRequirements({ requirementAnswers: null })).toEqual([]);
  });
});

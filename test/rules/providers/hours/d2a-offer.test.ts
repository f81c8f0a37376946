import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import {
  type D2aOffer,
  d2aOfferFaults,
  d2aOfferRefusals,
} from '../../../../subgraphs/providers/rules/hours/d2a-offer.js';

const offer: D2aOffer = {
  telephone: '020 7946 0321',
  contactHours: { from: '06:00', to: '22:00' },
  answerphone: true,
  explainedInPlans: true,
  closures: [],
};
const today = '2026-06-01';
const hours = (from: string, to: string) => ({ contactHours: { from, to } });
const closed = (from: string, to: string) => ({ closures: [{ from, to }] });

describe('an offer for discharge to assess', () => {
  it.each<[string, Partial<D2aOffer>, string[]]>([
    ['from six to ten every day', {}, []],
    ['longer hours', hours('05:59', '22:01'), []],
    ['a minute later', hours('06:01', '22:00'), ['CONTACT_HOURS_SHORT']],
    ['a minute less', hours('06:00', '21:59'), ['CONTACT_HOURS_SHORT']],
    ['no answerphone', { answerphone: false }, ['NO_ANSWERPHONE']],
    ['no answerphone, for somebody always answers', { answerphone: false, ...hours('00:00', '23:59') }, []],
    ['nothing in the support plans', { explainedInPlans: false }, ['NOT_EXPLAINED']],
    ['a day closed', closed('2026-12-25', '2026-12-25'), ['CLOSED_ON_A_DAY']],
    ['today the last day closed', closed('2026-05-25', '2026-06-01'), ['CLOSED_ON_A_DAY']],
    ['a closure that has passed', closed('2026-05-25', '2026-05-31'), []],
    [
      'nothing right',
      { ...hours('09:00', '17:00'), answerphone: false, explainedInPlans: false, ...closed(today, today) },
      ['CONTACT_HOURS_SHORT', 'NO_ANSWERPHONE', 'NOT_EXPLAINED', 'CLOSED_ON_A_DAY'],
    ],
  ])('WIN-18, WIN-20: with %s', (_, change, faults) => {
    expect(d2aOfferFaults({ ...offer, ...change }, today, DEFAULT_POLICY)).toEqual(faults);
  });

  it('WIN-18, WIN-20: that was never made lacks everything', () => {
    expect(d2aOfferFaults(null, today, DEFAULT_POLICY)).toEqual(['NOT_DECLARED']);
  });

  it('WIN-18: a council sets its own hours', () => {
    const d2a = { ...DEFAULT_POLICY.d2a, contactHours: { from: '07:00', to: '23:00' } };
    expect(d2aOfferFaults(offer, today, { d2a })).toEqual(['CONTACT_HOURS_SHORT']);
    expect(d2aOfferFaults({ ...offer, ...hours('07:00', '23:00') }, today, { d2a })).toEqual([]);
  });

  it.each<[string, Partial<D2aOffer>, string[]]>([
    ['as it should be', {}, []],
    ['short of what is asked', { ...hours('09:00', '17:00'), ...closed(today, today) }, []],
    ['a line that is none', { telephone: '999' }, ['PROV-01 TELEPHONE_INVALID']],
    ['hours that end as they begin', hours('06:00', '06:00'), ['WIN-18 CONTACT_HOURS']],
    ['days that end before they begin', closed('2026-06-03', '2026-06-02'), ['WIN-20 CLOSURE_DAYS']],
    ['days that have passed', closed('2026-05-30', '2026-05-31'), ['WIN-20 CLOSURE_DAYS']],
    ['fifty closures', { closures: Array(50).fill({ from: today, to: today }) }, []],
    ['one more', { closures: Array(51).fill({ from: today, to: today }) }, ['WIN-20 TOO_MANY_CLOSURES']],
  ])('WIN-18, WIN-20: is taken or refused: %s', (_, change, expected) => {
    const refusals = d2aOfferRefusals({ ...offer, ...change }, today);
    expect(refusals.map(({ rule, code }) => `${rule} ${code}`)).toEqual(expected);
  });
});

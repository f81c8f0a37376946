import fc from 'fast-check';
import { PROVIDER_CATEGORIES, type ProviderCategory } from '../../../../schema/events/providers.js';
import { RATINGS } from '../../../../schema/policy.js';
import {
  type AlternativeFacts,
  alternativeAnswer,
  alternativeBidRefusal,
  alternativeStep,
  conditionRefusals,
  decisionRefusals,
  EXPLANATION_CHARACTERS,
  foundUnreasonable,
  type HomeChosen,
  notOfCategoryRefusals,
} from '../../../../subgraphs/tenders/rules/awards/alternative.js';
import { topUpPence } from '../../../../subgraphs/tenders/rules/awards/place-cost.js';
import { bidStates } from '../../../../subgraphs/tenders/rules/bids/bid-states.js';

const HOMES = ['CARE_HOME_WITHOUT_NURSING', 'CARE_HOME_WITH_NURSING'] as const;
const affordable: HomeChosen = {
  ...{ pricePence: 80_000, feePence: 80_000, isUnderstood: false, agreement: null, exception: null },
};

/** An alternative all of whose conditions hold, in its category. */
function choosing(category: ProviderCategory, change: Partial<AlternativeFacts> = {}): AlternativeFacts {
  return {
    ...{ category, providerId: 'birch', rating: 'GOOD', reason: 'Her sister lives there.', decision: 'REASONABLE' },
    directPaymentSetUpOn: category === 'HOME_SUPPORT' ? '2026-03-04' : null,
    scheme: category === 'CARE_AND_SUPPORT_SUPPORTED_LIVING' ? { onSiteProviderId: 'birch' } : null,
    home: HOMES.some((each) => each === category) ? affordable : null,
    on: '2026-03-04',
    ...change,
  };
}
const results = (facts: AlternativeFacts) =>
  alternativeAnswer(facts).conditions.map(({ id, rule, result }) => `${rule} ${id} ${result}`);
const faults = (facts: AlternativeFacts) =>
  conditionRefusals(alternativeAnswer(facts).conditions).map(({ rule, code }) => `${rule} ${code}`);

describe('another provider', () => {
  it.each(PROVIDER_CATEGORIES)(
    'CHOI-07: that the council finds unreasonable is refused, whatever else holds, in %s',
    (category) => {
      const { conditions } = alternativeAnswer(choosing(category, { decision: null }));
      const found = foundUnreasonable(conditions);
      expect(found.answer).toBe('REFUSED');
      expect(found.conditions.filter(({ result }) => result !== 'MET')).toEqual([
        { id: 'REASONABLE', rule: 'CHOI-07', result: 'NOT_MET' },
      ]);
      expect(found.conditions).toHaveLength(conditions.length);
    },
  );

  it.each(PROVIDER_CATEGORIES)(
    'CHOI-02, AMB-32: of %s is allowed if the common conditions and its own hold',
    (category) => {
      expect(alternativeAnswer(choosing(category)).answer).toBe('ALLOWED');
      expect(results(choosing(category))).toHaveLength(3);
    },
  );

  it.each(RATINGS)('CHOI-03: rated %s, of any category', (rating) => {
    for (const category of PROVIDER_CATEGORIES) {
      const { answer } = alternativeAnswer(choosing(category, { rating }));
      expect(answer).toBe(rating === 'INADEQUATE' ? 'REFUSED' : 'ALLOWED');
    }
    if (rating === 'INADEQUATE')
      expect(faults(choosing('HOME_SUPPORT', { rating }))).toEqual(['CHOI-03 PROVIDER_INADEQUATE']);
  });

  it.each([
    [null, 'REFUSED'],
    ['2026-03-05', 'REFUSED'],
    ['2026-03-04', 'ALLOWED'],
    ['2026-01-01', 'ALLOWED'],
  ])(
    'CHOI-04: of home support, with a direct payment set up on %s, is %s on 4 March',
    (directPaymentSetUpOn, answer) => {
      const facts = choosing('HOME_SUPPORT', { directPaymentSetUpOn });
      expect(alternativeAnswer(facts).answer).toBe(answer);
      expect(faults(facts)).toEqual(answer === 'REFUSED' ? ['CHOI-04 DIRECT_PAYMENT_NEEDED'] : []);
    },
  );

  it.each([
    [null, 'REFUSED'],
    [{ onSiteProviderId: null }, 'REFUSED'],
    [{ onSiteProviderId: 'oak' }, 'REFUSED'],
    [{ onSiteProviderId: 'birch' }, 'ALLOWED'],
  ])('CHOI-05: of supported living, with a scheme of %j, is %s', (scheme, answer) => {
    const facts = choosing('CARE_AND_SUPPORT_SUPPORTED_LIVING', { scheme });
    expect(alternativeAnswer(facts).answer).toBe(answer);
    expect(faults(facts)).toEqual(answer === 'REFUSED' ? ['CHOI-05 NOT_THE_ON_SITE_PROVIDER'] : []);
  });

  const dearer = { ...affordable, pricePence: 87_000 };
  it.each([
    ['a home of which nothing is known', null, 'REFUSED'],
    ['one at the fee', affordable, 'ALLOWED'],
    ['one below the fee', { ...affordable, pricePence: 79_999 }, 'ALLOWED'],
    ['one a penny above it, with nothing agreed', { ...affordable, pricePence: 80_001 }, 'REFUSED'],
    ['a dearer one with a signed agreement', { ...dearer, isUnderstood: true, agreement: 'SIGNED' }, 'ALLOWED'],
    ['one whose agreement nobody understood', { ...dearer, agreement: 'SIGNED' }, 'REFUSED'],
    ['one whose agreement is only requested', { ...dearer, isUnderstood: true, agreement: 'REQUESTED' }, 'REFUSED'],
    ['one whose agreement was declined', { ...dearer, isUnderstood: true, agreement: 'DECLINED' }, 'REFUSED'],
    ['one with an exception granted', { ...dearer, exception: 'GRANTED' }, 'ALLOWED'],
    ['one with an exception refused', { ...dearer, exception: 'REFUSED' }, 'REFUSED'],
    ['one whose exception the council has yet to weigh', { ...dearer, exception: 'ASKED' }, 'COUNCIL_DISCRETION'],
  ] as const)('CHOI-06: in care homes, %s', (_, home, answer) => {
    for (const category of HOMES) expect(alternativeAnswer(choosing(category, { home })).answer).toBe(answer);
  });

  it.each([
    [87_000, 80_000, 7_000],
    [80_000, 80_000, 0],
    [79_999, 80_000, 0],
    [80_001, 80_000, 1],
  ])('CHOI-06: a price of %i against a fee of %i is topped up by %i', (pricePence, feePence, expected) => {
    expect(topUpPence({ pricePence, feePence })).toBe(expected);
  });

  it('CHOI-06: a top-up is never less than nothing, and with the fee never less than the price', () => {
    const pence = fc.integer({ min: 0, max: 1_000_000 });
    fc.assert(
      fc.property(pence, pence, (pricePence, feePence) => {
        const topUp = topUpPence({ pricePence, feePence });
        expect(topUp).toBeGreaterThanOrEqual(0);
        expect(topUp + feePence).toBeGreaterThanOrEqual(pricePence);
        expect(topUp === 0).toBe(pricePence <= feePence);
      }),
      { seed: 24 },
    );
  });

  it.each([
    [null, 'COUNCIL_DISCRETION'],
    ['REASONABLE', 'ALLOWED'],
    ['UNREASONABLE', 'REFUSED'],
  ] as const)('CHOI-07: of which the council has decided %s is %s', (decision, answer) => {
    for (const category of PROVIDER_CATEGORIES) {
      expect(alternativeAnswer(choosing(category, { decision })).answer).toBe(answer);
    }
  });

  it('CHOI-07: is not even put to the council without a reason', () => {
    expect(faults(choosing('HOME_SUPPORT', { decision: null, reason: ' ' }))).toEqual([
      'CHOI-07 CHOICE_REASON_MISSING',
    ]);
    expect(alternativeAnswer(choosing('HOME_SUPPORT', { reason: '' })).answer).toBe('REFUSED');
  });

  it('CHOI-02: is never allowed with a condition that does not hold, whatever the facts', () => {
    const facts = fc.record({
      category: fc.constantFrom(...PROVIDER_CATEGORIES),
      providerId: fc.constantFrom('birch', 'oak'),
      rating: fc.constantFrom(...RATINGS),
      reason: fc.constantFrom('', 'Nearer.'),
      decision: fc.constantFrom(null, 'REASONABLE', 'UNREASONABLE'),
      directPaymentSetUpOn: fc.constantFrom(null, '2026-03-04', '2026-03-05'),
      scheme: fc.constantFrom(null, { onSiteProviderId: 'birch' }),
      home: fc.constantFrom(null, affordable, dearer),
      on: fc.constant('2026-03-04'),
    }) as fc.Arbitrary<AlternativeFacts>;
    fc.assert(
      fc.property(facts, (each) => {
        const { answer, conditions } = alternativeAnswer(each);
        const all = conditions.map(({ result }) => result);
        expect(answer === 'ALLOWED').toBe(all.every((result) => result === 'MET'));
        expect(answer === 'REFUSED').toBe(all.includes('NOT_MET'));
        expect(conditionRefusals(conditions).length > 0).toBe(answer === 'REFUSED');
      }),
      { seed: 9, numRuns: 500 },
    );
  });

  it.each(PROVIDER_CATEGORIES)('CHOI-04, CHOI-05, CHOI-06: of %s takes no other category’s ground', (category) => {
    const isPlace = HOMES.some((each) => each === category);
    const given = { directPaymentSetUpOn: '2026-03-04', schemeId: 'scheme', homeId: 'home' };
    expect(notOfCategoryRefusals(category, given).map(({ code }) => code)).toEqual([
      ...(isPlace ? [] : ['HOME_NOT_HERE']),
      ...(category === 'HOME_SUPPORT' ? [] : ['DIRECT_PAYMENT_NOT_HERE']),
      ...(category === 'CARE_AND_SUPPORT_SUPPORTED_LIVING' ? [] : ['SCHEME_NOT_HERE']),
    ]);
    const none = { directPaymentSetUpOn: null, schemeId: null, homeId: null };
    expect(notOfCategoryRefusals(category, none).map(({ code }) => code)).toEqual(isPlace ? ['HOME_MISSING'] : []);
  });

  it('CHOI-04, CHOI-05: once allowed is paid directly, awarded, or asked alone', () => {
    expect(alternativeStep('HOME_SUPPORT', 'bid')).toBe('DIRECT_PAYMENT');
    expect(alternativeStep('HOME_SUPPORT', null)).toBe('DIRECT_PAYMENT');
    expect(alternativeStep('CARE_AND_SUPPORT_SUPPORTED_LIVING', 'bid')).toBe('AWARD');
    expect(alternativeStep('CARE_AND_SUPPORT_SUPPORTED_LIVING', null)).toBe('ASK_ALONE');
  });

  it('CHOI-01, CHOI-10: is none that is shown, nor one that said it cannot', () => {
    const living = 'CARE_AND_SUPPORT_SUPPORTED_LIVING';
    const states = [...new Set(bidStates.edges.map(({ to }) => to))];
    const barred = states.filter((state) => alternativeBidRefusal(living, { state, isPassing: false, isShown: false }));
    expect(barred.sort()).toEqual(['DECLINED', 'INELIGIBLE', 'STOOD_DOWN', 'UNDER_EVALUATION']);
    const passing = { state: 'UNDER_EVALUATION', isPassing: true } as const;
    expect(alternativeBidRefusal(living, { ...passing, isShown: false })).toBeUndefined();
    expect(alternativeBidRefusal(living, { ...passing, isShown: true })).toMatchObject({ code: 'TOP_RANKED' });
    expect(alternativeBidRefusal(living, null)).toBeUndefined();
    // By a direct payment the council places nobody.
    expect(
      alternativeBidRefusal('HOME_SUPPORT', { state: 'DECLINED', isPassing: false, isShown: false }),
    ).toBeUndefined();
  });
});

describe('the decision of the council', () => {
  const codes = (awaitsDecision: boolean, decision: 'REASONABLE' | 'UNREASONABLE', explanation: string) =>
    decisionRefusals({ awaitsDecision, decision, explanation }).map(({ code }) => code);

  it.each([
    [true, 'REASONABLE', '', []],
    [true, 'UNREASONABLE', 'No reason against those shown.', []],
    [true, 'UNREASONABLE', ' ', ['NOT_EXPLAINED']],
    [true, 'REASONABLE', 'x'.repeat(EXPLANATION_CHARACTERS), []],
    [true, 'REASONABLE', 'x'.repeat(EXPLANATION_CHARACTERS + 1), ['NOT_EXPLAINED']],
    [true, 'UNREASONABLE', 'Ring her on 020 7946 0113.', ['PERSONAL_DATA_IN_TEXT']],
    [false, 'REASONABLE', '', ['NOTHING_TO_DECIDE']],
  ] as const)('CHOI-07: awaited %s, %s, explained by %j', (awaits, decision, explanation, expected) => {
    expect(codes(awaits, decision, explanation)).toEqual(expected);
  });
});

import {
  awardedTopUp,
  CIRCUMSTANCES_CHARACTERS,
  EXCEPTION_EXPLANATION_CHARACTERS,
  exceptionRefusals,
  homeChosen,
  type TopUpTerms,
  topUpTermsRefusals,
} from '../../../../subgraphs/tenders/rules/awards/top-up-terms.js';
import { at, later } from '../fixtures.js';

const NOW = at('2026-03-04 10:00');
const understoodBy = { who: 'PERSON', how: 'In a visit.', at: NOW } as const;
const agreement = { status: 'SIGNED', requestedOn: '2026-03-02', signedOn: '2026-03-04' } as const;
const terms: TopUpTerms = { understoodBy, agreement, exceptionalCircumstances: null };
const excepted: TopUpTerms = { understoodBy: null, agreement: null, exceptionalCircumstances: 'Near the clinic.' };
const faults = (given: TopUpTerms | null, isPlace = true) =>
  topUpTermsRefusals(given, isPlace, NOW).map(({ rule, code, field }) => `${rule} ${code} ${field}`);
const cost = {
  ...{ on: '2026-12-31', pricePence: 87_000, feePence: 80_000, topUpPence: 7_000 },
  ...({ feeKind: 'NURSING', feeFrom: '2026-04-01' } as const),
};

describe('the terms of a top-up', () => {
  it('CHOI-06: are taken with an agreement, with exceptional circumstances, or not at all', () => {
    expect(faults(null)).toEqual([]);
    expect(faults(null, false)).toEqual([]);
    expect(faults(terms)).toEqual([]);
    expect(faults(excepted)).toEqual([]);
    expect(faults({ ...terms, agreement: { status: 'REQUESTED', requestedOn: '2026-03-04', signedOn: null } })).toEqual(
      [],
    );
  });

  it.each([
    ['for other care', terms, false, ['CHOI-06 TOP_UP_NOT_HERE input.topUp']],
    ['that say nothing', { ...excepted, exceptionalCircumstances: null }, true, ['CHOI-06 TOP_UP_EMPTY input.topUp']],
    [
      'signed, and exceptional',
      { ...terms, exceptionalCircumstances: 'Near.' },
      true,
      ['CHOI-06 TOP_UP_NOT_CLEAR input.topUp.exceptionalCircumstances'],
    ],
    [
      'understood by a carer',
      { ...terms, understoodBy: { ...understoodBy, who: 'CARER' } },
      true,
      ['CHOI-06 NOT_THEIRS_TO_AGREE input.topUp.understoodBy.who'],
    ],
    ['understood by an advocate', { ...terms, understoodBy: { ...understoodBy, who: 'ADVOCATE' } }, true, []],
    [
      'understood in time to come',
      { ...terms, understoodBy: { ...understoodBy, at: later(NOW, 1) } },
      true,
      ['CHOI-09 DECIDED_LATER input.topUp.understoodBy.at'],
    ],
    [
      'understood, who knows how',
      { ...terms, understoodBy: { ...understoodBy, how: ' ' } },
      true,
      ['EVAL-11 INVOLVEMENT_MISSING input.topUp.understoodBy.how'],
    ],
    [
      'requested tomorrow',
      { ...terms, agreement: { ...agreement, requestedOn: '2026-03-05' } },
      true,
      ['CHOI-06 DATE_TO_COME input.topUp.agreement.requestedOn'],
    ],
    [
      'signed tomorrow',
      { ...terms, agreement: { ...agreement, signedOn: '2026-03-05' } },
      true,
      ['CHOI-06 DATE_TO_COME input.topUp.agreement.signedOn'],
    ],
    [
      'signed before it was requested',
      { ...terms, agreement: { ...agreement, signedOn: '2026-03-01' } },
      true,
      ['CHOI-06 SIGNED_BEFORE_REQUEST input.topUp.agreement.signedOn'],
    ],
    [
      'declined on a day of signing',
      { ...terms, agreement: { ...agreement, status: 'DECLINED' } },
      true,
      ['CHOI-06 SIGNED_ON_NOT_CLEAR input.topUp.agreement.signedOn'],
    ],
    ['of the longest text', { ...excepted, exceptionalCircumstances: 'x'.repeat(CIRCUMSTANCES_CHARACTERS) }, true, []],
    [
      'of a text longer than that',
      { ...excepted, exceptionalCircumstances: 'x'.repeat(CIRCUMSTANCES_CHARACTERS + 1) },
      true,
      ['CHOI-06 CIRCUMSTANCES_MISSING input.topUp.exceptionalCircumstances'],
    ],
    [
      'that name somebody',
      { ...excepted, exceptionalCircumstances: 'Mrs Madeup knows it.' },
      true,
      ['IDG-05 PERSONAL_DATA_IN_TEXT input.topUp.exceptionalCircumstances'],
    ],
  ] as ReadonlyArray<[string, TopUpTerms, boolean, string[]]>)('CHOI-06: %s', (_, given, isPlace, expected) => {
    expect(faults(given, isPlace)).toEqual(expected);
  });

  it('CHOI-06: exceptional circumstances are asked until the council decides, and never unless they were put to it', () => {
    expect(homeChosen(cost, excepted, null)).toMatchObject({
      exception: 'ASKED',
      isUnderstood: false,
      agreement: null,
    });
    expect(homeChosen(cost, excepted, 'GRANTED')).toMatchObject({ exception: 'GRANTED' });
    expect(homeChosen(cost, excepted, 'REFUSED')).toMatchObject({ exception: 'REFUSED' });
    expect(homeChosen(cost, terms, 'GRANTED')).toMatchObject({
      exception: null,
      isUnderstood: true,
      agreement: 'SIGNED',
    });
    expect(homeChosen(cost, null, null)).toMatchObject({ exception: null, isUnderstood: false, agreement: null });
  });
});

describe('an awarded top-up', () => {
  const of = { weeklyPence: 7_000, standardFeePence: 80_000, feeVersion: 'NURSING 2026-04-01' };

  it('AWRD-11, PAY-09: tells the sum, the fee and the ground, with its dates, and nobody', () => {
    expect(awardedTopUp(cost, terms, null)).toEqual({
      ...of,
      ...{ ground: 'SIGNED', requestedOn: '2026-03-02', settledOn: '2026-03-04' },
    });
    expect(awardedTopUp(cost, excepted, at('2026-07-01 00:30'))).toEqual({
      ...of,
      ...{ ground: 'GRANTED', requestedOn: null, settledOn: '2026-07-01' },
    });
  });

  it('AWRD-11: is none for a place within the fee, whatever was signed', () => {
    expect(awardedTopUp({ ...cost, pricePence: 80_000, topUpPence: 0 }, terms, null)).toBeNull();
    expect(awardedTopUp(cost, null, null)).toBeNull();
  });
});

describe('the decision on exceptional circumstances', () => {
  it.each([
    [true, 'The clinic.', []],
    [true, ' ', ['EXCEPTION_NOT_EXPLAINED']],
    [true, 'x'.repeat(EXCEPTION_EXPLANATION_CHARACTERS), []],
    [true, 'x'.repeat(EXCEPTION_EXPLANATION_CHARACTERS + 1), ['EXCEPTION_NOT_EXPLAINED']],
    [true, 'Ring her on 020 7946 0113.', ['PERSONAL_DATA_IN_TEXT']],
    [false, 'The clinic.', ['NO_EXCEPTION_TO_DECIDE']],
  ])('CHOI-06: awaited %s, explained by %j', (awaitsDecision, explanation, expected) => {
    expect(exceptionRefusals({ awaitsDecision, explanation }).map(({ code }) => code)).toEqual(expected);
  });
});

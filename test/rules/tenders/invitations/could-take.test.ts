import { couldTake } from '../../../../subgraphs/tenders/rules/invitations/could-take.js';
import { aNeed, aPatchProvider, aProvider, asking } from '../fixtures.js';

const asked = (provider = aPatchProvider(), change: Parameters<typeof asking>[1] = {}) => {
  const { purpose: _each, ...facts } = asking(provider, change);
  return couldTake(facts, { isOpen: true, answer: 'INVITED' });
};

it.each([
  ['a member with room', asked(), true, true],
  ['no member of the patch', asked(aProvider()), false, false],
  ['a rating that bars', asked(aPatchProvider().rated('INADEQUATE')), false, false],
  ['children', asked(aPatchProvider(), { need: aNeed({ cohort: 'CYP', cypAge: 9 }) }), false, false],
  ['exactly at the ceiling', asked(aPatchProvider().caringFor({ privately: 2000, allocated: 980 })), true, true],
  [
    'a minute over',
    asked(aPatchProvider().caringFor({ privately: 2000, allocated: 980 }), { uncountedWeeklyMinutes: 1 }),
    false,
    false,
  ],
  ['a query on its rates', asked(aPatchProvider().with({ lowRateQueryOpen: true })), true, false],
  ['the framework', asked(aProvider().onTheFramework(), { stage: 'FRAMEWORK' }), true, true],
  [
    'the framework, without a rate',
    asked(aProvider().onTheFramework().with({ blendedRatePence: {} }), { stage: 'FRAMEWORK' }),
    true,
    false,
  ],
  [
    'the framework, and a group that it does not serve',
    asked(aProvider().onTheFramework().with({ groups: [] }), { stage: 'FRAMEWORK' }),
    true,
    false,
  ],
] as const)('EVAL-01, EVAL-03, EVAL-05, PROV-33: %s', (_what, found, couldBid, couldWin) => {
  expect(found).toMatchObject({ couldBid, couldWin });
});

it('EVAL-01: every check but that of completeness is made for both, each with what it rests on', () => {
  const { bidChecks, awardChecks } = asked();
  const all = ['REGISTRATION', 'MEMBERSHIP', 'CQC_GATE', 'AGE_BAND', 'CEILING'];
  expect(bidChecks.map(({ id }) => id)).toEqual(all);
  expect(awardChecks.map(({ id }) => id)).toEqual(all);
  expect(awardChecks.find(({ id }) => id === 'CQC_GATE')!.inputs).toMatchObject({ purpose: 'AWARD', overall: 'GOOD' });
  expect(bidChecks.find(({ id }) => id === 'CEILING')!.inputs).toMatchObject({ totalWeeklyMinutes: 13_200 });
});

it.each([
  ['is asked', true, 'VIEWED', true, true],
  ['has bid', true, 'SUBMITTED', true, true],
  ['has declined', true, 'DECLINED', false, false],
  ['is set aside for another', true, 'SET_ASIDE', false, false],
  ['has a bid that is evaluated', false, 'UNDER_EVALUATION', false, true],
  ['was silent until the close', false, 'NO_RESPONSE', false, false],
  ['lost', false, 'UNSUCCESSFUL', false, false],
  ['has won already', false, 'WON', false, false],
] as const)('EVAL-01: whoever %s is told so', (_who, isOpen, answer, couldBid, couldWin) => {
  const { purpose: _each, ...facts } = asking(aPatchProvider());
  expect(couldTake(facts, { isOpen, answer })).toMatchObject({ couldBid, couldWin });
});

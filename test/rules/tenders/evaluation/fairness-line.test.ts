import {
  type FairnessCounts,
  fairnessShares,
  SHARED_STAGES,
} from '../../../../subgraphs/tenders/rules/evaluation/fairness-line.js';

const counts = (change: Partial<FairnessCounts> = {}): FairnessCounts => ({
  ...{ roundsInvited: 5, roundsBid: 4, packagesAwarded: 1, weeklyMinutesAwarded: 600 },
  ...{ eligibleRounds: 4, eligibleWeeklyMinutes: 2400, ...change },
});

it('EVAL-02: the stages that are shared out fairly are those of patches', () => {
  expect(SHARED_STAGES).toEqual(['PATCH', 'OTHER_PATCHES']);
});

it.each([
  ['a quarter', counts(), 0.25, 0.25],
  ['none of some', counts({ packagesAwarded: 0, weeklyMinutesAwarded: 0 }), 0, 0],
  ['all', counts({ packagesAwarded: 4, weeklyMinutesAwarded: 2400 }), 1, 1],
  [
    'of nothing',
    counts({ packagesAwarded: 0, weeklyMinutesAwarded: 0, eligibleRounds: 0, eligibleWeeklyMinutes: 0 }),
    null,
    null,
  ],
])('SHOW-08: a council reads shares of what was shared out: %s', (_what, of, shareOfPackages, shareOfHours) => {
  const { eligibleRounds, eligibleWeeklyMinutes } = of;
  const shares = { eligibleRounds, eligibleWeeklyMinutes, shareOfPackages, shareOfHours };
  expect(fairnessShares(of, 'COUNCIL')).toEqual(shares);
});

it('IDG-23, EVAL-13: a provider reads the same whatever the others won, so that nothing of them follows from it', () => {
  const read = [0, 1, 4, 400].map((eligibleRounds) => fairnessShares(counts({ eligibleRounds }), 'PROVIDER'));
  expect(new Set(read.map((each) => JSON.stringify(each))).size).toBe(1);
  expect(Object.values(read[0]!)).toEqual([null, null, null, null]);
});

import { type AwardFacts, awardRefusals } from '../../../../subgraphs/tenders/rules/awards/award.js';
import { involvementRefusal } from '../../../../subgraphs/tenders/rules/awards/involvement.js';
import { suitability } from '../../../../subgraphs/tenders/rules/evaluation/suitability.js';
import { eligibilityChecks } from '../../../../subgraphs/tenders/rules/invitations/eligibility.js';
import { type AProvider, aBid, aNeed, aPatchProvider, asking, at, later, policy } from '../fixtures.js';

const decidedAt = at('2026-03-04 12:10');
const criteria = policy.evaluation.criteria;
function checksOf(provider: AProvider) {
  return eligibilityChecks(asking(provider, { purpose: 'AWARD' }), aBid());
}

/** The first of two suitable bids after the close, everything in order. */
function awarding(change: Partial<AwardFacts> = {}): AwardFacts {
  return {
    callOff: 'EVALUATING',
    urgency: 'STANDARD',
    emergencyReason: null,
    bid: { id: 'bid-oak', state: 'UNDER_EVALUATION' },
    order: ['bid-oak', 'bid-elm'],
    exception: null,
    criteria,
    criteriaResults: suitability(criteria, aBid(), aNeed(), policy),
    involvement: {
      entries: [{ who: 'PERSON', how: 'Told of both offers by telephone.', at: at('2026-03-04 12:05') }],
      notPossibleBecause: null,
    },
    provider: { checks: checksOf(aPatchProvider()), lowRateQueryOpen: false },
    sourcingAgreed: true,
    at: decidedAt,
    ...change,
  };
}

const answer = (change: Partial<AwardFacts>) =>
  awardRefusals(awarding(change)).map(({ rule, code }) => `${rule} ${code}`);

describe('involvement', () => {
  const entry = { who: 'CARER', how: 'Visited at home.', at: decidedAt } as const;

  it.each([
    ['an entry up to the instant of deciding', { entries: [entry], notPossibleBecause: null }, undefined],
    [
      'an entry after it',
      { entries: [{ ...entry, at: later(decidedAt, 1) }], notPossibleBecause: null },
      'INVOLVEMENT_MISSING',
    ],
    [
      'an entry that does not say how',
      { entries: [{ ...entry, how: ' ' }], notPossibleBecause: null },
      'INVOLVEMENT_MISSING',
    ],
    ['the reason why not', { entries: [], notPossibleBecause: 'In theatre, and no contact answered.' }, undefined],
    ['an empty reason', { entries: [], notPossibleBecause: '' }, 'INVOLVEMENT_MISSING'],
    ['nothing', { entries: [], notPossibleBecause: null }, 'INVOLVEMENT_MISSING'],
  ] as const)('EVAL-11: a decision with %s', (_, involvement, code) => {
    expect(involvementRefusal(involvement, decidedAt)?.code).toBe(code);
    expect(answer({ involvement })).toEqual(code ? [`EVAL-11 ${code}`] : []);
  });
});

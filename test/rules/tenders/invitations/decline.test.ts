import { bidStates } from '../../../../subgraphs/tenders/rules/bids/bid-states.js';
import {
  couldBeGiven,
  countedAs,
  DECLINE_REASONS,
  declineKind,
  declineRefusal,
} from '../../../../subgraphs/tenders/rules/invitations/decline.js';
import { aPatchProvider, asking, policy, policyWith } from '../fixtures.js';

const { gate } = policy.cqc;
const anyQuestion = policyWith('cqc', { gate: { ...gate, scope: 'ANY_KEY_QUESTION' } });
const awardsToGood = policyWith('cqc', {
  gate: { ...gate, matrix: { ...gate.matrix, INVITE: { ...gate.matrix.INVITE, REQUIRES_IMPROVEMENT: 'ALLOW' } } },
});
const states = [...new Set(bidStates.edges.map(({ to }) => to))];

describe('declining', () => {
  it('ROUT-13: a decline needs a coded reason', () => {
    expect(declineRefusal('PATCH', null)).toMatchObject({
      rule: 'ROUT-13',
      code: 'REASON_MISSING',
      field: 'input.reason',
    });
  });

  it.each(DECLINE_REASONS)('ROUT-13: on the patch route %s is accepted', (reason) => {
    expect(declineRefusal('PATCH', reason)).toBeUndefined();
  });

  it.each([
    ['CAPACITY', undefined],
    ['SKILL', undefined],
    ['SAFETY', undefined],
    ['PREFERENCES', 'ASM-25'],
    ['ELIGIBILITY', 'ASM-25'],
  ] as const)('ASM-25: a discharge declined for %s is refused under %s', (reason, rule) => {
    expect(declineRefusal('D2A_PATCH', reason)?.rule).toBe(rule);
  });

  it.each(['NEED_DIFFERS_FROM_ADVERT', 'NO_AUTHORISED_PLAN'] as const)(
    'AWRD-09: %s is a reason once the full request could be read, and none before',
    (reason) => {
      expect(declineRefusal('PATCH', reason)).toMatchObject({ rule: 'ROUT-13', code: 'REASON_NOT_ACCEPTED' });
      expect(declineRefusal('PATCH', reason, 'AWARD')).toBeUndefined();
      expect(declineRefusal('D2A_PATCH', reason, 'AWARD')).toMatchObject({ rule: 'ASM-25' });
    },
  );

  it.each([
    ['CAPACITY', 'CAPACITY'],
    ['SKILL', 'UNSUITABLE'],
    ['SAFETY', 'UNSUITABLE'],
    ['PREFERENCES', 'UNSUITABLE'],
    ['ELIGIBILITY', 'UNSUITABLE'],
    ['NEED_DIFFERS_FROM_ADVERT', 'UNSUITABLE'],
    ['NO_AUTHORISED_PLAN', 'UNSUITABLE'],
    [null, null],
  ] as const)('ROUT-13: want of room is told from a package that does not suit: %s is %s', (reason, kind) => {
    expect(declineKind(reason)).toBe(kind);
  });

  it('ROUT-12: declines, silence and refusals after award are counted, and nothing else', () => {
    const counted = states.filter((state) => countedAs(state) !== null);
    expect(counted.sort()).toEqual(['DECLINED', 'NO_RESPONSE', 'REFUSED_AFTER_AWARD']);
    for (const state of counted) expect(countedAs(state)).toBe(state);
  });

  it.each([
    ['rated Good', aPatchProvider(), policy, true],
    ['rated Requires Improvement', aPatchProvider().rated('REQUIRES_IMPROVEMENT'), policy, false],
    [
      'with one key question that requires improvement',
      aPatchProvider().rated('GOOD', 'REQUIRES_IMPROVEMENT'),
      policy,
      true,
    ],
    [
      'the same, by a council that gates by every key question',
      aPatchProvider().rated('GOOD', 'REQUIRES_IMPROVEMENT'),
      anyQuestion,
      false,
    ],
    [
      'invited by a council that only awards to Good',
      aPatchProvider().rated('REQUIRES_IMPROVEMENT'),
      awardsToGood,
      false,
    ],
    ['suspended', aPatchProvider().with({ memberships: [] }).in('East', { status: 'SUSPENDED' }), policy, false],
    ['deregistered', aPatchProvider().with({ registered: false }), policy, false],
    ['with no room under the ceiling', aPatchProvider().caringFor({ privately: 2000, allocated: 981 }), policy, false],
    ['not registered for the age', aPatchProvider().registeredFor('CHILDREN_0_18'), policy, false],
  ] as const)('CM-06, PROV-08, AMB-06: a provider %s', (_, provider, by, expected) => {
    const { purpose: _purpose, ...facts } = asking(provider, { policy: by });
    expect(couldBeGiven(facts)).toBe(expected);
  });
});

import type { ProviderStanding } from '../../../../schema/events/providers.js';
import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import { NOT_YET_RATED } from '../../../../subgraphs/providers/rules/cqc/ratings.js';
import { standingNotices } from '../../../../subgraphs/providers/rules/register/standing-notices.js';

const HOUR = 60;
const member = (status: 'ADMITTED' | 'SUSPENDED' | 'EXITED') =>
  ({ vehicle: 'FRAMEWORK', patch: null, status, from: '2024-04-01', to: null, lots: [], expertise: [] }) as const;

function standing(
  over: Partial<ProviderStanding> = {},
  hours: Partial<ProviderStanding['capacity']> = {},
): ProviderStanding {
  return {
    providerId: 'quince',
    council: 'bromley',
    version: 1,
    name: 'Quince Care',
    registered: true,
    overall: 'GOOD',
    keyQuestions: NOT_YET_RATED.keyQuestions,
    doubts: [],
    ageBands: [],
    memberships: [member('ADMITTED')],
    qaf: null,
    groups: [],
    skills: [],
    improvementPlanCompliant: true,
    capacity: { privateWeeklyMinutes: 0, declaredAt: null, committedWeeklyMinutes: 0, countedTo: 0, ...hours },
    blendedRatePence: {},
    nightRatesPence: { SLEEP_IN: null, WAKING_NIGHT: null },
    lowRateQueryOpen: false,
    ...over,
  };
}

const notices = (before: ProviderStanding | null, after: ProviderStanding) =>
  standingNotices(before, after, '1-900000001', DEFAULT_POLICY);
const typesOf = (before: ProviderStanding | null, after: ProviderStanding) =>
  notices(before, after).map(({ type }) => type);

describe('what is told beside a standing', () => {
  it('NTF-27: another overall rating, and each gate that it moved', () => {
    const told = notices(standing(), standing({ overall: 'INADEQUATE' }));
    expect(told[0]).toEqual({
      type: 'CqcRatingChanged',
      data: { providerId: 'quince', locationId: '1-900000001', from: 'GOOD', to: 'INADEQUATE' },
      roles: ['broker', 'contract-officer'],
    });
    expect(
      told.slice(1).map(({ type, data }) => [type, 'purpose' in data && data.purpose, 'to' in data && data.to]),
    ).toEqual(
      ['LONG_LIST', 'INVITE', 'AWARD', 'USER_CHOICE', 'INCREASE'].map((purpose) => ['GateChanged', purpose, 'BLOCK']),
    );
  });

  it('NTF-27: from Good to Outstanding no gate moves', () => {
    expect(typesOf(standing(), standing({ overall: 'OUTSTANDING' }))).toEqual(['CqcRatingChanged']);
  });

  it.each([
    ['PROV-02: deregistered', { registered: false }, 'NOT_REGISTERED'],
    [
      'PROV-02: deregistered and suspended',
      { registered: false, memberships: [member('SUSPENDED')] },
      'NOT_REGISTERED',
    ],
    ['SM-5: suspended', { memberships: [member('SUSPENDED')] }, 'SUSPENDED'],
    [
      'SM-5: suspended in one vehicle, out of the other',
      { memberships: [member('EXITED'), member('SUSPENDED')] },
      'SUSPENDED',
    ],
    ['SM-5: out', { memberships: [member('EXITED')] }, 'EXITED'],
  ])('%s, a provider is shut out, and let in again when that is over', (_name, over, reason) => {
    const out = standing(over);
    expect(notices(standing(), out)).toContainEqual({
      type: 'ProviderSuspended',
      data: { providerId: 'quince', reason },
      roles: ['broker', 'contract-officer'],
    });
    expect(notices(out, standing())).toContainEqual({
      type: 'ProviderRestored',
      data: { providerId: 'quince' },
      roles: ['broker', 'contract-officer'],
    });
  });

  it('SM-5: with one membership left, a provider is not shut out', () => {
    const before = standing({ memberships: [member('ADMITTED'), member('ADMITTED')] });
    expect(notices(before, standing({ memberships: [member('ADMITTED'), member('SUSPENDED')] }))).toEqual([]);
  });

  it.each([
    ['just below nine tenths', 2699.75, []],
    ['at nine tenths', 2700, ['CapacityCeilingNear']],
    ['just below the ceiling', 2999.75, ['CapacityCeilingNear']],
    ['at the ceiling', 3000, ['CapacityCeilingReached']],
  ])('NTF-28: %s, private and awarded hours together', (_name, hours, types) => {
    const after = standing({}, { privateWeeklyMinutes: 1000 * HOUR, committedWeeklyMinutes: (hours - 1000) * HOUR });
    expect(typesOf(standing(), after)).toEqual(types);
    // A first standing near the ceiling is news, too; and one that stays there is not.
    expect(typesOf(null, after)).toEqual(types);
    expect(typesOf(after, after)).toEqual([]);
    expect(typesOf(after, standing())).toEqual([]);
  });

  it('NTF-28: undeclared private hours count as none', () => {
    const undeclared = (minutes: number) =>
      standing({}, { privateWeeklyMinutes: null, committedWeeklyMinutes: minutes });
    expect(typesOf(undeclared(0), undeclared(3000 * HOUR - 1))).toEqual(['CapacityCeilingNear']);
  });

  it('NTF-27: a first standing is no change of rating, gate or access', () => {
    expect(notices(null, standing({ overall: 'INADEQUATE', registered: false }))).toEqual([]);
  });

  const broken = { overall: 'REQUIRES_IMPROVEMENT', improvementPlanCompliant: false } as const;

  it.each<[string, ProviderStanding | null, ProviderStanding, boolean]>([
    ['from the day it is found', standing(), standing(broken), true],
    ['from admission on', null, standing(broken), true],
    ['when its plan has lapsed', standing({ ...broken, improvementPlanCompliant: true }), standing(broken), true],
    ['once', standing(broken), standing({ ...broken, overall: 'INADEQUATE' }), false],
    ['with a plan', standing(), standing({ ...broken, improvementPlanCompliant: true }), false],
    ['as a member that has left', standing(), standing({ ...broken, memberships: [member('EXITED')] }), false],
    ['unrated', standing(), standing({ overall: 'NOT_YET_RATED' }), false],
  ])('PROV-04: a provider below Good that breaks the minimum is told %s', (_name, before, after, told) => {
    const notice = {
      type: 'MinimumRatingBroken',
      data: { providerId: 'quince', overall: after.overall },
      roles: ['broker', 'contract-officer'],
    };
    if (told) expect(notices(before, after)).toContainEqual(notice);
    else expect(typesOf(before, after)).not.toContain('MinimumRatingBroken');
  });

  const declaredAt = '2026-05-01T08:00:00.000Z';

  it('PROV-23: private hours whose declaration has grown too old are told of once', () => {
    const declared = standing({}, { privateWeeklyMinutes: 600, declaredAt });
    const tooOld = standing({}, { privateWeeklyMinutes: null, declaredAt });
    expect(notices(declared, tooOld)).toEqual([
      {
        type: 'PrivateHoursOverdue',
        data: { providerId: 'quince', declaredAt },
        roles: ['broker', 'contract-officer'],
      },
    ]);
    expect(notices(tooOld, tooOld)).toEqual([]);
    expect(notices(tooOld, declared)).toEqual([]);
  });
});

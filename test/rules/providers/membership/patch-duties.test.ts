import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import {
  type PatchDuties,
  patchDutiesRefusals,
  patchDutyFaults,
} from '../../../../subgraphs/providers/rules/membership/patch-duties.js';

const duties: PatchDuties = {
  trustedAssessors: 1,
  weekendDischarge: { from: '09:00', to: '17:00' },
  startsAtShortNotice: true,
};
const hours = (from: string, to: string) => ({ weekendDischarge: { from, to } });

describe('the duties of a patch provider', () => {
  it.each<[string, Partial<PatchDuties>, boolean, string[]]>([
    ['all of them', {}, true, []],
    ['longer hours', hours('08:59', '17:01'), true, []],
    ['no trusted assessor', { trustedAssessors: 0 }, true, ['NO_TRUSTED_ASSESSOR']],
    ['nobody on call', {}, false, ['NO_ON_CALL_COVER']],
    ['no service at weekends', { weekendDischarge: null }, true, ['NO_WEEKEND_DISCHARGE']],
    ['a service that begins a minute late', hours('09:01', '17:00'), true, ['NO_WEEKEND_DISCHARGE']],
    ['a service that ends a minute early', hours('09:00', '16:59'), true, ['NO_WEEKEND_DISCHARGE']],
    ['nobody at short notice', { startsAtShortNotice: false }, true, ['NO_SHORT_NOTICE_START']],
  ])('PROV-31: with %s', (_, changes, onCall, expected) => {
    expect(patchDutyFaults({ ...duties, ...changes }, onCall, DEFAULT_POLICY)).toEqual(expected);
  });

  it('PROV-31: that were never declared are all missing, but for cover on call', () => {
    expect(patchDutyFaults(null, true, DEFAULT_POLICY)).toEqual([
      'NO_TRUSTED_ASSESSOR',
      'NO_WEEKEND_DISCHARGE',
      'NO_SHORT_NOTICE_START',
    ]);
  });

  it('PROV-31: a council sets its own hours', () => {
    const policy = { hours: { ...DEFAULT_POLICY.hours, weekendDischarge: { from: '08:00', to: '17:00' } } };
    expect(patchDutyFaults(duties, true, policy)).toEqual(['NO_WEEKEND_DISCHARGE']);
  });

  it.each<[string, Partial<PatchDuties>, string[]]>([
    ['as it should be', {}, []],
    ['of nobody', { trustedAssessors: 0, weekendDischarge: null }, []],
    ['of less than nobody', { trustedAssessors: -1 }, ['ASSESSOR_COUNT input.trustedAssessors']],
    ['of half a person', { trustedAssessors: 0.5 }, ['ASSESSOR_COUNT input.trustedAssessors']],
    ['of 10,000', { trustedAssessors: 10_000 }, []],
    ['of one more', { trustedAssessors: 10_001 }, ['ASSESSOR_COUNT input.trustedAssessors']],
    ['with hours that end as they begin', hours('09:00', '09:00'), ['DISCHARGE_HOURS input.weekendDischarge']],
  ])('PROV-31: a declaration %s', (_, changes, expected) => {
    const refusals = patchDutiesRefusals({ ...duties, ...changes });
    expect(refusals.map(({ rule, code, field }) => `${rule} ${code} ${field}`)).toEqual(
      expected.map((each) => `PROV-31 ${each}`),
    );
  });
});

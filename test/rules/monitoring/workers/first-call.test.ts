import { firstCallRefusal, firstCallWarnings } from '../../../../subgraphs/monitoring/rules/workers/first-call.js';

describe('who makes the first call', () => {
  it.each([
    ['FIELD_SUPERVISOR', true, []],
    ['REGISTERED_MANAGER', true, []],
    ['CARE_WORKER', true, ['FIRST_CALL_WITHOUT_SUPERVISOR']],
    ['SENIOR_CARER', true, ['FIRST_CALL_WITHOUT_SUPERVISOR']],
    ['TRUSTED_ASSESSOR', true, ['FIRST_CALL_WITHOUT_SUPERVISOR']],
    ['FIELD_SUPERVISOR', false, ['NEXT_CARER_NOT_ADVISED']],
    ['CARE_WORKER', false, ['FIRST_CALL_WITHOUT_SUPERVISOR', 'NEXT_CARER_NOT_ADVISED']],
  ] as const)('ROUT-11: made by a %s, next carer advised %s, warns of %j', (workerRole, nextCarerAdvised, warnings) => {
    expect(firstCallWarnings({ workerRole, nextCarerAdvised })).toEqual(warnings);
  });

  it.each([
    [true, false, undefined],
    [false, false, 'PLACEMENT_NOT_LIVE'],
    [true, true, 'FIRST_CALL_ALREADY_REPORTED'],
    [false, true, 'PLACEMENT_NOT_LIVE'],
  ])('ROUT-11: of a placement live %s, called before %s: %s', (live, called, code) => {
    expect(firstCallRefusal({ live, called })?.code).toBe(code);
  });
});

import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import {
  D2A_PURPOSES,
  type DischargePassport,
  notOnPassportRefusal,
  passportRefusals,
} from '../../../../subgraphs/cases/rules/requests/discharge-passport.js';
import { aCall, aPassport, told } from '../given.js';

function refusalsOf(change: Partial<DischargePassport>) {
  return told(passportRefusals({ ...aPassport, ...change }, DEFAULT_POLICY));
}

describe('a discharge passport', () => {
  it.each(D2A_PURPOSES)('ASM-26: a complete passport may be referred to %s', (purpose) => {
    expect(refusalsOf({ purpose })).toEqual([]);
  });

  it.each([
    ['callsPerDay', 'ROUT-14', { callsPerDay: null }],
    ['callsPerDay', 'ROUT-14', { callsPerDay: 0 }],
    ['callMinutes', 'ROUT-14', { callMinutes: null }],
    ['expectedDischargeAt', 'ROUT-14', { expectedDischargeAt: null }],
    ['twoWorkers', 'ASM-24', { twoWorkers: null }],
    ['schedule', 'ASM-24', { schedule: [] }],
    ['purpose', 'ASM-26', { purpose: null }],
  ] as ReadonlyArray<[string, string, Partial<DischargePassport>]>)(
    'ASM-24, ASM-26, ROUT-14: a passport lacking %s is refused under %s',
    (field, rule, change) => {
      expect(refusalsOf(change)).toEqual([`${rule} input.passport.${field}`]);
    },
  );

  it('ASM-24: an empty passport is told everything it lacks', () => {
    const empty: DischargePassport = {
      callsPerDay: null,
      callMinutes: null,
      expectedDischargeAt: null,
      twoWorkers: null,
      schedule: [],
      purpose: null,
    };
    expect(refusalsOf(empty)).toEqual([
      'ROUT-14 input.passport.callsPerDay',
      'ROUT-14 input.passport.callMinutes',
      'ROUT-14 input.passport.expectedDischargeAt',
      'ASM-24 input.passport.twoWorkers',
      'ASM-24 input.passport.schedule',
      'ASM-26 input.passport.purpose',
    ]);
  });

  it.each([
    ['as many calls on every day', { callsPerDay: 2, schedule: [aCall, { ...aCall, startTime: '18:00' }] }, true],
    ['fewer calls on some days', { callsPerDay: 2, schedule: [aCall, { ...aCall, days: ['MON'] }] }, true],
    ['fewer calls on all days', { callsPerDay: 2, schedule: [aCall] }, false],
    ['more calls on one day', { callsPerDay: 1, schedule: [aCall, { ...aCall, days: ['MON'] }] }, false],
    ['two workers on both', { twoWorkers: true, schedule: [{ ...aCall, workers: 2 }] }, true],
    ['two workers on the form alone', { twoWorkers: true }, false],
    ['two workers in the schedule alone', { schedule: [{ ...aCall, workers: 2 }] }, false],
  ] as ReadonlyArray<[string, Partial<DischargePassport>, boolean]>)(
    'ASM-24: form and schedule say the same: %s',
    (_, change, agree) => {
      expect(refusalsOf(change)).toEqual(agree ? [] : ['ASM-24 input.passport.schedule']);
    },
  );

  it('DEL-06: neither the stated length nor a scheduled one may be less than a unit of service', () => {
    expect(refusalsOf({ callMinutes: 20, schedule: [{ ...aCall, minutes: 20 }] })).toEqual([
      'DEL-06 input.passport.callMinutes',
      'DEL-06 input.passport.schedule.0.minutes',
    ]);
  });
});

it('ASM-24: only discharge to assess needs a passport', () => {
  expect(notOnPassportRefusal('D2A')?.code).toBe('D2A_NEEDS_A_PASSPORT');
  for (const careType of ['STANDARD_ADULT', 'PALLIATIVE_EOL', 'STANDARD_CYP'] as const) {
    expect(notOnPassportRefusal(careType)).toBeUndefined();
  }
});

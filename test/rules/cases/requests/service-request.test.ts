import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import type { ServiceType } from '../../../../subgraphs/cases/rules/requests/request-type.js';
import {
  neededFromRefusal,
  type RequestedCare,
  requestedCareRefusals,
} from '../../../../subgraphs/cases/rules/requests/service-request.js';
import { aCall, aHome, careAtHome, told } from '../given.js';

function refusalsOf(change: Partial<RequestedCare>, serviceType: ServiceType = 'DOMICILIARY') {
  return told(requestedCareRefusals({ ...careAtHome, ...change }, serviceType, DEFAULT_POLICY));
}

describe('a request form', () => {
  it('ASM-05: a form that states the care is complete', () => {
    expect(refusalsOf({})).toEqual([]);
  });

  it.each([
    ['2027-06-02', null, true],
    ['2027-06-03', null, false],
    ['2027-06-03', '2027-06-03', true],
    ['2027-06-04', '2027-06-03', false],
    // Late, and asked for all the same.
    ['2026-05-01', null, true],
  ])('ASM-05: care from %s, before from %s, is asked for on 1 June 2026: %s', (from, before, may) => {
    expect(neededFromRefusal(from, before, '2026-06-01')?.field).toBe(may ? undefined : 'input.neededFrom');
  });

  it('ASM-05: a form without a call states no care', () => {
    expect(refusalsOf({ calls: [] })).toEqual(['ASM-05 input.calls']);
  });

  it('ASM-05, ASM-06: each form states what is its own, and refuses what belongs to the other', () => {
    const place = { calls: [], home: aHome };
    expect(refusalsOf(place, 'RESIDENTIAL')).toEqual([]);
    expect(refusalsOf({ home: aHome })).toEqual(['ASM-05 input.home']);
    for (const serviceType of ['RESIDENTIAL', 'NURSING', 'RESPITE'] as const) {
      expect(refusalsOf({ calls: [] }, serviceType)).toEqual(['ASM-06 input.home']);
      expect(refusalsOf({ home: aHome }, serviceType)).toEqual(['ASM-06 input.calls']);
      expect(refusalsOf({}, serviceType)).toEqual(['ASM-06 input.home', 'ASM-06 input.calls']);
    }
  });

  it('ASM-18: at least one service-user group is named', () => {
    expect(refusalsOf({ groups: [] })).toEqual(['ASM-18 input.groups']);
    expect(refusalsOf({ groups: ['DEMENTIA', 'SENSORY_NEEDS'] })).toEqual([]);
  });

  it.each([
    ['flag and detail', true, 'PEG feeding twice a day', []],
    ['flag without detail', true, null, ['ASM-07 input.complexNeedsDetail']],
    ['flag with blanks', true, '  \n', ['ASM-07 input.complexNeedsDetail']],
    ['neither', false, null, []],
    ['detail without the flag', false, 'Hard of hearing', []],
    ['detail of 2,000 characters', true, 'x'.repeat(2000), []],
    ['detail of 2,001 characters', true, 'x'.repeat(2001), ['ASM-07 input.complexNeedsDetail']],
  ] as const)('ASM-07: complex needs with %s', (_, complexNeeds, complexNeedsDetail, refusals) => {
    expect(refusalsOf({ complexNeeds, complexNeedsDetail })).toEqual(refusals);
  });

  it.each([
    ['STANDARD_ADULT', 'ADULT', true],
    ['STANDARD_ADULT', 'CYP', false],
    ['STANDARD_CYP', 'CYP', true],
    ['STANDARD_CYP', 'ADULT', false],
    ['PALLIATIVE_EOL', 'ADULT', true],
    ['PALLIATIVE_EOL', 'CYP', true],
  ] as const)('ASM-28: care type %s for the cohort %s: %s', (careType, cohort, fits) => {
    expect(refusalsOf({ careType, cohort })).toEqual(fits ? [] : ['ASM-28 input.careType']);
  });

  it.each([
    ['D2A', 'D2A', 'ADULT', []],
    ['D2A', 'STANDARD', 'ADULT', ['ASM-28 input.urgency']],
    ['STANDARD_ADULT', 'D2A', 'ADULT', ['ASM-28 input.urgency']],
    ['PALLIATIVE_EOL', 'EMERGENCY', 'ADULT', []],
    ['D2A', 'D2A', 'CYP', ['ASM-28 input.careType']],
  ] as const)('ASM-28: %s with urgency %s for the cohort %s', (careType, urgency, cohort, refusals) => {
    expect(refusalsOf({ careType, urgency, cohort })).toEqual(refusals);
  });

  it('DEL-06: the calls of a form are checked like any others', () => {
    expect(refusalsOf({ calls: [aCall, { ...aCall, minutes: 20, workers: 3 }] })).toEqual([
      'ASM-30 input.calls.1.workers',
      'DEL-06 input.calls.1.minutes',
    ]);
  });
});

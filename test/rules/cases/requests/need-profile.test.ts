import fc from 'fast-check';
import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import { type NeedFacts, needProfile } from '../../../../subgraphs/cases/rules/requests/need-profile.js';
import { aCall, aHome, aPassport, aPerson, careAtHome } from '../given.js';

const facts: NeedFacts = { care: careAtHome, person: aPerson, patch: 'East', passport: null };

describe('what may leave before an award', () => {
  it('IDG-01: the profile is the need, the postcode, and nothing else', () => {
    expect(needProfile(facts, DEFAULT_POLICY)).toEqual({
      postcode: 'BR1 1AB',
      patch: 'East',
      careType: 'STANDARD_ADULT',
      groups: ['OLDER_PEOPLE'],
      cohort: 'ADULT',
      cypAge: null,
      urgency: 'STANDARD',
      specialist: false,
      neededFrom: '2026-06-01',
      calls: [aCall],
      weeklyWorkerMinutes: 315,
      weeklyClockMinutes: 315,
      skills: [],
      carerGender: null,
      languages: [],
      complexNeeds: null,
      discharge: null,
      home: null,
    });
  });

  it('IDG-01: calls are told whole, nights by their kind', () => {
    const night = { ...aCall, startTime: '22:00', minutes: 480, workers: 2 as const, night: 'WAKING_NIGHT' as const };
    const care = { ...careAtHome, calls: [aCall, night] };
    const profile = needProfile({ ...facts, care }, DEFAULT_POLICY);
    expect(profile.calls).toStrictEqual([aCall, night]);
    expect(profile.weeklyWorkerMinutes).toBe(315 + 7 * 2 * 480);
    expect(profile.weeklyClockMinutes).toBe(315 + 7 * 480);
  });

  it('ASM-06, IDG-01: a place in a home is told by what it needs, without calls or minutes', () => {
    const home = { ...aHome, equipment: ['LOW_BED' as const], preferredPatches: ['East'], name: 'CANARY' };
    const profile = needProfile({ ...facts, care: { ...careAtHome, calls: [], home } }, DEFAULT_POLICY);
    const { name: _, ...told } = home;
    expect(profile).toMatchObject({ calls: [], weeklyWorkerMinutes: 0, weeklyClockMinutes: 0 });
    expect(profile.home).toEqual(told);
  });

  it.each([
    ['FULL', 'BR1 1AB'],
    ['SECTOR', 'BR1 1'],
    ['OUTWARD', 'BR1'],
  ] as const)('IDG-01: with granularity %s the postcode shows as %s', (postcodeGranularity, shown) => {
    const route = { ...DEFAULT_POLICY.route, postcodeGranularity };
    const written = { ...facts, person: { ...aPerson, postcode: 'br11ab' } };
    expect(needProfile(written, { route }).postcode).toBe(shown);
  });

  it('IDG-01: what is no postcode does not leave in its place', () => {
    const written = { ...facts, person: { ...aPerson, postcode: '7 Nowhere Lane' } };
    expect(() => needProfile(written, DEFAULT_POLICY)).toThrow(RangeError);
  });

  it.each([
    ['CYP', '2008-06-02', 17],
    ['CYP', '2008-06-01', 18],
    ['CYP', '2000-06-02', 25],
    ['ADULT', '2004-06-01', null],
    ['ADULT', '1941-03-02', null],
  ] as const)(
    'IDG-01, PROV-09: the age at the start is told of the cohort %s born %s as %s',
    (cohort, dateOfBirth, age) => {
      const care = { ...careAtHome, cohort };
      expect(needProfile({ ...facts, care, person: { ...aPerson, dateOfBirth } }, DEFAULT_POLICY).cypAge).toBe(age);
    },
  );

  it('ROUT-14: a D2A profile states calls a day, their length and the expected discharge', () => {
    const care = { ...careAtHome, careType: 'D2A', urgency: 'D2A' } as const;
    expect(needProfile({ ...facts, care, passport: aPassport }, DEFAULT_POLICY).discharge).toEqual({
      callsPerDay: 1,
      callMinutes: 45,
      expectedAt: '2026-06-01T13:00:00.000Z',
      twoWorkers: false,
    });
  });

  it.each([
    ['  Feeding by tube  ', 'Feeding by tube'],
    ['   ', null],
    [null, null],
  ])('ASM-07: the detail %j leaves as %j', (complexNeedsDetail, complexNeeds) => {
    const care = { ...careAtHome, complexNeeds: true, complexNeedsDetail };
    expect(needProfile({ ...facts, care }, DEFAULT_POLICY).complexNeeds).toBe(complexNeeds);
  });

  it('IDG-01, IDG-02: whatever a record holds of the person, wherever it holds it, none of it leaves', () => {
    const marker = fc.stringMatching(/^[A-Z]{8}$/).map((letters) => `CANARY-${letters}`);
    const personFields = fc.dictionary(
      fc.constantFrom(
        'name',
        'address',
        'phone',
        'email',
        'nhsNumber',
        'councilPersonId',
        'nextOfKin',
        'note',
        'toJSON',
      ),
      fc.oneof(marker, fc.array(marker, { maxLength: 2 }), fc.record({ value: marker })),
    );
    const birth = fc.integer({ min: 1915, max: 1990 }).map((year) => `${year}-12-28`);
    fc.assert(
      fc.property(
        fc.record({
          person: personFields,
          care: personFields,
          call: personFields,
          passport: personFields,
          facts: personFields,
        }),
        birth,
        (hidden, dateOfBirth) => {
          const record = {
            ...hidden.facts,
            ...facts,
            person: {
              ...hidden.person,
              ...aPerson,
              councilPersonId: 'CANARY-ID',
              nhsNumber: 'CANARY-NHS',
              dateOfBirth,
            },
            care: { ...hidden.care, ...careAtHome, calls: [{ ...hidden.call, ...aCall }] },
            passport: { ...hidden.passport, ...aPassport, schedule: [{ ...hidden.call, ...aCall }] },
          };
          const left = JSON.stringify(needProfile(record, DEFAULT_POLICY));
          expect(left).not.toContain('CANARY');
          expect(left).not.toContain(dateOfBirth);
          expect(left).not.toContain(dateOfBirth.slice(0, 4));
        },
      ),
    );
  });

  it('IDG-02: a profile shares no list with the record it was made from', () => {
    const groups = ['DEMENTIA' as const];
    const profile = needProfile({ ...facts, care: { ...careAtHome, groups } }, DEFAULT_POLICY);
    groups.pop();
    expect(profile.groups).toEqual(['DEMENTIA']);
  });
});

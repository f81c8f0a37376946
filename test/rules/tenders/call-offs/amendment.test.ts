import fc from 'fast-check';
import type { NeedProfile, ServiceType } from '../../../../schema/events/cases.js';
import {
  amendment,
  amendmentRefusal,
  correctionRefusal,
} from '../../../../subgraphs/tenders/rules/call-offs/amendment.js';
import { aCall, aDischarge, aNeed, at, england, later, policy, policyWith, sought } from '../fixtures.js';

const opensAt = at('2026-03-04 10:00');
const closesAt = at('2026-03-04 12:00');
const stage = { route: 'PATCH', stage: 'PATCH', care: sought(), closesAt } as const;
const D2A = {
  route: 'D2A_PATCH',
  stage: 'PATCH',
  care: sought(aDischarge()),
  closesAt: at('2026-03-04 11:00'),
} as const;

function amended(after: NeedProfile, amendedAt = '2026-03-04 11:30', by = policy) {
  return amendment(aNeed(), after, stage, at(amendedAt), by, england);
}

describe('amendment', () => {
  const changes: Readonly<Record<keyof NeedProfile, Partial<NeedProfile>>> = {
    postcode: { postcode: 'BR5 2BB' },
    patch: { patch: 'West' },
    careType: { careType: 'PALLIATIVE_EOL' },
    groups: { groups: ['OLDER_PEOPLE', 'DEMENTIA'] },
    cohort: { cohort: 'CYP' },
    cypAge: { cypAge: 17 },
    urgency: { urgency: 'EMERGENCY' },
    specialist: { specialist: true },
    neededFrom: { neededFrom: '2026-03-07' },
    calls: { calls: [aCall({ minutes: 60 })] },
    weeklyWorkerMinutes: { weeklyWorkerMinutes: 1215 },
    weeklyClockMinutes: { weeklyClockMinutes: 1215 },
    skills: { skills: ['PEG_FEEDING'] },
    carerGender: { carerGender: 'FEMALE' },
    languages: { languages: ['gu'] },
    complexNeeds: { complexNeeds: 'Now also needs help at night.' },
    discharge: { discharge: aDischarge().discharge },
    home: {
      home: { nursing: false, contractBasis: 'SPOT', equipment: [], preferredPatches: [], lengthOfStayNights: null },
    },
  };
  it('WIN-14: a need from before the hub knew of homes says the same as one that asks for none', () => {
    const { home: _, ...before } = aNeed();
    const now = at('2026-03-04 11:30');
    expect(amendment(before as NeedProfile, aNeed(), stage, now, policy, england).changed).toEqual([]);
  });

  const immaterial = ['urgency', 'weeklyClockMinutes'];
  const decidesWhoIsAsked = ['patch', 'cohort', 'cypAge', 'weeklyWorkerMinutes'];

  it.each(Object.entries(changes))(
    'WIN-14: to change %s alone is material or not, as a bidder would see it',
    (field, change) => {
      expect(amended(aNeed(change))).toMatchObject({ changed: [field], material: !immaterial.includes(field) });
    },
  );

  it.each(Object.entries(changes))(
    'PROV-09, PROV-23, ROUT-03: to change %s alone may ask others or not, as a check rests on it',
    (field, change) => {
      expect(amended(aNeed(change)).asksAgain).toBe(decidesWhoIsAsked.includes(field));
    },
  );

  it('PROV-28, ROUT-03: to change the groups asks others where expertise decides who is asked, and nowhere else', () => {
    const open = {
      route: 'SPECIALIST_FRAMEWORK',
      stage: 'OPEN_FRAMEWORK',
      care: sought(aNeed({ specialist: true })),
      closesAt,
    } as const;
    const before = aNeed({ specialist: true });
    const after = { ...before, groups: ['DEMENTIA' as const] };
    const found = amendment(before, after, open, at('2026-03-04 11:30'), policy, england);
    expect(found).toMatchObject({ changed: ['groups'], material: true, asksAgain: true });
    expect(amended(aNeed({ groups: ['DEMENTIA'] }))).toMatchObject({ material: true, asksAgain: false });
  });

  it('WIN-14: what differs is named', () => {
    const { changed } = amended(aNeed({ neededFrom: '2026-03-07', languages: ['gu'] }));
    expect(changed).toEqual(['neededFrom', 'languages']);
  });

  it.each([
    ['nothing', {}],
    ['the urgency alone', { urgency: 'EMERGENCY' }],
    ['an absent mark for a night written out', { calls: [{ ...aCall(), night: undefined }] as never }],
  ] as const)('WIN-14: to change %s is not material: bids stand and the close stays', (_, change) => {
    expect(amended(aNeed(change))).toMatchObject({ material: false, closesAt });
  });

  it('WIN-14: another order of the same days, calls, skills and groups is no change', () => {
    const before = aNeed({
      calls: [aCall({ days: ['MON', 'TUE'] }), aCall({ startTime: '18:00' })],
      skills: ['PEG_FEEDING', 'MAKATON'],
      groups: ['OLDER_PEOPLE', 'DEMENTIA'],
    });
    const after = aNeed({
      calls: [aCall({ startTime: '18:00' }), aCall({ days: ['TUE', 'MON'] })],
      skills: ['MAKATON', 'PEG_FEEDING'],
      groups: ['DEMENTIA', 'OLDER_PEOPLE'],
    });
    expect(amendment(before, after, stage, at('2026-03-04 11:30'), policy, england).changed).toEqual([]);
  });

  it('WIN-14: one call more of the same kind is a change', () => {
    const twice = aNeed({ calls: [aCall(), aCall()] });
    expect(amended(twice)).toMatchObject({ changed: ['calls'], material: true });
  });

  it.each([
    ['with 90 minutes left', '2026-03-04 10:30', '2026-03-04 12:00'],
    ['with exactly half of it left', '2026-03-04 11:00', '2026-03-04 12:00'],
    ['with a second less than half left', '2026-03-04 11:00:01', '2026-03-04 12:00:01'],
    ['at the closing instant', '2026-03-04 12:00', '2026-03-04 13:00'],
  ])('WIN-14: a material change %s leaves at least half of the window', (_, amendedAt, expected) => {
    expect(amended(aNeed({ neededFrom: '2026-03-07' }), amendedAt).closesAt).toEqual(at(expected));
  });

  it('WIN-14: how much is left is the policy of the council, rounded up to a minute', () => {
    const third = policyWith('window', { amendmentMinSharePct: 33 });
    expect(amended(aNeed({ skills: ['PEG_FEEDING'] }), '2026-03-04 12:00', third).closesAt).toEqual(
      at('2026-03-04 12:40'),
    );
  });

  it('WIN-14: a clock that pauses pauses here too', () => {
    const pausing = policyWith('window', { clock: 'BROKERAGE_HOURS' });
    const late = { ...stage, closesAt: at('2026-03-04 17:00') };
    const { closesAt: extended } = amendment(
      aNeed(),
      aNeed({ skills: ['MAKATON'] }),
      late,
      at('2026-03-04 16:30'),
      pausing,
      england,
    );
    expect(extended).toEqual(at('2026-03-05 09:30'));
  });

  it('ROUT-19: a changed time of discharge is material, and extends by half of the hour', () => {
    const before = aDischarge();
    const after = aDischarge({ discharge: { ...before.discharge!, expectedAt: '2026-03-06T10:00:00.000Z' } });
    expect(amendment(before, after, D2A, at('2026-03-04 10:50'), policy, england)).toEqual({
      changed: ['discharge'],
      material: true,
      asksAgain: false,
      closesAt: at('2026-03-04 11:20'),
    });
  });

  it('WIN-14: whenever it comes, the close never moves back and half of the window is left', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 7_200_000 }), (elapsed) => {
        const amendedAt = later(opensAt, elapsed);
        const { closesAt: extended } = amendment(
          aNeed(),
          aNeed({ skills: ['MAKATON'] }),
          stage,
          amendedAt,
          policy,
          england,
        );
        expect(extended.getTime()).toBe(Math.max(closesAt.getTime(), amendedAt.getTime() + 3_600_000));
      }),
    );
  });
});

describe('what no amendment can do', () => {
  const sought = (need = aNeed(), serviceType: ServiceType = 'DOMICILIARY') => ({ serviceType, need });

  it('ROUT-03: another patch has other providers', () => {
    expect(amendmentRefusal(sought(), sought(aNeed({ patch: 'West' })), policy)).toMatchObject({
      rule: 'ROUT-03',
      code: 'PATCH_CHANGED',
    });
  });

  it.each([
    ['a discharge', sought(), sought(aDischarge())],
    ['what is no discharge any more', sought(aDischarge()), sought()],
    ['a place in a care home', sought(), sought(aNeed(), 'RESIDENTIAL')],
  ])('ROUT-02: %s has its own route', (_, before, after) => {
    expect(amendmentRefusal(before, after, policy)).toMatchObject({ rule: 'ROUT-02', code: 'ROUTE_CHANGED' });
  });

  it('ROUT-23, ROUT-02: another type of service has another long list, although its route is the same', () => {
    const micro = policyWith('route', { enabled: ['MICRO_PROCUREMENT'] });
    const [home, living] = [sought(), sought(aNeed(), 'SUPPORTED_LIVING')];
    expect(amendmentRefusal(home, living, micro)).toMatchObject({ rule: 'ROUT-23', code: 'SERVICE_CHANGED' });
    expect(amendmentRefusal(living, living, micro)).toBeUndefined();
  });

  it('WIN-14: anything else is amended', () => {
    const after = aNeed({ neededFrom: '2026-03-07', urgency: 'EMERGENCY' });
    expect(amendmentRefusal(sought(), sought(after), policy)).toBeUndefined();
  });

  it('PROV-09: the start of care for a child is not corrected by hand, for the age follows from it', () => {
    const child = aNeed({ cohort: 'CYP', cypAge: 17 });
    expect(correctionRefusal(child, { neededFrom: '2026-04-01' })).toMatchObject({
      code: 'START_DECIDES_AGE',
      field: 'input.neededFrom',
    });
    expect(correctionRefusal(child, { neededFrom: child.neededFrom })).toBeUndefined();
    expect(correctionRefusal(child, {})).toBeUndefined();
    expect(correctionRefusal(aNeed(), { neededFrom: '2026-04-01' })).toBeUndefined();
  });
});

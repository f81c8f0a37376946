import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import {
  type AdvertisedNeed,
  type CallOffAdvert,
  decide,
  firstCallAt,
  freeMinutes,
  minutesOf,
  type Roster,
  readRoster,
  rosterSchema,
} from '../../../adapters/rostering/roster.js';

const NOW = new Date('2026-06-01T08:00:00Z');

const roster: Roster = rosterSchema.parse({
  statedAt: '2026-06-01T06:00:00Z',
  free: [
    { council: 'bromley', patch: 'East', timeBand: 'MORNING', freeWeeklyMinutes: 315 },
    { council: 'bromley', patch: 'East', timeBand: 'BED', freeWeeklyMinutes: 420 },
  ],
  skills: ['PEG_FEEDING', 'STOMA_CARE'],
  languages: ['pl'],
  carerGenders: ['FEMALE'],
  earliestStart: '2026-06-03',
  deliveryStatement: 'Two regular carers.',
});

const call = {
  days: ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'],
  startTime: '08:00',
  minutes: 45,
  workers: 1,
  timeCritical: false,
};
const need: AdvertisedNeed = {
  patch: 'East',
  neededFrom: '2026-06-08',
  calls: [call],
  skills: [],
  carerGender: null,
  languages: [],
  discharge: null,
};

function advert(over: Partial<AdvertisedNeed> = {}, more: Partial<CallOffAdvert> = {}): CallOffAdvert {
  return {
    id: 'co',
    reference: 'CO-1',
    council: { id: 'bromley' },
    route: 'PATCH',
    stage: 'PATCH',
    state: 'OPEN',
    answer: 'BID',
    version: 1,
    closesAt: '2026-06-01T10:00:00Z',
    need: { ...need, ...over },
    ...more,
  };
}

it('PROV-24: the sample of a roster is one', async () => {
  const sample = new URL('../../../adapters/rostering/samples/oakwood.roster.json', import.meta.url);
  expect(await readRoster(fileURLToPath(sample))).toMatchObject({ skills: ['PEG_FEEDING', 'STOMA_CARE'] });
});

describe('whether to bid', () => {
  it.each([
    ['exactly what is free', {}, {}, 'bid'],
    ['a minute more than is free', { calls: [{ ...call, minutes: 46 }] }, {}, 'CAPACITY'],
    ['two workers count twice', { calls: [{ ...call, workers: 2 }] }, {}, 'CAPACITY'],
    ['a part of the day in which nothing is free', { calls: [{ ...call, startTime: '12:00' }] }, {}, 'CAPACITY'],
    ['another patch', { patch: 'West' }, {}, 'CAPACITY'],
    ['the same patch of another council', {}, { council: { id: 'ashdown' } }, 'CAPACITY'],
    ['a day before the earliest start', { neededFrom: '2026-06-02' }, {}, 'CAPACITY'],
    ['the earliest start itself', { neededFrom: '2026-06-03' }, {}, 'bid'],
    ['a skill that is there', { skills: ['STOMA_CARE'] }, {}, 'bid'],
    ['a skill that is not', { skills: ['STOMA_CARE', 'VENTILATION'] }, {}, 'SKILL'],
    ['a language that is spoken', { languages: ['pl'] }, {}, 'bid'],
    ['a language that is not', { languages: ['ta'] }, {}, 'PREFERENCES'],
    ['carers who are there', { carerGender: 'FEMALE' as const }, {}, 'bid'],
    ['carers who are not', { carerGender: 'MALE' as const }, {}, 'PREFERENCES'],
    ['for a discharge, what is not there is a skill', { languages: ['ta'] }, { route: 'D2A_PATCH' }, 'SKILL'],
  ])('ROUT-04, ROUT-13, ASM-25: %s', (_, over, more, expected) => {
    const decision = decide(advert(over, more), roster, [], NOW);
    expect('bid' in decision ? 'bid' : decision.decline).toBe(expected);
  });

  it.each([
    ['two workers', { twoWorkers: false }, { calls: [{ ...call, minutes: 15, workers: 2 }] }],
    ['times that must be kept', { keepsTimes: false }, { calls: [{ ...call, timeCritical: true }] }],
  ])('ROUT-04: %s where there are none is a matter of capacity', (_, less, over) => {
    expect(decide(advert(over), { ...roster, ...less }, [], NOW)).toEqual({ decline: 'CAPACITY' });
  });

  it('ROUT-04: a bid answers everything that is asked', () => {
    const decision = decide(
      advert({
        calls: [{ ...call, startTime: '20:00', minutes: 30, workers: 2, timeCritical: true }],
        skills: ['PEG_FEEDING'],
      }),
      roster,
      [],
      NOW,
    );
    expect(decision).toEqual({
      bid: {
        startDate: '2026-06-08',
        startTime: '20:00',
        deliveryStatement: 'Two regular carers.',
        doubleHanded: true,
        timeCritical: true,
        skills: ['PEG_FEEDING'],
      },
      minutes: { BED: 420 },
    });
  });

  it('ROUT-04: a need whose day has passed is met from today', () => {
    const decision = decide(advert({ neededFrom: '2026-05-01' }), { ...roster, earliestStart: '2026-05-01' }, [], NOW);
    expect(decision).toMatchObject({ bid: { startDate: '2026-06-01' } });
  });

  it('PROV-24: what was bid for or won is not free a second time', () => {
    const won = { council: 'bromley', patch: 'East', minutes: { MORNING: 1 } };
    expect(decide(advert(), roster, [won], NOW)).toEqual({ decline: 'CAPACITY' });
    expect(
      decide(
        advert(),
        roster,
        [
          { ...won, patch: 'West' },
          { ...won, council: 'ashdown' },
        ],
        NOW,
      ),
    ).toHaveProperty('bid');
  });

  it('PROV-24: what is left is never less than nothing', () => {
    const minutes = fc.record({ MORNING: fc.nat(500), BED: fc.nat(500) });
    fc.assert(
      fc.property(fc.array(minutes), (taken) => {
        const commitments = taken.map((each) => ({ council: 'bromley', patch: 'East', minutes: each }));
        const left = freeMinutes(roster, commitments, 'bromley', 'East');
        const sum = (band: 'MORNING' | 'BED') => taken.reduce((total, each) => total + each[band], 0);
        expect(left).toEqual({ MORNING: Math.max(0, 315 - sum('MORNING')), BED: Math.max(0, 420 - sum('BED')) });
      }),
    );
  });

  it.each([
    ['07:00', 'MORNING'],
    ['10:59', 'MORNING'],
    ['11:00', 'LUNCH'],
    ['15:00', 'TEA'],
    ['19:00', 'BED'],
    ['22:59', 'BED'],
    ['23:00', 'NIGHT'],
    ['06:59', 'NIGHT'],
  ])('PROV-24: a call at %s is of the %s', (startTime, band) => {
    expect(minutesOf({ calls: [{ ...call, startTime }] })).toEqual({ [band]: 315 });
  });
});

describe('when the first call takes place', () => {
  it.each([
    ['as offered', { startDate: '2026-06-03', startTime: '08:00', dischargeAt: null }, '2026-06-03T07:00:00.000Z'],
    [
      'as offered, in winter time',
      { startDate: '2026-12-03', startTime: '08:00', dischargeAt: null },
      '2026-12-03T08:00:00.000Z',
    ],
    [
      'not without notice',
      { startDate: '2026-06-01', startTime: '09:30', dischargeAt: null },
      '2026-06-01T09:00:00.000Z',
    ],
    [
      'not before the person is at home',
      { startDate: '2026-06-02', startTime: '08:00', dischargeAt: '2026-06-02T10:30:00Z' },
      '2026-06-02T11:30:00.000Z',
    ],
    [
      'not late on the evening of a discharge',
      { startDate: '2026-06-02', startTime: '18:00', dischargeAt: '2026-06-02T18:45:00Z' },
      '2026-06-03T07:00:00.000Z',
    ],
    [
      'at the last usual time of that evening',
      { startDate: '2026-06-02', startTime: '18:00', dischargeAt: '2026-06-02T18:30:00Z' },
      '2026-06-02T19:30:00.000Z',
    ],
  ])('ROUT-10, ROUT-15, WIN-19: %s', (_, placement, expected) => {
    expect(firstCallAt(placement, 60, NOW).toISOString()).toBe(expected);
  });
});

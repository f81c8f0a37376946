import { en, en_GB, Faker } from '@faker-js/faker';
import { addLocalDays, addMinutes, localDateOf } from '../../kernel/time/working-time.js';
import type { CallPattern } from '../../schema/events/cases.js';
import type { SubmitDischargePassport } from '../../subgraphs/cases/commands/requests/submit-discharge-passport.js';
import type { SubmitServiceRequest } from '../../subgraphs/cases/commands/requests/submit-service-request.js';
import type { RunningPlacement } from '../../subgraphs/cases/rules/placements/taking-over.js';
import type { TogetherAsked } from '../../subgraphs/cases/rules/requests/together.js';
import { demoPostcode } from './borough.js';
import type { RunningCare } from './quarter.js';

const EVERY_DAY = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] as const;

const MORNING: CallPattern = {
  days: EVERY_DAY,
  startTime: '08:00',
  minutes: 45,
  workers: 1,
  activities: ['PERSONAL_CARE', 'MEAL_PREPARATION'],
  timeCritical: false,
};
const EVENING: CallPattern = {
  days: EVERY_DAY,
  startTime: '18:30',
  minutes: 30,
  workers: 1,
  activities: ['MEAL_PREPARATION'],
  timeCritical: false,
};

/** Where each patch's wards begin in the council's list of wards, and how many they are. */
const WARDS: Readonly<Record<string, readonly [first: number, count: number]>> = {
  East: [0, 6],
  West: [6, 8],
  Central: [14, 6],
  South: [20, 2],
  Hill: [0, 2],
  Vale: [2, 2],
  Forest: [0, 2],
  Riverside: [0, 2],
  Weir: [2, 1],
  Canalside: [0, 2],
  Donside: [0, 2],
};

/** Service lines, as LIKE has it, of the placements that the past quarter takes over. */
export function takenOverLines(seed: number): string {
  return takenOverLine(seed, '_____');
}

function takenOverLine(seed: number, nth: string): string {
  return `SL-Q${seed}${nth}`;
}

/** People who do not exist, and what councils ask for them: the nth of a seed is always the same. */
export class People {
  constructor(private readonly seed: number) {}

  /** A request for care as LAS exports it: complete, agreed by the panel, in the work tray for half an hour. */
  request(
    nth: number,
    now: Date,
    over: { readonly patch?: string; readonly calls?: readonly CallPattern[] } & Partial<
      Omit<SubmitServiceRequest, 'calls'>
    > = {},
  ): SubmitServiceRequest {
    const { patch = 'East', ...rest } = over;
    const reference = `LAS-${this.seed}${String(nth).padStart(5, '0')}`;
    return {
      ...this.about(nth, patch),
      idempotencyKey: `demo-${reference}-1`,
      lasRequestId: reference,
      version: 1,
      channel: 'WORK_TRAY',
      serviceType: 'DOMICILIARY',
      funding: 'COUNCIL_ARRANGED',
      careType: 'STANDARD_ADULT',
      urgency: 'STANDARD',
      neededFrom: addLocalDays(localDateOf(now), 2),
      calls: [MORNING, EVENING],
      home: null,
      assessmentCompletedAt: addMinutes(now, -6 * 24 * 60),
      carePlanCompletedAt: addMinutes(now, -4 * 24 * 60),
      carePlanAuthorisedAt: addMinutes(now, -3 * 24 * 60),
      panelDecision: {
        purpose: 'SEARCH_FOR_PROVIDER',
        outcome: 'AGREED',
        decidedAt: addMinutes(now, -2 * 24 * 60),
        conditions: null,
        respiteAllowanceConfirmed: null,
      },
      form: { kind: 'SRF', completedAt: addMinutes(now, -60) },
      withBrokerageAt: addMinutes(now, -30),
      deliveryNotes: 'Key safe beside the front door; code given by telephone after the award.',
      ...rest,
    };
  }

  /** A Residential Request Form as LAS exports it: a place from a week on, or a fortnight of respite. */
  homeRequest(
    nth: number,
    now: Date,
    serviceType: 'RESIDENTIAL' | 'NURSING' | 'RESPITE',
    patches: readonly [string, ...string[]] = ['Central', 'East'],
  ): SubmitServiceRequest {
    const request = this.request(nth, now, { patch: patches[0] });
    const isRespite = serviceType === 'RESPITE';
    return {
      ...request,
      serviceType,
      neededFrom: addLocalDays(localDateOf(now), 7),
      calls: [],
      home: {
        nursing: serviceType === 'NURSING',
        contractBasis: 'SPOT',
        equipment: ['PROFILING_BED', 'SENSOR_MAT'],
        preferredPatches: [...patches],
        lengthOfStayNights: isRespite ? 14 : null,
      },
      carePlan: { ...request.carePlan!, weeklyMinutes: null },
      panelDecision: {
        ...request.panelDecision!,
        purpose: isRespite ? 'RESPITE' : 'CARE_HOME',
        respiteAllowanceConfirmed: isRespite ? true : null,
      },
      form: { ...request.form!, kind: 'RRF' },
      deliveryNotes: null,
    };
  }

  /** A request for specialist support, with what its assessment found of strengths. */
  specialistRequest(nth: number, now: Date, patch = 'West'): SubmitServiceRequest {
    const request = this.request(nth, now, { patch });
    return {
      ...request,
      groups: ['LEARNING_DISABILITY', 'CHALLENGING_BEHAVIOUR'],
      specialist: true,
      specialistGround: {
        definitionVersion: '2026-1',
        justification: 'Two to one support in the community, with a plan for behaviour that challenges.',
      },
      carePlan: {
        ...request.carePlan!,
        strengths: {
          goals: ['Goes out without fear'],
          pathway: [
            { service: 'Enabling support', weeklyCostPence: 145_000 },
            { service: 'Allotment group', weeklyCostPence: null },
          ],
          informalSupport: [{ support: 'A sister visits on Sundays', sustainedBy: 'Respite in the summer' }],
          snapshot: 'Two calls a day, and a sister on Sundays.',
        },
      },
    };
  }

  /** A request for support in supported living, to be sought with all of a scheme or with the others of a group. */
  sharedRequest(nth: number, now: Date, patch: string, together: TogetherAsked): SubmitServiceRequest {
    return { ...this.specialistRequest(nth, now, patch), serviceType: 'SUPPORTED_LIVING', together };
  }

  /** Somebody whose care began before the hub, as LAS hands the placement over. */
  running({ nth, patch, calls, provider, startedOn }: RunningCare): RunningPlacement {
    const { person, contacts, cohort, groups, carePlan } = this.about(nth, patch);
    return {
      person,
      contacts,
      cohort,
      groups,
      endOfLife: null,
      lasLineId: takenOverLine(this.seed, String(nth).padStart(5, '0')),
      providerId: provider.id,
      careType: 'STANDARD_ADULT',
      calls,
      startedOn,
      hourlyRatePence: provider.pence,
      nightRatesPence: { SLEEP_IN: null, WAKING_NIGHT: null },
      carePlan: { ...carePlan, weeklyMinutes: calls.reduce((sum, call) => sum + call.minutes * call.days.length, 0) },
    };
  }

  /** A discharge passport: four calls a day by two workers, home tomorrow at noon. */
  passport(
    nth: number,
    now: Date,
    over: { readonly patch?: string; readonly expectedDischargeAt?: Date } & Partial<SubmitDischargePassport> = {},
  ): SubmitDischargePassport {
    const { patch = 'West', expectedDischargeAt = addMinutes(now, 26 * 60), ...rest } = over;
    const reference = `DP-${this.seed}${String(nth).padStart(5, '0')}`;
    const call = (startTime: string): CallPattern => ({
      days: EVERY_DAY,
      startTime,
      minutes: 30,
      workers: 2,
      activities: ['PERSONAL_CARE', 'MOBILITY'],
      timeCritical: false,
    });
    return {
      ...this.about(nth, patch),
      idempotencyKey: `demo-${reference}-1`,
      passportId: reference,
      version: 1,
      groups: ['OLDER_PEOPLE', 'PHYSICAL_DISABILITY'],
      eligibility: { eligible: true, decidedByD2aTeam: true, decidedAt: addMinutes(now, -120) },
      passport: {
        callsPerDay: 4,
        callMinutes: 30,
        expectedDischargeAt,
        twoWorkers: true,
        schedule: ['08:00', '12:30', '16:30', '20:00'].map(call),
        purpose: 'ENABLE_ASSESSMENT',
        arrangements: 'Hospital transport brings the person home.',
      },
      ...rest,
    };
  }

  private about(nth: number, patch: string) {
    const [firstWard, wards] = WARDS[patch] ?? [0, 1];
    const faker = new Faker({ locale: [en_GB, en], seed: this.seed * 100_000 + nth });
    const name = faker.person.fullName();
    return {
      person: {
        councilPersonId: `P${this.seed}${String(nth).padStart(6, '0')}`,
        nhsNumber: testNhsNumber(this.seed * 1000 + nth),
        name,
        dateOfBirth: `19${30 + (nth % 25)}-0${1 + (nth % 9)}-1${nth % 10}`,
        address: `${1 + (nth % 90)} ${faker.location.street()}`,
        postcode: demoPostcode(patch, firstWard + (nth % wards), nth % 30),
        telephone: `020 7946 0${String(nth % 1000).padStart(3, '0')}`,
        preferences: 'Tea, not coffee, and the radio on.',
      },
      contacts: [
        {
          role: 'NEXT_OF_KIN' as const,
          name: faker.person.fullName(),
          order: 1,
          authority: 'MAY_DECIDE' as const,
          routes: [{ kind: 'TELEPHONE' as const, value: `07700 900${String(nth % 1000).padStart(3, '0')}` }],
          preferredFormat: null,
        },
      ],
      endOfLife: null,
      cohort: 'ADULT' as const,
      groups: ['OLDER_PEOPLE'] as const,
      specialist: false,
      specialistGround: null,
      skills: [],
      carerGender: null,
      languages: [],
      complexNeeds: false,
      complexNeedsDetail: null,
      commissioners: ['COUNCIL'] as const,
      assessmentSummary: 'Needs help with washing, dressing and meals; wants to stay at home.',
      carePlan: {
        careManagerId: 'CM-014',
        weeklyMinutes: 525,
        activities: ['PERSONAL_CARE', 'MEAL_PREPARATION'] as const,
        outcomes: ['Stays well and at home'],
        totalBudgetPence: 1_200_000,
        medication: [],
        otherServices: ['Lunch club on Wednesdays'],
        strengths: null,
        availableBudgetPence: null,
        partners: [],
        involvement: [
          { who: 'PERSON' as const, how: 'At home, with the care manager', chose: 'Who comes in the morning' },
        ],
      },
    };
  }
}

/** The nth number of the range kept for tests, 999 …, with its check digit. */
export function testNhsNumber(nth: number): string {
  for (let serial = nth * 7; ; serial++) {
    const digits = `999${String(serial % 1_000_000).padStart(6, '0')}`;
    const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (10 - index), 0);
    const check = (11 - (sum % 11)) % 11;
    if (check !== 10) return `${digits}${check}`;
  }
}

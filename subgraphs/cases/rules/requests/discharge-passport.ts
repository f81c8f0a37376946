import { localDateOf } from '../../../../kernel/time/working-time.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import {
  type CareType,
  type Language,
  type ServiceUserGroup,
  type Skill,
  WEEKDAYS,
} from '../../../../schema/events/cases.js';
import type { Policy } from '../../../../schema/policy.js';
import type { PersonBrought } from '../people/person.js';
import { visitMinutesRefusal } from '../placements/visit-units.js';
import type { PlanDescribed } from '../plans/care-plan.js';
import { callPatternRefusals, type RequestedCall } from './call-pattern.js';
import type { CommissioningBody } from './commissioner.js';
import type { RequestedCare } from './service-request.js';
import type { SpecialistGround } from './specialist.js';

/** What a D2A package is for. [ASM-26; 002 ¶4.6.2] */
export const D2A_PURPOSES = [
  'BRIDGE_TO_RECOVERY',
  'ENABLE_REABLEMENT',
  'ENABLE_ASSESSMENT',
  'BRIDGE_TO_EXISTING_PACKAGE',
] as const;
export type D2aPurpose = (typeof D2A_PURPOSES)[number];

/** The Discharge Passport/Referral Form, as the hospital discharge team has filled it in. [ASM-24; 002 App M §5] */
export interface DischargePassport {
  readonly callsPerDay: number | null;
  readonly callMinutes: number | null;
  readonly expectedDischargeAt: Date | null;
  readonly twoWorkers: boolean | null;
  readonly schedule: readonly RequestedCall[];
  readonly purpose: D2aPurpose | null;
}

/** A passport that `passportRefusals` let through: everything on it. */
export interface CompletePassport extends DischargePassport {
  readonly callsPerDay: number;
  readonly callMinutes: number;
  readonly expectedDischargeAt: Date;
  readonly twoWorkers: boolean;
  readonly purpose: D2aPurpose;
}

/** A passport as the hospital's discharge team sends it, with the person and the need. */
export interface PassportBrought extends PersonBrought {
  readonly passportId: string;
  /** Grows with every version of the same passport. */
  readonly version: number;
  readonly eligibility: {
    readonly eligible: boolean;
    readonly decidedByD2aTeam: boolean;
    readonly decidedAt: Date;
  } | null;
  readonly passport: DischargePassport & { readonly arrangements: string | null };
  readonly groups: readonly ServiceUserGroup[];
  readonly specialist: boolean;
  readonly specialistGround: SpecialistGround | null;
  readonly skills: readonly Skill[];
  readonly carerGender: 'FEMALE' | 'MALE' | null;
  readonly languages: readonly Language[];
  readonly complexNeeds: boolean;
  readonly complexNeedsDetail: string | null;
  readonly commissioners: readonly CommissioningBody[];
  readonly assessmentSummary: string | null;
  /** What the interim plan will say that the provider starts on. (ASM-12, ROUT-15) */
  readonly carePlan: PlanDescribed | null;
}

/**
 * What keeps a passport from being referred: calls a day, their length, or the expected discharge missing (ROUT-14);
 * the number of workers or the schedule missing, or a schedule that contradicts the form (ASM-24); no purpose
 * (ASM-26); a call that cannot be commissioned (DEL-06, ASM-14, ASM-30, WIN-15).
 */
export function passportRefusals(passport: DischargePassport, policy: Pick<Policy, 'hours' | 'visit'>): Refusal[] {
  const { callsPerDay, callMinutes, expectedDischargeAt, twoWorkers, schedule, purpose } = passport;
  const refusals: Array<Refusal | undefined> = [
    callsPerDay !== null && Number.isInteger(callsPerDay) && callsPerDay > 0
      ? undefined
      : missing('ROUT-14', 'callsPerDay', 'how many calls a day are needed'),
    callMinutes === null
      ? missing('ROUT-14', 'callMinutes', 'how many minutes a call lasts')
      : visitMinutesRefusal({ minutes: callMinutes }, 'input.passport.callMinutes', policy),
    expectedDischargeAt
      ? undefined
      : missing('ROUT-14', 'expectedDischargeAt', 'the expected date and time of discharge'),
    twoWorkers === null ? missing('ASM-24', 'twoWorkers', 'whether two workers are needed') : undefined,
    schedule.length === 0 ? missing('ASM-24', 'schedule', 'the schedule of visits') : undefined,
    purpose ? undefined : missing('ASM-26', 'purpose', `the purpose: ${D2A_PURPOSES.join(', ')}`),
    scheduleRefusal(passport),
    ...callPatternRefusals(schedule, 'input.passport.schedule', policy),
  ];
  return refusals.filter((refusal) => refusal !== undefined);
}

/** Bidders read both: a form and a schedule that differ would advertise two needs. */
function scheduleRefusal({ callsPerDay, twoWorkers, schedule }: DischargePassport): Refusal | undefined {
  if (schedule.length === 0 || !callsPerDay || twoWorkers === null) return undefined;
  const callsOn = WEEKDAYS.map((day) => schedule.filter((call) => call.days.includes(day)).length);
  const schedulesTwo = schedule.some((call) => call.workers === 2);
  if (Math.max(...callsOn) === callsPerDay && schedulesTwo === twoWorkers) return undefined;
  return refuse(
    'ASM-24',
    'PASSPORT_SCHEDULE_DIFFERS',
    'The schedule must show as many calls on its fullest day, and as many workers, as the passport states.',
    'input.passport.schedule',
  );
}

function missing(rule: string, field: string, what: string): Refusal {
  return refuse(rule, 'PASSPORT_INCOMPLETE', `A discharge passport states ${what}.`, `input.passport.${field}`);
}

/**
 * Refuses discharge to assess on a request form: it is referred on a discharge passport, which states the discharge.
 * [ASM-24]
 */
export function notOnPassportRefusal(careType: CareType): Refusal | undefined {
  if (careType !== 'D2A') return undefined;
  return refuse(
    'ASM-24',
    'D2A_NEEDS_A_PASSPORT',
    'Discharge to assess is referred on a discharge passport; submit that instead.',
    'input.careType',
  );
}

/** The care that a passport asks for; its start is the day of the discharge. [ASM-24] */
export function careOnPassport(brought: PassportBrought, now: Date): RequestedCare {
  const { groups, specialist, skills, carerGender, languages, complexNeeds, complexNeedsDetail, cohort } = brought;
  const { expectedDischargeAt, schedule } = brought.passport;
  return {
    careType: 'D2A',
    urgency: 'D2A',
    cohort,
    groups,
    specialist,
    neededFrom: localDateOf(expectedDischargeAt ?? now),
    calls: schedule,
    home: null,
    skills,
    carerGender,
    languages,
    complexNeeds,
    complexNeedsDetail,
  };
}

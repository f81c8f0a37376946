import { z } from 'zod';

/**
 * The policy document: every number and choice of the rule-book that a council may set (catalogue section 26).
 *
 * One document per council, dated and versioned; a decision keeps the version it was taken under. Defaults marked S
 * are stated in the sources, P are proposed where the sources name a duty without a number. What is not here is
 * constant and never policy: anonymisation before broadcast, missed is unpaid, Inadequate always bars, sealed bids,
 * gates read again at award, cost and quality weights sum to 100.
 */

/** Wall-clock time of day in Europe/London, `HH:MM`. */
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day, HH:MM');
/** Opening hours of one kind of day; `null` is closed. */
const hours = z.object({ from: timeOfDay, to: timeOfDay }).strict();
const gate = z.enum(['ALLOW', 'WARN', 'BLOCK']);

export const ROUTES = [
  'PATCH',
  'FRAMEWORK',
  'D2A_PATCH',
  'C2P_DOMICILIARY',
  'MICRO_PROCUREMENT',
  'DPS_INDIVIDUAL',
  'DPS_SMALL_GROUP',
  'DPS_SCHEME',
  'SPECIALIST_FRAMEWORK',
  'RESIDENTIAL_MATCH',
  'RESPITE_MATCH',
  'CHANGE_OF_PROVIDER',
] as const;
/** ROUT-01. */
export type Route = (typeof ROUTES)[number];

export const RATINGS = ['OUTSTANDING', 'GOOD', 'REQUIRES_IMPROVEMENT', 'INADEQUATE', 'NOT_YET_RATED'] as const;
/** PROV-03. */
export type Rating = (typeof RATINGS)[number];

export const GATE_PURPOSES = ['LONG_LIST', 'INVITE', 'AWARD', 'USER_CHOICE', 'INCREASE'] as const;
/** PROV-08. */
export type GatePurpose = (typeof GATE_PURPOSES)[number];

/** One row of the gate matrix. Inadequate is constant (PROV-07) and therefore not in it. */
const gateRow = z.object({ OUTSTANDING: gate, GOOD: gate, REQUIRES_IMPROVEMENT: gate, NOT_YET_RATED: gate }).strict();
const newPackage = {
  OUTSTANDING: 'ALLOW',
  GOOD: 'ALLOW',
  REQUIRES_IMPROVEMENT: 'BLOCK',
  NOT_YET_RATED: 'WARN',
} as const;
const existing = { OUTSTANDING: 'ALLOW', GOOD: 'ALLOW', REQUIRES_IMPROVEMENT: 'WARN', NOT_YET_RATED: 'WARN' } as const;

const minutes = z.number().int().positive();
const percent = z.number().min(0).max(100);

export const policySchema = z
  .object({
    route: z
      .object({
        /** Routes this council has opened (ROUT-02). */
        enabled: z.array(z.enum(ROUTES)).default(['PATCH', 'FRAMEWORK', 'D2A_PATCH']), // S
        /** How much of the postcode an advert shows (IDG-01). */
        postcodeGranularity: z.enum(['FULL', 'SECTOR', 'OUTWARD']).default('FULL'), // P
      })
      .strict()
      .prefault({}),
    window: z
      .object({
        patchMinutes: minutes.default(120), // S WIN-01
        frameworkMinutes: minutes.default(120), // P WIN-12
        /** Every bidder has an outcome this long after close (WIN-02, AMB-50). */
        outcomeAfterCloseMinutes: minutes.default(30), // S
        /** NTF-03, before close. */
        closingSoonMinutes: minutes.default(30), // P
        clock: z.enum(['ELAPSED', 'BROKERAGE_HOURS']).default('ELAPSED'), // P WIN-09
        /** A material amendment leaves at least this share of the original window (WIN-14). */
        amendmentMinSharePct: percent.default(50), // P
        /** An outage of the hub shorter than this extends no window (NFR-07). */
        outageMinMinutes: minutes.default(5), // P
      })
      .strict()
      .prefault({}),
    patch: z
      .object({
        /** PROV-17, by patch code; a patch not named takes `otherwise`. */
        maxProviders: z
          .record(z.string(), z.number().int().positive())
          .default({ East: 3, West: 2, Central: 2, South: 1 }), // S
        otherwiseMaxProviders: z.number().int().positive().default(2), // S
        /** Patches whose decline goes to the other patches' providers before the framework (ROUT-08, AMB-04). */
        escalateToOtherPatches: z.array(z.string()).default(['South']), // P
      })
      .strict()
      .prefault({}),
    d2a: z
      .object({
        hardMinutes: minutes.default(60), // S WIN-05
        targetMinutes: minutes.default(30), // S WIN-05
        sameDayCutoff: z
          .object({ weekday: timeOfDay, weekend: timeOfDay })
          .strict()
          .default({ weekday: '15:00', weekend: '13:00' }), // S WIN-06
        nextMorningCutoff: z
          .object({ weekday: timeOfDay, weekend: timeOfDay })
          .strict()
          .default({ weekday: '17:00', weekend: '13:00' }), // S WIN-07
        latestBookedCall: timeOfDay.default('20:30'), // S WIN-19
        callBand: hours.default({ from: '07:00', to: '22:00' }), // S
        maxDays: z.number().int().positive().default(42), // S ROUT-16
        reminderDays: z.array(z.number().int().positive()).default([28, 35]), // P
        startHours: z.number().positive().default(24), // S ROUT-15
        brokerageHours: z
          .object({ weekday: hours.nullable(), weekend: hours.nullable() })
          .strict()
          .default({ weekday: { from: '09:00', to: '17:00' }, weekend: { from: '10:00', to: '14:00' } }), // S WIN-08
      })
      .strict()
      .prefault({}),
    hours: z
      .object({
        day: hours.default({ from: '07:00', to: '23:00' }), // S WIN-15
        office: hours.default({ from: '09:00', to: '17:00' }), // S
      })
      .strict()
      .prefault({}),
    award: z
      .object({
        /** First call confirmed within this of the documents being sent (ROUT-10). */
        firstCallConfirmMinutes: minutes.default(120), // P
        /**
         * Whether a placement cannot start before it has a LAS line and an IPO (SM-4, AMB-36): 001 demands them, 002 knows
         * none. The IPO itself goes out wherever the service is on LAS.
         */
        ipoRequired: z.boolean().default(true), // P
      })
      .strict()
      .prefault({}),
    fair: z
      .object({
        metric: z.enum(['PACKAGES', 'HOURS']).default('PACKAGES'),
        weeks: z.number().int().positive().default(13),
      }) // P EVAL-02
      .strict()
      .prefault({}),
    evaluation: z
      .object({
        /** The council's "all other criteria" (EVAL-04), applied as configured at publication. */
        criteria: z
          .array(z.enum(['START_MEETS_NEED', 'DOUBLE_HANDED', 'TIME_CRITICAL', 'SKILLS']))
          .default(['START_MEETS_NEED', 'DOUBLE_HANDED', 'TIME_CRITICAL', 'SKILLS']), // P
      })
      .strict()
      .prefault({}),
    capacity: z
      .object({
        ceilingHours: z.number().positive().default(3000), // S PROV-23
        period: z.enum(['WEEK']).default('WEEK'), // P AMB-03
        includeCandidate: z.boolean().default(true), // P
        /** Vehicles for which passing the ceiling refuses; others warn (AMB-03). */
        appliesTo: z.array(z.enum(['PATCH', 'FRAMEWORK'])).default(['PATCH']), // P
        nearPct: percent.default(90), // P NTF-28
        /** A private-hours declaration older than this counts as undeclared (PROV-23). */
        declarationDays: z.number().int().positive().default(31), // P
      })
      .strict()
      .prefault({}),
    cqc: z
      .object({
        gate: z
          .object({
            scope: z.enum(['OVERALL', 'ANY_KEY_QUESTION']).default('OVERALL'), // P AMB-06
            matrix: z
              .object({ LONG_LIST: gateRow, INVITE: gateRow, AWARD: gateRow, USER_CHOICE: gateRow, INCREASE: gateRow })
              .strict()
              .default({
                LONG_LIST: newPackage,
                INVITE: newPackage,
                AWARD: newPackage,
                USER_CHOICE: existing,
                INCREASE: existing,
              }), // P PROV-08
          })
          .strict()
          .prefault({}),
        /** Improvement plan shared within this of the rating's publication (PROV-05). */
        planShareWorkingDays: z.number().int().positive().default(10), // P
      })
      .strict()
      .prefault({}),
    rates: z
      .object({ lowPctOfMedian: percent.default(85) })
      .strict()
      .prefault({}), // P PROV-33
    visit: z
      .object({
        incrementMinutes: minutes.default(15), // S DEL-06
        minMinutes: minutes.default(30), // S DEL-06
        missedAfterMinutes: minutes.default(90), // P DEL-10
        lateMinutes: minutes.default(15), // P DEL-09
        shortMinutes: z.number().int().min(0).default(5), // P DEL-08
        /** A log without a link belongs to the planned visit that starts nearest, so far away at most (DEL-02). */
        matchMinutes: minutes.default(120), // P
        placeToleranceMetres: z.number().int().min(0).default(200), // P DEL-02
        timeCriticalMinutes: z.number().int().min(0).default(15), // P DEL-12
        /** Source clocks may run ahead of the hub's by so much. */
        clockSkewMinutes: z.number().int().min(0).default(5), // P
        /** So many refused visits of one placement within so many days, and the care manager is told (DEL-18). */
        repeatedRefusals: z.number().int().positive().default(2), // P
        repeatedRefusalDays: z.number().int().positive().default(28), // P
        /** The travel estimate between two calls of a rota: distance at this speed, and so much more (DEL-07). */
        travelKmPerHour: z.number().positive().default(20), // P
        travelExtraMinutes: z.number().min(0).default(2), // P
        /**
         * How many days back a regular team, or a list of active staff, may count from: a stranger's visit does not
         * become the team's in hindsight (DEL-13, DEL-16). More while a council brings in what ran before the hub.
         */
        teamBackdatedDays: z.number().int().min(0).default(31), // P
        staffBackdatedDays: z.number().int().min(0).default(7), // P
      })
      .strict()
      .prefault({}),
    alert: z
      .object({
        minutes: minutes.default(30), // S DEL-21
        timeCriticalMinutes: minutes.default(15), // P DEL-21
        acknowledgeMinutes: minutes.default(10), // P DEL-22
        contactMinutes: minutes.default(5), // P DEL-23
        replacementMinutes: minutes.default(60), // S DEL-25
        /** Counted from when the worker is known not to come; or from the alert; or the first of the two (AMB-11). */
        replacementClock: z.enum(['CAPPED_BY_ALERT', 'UNAVAILABLE', 'ALERT']).default('CAPPED_BY_ALERT'), // P
        /** Council and next of kin know within this that the person cannot be reached. */
        unreachableInformMinutes: minutes.default(15), // P DEL-27
      })
      .strict()
      .prefault({}),
    noReply: z
      .object({
        /** The carer has told the manager within this. */
        managerMinutes: minutes.default(5), // P DEL-30
        /** The council, and in an emergency those who must know, are told within this. */
        councilMinutes: minutes.default(15), // P DEL-36, DEL-37
        /** The No Reply form has been sent within this. */
        formHours: z.number().positive().default(24), // P DEL-36
        /** Monday to Friday after office hours, before the emergency duty team takes over. */
        contactDesk: hours.default({ from: '17:00', to: '17:30' }), // S DEL-36
      })
      .strict()
      .prefault({}),
    payment: z
      .object({
        /** Worked minutes are rounded to the nearest multiple of it (PAY-02). */
        roundingMinutes: minutes.default(15), // P
        /** Of the commissioned minutes, when the no-reply procedure was completed, when the person refused, when the call was called off in order (AMB-15). */
        noReplyPct: percent.default(100), // P
        refusedPct: percent.default(0), // P
        cancelledPct: percent.default(0), // P
      })
      .strict()
      .prefault({}),
    ecm: z
      .object({ minLoggedPct: percent.default(90) })
      .strict()
      .prefault({}), // S DEL-03
    kpi: z
      .object({
        outsideWindowMinutes: minutes.default(15), // S
        /** By line of the KPI register; a percentage in percent. What a line reaches it complies with (SHOW-05). */
        targets: z
          .record(z.string(), z.object({ green: z.number().min(0), amber: z.number().min(0).nullable() }).strict())
          .default({ 'KPI-3.5': { green: 1, amber: 2 }, 'KPI-3.6': { green: 10, amber: 20 } }), // P
        declaredTolerancePoints: z.number().min(0).default(2), // P CM-05
        declaredToleranceCount: z.number().min(0).default(1), // P CM-05
        /** Counts of people by what they are, fewer than this, are not shown. */
        suppressBelow: z.number().int().min(0).default(5), // P KPI-36
      })
      .strict()
      .prefault({}),
    plan: z
      .object({
        /** INTERIM documentation is replaced within this (ASM-12). */
        interimWorkingDays: z.number().int().positive().default(2), // P
      })
      .strict()
      .prefault({}),
    contract: z
      .object({
        spendThresholdPence: z.number().int().default(50_000_000), // S strictly over
        declinePct: percent.default(50), // P CM-06
        declineWeeks: z.number().int().default(13), // P
        declineMinimum: z.number().int().default(6), // P
        declineConsecutive: z.number().int().positive().default(3), // P
      })
      .strict()
      .prefault({}),
    calendar: z
      .object({
        /** Extra non-working dates of this council beside England's bank holidays, `YYYY-MM-DD`. */
        extraHolidays: z.array(z.iso.date()).default([]), // P
        /** End of a working day, for deadlines counted in working days (catalogue 0.3). */
        workingDayEnd: timeOfDay.default('23:59'), // P
      })
      .strict()
      .prefault({}),
  })
  .strict();

export type Policy = z.infer<typeof policySchema>;

/** A policy as it applies: the document with the version that decisions keep. */
export interface PolicyInForce {
  readonly council: string;
  /** e.g. `bromley/3`: kept on every decision taken under it. */
  readonly version: string;
  readonly policy: Policy;
}

/** Every default of the catalogue, as a council that has set nothing would have it. */
export const DEFAULT_POLICY: Policy = policySchema.parse({});

import { z } from 'zod';

/**
 * The policy document: every number and choice of the rule-book that a council may set (catalogue section 26).
 *
 * One document per council, dated and versioned; a decision keeps the version it was taken under. Defaults marked S
 * are stated in the sources, P are proposed where the sources name a duty without a number. What `describe` says of a
 * key is what an operator reads before setting it. What is not here is constant and never policy: anonymisation before
 * broadcast, missed is unpaid, Inadequate always bars, sealed bids, gates read again at award, cost and quality weights
 * sum to 100.
 */

/** Wall-clock time of day in Europe/London, `HH:MM`. */
const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
  .meta({ title: 'a time of day, HH:MM' });
/** What a council calls something of its own, such as a patch. */
const name = z
  .string()
  .regex(/^[^\p{Cc}]{1,100}$/u)
  .meta({ title: 'a text of 1 to 100 characters in one line' });
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
        enabled: z
          .array(z.enum(ROUTES))
          .default(['PATCH', 'FRAMEWORK', 'D2A_PATCH'])
          .describe('The routes that this council has opened (ROUT-02).'), // S
        postcodeGranularity: z
          .enum(['FULL', 'SECTOR', 'OUTWARD'])
          .default('FULL')
          .describe('How much of the postcode an advert shows (IDG-01).'), // P
      })
      .strict()
      .prefault({}),
    window: z
      .object({
        patchMinutes: minutes.default(120).describe('Minutes that patch providers have to bid (WIN-01).'), // S WIN-01
        frameworkMinutes: minutes.default(120).describe('Minutes that framework providers have to bid (WIN-12).'), // P WIN-12
        outcomeAfterCloseMinutes: minutes
          .default(30)
          .describe('Every bidder has an outcome so many minutes after the window closes (WIN-02, AMB-50).'), // S
        closingSoonMinutes: minutes
          .default(30)
          .describe('Providers that have not answered are reminded so many minutes before the window closes (NTF-03).'), // P
        clock: z
          .enum(['ELAPSED', 'BROKERAGE_HOURS'])
          .default('ELAPSED')
          .describe('Whether a window runs through, or only in brokerage hours (WIN-09).'), // P WIN-09
        amendmentMinSharePct: percent
          .default(50)
          .describe('An amendment that matters leaves at least this percentage of the original window (WIN-14).'), // P
        outageMinMinutes: minutes
          .default(5)
          .describe('An outage of the hub shorter than so many minutes extends no window (NFR-07).'), // P
      })
      .strict()
      .prefault({}),
    c2p: z
      .object({
        replyWorkingDays: z
          .number()
          .int()
          .min(1)
          .max(20)
          .default(1)
          .describe('Working days in which agencies are to reply to a requirement; later replies are chased (WIN-13).'), // P
      })
      .strict()
      .prefault({}),
    match: z
      .object({
        homes: z
          .number()
          .int()
          .min(1)
          .max(10)
          .default(3)
          .describe('How many homes are proposed for a residential or nursing place; fewer are flagged (ROUT-30).'), // S ROUT-30
        respiteHomes: z
          .number()
          .int()
          .min(1)
          .max(10)
          .default(3)
          .describe('How many homes are proposed at most for a respite stay; one is enough (ROUT-35).'), // P ROUT-35
        assessWorkingDays: z
          .number()
          .int()
          .min(1)
          .max(20)
          .default(2)
          .describe('Working days in which the preferred home is to decide; later it is chased (WIN-13).'), // P WIN-13
      })
      .strict()
      .prefault({}),
    micro: z
      .object({
        homeSupportMinutes: minutes
          .default(24 * 60)
          .describe('Minutes in which the long list tenders for home support (WIN-10).'), // P WIN-10
        supportedLivingMinutes: minutes
          .default(24 * 60)
          .describe('Minutes in which the long list tenders for care and support in supported living (WIN-10).'), // P WIN-10
        careHomeMinutes: minutes
          .default(48 * 60)
          .describe('Minutes in which the long list tenders for a place in a care home (WIN-10).'), // P WIN-10
        urgentMinutes: minutes
          .default(4 * 60)
          .describe(
            'Minutes in which it tenders in an emergency, or for a quick discharge from hospital (ROUT-21, WIN-10).',
          ), // P ROUT-21
        topRankedShown: z
          .number()
          .int()
          .min(1)
          .max(20)
          .default(3)
          .describe('How many of the top-ranked providers a person is shown (ROUT-25, AMB-33).'), // P AMB-33
      })
      .strict()
      .prefault({}),
    statedDeadline: z
      .object({
        minimumWorkingDays: z
          .number()
          .int()
          .min(1)
          .max(60)
          .default(5)
          .describe(
            'Working days that a call-off with a stated deadline leaves to answer at least, unless its broker says why fewer (WIN-11).',
          ), // P WIN-11
        schemeWorkingDays: z
          .number()
          .int()
          .min(1)
          .max(60)
          .default(15)
          .describe('The same, of a supported-living scheme whose packages are all bid for at once (WIN-11).'), // P WIN-11
      })
      .strict()
      .prefault({}),
    smallGroup: z
      .object({
        mostPeople: z
          .number()
          .int()
          .min(2)
          .max(20)
          .default(3)
          .describe('How many people a small group has at most, whose packages are sought together (ROUT-37, AMB-38).'), // P AMB-38
      })
      .strict()
      .prefault({}),
    patch: z
      .object({
        maxProviders: z
          .record(name, z.number().int().positive())
          .default({ East: 3, West: 2, Central: 2, South: 1 })
          .describe(
            'How many providers a patch has, by its code; a patch that is not named takes otherwiseMaxProviders (PROV-17).',
          ), // S
        otherwiseMaxProviders: z
          .number()
          .int()
          .positive()
          .default(2)
          .describe('How many providers a patch has that maxProviders does not name (PROV-17).'), // S
        escalateToOtherPatches: z
          .array(name)
          .default(['South'])
          .describe(
            "Codes of the patches whose decline goes to the other patches' providers before the framework (ROUT-08, AMB-04).",
          ), // P
      })
      .strict()
      .prefault({}),
    membership: z
      .object({
        localOffice: z
          .boolean()
          .default(false)
          .describe('Whether a member’s registered office lies in one of the membership.authorities (PROV-10).'), // P
        authorities: z
          .array(name)
          .default([])
          .describe(
            'The local authorities in which an office is local: the council’s own and its neighbours (PROV-10).',
          ), // P
      })
      .strict()
      .prefault({}),
    d2a: z
      .object({
        hardMinutes: minutes.default(60).describe('Minutes within which a provider must answer a discharge (WIN-05).'), // S WIN-05
        targetMinutes: minutes
          .default(30)
          .describe('Minutes within which a provider should answer a discharge (WIN-05).'), // S WIN-05
        sameDayCutoff: z
          .object({ weekday: timeOfDay, weekend: timeOfDay })
          .strict()
          .default({ weekday: '15:00', weekend: '13:00' })
          .describe(
            'Until when a provider may be notified of a discharge whose first call is on the same day (WIN-06).',
          ), // S WIN-06
        nextMorningCutoff: z
          .object({ weekday: timeOfDay, weekend: timeOfDay })
          .strict()
          .default({ weekday: '17:00', weekend: '13:00' })
          .describe(
            'Until when a provider may be notified of a discharge whose first call is on the next morning (WIN-07).',
          ), // S WIN-07
        latestBookedCall: timeOfDay
          .default('20:30')
          .describe(
            'The latest time for which a call is booked on the day of discharge, unless the provider agrees (WIN-19).',
          ), // S WIN-19
        callBand: hours
          .default({ from: '07:00', to: '22:00' })
          .describe('Between which times calls after a discharge lie.'), // S
        maxDays: z
          .number()
          .int()
          .positive()
          .default(42)
          .describe('How many days care to assess after a discharge lasts at most (ROUT-16).'), // S ROUT-16
        reminderDays: z
          .array(z.number().int().positive())
          .default([28, 35])
          .describe('On which days of that care its end is reminded of (ROUT-16).'), // P
        startHours: z
          .number()
          .positive()
          .default(24)
          .describe('Hours within which care after a discharge starts (ROUT-15).'), // S ROUT-15
        returnNotifyHours: z
          .number()
          .positive()
          .default(48)
          .describe(
            'Hours from the discharge of somebody whom the provider supported before, within which it says how the plan is revised (ROUT-20).',
          ), // S ROUT-20
        contactHours: hours
          .default({ from: '06:00', to: '22:00' })
          .describe('The hours of every day in which a provider answers families itself (WIN-18).'), // S WIN-18
        brokerageHours: z
          .object({ weekday: hours.nullable(), weekend: hours.nullable() })
          .strict()
          .default({ weekday: { from: '09:00', to: '17:00' }, weekend: { from: '10:00', to: '14:00' } })
          .describe('When brokerage works on discharges; null is closed (WIN-08).'), // S WIN-08
      })
      .strict()
      .prefault({}),
    hours: z
      .object({
        day: hours.default({ from: '07:00', to: '23:00' }).describe('The hours that are day, and not night (WIN-15).'), // S WIN-15
        office: hours.default({ from: '09:00', to: '17:00' }).describe('Office hours.'), // S
        weekendDischarge: hours
          .default({ from: '09:00', to: '17:00' })
          .describe(
            'The hours in which patch providers pick up discharges at weekends and on bank holidays (PROV-31).',
          ), // S PROV-31
      })
      .strict()
      .prefault({}),
    award: z
      .object({
        firstCallConfirmMinutes: minutes
          .default(120)
          .describe('Minutes from the sending of the documents within which the first call is confirmed (ROUT-10).'), // P
        ipoRequired: z
          .boolean()
          .default(true)
          .describe(
            'Whether a placement cannot start before it has a service line and an order; the order itself goes out wherever the service is on LAS (SM-4, AMB-36).',
          ), // P
      })
      .strict()
      .prefault({}),
    fair: z
      .object({
        metric: z
          .enum(['PACKAGES', 'HOURS'])
          .default('PACKAGES')
          .describe('Whether a fair share is counted in packages or in hours (EVAL-02).'),
        weeks: z.number().int().positive().default(13).describe('Weeks over which a fair share is counted (EVAL-02).'),
      }) // P EVAL-02
      .strict()
      .prefault({}),
    evaluation: z
      .object({
        criteria: z
          .array(z.enum(['START_MEETS_NEED', 'DOUBLE_HANDED', 'TIME_CRITICAL', 'SKILLS']))
          .default(['START_MEETS_NEED', 'DOUBLE_HANDED', 'TIME_CRITICAL', 'SKILLS'])
          .describe('The other criteria that decide between bids (EVAL-04).'), // P
      })
      .strict()
      .prefault({}),
    capacity: z
      .object({
        ceilingHours: z
          .number()
          .positive()
          .default(3000)
          .describe('The hours a week that a provider may deliver in all (PROV-23).'), // S PROV-23
        period: z.enum(['WEEK']).default('WEEK').describe('Over which period the ceiling is counted (AMB-03).'), // P AMB-03
        includeCandidate: z
          .boolean()
          .default(true)
          .describe('Whether the package itself is counted when a provider is measured against the ceiling (AMB-03).'), // P
        appliesTo: z
          .array(z.enum(['PATCH', 'FRAMEWORK']))
          .default(['PATCH'])
          .describe('The vehicles for which passing the ceiling refuses; for others it warns (AMB-03).'), // P
        nearPct: percent
          .default(90)
          .describe('The percentage of the ceiling from which it is told that it is near (NTF-28).'), // P NTF-28
        declarationDays: z
          .number()
          .int()
          .positive()
          .default(31)
          .describe('A declaration of private hours older than so many days counts as none (PROV-23).'), // P
      })
      .strict()
      .prefault({}),
    cqc: z
      .object({
        gate: z
          .object({
            scope: z
              .enum(['OVERALL', 'ANY_KEY_QUESTION'])
              .default('OVERALL')
              .describe('Whether gates look at the overall rating alone, or at each key question (AMB-06).'), // P AMB-06
            matrix: z
              .object({ LONG_LIST: gateRow, INVITE: gateRow, AWARD: gateRow, USER_CHOICE: gateRow, INCREASE: gateRow })
              .strict()
              .default({
                LONG_LIST: newPackage,
                INVITE: newPackage,
                AWARD: newPackage,
                USER_CHOICE: existing,
                INCREASE: existing,
              })
              .describe('For each purpose, whether a rating allows, warns or blocks (PROV-08).'), // P PROV-08
          })
          .strict()
          .prefault({}),
        planShareWorkingDays: z
          .number()
          .int()
          .positive()
          .default(10)
          .describe("Working days from a rating's publication within which an improvement plan is shared (PROV-05)."), // P
      })
      .strict()
      .prefault({}),
    qaf: z
      .object({
        max: z
          .number()
          .int()
          .positive()
          .max(1000)
          .default(100)
          .describe('The highest score of the Quality Assurance Framework (PROV-34, AMB-31).'), // P
        bands: z
          .record(name, z.number().int().min(0))
          .default({ Excellent: 80, Good: 60, Acceptable: 40, Poor: 0 })
          .describe('The bands of its scores, each with the score from which it is given (PROV-34, AMB-31).'), // P
      })
      .strict()
      .prefault({}),
    rates: z
      .object({
        lowPctOfMedian: percent
          .default(85)
          .describe('A price below this percentage of the median is queried (PROV-33).'),
      })
      .strict()
      .prefault({}), // P PROV-33
    vacancy: z
      .object({
        staleDays: z
          .number()
          .int()
          .positive()
          .default(7)
          .describe('The vacancies of a home that were stated more than so many days ago are stale (PROV-22).'), // P PROV-22
        staleExcludes: z
          .boolean()
          .default(false)
          .describe(
            'Whether a home whose vacancies are stale, or were never stated, is left out of long lists; otherwise it is warned of (PROV-22).',
          ), // P PROV-22
      })
      .strict()
      .prefault({}),
    visit: z
      .object({
        incrementMinutes: minutes
          .default(15)
          .describe('Visits are commissioned in multiples of so many minutes (DEL-06).'), // S DEL-06
        minMinutes: minutes.default(30).describe('The shortest visit in minutes (DEL-06).'), // S DEL-06
        missedAfterMinutes: minutes
          .default(90)
          .describe(
            'A visit without a log-in is missed so many minutes after its start, or at its end if that is later (DEL-10).',
          ), // P DEL-10
        lateMinutes: minutes
          .default(15)
          .describe('A visit is late if it begins more than so many minutes after its time (DEL-09).'), // P DEL-09
        shortMinutes: z
          .number()
          .int()
          .min(0)
          .default(5)
          .describe('A visit is short if it lasts more than so many minutes less than planned (DEL-08).'), // P DEL-08
        matchMinutes: minutes
          .default(120)
          .describe(
            'A log without a link belongs to the planned visit that starts nearest, so many minutes away at most (DEL-02).',
          ), // P
        farthestMinutes: minutes
          .default(240)
          .describe(
            'A plan or a log further than so many minutes from the time of a call is not of that call, whatever it names (DEL-01, DEL-10).',
          ), // P DEL-10
        planToleranceMinutes: z
          .number()
          .int()
          .min(0)
          .default(15)
          .describe(
            'A plan may lie so many minutes off the time of a call that has no window and is not time-critical (ASM-14).',
          ), // P ASM-14
        overlongPct: z
          .number()
          .int()
          .min(100)
          .default(200)
          .describe('A stay of at least this percentage of the length of the call is pointed out (DEL-02).'), // P
        aheadDays: z
          .number()
          .int()
          .min(1)
          .max(28)
          .default(7)
          .describe('The expected calls of so many days ahead are made, for rosters to answer (DEL-01).'), // P DEL-01
        placeToleranceMetres: z
          .number()
          .int()
          .min(0)
          .default(200)
          .describe('A log-in further than so many metres from the address is elsewhere (DEL-02).'), // P DEL-02
        timeCriticalMinutes: z
          .number()
          .int()
          .min(0)
          .default(15)
          .describe('A time-critical visit is late if it begins more than so many minutes after its time (DEL-12).'), // P DEL-12
        clockSkewMinutes: z
          .number()
          .int()
          .min(0)
          .default(5)
          .describe("So many minutes a source's clock may run ahead of the hub's."), // P
        repeatedRefusals: z
          .number()
          .int()
          .positive()
          .default(2)
          .describe('After so many refused visits of one placement the care manager is told (DEL-18).'), // P
        repeatedRefusalDays: z
          .number()
          .int()
          .positive()
          .default(28)
          .describe('Days within which refused visits are counted (DEL-18).'), // P
        travelKmPerHour: z
          .number()
          .positive()
          .default(20)
          .describe('The speed by which the travel between two calls of a rota is estimated (DEL-07).'), // P
        travelExtraMinutes: z
          .number()
          .min(0)
          .default(2)
          .describe('Minutes that are added to each such estimate (DEL-07).'), // P
        teamBackdatedDays: z
          .number()
          .int()
          .min(0)
          .default(31)
          .describe(
            "How many days back a regular team may count from: a stranger's visit does not become the team's in hindsight. More while a council brings in what ran before the hub (DEL-13).",
          ), // P
        staffBackdatedDays: z
          .number()
          .int()
          .min(0)
          .default(7)
          .describe('How many days back a list of active staff may count from (DEL-16).'), // P
      })
      .strict()
      .prefault({}),
    alert: z
      .object({
        minutes: minutes
          .default(30)
          .describe('Minutes after its time at which a visit without a log-in raises its alert (DEL-21).'), // S DEL-21
        timeCriticalMinutes: minutes.default(15).describe('The same for a time-critical visit (DEL-21).'), // P DEL-21
        acknowledgeMinutes: minutes.default(10).describe('Minutes within which an alert is acknowledged (DEL-22).'), // P DEL-22
        contactMinutes: minutes
          .default(5)
          .describe('Minutes within which the person, or somebody close, is contacted (DEL-23).'), // P DEL-23
        replacementMinutes: minutes
          .default(60)
          .describe('Minutes within which a replacement is with the person (DEL-25).'), // S DEL-25
        replacementClock: z
          .enum(['CAPPED_BY_ALERT', 'UNAVAILABLE', 'ALERT'])
          .default('CAPPED_BY_ALERT')
          .describe(
            'Whether these minutes count from when the worker is known not to come, from the alert, or from the first of the two (AMB-11).',
          ), // P
        unreachableInformMinutes: minutes
          .default(15)
          .describe('Minutes within which council and next of kin know that the person cannot be reached (DEL-27).'), // P DEL-27
      })
      .strict()
      .prefault({}),
    noReply: z
      .object({
        managerMinutes: minutes
          .default(5)
          .describe('Minutes within which the carer has told the manager that nobody answers (DEL-30).'), // P DEL-30
        councilMinutes: minutes
          .default(15)
          .describe(
            'Minutes within which the council, and in an emergency those who must know, are told (DEL-36, DEL-37).',
          ), // P DEL-36, DEL-37
        formHours: z.number().positive().default(24).describe('Hours within which the No Reply form is sent (DEL-36).'), // P DEL-36
        contactDesk: hours
          .default({ from: '17:00', to: '17:30' })
          .describe(
            'The hours after office hours, Monday to Friday, before the emergency duty team takes over (DEL-36).',
          ), // S DEL-36
      })
      .strict()
      .prefault({}),
    payment: z
      .object({
        roundingMinutes: minutes
          .default(15)
          .describe('Worked minutes are rounded to the nearest multiple of so many (PAY-02).'), // P
        noReplyPct: percent
          .default(100)
          .describe(
            'Percentage of the commissioned minutes that is paid when the no-reply procedure was completed (AMB-15).',
          ), // P
        refusedPct: percent
          .default(0)
          .describe('Percentage of the commissioned minutes that is paid when the person refused (AMB-15).'), // P
        cancelledPct: percent
          .default(0)
          .describe(
            'Percentage of the commissioned minutes that is paid when the call was called off in order (AMB-15).',
          ), // P
      })
      .strict()
      .prefault({}),
    ecm: z
      .object({
        minLoggedPct: percent
          .default(90)
          .describe('The percentage of calls that a provider logs electronically at least (DEL-03).'),
      })
      .strict()
      .prefault({}), // S DEL-03
    kpi: z
      .object({
        outsideWindowMinutes: minutes
          .default(15)
          .describe('A visit further than so many minutes from its time is outside its window.'), // S
        targets: z
          .record(name, z.object({ green: z.number().min(0), amber: z.number().min(0).nullable() }).strict())
          .default({ 'KPI-3.5': { green: 1, amber: 2 }, 'KPI-3.6': { green: 10, amber: 20 } })
          .describe(
            'By line of the KPI register, from which figure it is green and from which amber; a percentage in percent (SHOW-05).',
          ), // P
        declaredTolerancePoints: z
          .number()
          .min(0)
          .default(2)
          .describe('So many percentage points may a declared figure differ from the one computed (CM-05).'), // P CM-05
        declaredToleranceCount: z
          .number()
          .min(0)
          .default(1)
          .describe('By so much may a declared count differ from the one computed (CM-05).'), // P CM-05
        suppressBelow: z
          .number()
          .int()
          .min(0)
          .default(5)
          .describe('Counts of people by what they are, fewer than this, are not shown (KPI-36).'), // P KPI-36
      })
      .strict()
      .prefault({}),
    plan: z
      .object({
        interimWorkingDays: z
          .number()
          .int()
          .positive()
          .default(2)
          .describe('Working days within which interim documentation is replaced (ASM-12).'), // P
      })
      .strict()
      .prefault({}),
    respite: z
      .object({
        allowanceNights: z
          .number()
          .int()
          .min(0)
          .max(366)
          .default(28)
          .describe(
            'Nights of respite that a person may have in a financial year, the stay that is asked for among them (ASM-08, AMB-37).',
          ), // P ASM-08
      })
      .strict()
      .prefault({}),
    variation: z
      .object({
        chaseSuspensionDays: z
          .number()
          .int()
          .positive()
          .default(7)
          .describe('Every so many days it is asked when a suspension without a known end will end (VAR-03).'), // P VAR-03
      })
      .strict()
      .prefault({}),
    contract: z
      .object({
        spendThresholdPence: z
          .number()
          .int()
          .default(50_000_000)
          .describe(
            "A framework provider's contract is monitored once the council's spend with it is above so many pence.",
          ), // S strictly over
        declinePct: percent
          .default(50)
          .describe('More than this percentage of invitations declined or not answered flags a provider (CM-06).'), // P CM-06
        declineWeeks: z
          .number()
          .int()
          .default(13)
          .describe('Over how many rolling weeks declines are counted (CM-06).'), // P
        declineMinimum: z
          .number()
          .int()
          .default(6)
          .describe('With fewer invitations than this the percentage flags nobody (CM-06).'), // P
        declineConsecutive: z
          .number()
          .int()
          .positive()
          .default(3)
          .describe('So many declines in a row flag a provider (CM-06).'), // P
      })
      .strict()
      .prefault({}),
    calendar: z
      .object({
        extraHolidays: z
          .array(z.iso.date())
          .default([])
          .describe("Non-working dates of this council beside England's bank holidays."), // P
        workingDayEnd: timeOfDay
          .default('23:59')
          .describe('When a working day ends, for deadlines counted in working days.'), // P
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

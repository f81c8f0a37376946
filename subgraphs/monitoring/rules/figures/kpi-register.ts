import type { Policy } from '../../../../schema/policy.js';

/**
 * The KPI register: one row defines one line, and nothing else in the hub does. Every line of the contract's monitoring
 * sheet is here, and every measure stated beside it. A row that names no facts is a line that providers declare so far.
 * To compute it, name its facts in its row and say in `reads/figures/kpi-relations.ts` where they are found (SHOW-05; 002
 * App C, ¶20.3).
 */

/** Sums over visits, kept a day at a time (`DayFigures`). */
export const VISIT_FACTS = [
  'scheduled',
  'attended',
  'missed',
  'late',
  'short',
  'arrivals',
  'outsideWindow',
  'timeCriticalBreached',
  'workersCame',
  'workersLogged',
  'teamNamed',
  'byTeam',
  'commissionedMinutes',
  'actualMinutes',
] as const;
export type VisitFact = (typeof VISIT_FACTS)[number];

/** Counted in what monitoring keeps of invitations, placements, their changes and providers' standing. */
export const KEPT_FACTS = [
  'invited',
  'accepted',
  'awarded',
  'patchSettled',
  'patchNotTaken',
  'anniversaries',
  'packagesReduced',
  'packagesIncreased',
  'packagesMoreHours',
  'peopleInReceipt',
  'peopleClosed',
  'd2aResponses',
  'd2aResponseMinutes',
  'd2aStarted',
  'd2aStartedSameDay',
  'd2aEnded',
  'd2aDays',
  'd2aNoMoreCare',
  'weeklyMinutes',
] as const;
export type KeptFact = (typeof KEPT_FACTS)[number];

/** Known without counting: the length of the period, and the ceiling of the council's policy. */
export type GivenFact = 'days' | 'ceilingMinutes';

export type FactName = VisitFact | KeptFact | GivenFact;
/** Whole numbers; a fact that is missing counts as none. */
export type KpiFacts = Readonly<Partial<Record<FactName, number>>>;

/** COUNT is a number of things and PERCENT a share; the others are averages, in the unit that they are named for. */
export const KPI_UNITS = ['COUNT', 'PERCENT', 'A_DAY', 'MINUTES', 'DAYS'] as const;
export type KpiUnit = (typeof KPI_UNITS)[number];

export const KPI_DIRECTIONS = ['HIGHER', 'LOWER'] as const;
export type KpiDirection = (typeof KPI_DIRECTIONS)[number];

/** What a line must reach. */
export interface Target {
  readonly green: number;
  /** Null if what is not green is red. */
  readonly amber: number | null;
}

export interface KpiLine {
  /** Catalogue id, with a suffix where one id has several figures: `KPI-3.5`, `KPI-40/LATE`. */
  readonly id: string;
  readonly title: string;
  readonly unit: KpiUnit;
  /** Of the definition: a changed one is a new version, so that a frozen figure says what it meant. */
  readonly version: number;
  /** Which is better; null if neither is. */
  readonly better: KpiDirection | null;
  /** Null if providers declare it so far. */
  readonly numerator: FactName | null;
  readonly denominator: FactName | null;
  /** The line that this one is a part of, and so never more than; null if there is none. */
  readonly partOf: string | null;
  /** It tells people apart by what they are or have: a count below the policy's limit is not shown. */
  readonly identifies: boolean;
  /** What another part of the council's policy asks of it; the council's own target for the line comes first. */
  readonly target: ((policy: Pick<Policy, 'ecm' | 'capacity'>) => Target) | null;
}

type Row = readonly [
  id: string,
  title: string,
  unit: KpiUnit,
  better: KpiDirection | null,
  more?: Partial<Pick<KpiLine, 'partOf' | 'identifies' | 'target'>> & {
    /** The fact that it counts. */
    readonly counts?: FactName;
    /** The fact that it is a share or an average of. */
    readonly of?: FactName;
  },
];

/** The sheet, in its order. */
const ROWS: readonly Row[] = [
  ['KPI-1.1', 'Invitations received from the council', 'COUNT', null, { counts: 'invited' }],
  [
    'KPI-1.2',
    'Invitations accepted: a bid was made in time',
    'COUNT',
    'HIGHER',
    { counts: 'accepted', partOf: 'KPI-1.1' },
  ],
  ['KPI-1.2/AWARDED', 'Invitations that led to an award', 'COUNT', null, { counts: 'awarded' }],
  ['KPI-1.3', 'Share of invitations accepted', 'PERCENT', 'HIGHER', { counts: 'accepted', of: 'invited' }],
  ['KPI-1.4', 'Risk assessed within five working days of acceptance', 'PERCENT', 'HIGHER'],
  ['KPI-1.5', 'Care and support plan within five working days of acceptance', 'PERCENT', 'HIGHER'],
  ['KPI-1.6', 'Homes assessed for fire risk', 'COUNT', null],
  ['KPI-1.7', 'Of those homes, referred to the fire brigade', 'COUNT', null, { partOf: 'KPI-1.6' }],
  ['KPI-2.1', 'Packages with an anniversary in the period', 'COUNT', null, { counts: 'anniversaries' }],
  ['KPI-2.2', 'Of those packages, reviewed in time', 'COUNT', 'HIGHER', { partOf: 'KPI-2.1' }],
  ['KPI-2.3', 'Share reviewed in time', 'PERCENT', 'HIGHER'],
  ['KPI-2.4', 'Share of reviews that looked at the risk assessment', 'PERCENT', 'HIGHER'],
  ['KPI-2.5', 'Packages with less care at the end than before', 'COUNT', null, { counts: 'packagesReduced' }],
  ['KPI-2.6', 'Packages with more care at the end than before', 'COUNT', null, { counts: 'packagesIncreased' }],
  ['KPI-3.1', 'People in receipt of care at the end', 'COUNT', null, { counts: 'peopleInReceipt' }],
  ['KPI-3.2', 'People whose care ended', 'COUNT', null, { counts: 'peopleClosed' }],
  ['KPI-3.3', 'Visits scheduled a day', 'A_DAY', null, { counts: 'scheduled', of: 'days' }],
  ['KPI-3.4', 'Visits missed', 'COUNT', 'LOWER', { counts: 'missed' }],
  ['KPI-3.5', 'Share of scheduled visits missed', 'PERCENT', 'LOWER', { counts: 'missed', of: 'scheduled' }],
  [
    'KPI-3.6',
    'Share of arrivals outside the agreed time',
    'PERCENT',
    'LOWER',
    { counts: 'outsideWindow', of: 'arrivals' },
  ],
  ['KPI-4.1', 'Complaints received', 'COUNT', 'LOWER'],
  ['KPI-4.2', 'Share of complaints acknowledged within 24 hours', 'PERCENT', 'HIGHER'],
  ['KPI-4.3', 'Share of complaints resolved within 15 working days', 'PERCENT', 'HIGHER'],
  ['KPI-4.4', 'Compliments received', 'COUNT', 'HIGHER'],
  ['KPI-5.1', 'Abuse, or suspicion of it, reported to the council', 'COUNT', null],
  ['KPI-5.2', 'Share reported within 12 hours of awareness', 'PERCENT', 'HIGHER'],
  ['KPI-6.1', 'Accidents, incidents and near misses', 'COUNT', 'LOWER'],
  ['KPI-6.2', 'Events reportable under RIDDOR', 'COUNT', 'LOWER'],
  ['KPI-7.1', 'Staff at the end', 'COUNT', null],
  ['KPI-7.2', 'Staff who joined', 'COUNT', null],
  ['KPI-7.3', 'Staff who left', 'COUNT', 'LOWER'],

  ['KPI-20', 'Packages accepted, over time', 'COUNT', 'HIGHER', { counts: 'accepted' }],
  ['KPI-21', 'Packages decreased by outcome-based care', 'COUNT', 'HIGHER'],
  ['KPI-22', 'Packages increased in hours, for a while or for good', 'COUNT', null, { counts: 'packagesMoreHours' }],
  ['KPI-23', 'Quality: critical incidents, safeguarding, ratings', 'COUNT', 'LOWER'],
  ['KPI-24', 'Measures asked by statute', 'COUNT', null],
  ['KPI-25', 'Feedback of care managers, sampled reviews, unscheduled visits', 'COUNT', null],
  [
    'KPI-26',
    'Share of attendances logged electronically',
    'PERCENT',
    'HIGHER',
    { counts: 'workersLogged', of: 'workersCame', target: ({ ecm }) => ({ green: ecm.minLoggedPct, amber: null }) },
  ],
  [
    'KPI-27',
    'Share of attended visits made by the regular team',
    'PERCENT',
    'HIGHER',
    { counts: 'byTeam', of: 'attended' },
  ],
  [
    'KPI-27/NAMED',
    'Share of attended visits with a team named',
    'PERCENT',
    'HIGHER',
    { counts: 'teamNamed', of: 'attended' },
  ],
  ['KPI-27/WORKERS', 'Different workers a person sees in 28 days', 'COUNT', 'LOWER'],
  [
    'KPI-28',
    'Contact time against commissioned',
    'PERCENT',
    'HIGHER',
    { counts: 'actualMinutes', of: 'commissionedMinutes' },
  ],
  [
    'KPI-28/RELIABILITY',
    'Share of scheduled visits attended',
    'PERCENT',
    'HIGHER',
    { counts: 'attended', of: 'scheduled' },
  ],
  [
    'KPI-29',
    'Share of patch invitations not taken',
    'PERCENT',
    'LOWER',
    { counts: 'patchNotTaken', of: 'patchSettled' },
  ],
  ['KPI-30', 'At home 91 days after discharge', 'PERCENT', 'HIGHER'],
  ['KPI-31', 'Share with a direct payment', 'PERCENT', 'HIGHER'],
  [
    'KPI-32/RESPONSE',
    'D2A: minutes to a bid',
    'MINUTES',
    'LOWER',
    { counts: 'd2aResponseMinutes', of: 'd2aResponses' },
  ],
  [
    'KPI-32/SAME_DAY',
    'D2A: share begun on the day',
    'PERCENT',
    'HIGHER',
    { counts: 'd2aStartedSameDay', of: 'd2aStarted' },
  ],
  ['KPI-32/LENGTH', 'D2A: days of a package', 'DAYS', null, { counts: 'd2aDays', of: 'd2aEnded' }],
  [
    'KPI-32/OUTCOME',
    'D2A: share that needs no more care',
    'PERCENT',
    'HIGHER',
    { counts: 'd2aNoMoreCare', of: 'd2aEnded' },
  ],
  [
    'KPI-33',
    'Weekly hours against the ceiling, as they stand',
    'PERCENT',
    'LOWER',
    {
      counts: 'weeklyMinutes',
      of: 'ceilingMinutes',
      target: ({ capacity }) => ({ green: capacity.nearPct, amber: 100 }),
    },
  ],
  ['KPI-34', 'Cost against the starter budget', 'PERCENT', 'LOWER'],
  ['KPI-35', 'Individual service funds: spent of what was planned', 'PERCENT', null],
  ['KPI-36', 'People who entered, by protected characteristic', 'COUNT', null, { identifies: true }],
  ['KPI-37', 'New entrants to specialist care', 'COUNT', null],
  ['KPI-38', 'Changes of provider', 'COUNT', 'LOWER'],
  ['KPI-39', 'Outcomes achieved a person', 'PERCENT', 'HIGHER'],
  ['KPI-40/LATE', 'Visits begun late', 'COUNT', 'LOWER', { counts: 'late' }],
  ['KPI-40/SHORT', 'Visits cut short', 'COUNT', 'LOWER', { counts: 'short' }],
  ['KPI-40/MISSED', 'Visits missed, as an exception', 'COUNT', 'LOWER', { counts: 'missed' }],
  ['KPI-40/TIME_CRITICAL', 'Time-critical visits not kept to', 'COUNT', 'LOWER', { counts: 'timeCriticalBreached' }],
];

/** Since their second version the lines of visits are measured by what the council commissioned (ADR 0022). */
const isOfVisits = (fact: FactName | undefined) => VISIT_FACTS.some((each) => each === fact);

/**
 * Every line, in the order of the sheet. [SHOW-05, KPI-1.1, KPI-1.2, KPI-1.3, KPI-1.4, KPI-1.5, KPI-1.6, KPI-1.7,
 * KPI-2.1, KPI-2.2, KPI-2.3, KPI-2.4, KPI-2.5, KPI-2.6, KPI-3.1, KPI-3.2, KPI-3.3, KPI-3.4, KPI-3.5, KPI-3.6, KPI-4.1,
 * KPI-4.2, KPI-4.3, KPI-4.4, KPI-5.1, KPI-5.2, KPI-6.1, KPI-6.2, KPI-7.1, KPI-7.2, KPI-7.3, KPI-20, KPI-21, KPI-22,
 * KPI-23, KPI-24, KPI-25, KPI-26, KPI-27, KPI-28, KPI-29, KPI-30, KPI-31, KPI-32, KPI-33, KPI-34, KPI-35, KPI-36,
 * KPI-37, KPI-38, KPI-39, KPI-40]
 */
export const KPI_LINES: readonly KpiLine[] = ROWS.map(([id, title, unit, better, more = {}]) => ({
  id,
  title,
  unit,
  better,
  version: isOfVisits(more.counts) ? 2 : 1,
  numerator: more.counts ?? null,
  denominator: more.of ?? null,
  partOf: more.partOf ?? null,
  identifies: more.identifies ?? false,
  target: more.target ?? null,
}));

const BY_ID = new Map(KPI_LINES.map((line) => [line.id, line]));

/** The line with this id, or undefined. [SHOW-05] */
export function kpiLine(id: string): KpiLine | undefined {
  return BY_ID.get(id);
}

import { addMinutes } from '../../../../kernel/time/working-time.js';
import { type StageOf, stageOf } from '../routes/routes.js';
import type { StageWindow } from './window.js';

/** One kind of clock that runs on a stage. [WIN-21] */
export interface DeadlineRule {
  /** Key of the deadline register: the catalogue id, with a suffix where one rule runs two clocks. */
  readonly rule:
    | 'WIN-01'
    | 'WIN-12'
    | 'WIN-10'
    | 'WIN-05'
    | 'WIN-11'
    | 'WIN-13'
    | 'WIN-05/target'
    | 'WIN-02'
    | 'NTF-03';
  /** What is to happen then. */
  readonly effect: 'CLOSE_STAGE' | 'COLLECT_OFFERS' | 'TELL_OUTCOMES' | 'REMIND_UNANSWERED';
  /** The clock that counts it: the council’s bid clock (WIN-09), always elapsed time, or working days. */
  readonly calendar: 'BID_CLOCK' | 'ELAPSED' | 'WORKING_DAYS';
  /** The policy keys that hold the minutes, or the days, one for each route; and the instant from which they count. */
  readonly lengths: readonly string[];
  readonly from: 'opensAt' | 'closesAt' | 'before closesAt';
  readonly dueAt: (window: StageWindow) => Date | null;
}

/** What a deadline of a stage carries: a later stage of the same call-off has deadlines of the same rules. */
export interface StageDeadlineData {
  readonly stageId: string;
}

/** The key of the notice that comes before WIN-02. */
export const OUTCOME_NOTICE = 'WIN-02/notice';
const NOTICE_LEAD_MINUTES = 1;

/**
 * When bidders without an outcome are told so: a minute before the clock of WIN-02 runs out, since that clock counts
 * as missed once it has. [WIN-02, NTF-07]
 */
export function outcomeNoticeAt({ outcomeDueAt }: Pick<StageWindow, 'outcomeDueAt'>): Date | null {
  return outcomeDueAt && addMinutes(outcomeDueAt, -NOTICE_LEAD_MINUTES);
}

/** The tenders part of the deadline register. [WIN-21, WIN-01, WIN-02, WIN-05, WIN-11, WIN-12, WIN-13] */
export const DEADLINE_RULES: readonly DeadlineRule[] = [
  {
    rule: 'WIN-01',
    effect: 'CLOSE_STAGE',
    calendar: 'BID_CLOCK',
    lengths: ['window.patchMinutes'],
    from: 'opensAt',
    dueAt: (window) => window.closesAt,
  },
  {
    rule: 'WIN-12',
    effect: 'CLOSE_STAGE',
    calendar: 'BID_CLOCK',
    lengths: ['window.frameworkMinutes'],
    from: 'opensAt',
    dueAt: (window) => window.closesAt,
  },
  {
    rule: 'WIN-10',
    effect: 'CLOSE_STAGE',
    calendar: 'BID_CLOCK',
    lengths: [
      'micro.homeSupportMinutes',
      'micro.supportedLivingMinutes',
      'micro.careHomeMinutes',
      'micro.urgentMinutes',
    ],
    from: 'opensAt',
    dueAt: (window) => window.closesAt,
  },
  {
    rule: 'WIN-05',
    effect: 'CLOSE_STAGE',
    calendar: 'BID_CLOCK',
    lengths: ['d2a.hardMinutes'],
    from: 'opensAt',
    dueAt: (window) => window.closesAt,
  },
  {
    rule: 'WIN-11',
    effect: 'CLOSE_STAGE',
    calendar: 'WORKING_DAYS',
    lengths: ['statedDeadline.minimumWorkingDays', 'statedDeadline.schemeWorkingDays'],
    from: 'opensAt',
    dueAt: (window) => window.closesAt,
  },
  {
    rule: 'WIN-13',
    effect: 'COLLECT_OFFERS',
    calendar: 'WORKING_DAYS',
    lengths: ['c2p.replyWorkingDays', 'match.assessWorkingDays'],
    from: 'opensAt',
    dueAt: (window) => window.closesAt,
  },
  {
    rule: 'WIN-05/target',
    effect: 'REMIND_UNANSWERED',
    calendar: 'BID_CLOCK',
    lengths: ['d2a.targetMinutes'],
    from: 'opensAt',
    dueAt: (window) => window.targetAt,
  },
  {
    rule: 'NTF-03',
    effect: 'REMIND_UNANSWERED',
    calendar: 'ELAPSED',
    lengths: ['window.closingSoonMinutes'],
    from: 'before closesAt',
    dueAt: (window) => window.closingSoonAt,
  },
  {
    rule: 'WIN-02',
    effect: 'TELL_OUTCOMES',
    calendar: 'ELAPSED',
    lengths: ['window.outcomeAfterCloseMinutes'],
    from: 'closesAt',
    dueAt: (window) => window.outcomeDueAt,
  },
];

/** The deadlines to register when a stage opens or its close moves. [WIN-21] */
export function stageDeadlines(
  of: StageOf,
  window: StageWindow,
): ReadonlyArray<Pick<DeadlineRule, 'rule' | 'effect'> & { readonly dueAt: Date }> {
  const closing = stageOf(of).window.rule;
  const closes = ['CLOSE_STAGE', 'COLLECT_OFFERS'];
  return DEADLINE_RULES.filter(({ rule, effect }) => !closes.includes(effect) || rule === closing).flatMap(
    ({ rule, effect, dueAt }) => {
      const due = dueAt(window);
      return due ? [{ rule, effect, dueAt: due }] : [];
    },
  );
}

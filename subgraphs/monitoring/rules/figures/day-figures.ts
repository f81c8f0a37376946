import type { CallFacts } from '../visits/visit-facts.js';
import type { VisitFlag } from '../visits/visit-flags.js';
import { isAttended, type VisitOutcome } from '../visits/visit-outcome.js';

export const FIGURES = [
  'scheduled',
  'attended',
  'missed',
  'cancelled',
  'refused',
  'noReply',
  'arrivals',
  'outsideWindow',
  'late',
  'short',
  'timeCritical',
  'timeCriticalBreached',
  'workersCame',
  'workersLogged',
  'teamNamed',
  'byTeam',
  'commissionedMinutes',
  'actualMinutes',
  'payableMinutes',
] as const;
export type Figure = (typeof FIGURES)[number];
export type Figures = Record<Figure, number>;

/** A visit as far as it counts. */
export type CountedVisit = Pick<CallFacts, 'timeCritical'> &
  Omit<VisitOutcome, 'flags'> & { readonly flags: readonly string[] };

/**
 * What one visit adds to the figures of its day. Of one that the council does not expect, no more than what it accepted to
 * pay. One called off in order is not scheduled. How it went is counted of attended ones alone,
 * their logs too. [DEL-03, DEL-10, DEL-12, DEL-13, DEL-14, KPI-3.3, KPI-3.4, KPI-3.6]
 */
export function figuresOf(visit: CountedVisit): Figures {
  const has = (flag: VisitFlag) => visit.flags.includes(flag);
  const figures = noFigures();
  const { state } = visit;
  figures.payableMinutes = visit.payableMinutes;
  if (visit.off) {
    figures.cancelled = Number(visit.off === 'CALLED_OFF');
    return figures;
  }
  if (state === 'CANCELLED') {
    figures.cancelled = 1;
    return figures;
  }
  figures.scheduled = 1;
  figures.commissionedMinutes = visit.commissionedMinutes;
  figures.timeCritical = Number(visit.timeCritical);
  if (state === 'MISSED') figures.missed = 1;
  if (state === 'REFUSED') figures.refused = 1;
  if (state === 'NO_REPLY' || state === 'NO_REPLY_CLOSED') figures.noReply = 1;
  if (visit.timeCritical && (isAttended(state) || state === 'MISSED')) {
    figures.timeCriticalBreached = Number(has('TIME_CRITICAL_BREACHED'));
  }
  if (!isAttended(state)) return figures;
  figures.attended = 1;
  figures.actualMinutes = visit.actualMinutes;
  figures.workersCame = visit.workersCame;
  figures.workersLogged = visit.workersLogged;
  figures.short = Number(has('SHORT'));
  figures.teamNamed = Number(visit.byTeam !== null);
  figures.byTeam = Number(visit.byTeam === true);
  if (visit.arrivedAt) {
    figures.arrivals = 1;
    figures.outsideWindow = Number(has('OUTSIDE_WINDOW'));
    figures.late = Number(has('LATE'));
  }
  return figures;
}

/** Adds to the figures of a day what a visit counts for, or takes it off again. */
export function addFigures(to: Figures, figures: Figures, sign: 1 | -1): void {
  for (const figure of FIGURES) to[figure] += sign * figures[figure];
}

const NONE = Object.fromEntries(FIGURES.map((figure) => [figure, 0])) as Figures;

export function noFigures(): Figures {
  return { ...NONE };
}

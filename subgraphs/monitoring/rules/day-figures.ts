import type { VisitFact } from './kpi-register.js';

export function figuresOf(visit: {
  state: string;
  flags: readonly string[];
  removed: boolean;
  arrivedAt: Date | null;
  plannedMinutes: number;
  actualMinutes: number;
  workersCame: number;
  workersLogged: number;
}): Record<VisitFact, number> {
  const has = (flag: string) => Number(visit.flags.includes(flag));
  const off = visit.state === 'CANCELLED' || has('SUSPENDED') === 1;
  const attended = Number(['COMPLETED', 'IN_PROGRESS'].includes(visit.state) && !off);
  const arrivals = attended && Number(visit.arrivedAt !== null);
  return {
    scheduled: Number(!off),
    attended,
    missed: Number(visit.state === 'MISSED' && !off),
    late: arrivals && has('LATE'),
    short: attended && has('SHORT'),
    arrivals,
    outsideWindow: arrivals && has('OUTSIDE_WINDOW'),
    timeCriticalBreached: has('TIME_CRITICAL_BREACHED'),
    workersCame: attended && visit.workersCame,
    workersLogged: attended && visit.workersLogged,
    teamNamed: 0,
    byTeam: 0,
    plannedMinutes: off ? 0 : visit.plannedMinutes,
    actualMinutes: attended && visit.actualMinutes,
  };
}

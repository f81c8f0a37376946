import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { RowKind } from './row-answer.js';
import type { RowWarning } from './row-warnings.js';

type Notice = readonly [rule: string, field: { readonly PLAN?: string; readonly LOG?: string }, message: string];

/** By which rule each warning is given, about which field of which row, and what would be as it should be. */
const NOTICES: Readonly<Record<RowWarning, Notice>> = {
  LENGTH_DIFFERS: ['DEL-01', { PLAN: 'plannedEnd' }, 'Plan the minutes that the council commissioned: they count.'],
  WORKERS_DIFFER: ['ASM-30', { PLAN: 'workersNeeded' }, 'Plan the workers that the council commissioned: they count.'],
  WINDOW_DIFFERS: ['ASM-14', { PLAN: 'windowTo' }, 'Plan the window that the council agreed, or leave it out.'],
  TIME_CRITICAL_DIFFERS: [
    'ASM-13',
    { PLAN: 'timeCritical' },
    'The care manager has marked this call as time-critical: plan it as that.',
  ],
  OUTSIDE_AGREED_WINDOW: [
    'ASM-14',
    { PLAN: 'plannedStart' },
    'Plan it within the agreed window, or agree another time with the person first.',
  ],
  CHANGED_AFTER_START: [
    'DEL-01',
    { PLAN: 'asOf' },
    'It became known after the start of the call, which stays as it was: change a plan before it starts.',
  ],
  CALLED_OFF_AFTER_START: [
    'VAR-10',
    { PLAN: 'cancellation' },
    'A call is called off, and that is reported, before it starts.',
  ],
  CANCELLED_UNCONFIRMED: [
    'VAR-10',
    { PLAN: 'cancellation' },
    'A supervisor or senior carer confirms it with the person or the next of kin, and says what is arranged instead.',
  ],
  REMOVED_AFTER_START: [
    'DEL-10',
    { PLAN: 'removed' },
    'A visit that was planned in error is taken back before it starts.',
  ],
  WORKER_OVERLAP: [
    'DEL-07',
    { PLAN: 'plannedWorkers', LOG: 'worker' },
    'This worker has another call at the same time: send another worker or another time.',
  ],
  WORKED_ELSEWHERE: [
    'PAY-01',
    { LOG: 'worker' },
    'This worker was logged at another person’s meanwhile: the council is asked which is so.',
  ],
  TRAVEL_TOO_SHORT: ['DEL-07', { PLAN: 'plannedStart' }, 'Leave the worker the time to travel from the call before.'],
  UNPLANNED_WORKER: ['DEL-13', { LOG: 'worker' }, 'Another worker was planned: report the change in the plan.'],
  UNKNOWN_WORKER: ['DEL-16', { LOG: 'worker' }, 'This worker is not on your list of active staff: declare it.'],
  FEWER_WORKERS: ['ASM-30', { LOG: 'worker' }, 'Fewer workers came than the call needs: log each worker who came.'],
  OVERLONG: [
    'DEL-02',
    { LOG: 'departedAt' },
    'The stay is far longer than the call: log the departure of this very call.',
  ],
  NO_LENGTH: [
    'DEL-02',
    { LOG: 'departedAt' },
    'Arrival and departure are in the same minute: a call of no length was not made.',
  ],
  CLAIMED_AFTER_MISSED: [
    'DEL-10',
    { LOG: 'arrivedBy' },
    'The call had been missed when this was entered by hand: the council is asked whether it was made.',
  ],
  ANOTHER_VISIT: [
    'DEL-01',
    { PLAN: 'visit' },
    'It answers another call than it names: name one of this placement, near the planned start, that no other plan answers.',
  ],
  WITHIN_ANOTHER: [
    'PAY-01',
    { LOG: 'arrivedAt' },
    'It lies within another log of this worker here, and says nothing of its own: log each call at its time.',
  ],
  OUT_OF_PLACE: [
    'DEL-02',
    { LOG: 'arrivedMetres' },
    'It was logged away from the address, and does not count as logged electronically.',
  ],
  NO_VISIT: [
    'DEL-02',
    { LOG: 'visitExternalId' },
    'No call of this placement is near, or it has all its workers: name the visit, or report its plan.',
  ],
  CLOCK_AHEAD: ['DEL-02', { PLAN: 'asOf', LOG: 'asOf' }, 'The clock of your system is ahead of the hub’s: set it.'],
  NOT_COMMISSIONED: [
    'DEL-01',
    { PLAN: 'plannedStart', LOG: 'arrivedAt' },
    'The council commissioned no such call: nothing is paid until it accepts it.',
  ],
  NOT_BEGUN: [
    'AWRD-06',
    { PLAN: 'plannedStart', LOG: 'arrivedAt' },
    'Care has not begun on this day: nothing is paid until the council accepts it.',
  ],
  SUSPENDED: [
    'VAR-02',
    { PLAN: 'plannedStart', LOG: 'arrivedAt' },
    'Care is suspended on this day: nothing is paid until the council accepts it.',
  ],
  ENDED: [
    'AWRD-12',
    { PLAN: 'plannedStart', LOG: 'arrivedAt' },
    'Care has ended before this day: nothing is paid until the council accepts it.',
  ],
  VARIED: [
    'VAR-14',
    { PLAN: 'plannedStart', LOG: 'arrivedAt' },
    'The council has varied this call away: nothing is paid until it accepts it.',
  ],
  D2A_TERM_OVER: [
    'ROUT-16',
    { PLAN: 'plannedStart', LOG: 'arrivedAt' },
    'Care after a discharge has had its last day: nothing is paid until the council accepts it.',
  ],
  CALLED_OFF: [
    'VAR-10',
    { PLAN: 'cancellation', LOG: 'arrivedAt' },
    'The call had been called off: nothing is paid until the council accepts it.',
  ],
};

/** A warning in full: its rule, its field and what would be as it should be. [DEL-01, DEL-02] */
export function noticeOf(warning: RowWarning, kind: RowKind): Refusal {
  const [rule, field, message] = NOTICES[warning];
  return refuse(rule, warning, message, field[kind]);
}

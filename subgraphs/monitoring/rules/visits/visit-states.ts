import { type Edge, stateTable } from '../../../../kernel/values/state-table.js';
import type { MonitoringEvent } from '../../../../schema/events/monitoring.js';

export const VISIT_STATES = [
  'PLANNED',
  'ALERTED',
  'IN_PROGRESS',
  'NO_REPLY',
  'COMPLETED',
  'REFUSED',
  'MISSED',
  'CANCELLED',
  'NO_REPLY_CLOSED',
] as const;
export type VisitState = (typeof VISIT_STATES)[number];

export type VisitEvent =
  | 'plan'
  | 'log arrival'
  | 'pass the alert time'
  | 'cancel or suspend'
  | 'gain no reply'
  | 'find the person'
  | 'close the no-reply case'
  | 'log departure'
  | 'person refuses'
  | 'pass the missed time'
  | 'correct';

type VisitEdge = Edge<VisitState, VisitEvent> & { readonly emits?: MonitoringEvent['type'] };

const BEFORE_ARRIVAL = ['PLANNED', 'ALERTED'] as const satisfies readonly VisitState[];
const OVER = [
  'COMPLETED',
  'REFUSED',
  'MISSED',
  'CANCELLED',
  'NO_REPLY_CLOSED',
] as const satisfies readonly VisitState[];

const edges: readonly VisitEdge[] = [
  { from: '(new)', event: 'plan', to: 'PLANNED' },
  {
    from: 'PLANNED',
    event: 'pass the alert time',
    guard: 'no log-in [DEL-21]',
    to: 'ALERTED',
    emits: 'VisitAlertRaised',
  },
  ...BEFORE_ARRIVAL.flatMap((from): VisitEdge[] => [
    { from, event: 'log arrival', guard: 'matched to this visit [DEL-02]', to: 'IN_PROGRESS' },
    { from, event: 'cancel or suspend', guard: 'confirmed [VAR-10], or suspended [VAR-02]', to: 'CANCELLED' },
    { from, event: 'gain no reply', guard: 'reported by the carer [DEL-30]', to: 'NO_REPLY', emits: 'NoReplyReported' },
    { from, event: 'pass the missed time', guard: 'none of the above [DEL-10]', to: 'MISSED' },
  ]),
  { from: 'NO_REPLY', event: 'find the person', guard: 'care is given', to: 'IN_PROGRESS' },
  { from: 'NO_REPLY', event: 'close the no-reply case', guard: 'procedure complete [DEL-38]', to: 'NO_REPLY_CLOSED' },
  { from: 'IN_PROGRESS', event: 'log departure', to: 'COMPLETED' },
  { from: 'IN_PROGRESS', event: 'person refuses', guard: 'with a reason [DEL-18]', to: 'REFUSED' },
  {
    from: 'IN_PROGRESS',
    event: 'pass the missed time',
    guard: 'the person was found well, and nobody logged in [DEL-10]',
    to: 'MISSED',
  },
  {
    from: 'MISSED',
    event: 'log arrival',
    guard: 'before the next planned visit, evidenced [DEL-10]',
    to: 'IN_PROGRESS',
  },
  ...OVER.flatMap((from): VisitEdge[] =>
    OVER.filter((to) => to !== from).map((to) => ({ from, event: 'correct', guard: 'evidenced, audited', to })),
  ),
];

/**
 * SM-8: the life of one visit.
 *
 * The state is never set: it follows from what was planned, logged, cancelled and reported, and from the time
 * (`visit-outcome.ts`), so that the same facts in any order end the same. The table says which ways lead from one state
 * to the next. Several may be walked at once, as when a call is reported whole after it was made. [SM-8; catalogue 24]
 */
export const visitStates = stateTable<VisitState, VisitEvent>({
  name: 'SM-8 Visit',
  initial: 'PLANNED',
  // A terminal visit may still be corrected on evidence; nothing else moves it.
  terminal: [],
  edges,
});

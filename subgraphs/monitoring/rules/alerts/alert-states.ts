import { type Edge, stateTable } from '../../../../kernel/values/state-table.js';
import type { MonitoringEvent } from '../../../../schema/events/monitoring.js';

export const ALERT_STATES = [
  'RAISED',
  'ACKNOWLEDGED',
  'USER_CONTACTED',
  'USER_UNREACHABLE',
  'STAFF_EN_ROUTE',
  'REPLACEMENT_NEEDED',
  'REPLACEMENT_SENT',
  'USER_TOLD',
  'RESOLVED',
  'CLOSED_MISSED',
] as const;
export type AlertState = (typeof ALERT_STATES)[number];

/** States of an alert of which the end is still to come. */
export const OPEN_ALERT_STATES: readonly AlertState[] = ALERT_STATES.filter(
  (state) => state !== 'RESOLVED' && state !== 'CLOSED_MISSED',
);

export type AlertEvent =
  | 'raise'
  | 'acknowledge'
  | 'reassure the person'
  | 'fail to reach the person'
  | 'find staff on the way'
  | 'find staff unable to come'
  | 'send a replacement'
  | 'tell the person who comes'
  | 'log in'
  | 'miss or cancel';

type AlertEdge = Edge<AlertState, AlertEvent> & { readonly emits?: MonitoringEvent['type'] };

const UNCONTACTED = ['RAISED', 'ACKNOWLEDGED'] as const satisfies readonly AlertState[];
const CONTACT_TRIED = ['USER_CONTACTED', 'USER_UNREACHABLE'] as const satisfies readonly AlertState[];
const moved = { emits: 'VisitAlertMoved' } as const;
const closed = { emits: 'VisitAlertClosed' } as const;

const edges: readonly AlertEdge[] = [
  { from: '(new)', event: 'raise', guard: 'no log-in [DEL-21]', to: 'RAISED', emits: 'VisitAlertRaised' },
  { from: 'RAISED', event: 'acknowledge', guard: 'within 10 minutes [DEL-22]', to: 'ACKNOWLEDGED', ...moved },
  ...[...UNCONTACTED, 'USER_UNREACHABLE' as const].map(
    (from): AlertEdge => ({ from, event: 'reassure the person', guard: '[DEL-23]', to: 'USER_CONTACTED', ...moved }),
  ),
  ...UNCONTACTED.map(
    (from): AlertEdge => ({
      from,
      event: 'fail to reach the person',
      guard: 'council and next of kin are informed [DEL-27]',
      to: 'USER_UNREACHABLE',
      emits: 'UserUnreachable',
    }),
  ),
  ...CONTACT_TRIED.map(
    (from): AlertEdge => ({
      from,
      event: 'find staff on the way',
      guard: 'after the person [DEL-24]',
      to: 'STAFF_EN_ROUTE',
      ...moved,
    }),
  ),
  ...[...CONTACT_TRIED, 'STAFF_EN_ROUTE' as const].map(
    (from): AlertEdge => ({
      from,
      event: 'find staff unable to come',
      guard: 'for any reason [DEL-25]',
      to: 'REPLACEMENT_NEEDED',
      ...moved,
    }),
  ),
  {
    from: 'REPLACEMENT_NEEDED',
    event: 'send a replacement',
    guard: 'within the hour [DEL-25]',
    to: 'REPLACEMENT_SENT',
    ...moved,
  },
  { from: 'REPLACEMENT_SENT', event: 'tell the person who comes', guard: '[DEL-26]', to: 'USER_TOLD', ...moved },
  ...OPEN_ALERT_STATES.flatMap((from): AlertEdge[] => [
    { from, event: 'log in', guard: 'or a carer at the door reports no reply [DEL-30]', to: 'RESOLVED', ...closed },
    { from, event: 'miss or cancel', to: 'CLOSED_MISSED', ...closed },
  ]),
  { from: 'CLOSED_MISSED', event: 'log in', guard: 'late, before the next call [DEL-10]', to: 'RESOLVED', ...closed },
];

/**
 * SM-9: the steps after a call was found late.
 *
 * A desk takes them one by one, in this order. What a call-monitoring system reports afterwards is taken as it happened:
 * the state is the one to which the table leads by everything that is known (`alert-standing.ts`). [SM-9; catalogue 24]
 */
export const alertStates = stateTable<AlertState, AlertEvent>({
  name: 'SM-9 Alert',
  initial: 'RAISED',
  terminal: ['RESOLVED'],
  edges,
});

import { type Edge, stateTable } from '../../../../kernel/values/state-table.js';
import type { MonitoringEvent } from '../../../../schema/events/monitoring.js';

export const NO_REPLY_STATES = [
  'REPORTED',
  'ON_SITE_CHECKS',
  'OFFICE_CONTACTS',
  'COUNCIL_NOTIFIED',
  'INSTRUCTED',
  'FORM_SENT',
  'EMERGENCY',
  'CLOSED',
] as const;
export type NoReplyState = (typeof NO_REPLY_STATES)[number];

export type NoReplyEvent =
  | 'report'
  | 'complete the on-site checks'
  | 'complete the office contacts'
  | 'notify the council'
  | 'instruct the carer'
  | 'send the form'
  | 'find the person'
  | 'find the person unwell'
  | 'close';

type NoReplyEdge = Edge<NoReplyState, NoReplyEvent> & { readonly emits?: MonitoringEvent['type'] };

/** States in which something is still to be done. */
export const OPEN_NO_REPLY_STATES: readonly NoReplyState[] = NO_REPLY_STATES.filter((state) => state !== 'CLOSED');

/** States of the procedure while the person is not found. */
const SEARCHING = NO_REPLY_STATES.filter((state) => state !== 'EMERGENCY' && state !== 'CLOSED');

const edges: readonly NoReplyEdge[] = [
  { from: '(new)', event: 'report', guard: '[DEL-30]', to: 'REPORTED', emits: 'NoReplyReported' },
  {
    from: 'REPORTED',
    event: 'complete the on-site checks',
    guard: 'all five, with findings [DEL-31, DEL-32]',
    to: 'ON_SITE_CHECKS',
  },
  { from: 'ON_SITE_CHECKS', event: 'complete the office contacts', guard: 'all five [DEL-33]', to: 'OFFICE_CONTACTS' },
  { from: 'OFFICE_CONTACTS', event: 'notify the council', guard: '[DEL-36]', to: 'COUNCIL_NOTIFIED' },
  { from: 'COUNCIL_NOTIFIED', event: 'instruct the carer', guard: '[DEL-34]', to: 'INSTRUCTED' },
  { from: 'INSTRUCTED', event: 'send the form', guard: '[DEL-36]', to: 'FORM_SENT' },
  { from: 'FORM_SENT', event: 'close', guard: 'a calling card was left [DEL-35]', to: 'CLOSED' },
  ...SEARCHING.flatMap((from): NoReplyEdge[] => [
    { from, event: 'find the person', guard: 'well', to: 'CLOSED' },
    { from, event: 'find the person unwell', guard: '[DEL-37]', to: 'EMERGENCY', emits: 'NoReplyEmergencyFound' },
  ]),
  {
    from: 'EMERGENCY',
    event: 'close',
    guard: 'next of kin and care manager know, bag, property and keys are accounted for, the carer has left [DEL-37]',
    to: 'CLOSED',
  },
];

/**
 * NoReplyCase: what is done when nobody answers the door.
 *
 * The council must be told at once, so the steps are taken in the order that the matter demands. The state is as far as
 * they lead without a gap. [DEL-30, DEL-38; catalogue 24]
 */
export const noReplyStates = stateTable<NoReplyState, NoReplyEvent>({
  name: 'NoReplyCase',
  initial: 'REPORTED',
  terminal: ['CLOSED'],
  edges,
});

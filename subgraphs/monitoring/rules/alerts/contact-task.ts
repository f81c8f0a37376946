import { addMinutes } from '../../../../kernel/time/working-time.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import { type Edge, stateTable, transition } from '../../../../kernel/values/state-table.js';
import type { MonitoringEvent } from '../../../../schema/events/monitoring.js';
import type { AlertPolicy } from './alert-standing.js';

export const CONTACT_TASK_STATES = ['OPEN', 'DONE', 'NOT_NEEDED'] as const;
export type ContactTaskState = (typeof CONTACT_TASK_STATES)[number];
export const CONTACT_TASK_OUTCOMES = ['REACHED', 'NOT_REACHED', 'NO_DETAILS'] as const;
/** Whether the person or their next of kin were reached; NO_DETAILS if nobody knows how to reach them. */
export type ContactTaskOutcome = (typeof CONTACT_TASK_OUTCOMES)[number];

type ContactTaskEvent = 'fail to reach the person' | 'complete' | 'reach the person' | 'fail again';
type ContactTaskEdge = Edge<ContactTaskState, ContactTaskEvent> & { readonly emits?: MonitoringEvent['type'] };

const edges: readonly ContactTaskEdge[] = [
  { from: '(new)', event: 'fail to reach the person', guard: '[DEL-27]', to: 'OPEN', emits: 'UserUnreachable' },
  { from: 'OPEN', event: 'complete', guard: 'by a desk of the council', to: 'DONE', emits: 'ContactTaskDone' },
  { from: 'OPEN', event: 'reach the person', guard: 'or somebody came, or the call is off', to: 'NOT_NEEDED' },
  {
    from: 'NOT_NEEDED',
    event: 'fail again',
    guard: 'what was said to have reached them is taken back',
    to: 'OPEN',
    emits: 'UserUnreachable',
  },
];

/** ContactTask: the council reaches a person, or their next of kin, whom the provider could not reach. [NTF-20, DEL-27] */
export const contactTaskStates = stateTable<ContactTaskState, ContactTaskEvent>({
  name: 'ContactTask',
  initial: 'OPEN',
  terminal: ['DONE'],
  edges,
});

/** Until when a contact task is done in time: the council's minutes run from when it was told. [DEL-27, NTF-20] */
export function contactTaskDueAt(openedAt: Date, { unreachableInformMinutes }: AlertPolicy): Date {
  return addMinutes(openedAt, unreachableInformMinutes);
}

/** Refuses to complete a contact task that was completed before, or that nobody needs any more. [NTF-20, DEL-27] */
export function contactTaskRefusal(state: ContactTaskState): Refusal | undefined {
  if ('to' in transition(contactTaskStates, state, 'complete')) return undefined;
  const message =
    state === 'DONE'
      ? 'This contact task is done: only an open one is completed.'
      : 'This contact task is not needed any more, for the person was reached or somebody came: only an open one is completed.';
  return refuse('DEL-27', 'CONTACT_TASK_OVER', message, 'input.taskId');
}

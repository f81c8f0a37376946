import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import { type Edge, stateTable, transition } from '../../../../kernel/values/state-table.js';
import type { CasesEvent } from '../../../../schema/events/cases.js';

export const PLACEMENT_STATES = [
  'PROPOSED',
  'DOCS_SENT',
  'ASSESSING',
  'CONFIRMED',
  'ON_LAS',
  'IPO_ISSUED',
  'ACTIVE',
  'SUSPENDED',
  'ENDED',
  'WITHDRAWN',
] as const;
export type PlacementState = (typeof PLACEMENT_STATES)[number];

export type PlacementEvent =
  | 'award'
  | 'send documents'
  | 'provider assesses'
  | 'confirm first call'
  | 'add to LAS'
  | 'issue IPO'
  | 'start'
  | 'suspend'
  | 'resume'
  | 'end'
  | 'cannot proceed'
  | 'take over';

type PlacementEdge = Edge<PlacementState, PlacementEvent> & { readonly emits?: CasesEvent['type'] };

const NOT_STARTED = [
  'PROPOSED',
  'DOCS_SENT',
  'ASSESSING',
  'CONFIRMED',
  'ON_LAS',
  'IPO_ISSUED',
] as const satisfies readonly PlacementState[];

/** What may start: a placement whose IPO is issued, or an earlier one if the council's policy asks for no IPO. */
const STARTING = {
  CONFIRMED: 'on a plan [ASM-11], and no IPO is required [award.ipoRequired, AWRD-03]',
  ON_LAS: 'on a plan [ASM-11], and no IPO is required [award.ipoRequired, AWRD-03]',
  IPO_ISSUED: 'on a plan [ASM-11]',
} as const;

const edges: readonly PlacementEdge[] = [
  {
    from: '(new)',
    event: 'award',
    guard: 'no other placement of the package is live [AWRD-01]',
    to: 'PROPOSED',
    emits: 'PlacementProposed',
  },
  {
    from: '(new)',
    event: 'take over',
    guard: 'care runs already, by a line on LAS [ASM-37]',
    to: 'ACTIVE',
    emits: 'PlacementsTakenOver',
  },
  {
    from: 'PROPOSED',
    event: 'send documents',
    guard: 'all of them, protected [AWRD-08, ASM-15]',
    to: 'DOCS_SENT',
    emits: 'FullDocumentsAvailable',
  },
  {
    from: 'DOCS_SENT',
    event: 'provider assesses',
    guard: 'before it confirms [ASM-15]',
    to: 'ASSESSING',
    emits: 'ProviderAssessing',
  },
  ...(['DOCS_SENT', 'ASSESSING'] as const).map(
    (from): PlacementEdge => ({
      from,
      event: 'confirm first call',
      guard: 'day and time, or admission date [ROUT-10, AWRD-06]',
      to: 'CONFIRMED',
      emits: 'FirstCallConfirmed',
    }),
  ),
  {
    from: 'CONFIRMED',
    event: 'add to LAS',
    guard: 'with the service line id [AWRD-02]',
    to: 'ON_LAS',
    emits: 'ServiceLineAdded',
  },
  { from: 'ON_LAS', event: 'issue IPO', guard: 'complete [AWRD-03]', to: 'IPO_ISSUED', emits: 'IpoIssued' },
  ...(['CONFIRMED', 'ON_LAS', 'IPO_ISSUED'] as const).map(
    (from): PlacementEdge => ({ from, event: 'start', guard: STARTING[from], to: 'ACTIVE', emits: 'PlacementStarted' }),
  ),
  {
    from: 'ACTIVE',
    event: 'suspend',
    guard: 'nobody is put at risk [VAR-01, VAR-02]',
    to: 'SUSPENDED',
    emits: 'VariationEffective',
  },
  {
    from: 'SUSPENDED',
    event: 'resume',
    guard: 'on the notified day [VAR-03]',
    to: 'ACTIVE',
    emits: 'VariationEffective',
  },
  ...(['ACTIVE', 'SUSPENDED'] as const).map(
    (from): PlacementEdge => ({
      from,
      event: 'end',
      guard: 'with reason and date, as the last day passes if it was announced [AWRD-12]',
      to: 'ENDED',
      emits: 'PlacementEnded',
    }),
  ),
  ...NOT_STARTED.map(
    (from): PlacementEdge => ({
      from,
      event: 'cannot proceed',
      guard: 'with a reason that counts [AWRD-09]',
      to: 'WITHDRAWN',
      emits: 'PlacementWithdrawn',
    }),
  ),
];

/**
 * SM-4: the life of a placement, from award to its end.
 *
 * Two rows go beyond the catalogue's. A provider may find until the day of the start that it cannot proceed: without
 * that, a placement whose IPO is out could only start, and its package would be left with nobody coming (AWRD-09). And
 * where no IPO is required, a service line already on LAS does not keep care from starting. [SM-4; catalogue 24]
 */
export const placementStates = stateTable<PlacementState, PlacementEvent>({
  name: 'SM-4 Placement',
  initial: 'PROPOSED',
  terminal: ['ENDED', 'WITHDRAWN'],
  edges,
});

/** Whether a provider is committed to it or delivering it: neither ended nor withdrawn. [AWRD-01] */
export function isLive(state: PlacementState): boolean {
  return !placementStates.terminal.includes(state);
}

/** Refuses the end of care that has not begun, or has ended. [SM-4] */
export function endRefusal(state: PlacementState): Refusal | undefined {
  const step = transition(placementStates, state, 'end');
  return 'refusal' in step ? step.refusal : undefined;
}

/** Refuses an act on a placement that has ended or was withdrawn. [SM-4] */
export function overRefusal(state: PlacementState): Refusal | undefined {
  if (isLive(state)) return undefined;
  return refuse('SM-4', 'PLACEMENT_OVER', 'This placement is over; act on one that is live.');
}

/** The states in which a provider is committed to a placement or delivers it. */
export const LIVE_PLACEMENT_STATES: readonly PlacementState[] = PLACEMENT_STATES.filter(isLive);

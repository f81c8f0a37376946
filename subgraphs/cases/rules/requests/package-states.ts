import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import { type Edge, stateTable } from '../../../../kernel/values/state-table.js';
import type { CasesEvent } from '../../../../schema/events/cases.js';

export const PACKAGE_STATES = [
  'DRAFT',
  'ASSESSED',
  'AWAITING_PANEL',
  'PANEL_AGREED',
  'REFUSED',
  'WITH_BROKERAGE',
  'SOURCING',
  'UNFILLED',
  'PLACED',
  'ACTIVE',
  'CLOSED',
  'CANCELLED',
  'SIGNPOSTED_DP',
] as const;
export type PackageState = (typeof PACKAGE_STATES)[number];

/**
 * What a broker should look at: `D2A_CALLS_BY_AGREEMENT` for calls outside the hours in which most D2A calls lie, or later on the
 * day of the discharge than is booked.
 * [WIN-19]
 */
export const PACKAGE_WARNINGS = ['D2A_CALLS_BY_AGREEMENT'] as const;
export type PackageWarning = (typeof PACKAGE_WARNINGS)[number];

export type PackageEvent =
  | 'open referral'
  | 'complete assessment and plan'
  | 'submit to panel'
  | 'panel agrees'
  | 'panel refuses'
  | 'panel defers'
  | 'complete request form'
  | 'receive discharge passport'
  | 'open call-off'
  | 'award'
  | 'provider cannot proceed'
  | 'all stages fail'
  | 'take direct payment'
  | 're-open'
  | 'placement starts'
  | 'last placement ends'
  | 'cancel'
  | 'take over';

type PackageEdge = Edge<PackageState, PackageEvent> & { readonly emits?: CasesEvent['type'] };

const BEFORE_PLACED = [
  'DRAFT',
  'ASSESSED',
  'AWAITING_PANEL',
  'PANEL_AGREED',
  'WITH_BROKERAGE',
  'SOURCING',
  'UNFILLED',
] as const satisfies readonly PackageState[];

const edges: readonly PackageEdge[] = [
  { from: '(new)', event: 'open referral', to: 'DRAFT' },
  { from: 'DRAFT', event: 'complete assessment and plan', guard: 'both are complete [ASM-03]', to: 'ASSESSED' },
  { from: 'ASSESSED', event: 'submit to panel', to: 'AWAITING_PANEL' },
  {
    from: 'AWAITING_PANEL',
    event: 'panel agrees',
    guard: 'to the purpose that is sourced [ASM-04]',
    to: 'PANEL_AGREED',
  },
  {
    from: 'AWAITING_PANEL',
    event: 'panel refuses',
    guard: 'its latest decision on the purpose [ASM-04]',
    to: 'REFUSED',
    emits: 'PanelDidNotAgree',
  },
  {
    from: 'AWAITING_PANEL',
    event: 'panel defers',
    guard: 'its latest decision on the purpose [ASM-04]',
    to: 'ASSESSED',
    emits: 'PanelDidNotAgree',
  },
  {
    from: 'PANEL_AGREED',
    event: 'complete request form',
    guard: 'the whole chain is in order and with brokerage [ASM-03, ASM-05, ASM-06]',
    to: 'WITH_BROKERAGE',
    emits: 'ServiceRequestReady',
  },
  {
    from: '(new)',
    event: 'receive discharge passport',
    guard: 'the D2A team found the person eligible; no panel [ASM-25]',
    to: 'WITH_BROKERAGE',
    emits: 'ServiceRequestReady',
  },
  {
    from: '(new)',
    event: 'take over',
    guard: 'care runs already, by a line on LAS [ASM-37]',
    to: 'ACTIVE',
    emits: 'PlacementsTakenOver',
  },
  { from: 'WITH_BROKERAGE', event: 'open call-off', guard: 'the route is chosen [ROUT-02]', to: 'SOURCING' },
  {
    from: 'SOURCING',
    event: 'award',
    guard: 'no placement of it is live [AWRD-01]',
    to: 'PLACED',
  },
  {
    from: 'PLACED',
    event: 'provider cannot proceed',
    guard: 'the placement is withdrawn [AWRD-09]',
    to: 'SOURCING',
  },
  { from: 'SOURCING', event: 'all stages fail', to: 'UNFILLED', emits: 'PackageUnfilled' },
  {
    from: 'SOURCING',
    event: 'take direct payment',
    guard: 'the person chose another provider by a direct payment [CHOI-04]',
    to: 'SIGNPOSTED_DP',
    emits: 'PackageSignposted',
  },
  {
    from: 'UNFILLED',
    event: 're-open',
    guard: 'by a broker [ASM-02]',
    to: 'SOURCING',
    emits: 'ServiceRequestReady',
  },
  {
    from: 'PLACED',
    event: 'placement starts',
    guard: 'on an authorised or interim plan [ASM-11, ASM-12]',
    to: 'ACTIVE',
  },
  {
    from: 'ACTIVE',
    event: 'last placement ends',
    guard: 'with its reason [AWRD-12]',
    to: 'CLOSED',
  },
  ...BEFORE_PLACED.map(
    (from): PackageEdge => ({
      from,
      event: 'cancel',
      guard: 'with a reason',
      to: 'CANCELLED',
      emits: 'PackageCancelled',
    }),
  ),
];

/**
 * SM-1: the life of a package, from referral to closure.
 *
 * Beyond the catalogue's own rows it says what AWRD-09 demands: a package whose provider cannot proceed is sourced
 * again, never left placed with nobody coming. The steps up to brokerage are taken in LAS, whose export brings them all
 * at once: a package rests in ASSESSED while the panel defers, and else first in SOURCING. What befalls a package
 * through its placement is told by SM-4's events.
 *
 * And what ran before its council joined the hub begins as it stands (ASM-37).
 *
 * Two rows of the catalogue are not in the table, so that it promises nothing that no command does: a temporary
 * increase without panel (VAR-06) and a change of provider (ROUT-47). Each is an edge to add with its command. [SM-1,
 * CHOI-04; catalogue 24]
 */
export const packageStates = stateTable<PackageState, PackageEvent>({
  name: 'SM-1 Package',
  initial: 'DRAFT',
  terminal: ['REFUSED', 'CLOSED', 'CANCELLED', 'SIGNPOSTED_DP'],
  edges,
});

/** Refuses an act on a package that is closed, cancelled, refused or signposted. [SM-1] */
export function packageOverRefusal(state: PackageState): Refusal | undefined {
  if (!packageStates.terminal.includes(state)) return undefined;
  return refuse('SM-1', 'PACKAGE_OVER', 'This package is over; act on one that is open.', 'input.packageId');
}

/** The states in which a package is neither closed, cancelled, refused nor signposted. */
export const OPEN_PACKAGE_STATES: readonly PackageState[] = PACKAGE_STATES.filter(
  (state) => !packageStates.terminal.includes(state),
);

import { type Edge, stateTable } from '../../../../kernel/values/state-table.js';
import type { CasesEvent } from '../../../../schema/events/cases.js';

export const VARIATION_STATES = ['AGREED', 'EFFECTIVE', 'EXPIRED', 'RESUMED', 'CANCELLED'] as const;
export type VariationState = (typeof VARIATION_STATES)[number];

export type VariationEvent =
  | 'record'
  | 'its day comes'
  | 'its last day passes'
  | 'resume'
  | 'its placement ends'
  | 'cancel';

type VariationEdge = Edge<VariationState, VariationEvent> & { readonly emits?: CasesEvent['type'] };

const edges: readonly VariationEdge[] = [
  {
    from: '(new)',
    event: 'record',
    guard: 'as LAS has it, told if its day is still to come [VAR-14, VAR-15]',
    to: 'AGREED',
    emits: 'VariationAgreed',
  },
  {
    from: 'AGREED',
    event: 'its day comes',
    guard: 'or the last day passes of what it ends [VAR-03, VAR-06]',
    to: 'EFFECTIVE',
    emits: 'VariationEffective',
  },
  {
    from: 'EFFECTIVE',
    event: 'its last day passes',
    guard: 'of a temporary increase [VAR-06]',
    to: 'EXPIRED',
    emits: 'VariationEffective',
  },
  {
    from: 'EFFECTIVE',
    event: 'resume',
    guard: 'of a suspension [VAR-03]',
    to: 'RESUMED',
    emits: 'VariationEffective',
  },
  {
    from: 'EFFECTIVE',
    event: 'its placement ends',
    guard: 'of a temporary increase or a suspension [AWRD-12]',
    to: 'EXPIRED',
    emits: 'PlacementEnded',
  },
  {
    from: 'AGREED',
    event: 'cancel',
    guard: 'its placement ends first, or another sets that last day [AWRD-12, VAR-14]',
    to: 'CANCELLED',
  },
];

/**
 * SM-6: a variation of a placement, from the day LAS says that it is agreed.
 *
 * Its beginning, from the notification to the provider's agreement, is played in LAS and not here: the rows for it
 * are to be added with the commands that play them. [SM-6; catalogue 24]
 */
export const variationStates = stateTable<VariationState, VariationEvent>({
  name: 'SM-6 Variation',
  initial: 'AGREED',
  terminal: ['EXPIRED', 'RESUMED', 'CANCELLED'],
  edges,
});

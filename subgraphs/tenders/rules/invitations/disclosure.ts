import type { ProviderStanding } from '../../../../schema/events/providers.js';
import type { CallOffState } from '../call-offs/call-off-states.js';

/** Who looks at a call-off. Another council is a stranger to it (IDG-26). */
export type Viewer =
  | { readonly kind: 'COUNCIL' }
  | {
      readonly kind: 'PROVIDER';
      readonly relation: 'NONE' | 'INVITED' | 'BIDDER' | 'WINNER';
      /** Suspended or deregistered with this council at the instant of looking. */
      readonly suspended: boolean;
    }
  | { readonly kind: 'STRANGER' };

/**
 * Whether a provider sees nothing of what a council publishes: not registered, or with no membership of any vehicle
 * that is neither suspended nor ended. Each stage asks for more (ROUT-03). [PROV-02, IDG-05; SM-5]
 */
export function isBarred({ registered, memberships }: Pick<ProviderStanding, 'registered' | 'memberships'>): boolean {
  return !registered || !memberships.some((membership) => membership.status === 'ADMITTED');
}

/** The anonymised need, the need with the person, or not even that there is one. */
export type CallOffView = 'ADVERT' | 'FULL' | 'NOTHING';

/**
 * What of a call-off may be seen. [IDG-03, IDG-05, IDG-23; 002 App A ¶7]
 *
 * The council sees all of its own. A provider sees the advert once it has been invited, and everything once the award
 * is its own and for as long as the award stands; then a suspension no longer hides it, because it delivers the care.
 * For routes with disclosure ON_AWARD; ON_REQUEST comes with C2P.
 */
export function callOffView(viewer: Viewer, state: CallOffState): CallOffView {
  if (viewer.kind === 'COUNCIL') return 'FULL';
  if (viewer.kind === 'STRANGER' || viewer.relation === 'NONE') return 'NOTHING';
  if (viewer.relation === 'WINNER' && (state === 'AWARDED' || state === 'COMPLETED')) return 'FULL';
  const published = state !== 'DRAFT' && state !== 'READY';
  return published && !viewer.suspended ? 'ADVERT' : 'NOTHING';
}

/** Whose eyes are on a bid; a broker is one of the call-off's own council. */
export type BidReader = 'AUTHOR' | 'BROKER' | 'OTHER';

/**
 * What of one bid may be read. [IDG-23, NTF-05; 004]
 *
 * Its author reads it always. Brokers see that it has come, and its content once its own stage has closed, by the
 * clock or early for an emergency. Nobody else learns that it exists: not who bid, how many, or in which place.
 */
export function bidView(reader: BidReader, stageClosed: boolean): 'CONTENT' | 'RECEIPT' | 'NOTHING' {
  if (reader === 'AUTHOR') return 'CONTENT';
  if (reader === 'OTHER') return 'NOTHING';
  return stageClosed ? 'CONTENT' : 'RECEIPT';
}

/**
 * Whose part of an evaluation may be read: checks, counts, places and reasons. [EVAL-13, IDG-23]
 *
 * Brokers read all of it after the close. A bidder reads its own checks and outcome, never its place, for a place
 * tells of the others.
 */
export function evaluationView(reader: BidReader, stageClosed: boolean): 'ALL' | 'OWN_CHECKS' | 'NOTHING' {
  if (!stageClosed || reader === 'OTHER') return 'NOTHING';
  return reader === 'BROKER' ? 'ALL' : 'OWN_CHECKS';
}

import type { ProviderStanding } from '../../../../schema/events/providers.js';
import type { BidState } from '../bids/bid-states.js';

/**
 * Whether a provider sees nothing of what a council publishes: it is not registered, or every membership that it has
 * is suspended or ended. Each stage asks for more (ROUT-03). [PROV-02, IDG-05; SM-5]
 */
export function isBarred({ registered, memberships }: Pick<ProviderStanding, 'registered' | 'memberships'>): boolean {
  return !registered || !memberships.some((membership) => membership.status === 'ADMITTED');
}

/** While its answer stands so, a provider that asked for the request form may read it. */
export const READS_FORM: readonly BidState[] = [
  'SRF_RELEASED',
  'SUBMITTED',
  'STALE',
  'UNDER_EVALUATION',
  'SHORTLISTED',
  'OFFERED',
  'WON',
];

/** Whether a provider may read the request form that it asked for: until it says no, or is told that it was not chosen. [IDG-04, IDG-05] */
export function mayReadForm({
  state,
  formRequestedAt,
}: {
  readonly state: BidState;
  readonly formRequestedAt: Date | null;
}): boolean {
  return formRequestedAt !== null && READS_FORM.includes(state);
}

/**
 * Where its author sees an answer stand. Offers that were collected while the stage is open to others still look
 * submitted: that they were collected would tell it that everybody else has answered. [IDG-23, WIN-13]
 */
export function stateForAuthor(state: BidState, stageEnded: boolean): BidState {
  // That it is proposed once more a home learns if it is preferred once more.
  if (state === 'PROPOSED') return 'SET_ASIDE';
  return state === 'UNDER_EVALUATION' && !stageEnded ? 'SUBMITTED' : state;
}

/** Who reads a bid; a broker belongs to the call-off's own council. */
export type BidReader = 'AUTHOR' | 'BROKER' | 'OTHER';

/**
 * How much of an evaluation a reader may see: checks, counts, places and reasons.
 *
 * Brokers read all of it after the close. A bidder reads its own checks and outcome but never its place, because a
 * place reveals something about the others. [EVAL-13, IDG-23]
 */
export function evaluationView(reader: BidReader, stageClosed: boolean): 'ALL' | 'OWN_CHECKS' | 'NOTHING' {
  if (!stageClosed || reader === 'OTHER') return 'NOTHING';
  return reader === 'BROKER' ? 'ALL' : 'OWN_CHECKS';
}

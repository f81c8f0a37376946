import type { Role } from '../../../../kernel/identity/caller.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { BidState } from '../bids/bid-states.js';
import type { CallOffState } from '../call-offs/call-off-states.js';
import type { ChoiceDefinition } from '../routes/definition.js';
import { type InvolvementEntry, involvementRefusal } from './involvement.js';

/** The longest reason for a choice. */
export const CHOICE_REASON_CHARACTERS = 1000;

export interface ChoiceFacts {
  /** How the call-off's route has it chosen; undefined if its broker chooses. */
  readonly choice: ChoiceDefinition | undefined;
  readonly callOff: CallOffState;
  readonly recordedBy: Role;
  /** Who of the person's side decided, how and when. */
  readonly decidedBy: InvolvementEntry;
  readonly reason: string;
  /** Where the chosen offer stands; null if there is none of that id in the stage. */
  readonly offer: BidState | null;
  readonly at: Date;
}

/**
 * Why a choice is not recorded; empty if it is.
 *
 * Only on a route on which somebody else than the broker chooses, by whom that route says, once offers are ready and until
 * one is awarded; of an offer that passed; with who of the person's side decided, how and when, and why. [CHOI-08, CHOI-09,
 * CHOI-10, ROUT-28, EVAL-11]
 */
export function choiceRefusals(facts: ChoiceFacts): readonly Refusal[] {
  const { choice, callOff, offer } = facts;
  if (!choice) return [NO_CHOICE_ON_ROUTE];
  if (!choice.recordedBy.includes(facts.recordedBy)) return [notTheirs(choice.recordedBy)];
  if (callOff !== 'AWAITING_CHOICE' && callOff !== 'AWARDING') return [NOTHING_TO_CHOOSE];
  const refusals = [
    offer === 'UNDER_EVALUATION' ? undefined : NOT_AN_OFFER,
    involvementRefusal({ entries: [facts.decidedBy], notPossibleBecause: null }, facts.at),
    reasonRefusal(facts.reason),
  ];
  return refusals.filter((each) => each !== undefined);
}

/** Refuses to award, on a route on which somebody chooses, before they have, or to another than they chose. [ROUT-28, CHOI-08] */
export function notChosenRefusal(
  choice: ChoiceDefinition | undefined,
  chosenBidId: string | null,
  bidId: string | null,
): Refusal | undefined {
  if (!choice) return undefined;
  if (chosenBidId === null) {
    return refuse(choice.rule, 'CHOICE_MISSING', 'Whoever chooses on this route records the choice first.');
  }
  if (bidId === null || bidId === chosenBidId) return undefined;
  return refuse(choice.rule, 'NOT_THE_CHOSEN', 'Only the offer that was chosen is awarded.', 'input.bidId');
}

function reasonRefusal(reason: string): Refusal | undefined {
  const { length } = reason.trim();
  if (length > 0 && length <= CHOICE_REASON_CHARACTERS) return undefined;
  return refuse(
    'ROUT-28',
    'CHOICE_REASON_MISSING',
    `Say why this offer is the best match, in at most ${CHOICE_REASON_CHARACTERS} characters; name nobody.`,
    'input.reason',
  );
}

function notTheirs(roles: readonly Role[]): Refusal {
  return refuse('CHOI-08', 'NOT_YOURS_TO_CHOOSE', `On this route a choice is recorded by: ${roles.join(', ')}.`);
}

const NO_CHOICE_ON_ROUTE = refuse(
  'CHOI-08',
  'NO_CHOICE_ON_ROUTE',
  'On this route the broker awards in the order of the bids.',
  'input.callOffId',
);
const NOTHING_TO_CHOOSE = refuse(
  'SM-2',
  'NOTHING_TO_CHOOSE',
  'A choice is made once offers are ready, and until one is awarded.',
  'input.callOffId',
);
const NOT_AN_OFFER = refuse(
  'CHOI-10',
  'NOT_AN_OFFER',
  'Choose an offer of this call-off that passed every check.',
  'input.bidId',
);

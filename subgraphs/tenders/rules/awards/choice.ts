import type { Role } from '../../../../kernel/identity/caller.js';
import { councilTextRefusals } from '../../../../kernel/screening/screening.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { CallOffState } from '../call-offs/call-off-states.js';
import type { ChoiceDefinition } from '../routes/definition.js';
import { type InvolvementEntry, involvementTextRefusals } from './involvement.js';

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
  /** The chosen offer; null if there is none of that id in the stage. */
  readonly offer: { readonly mayBeChosen: boolean; readonly receivedAt: Date | null } | null;
  readonly at: Date;
}

/**
 * Why a choice is not recorded; empty if it is.
 *
 * Only on a route on which somebody else than the broker chooses, by whom that route says, once offers are ready and until
 * one is awarded; of an offer that passed, and its route's gate with it; by whom of the person's side the route says; with who of the person's side decided, how and when, and why. Nobody chooses
 * an offer before it was made, or in time to come. The texts tell nobody's data: people read them who read no person.
 * [CHOI-08, CHOI-09, CHOI-10, ROUT-28, EVAL-11, IDG-05]
 */
export function choiceRefusals(facts: ChoiceFacts): readonly Refusal[] {
  const { choice, callOff, offer } = facts;
  if (!choice) return [NO_CHOICE_ON_ROUTE];
  if (!choice.recordedBy.includes(facts.recordedBy)) return [notTheirs(choice.recordedBy)];
  if (callOff !== 'AWAITING_CHOICE' && callOff !== 'AWARDING') return [NOTHING_TO_CHOOSE];
  const refusals = [
    offer?.mayBeChosen ? undefined : NOT_AN_OFFER,
    deciderRefusal(facts),
    decidedAtRefusal(facts),
    ...involvementTextRefusals([facts.decidedBy], () => 'input.decidedBy'),
    reasonRefusal(facts.reason),
    ...councilTextRefusals(facts.reason, 'input.reason'),
  ];
  return refusals.filter((each) => each !== undefined);
}

/** Refuses a decision by somebody of the person's side whom the route does not name. (CHOI-08) */
function deciderRefusal({ choice, decidedBy }: ChoiceFacts): Refusal | undefined {
  const may = choice?.decidedBy;
  if (!may || may.includes(decidedBy.who)) return undefined;
  return refuse('CHOI-08', 'NOT_THEIRS_TO_DECIDE', `On this route decide: ${may.join(', ')}.`, 'input.decidedBy.who');
}

function decidedAtRefusal({ decidedBy, offer, at }: ChoiceFacts): Refusal | undefined {
  if (decidedBy.at > at) return DECIDED_LATER;
  return offer?.receivedAt && decidedBy.at < offer.receivedAt ? DECIDED_BEFORE_OFFER : undefined;
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
const DECIDED_LATER = refuse(
  'EVAL-11',
  'DECIDED_LATER',
  'Record a choice once it was made: this instant is still to come.',
  'input.decidedBy.at',
);
const DECIDED_BEFORE_OFFER = refuse(
  'CHOI-09',
  'DECIDED_BEFORE_OFFER',
  'Nobody can choose an offer before it was made: give the instant of the decision.',
  'input.decidedBy.at',
);
const NOT_AN_OFFER = refuse(
  'CHOI-10',
  'NOT_AN_OFFER',
  'Choose an offer of this call-off that passed every check.',
  'input.bidId',
);

import type { Role } from '../../../../kernel/identity/caller.js';
import { councilTextRefusals } from '../../../../kernel/screening/screening.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { Rating } from '../../../../schema/policy.js';
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
  /** The chosen offer, or proposal, and since when there is it to choose; null if there is none of that id in the stage. */
  readonly offer:
    | (OfferReceived & {
        /** Whether it passed, and its route's gate with it; of a home, whether it is proposed. */
        readonly mayBeChosen: boolean;
        /** Whether it confirmed all that it must (ROUT-25). */
        readonly isConfirmed: boolean;
        /** Whether it is one of those that the person is shown (CHOI-01). */
        readonly isShown: boolean;
      })
    | null;
  /** Its provider's overall CQC rating now, where the route asks for it; null if it cannot be read (CHOI-03). */
  readonly rating: Rating | null;
  readonly at: Date;
}

interface OfferReceived {
  readonly receivedAt: Date | null;
}

/**
 * Why a choice is not recorded; empty if it is.
 *
 * Only on a route on which somebody else than the broker chooses, by whom that route says, once offers are ready and until
 * one is awarded; of an offer that passed, and its route's gate with it, and is one of those shown; with who of the person's side
 * decided, whom the route names, how and when, and why. Nobody chooses an offer before it was made, or in time to come, or a
 * provider that CQC rates Inadequate where the route says so. The texts tell nobody's data: people read them who read no person.
 * [CHOI-01, CHOI-03, CHOI-08, CHOI-09, CHOI-10, ROUT-25, ROUT-28, EVAL-11, IDG-05]
 */
export function choiceRefusals(facts: ChoiceFacts): readonly Refusal[] {
  const { choice, offer } = facts;
  const barred = choosingRefusal(facts);
  if (barred || !choice) return barred ? [barred] : [];
  const chosen: ChosenFrom = CHOSEN[choice.among ?? 'ANSWERS'];
  const isOffer = offer?.mayBeChosen === true && offer.isConfirmed;
  const refusals = [
    isOffer ? undefined : chosen.otherwise,
    isOffer && !offer.isShown ? NOT_TOP_RANKED : undefined,
    deciderRefusal(facts),
    isOffer && choice.alternatives ? ratingRefusal(facts.rating) : undefined,
    ...statedRefusals(facts, choice.rule),
  ];
  return refusals.filter((each) => each !== undefined);
}

/** Refuses to record any choice where there is none to record, or by somebody who does not. [CHOI-08, SM-2] */
export function choosingRefusal({
  choice,
  callOff,
  recordedBy,
}: Pick<ChoiceFacts, 'choice' | 'callOff' | 'recordedBy'>): Refusal | undefined {
  if (!choice) return NO_CHOICE_ON_ROUTE;
  if (!choice.recordedBy.includes(recordedBy)) return notTheirs(choice.recordedBy);
  const chosen: ChosenFrom = CHOSEN[choice.among ?? 'ANSWERS'];
  return chosen.while.includes(callOff) ? undefined : NOTHING_TO_CHOOSE;
}

/** Refuses who decided, how, when and why where they are not said as they must be. [CHOI-09, EVAL-11, IDG-05] */
export function statedRefusals(
  facts: Pick<ChoiceFacts, 'decidedBy' | 'reason' | 'at'> & { readonly offer: OfferReceived | null },
  rule: string,
): readonly Refusal[] {
  const refusals = [
    decidedAtRefusal(facts),
    ...involvementTextRefusals([facts.decidedBy], () => 'input.decidedBy'),
    reasonRefusal(facts.reason, rule),
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

/** Refuses a provider that CQC rates Inadequate now, and one whose rating cannot be read. (CHOI-03) */
function ratingRefusal(rating: Rating | null): Refusal | undefined {
  if (rating === null) return RATING_UNAVAILABLE;
  return rating === 'INADEQUATE' ? PROVIDER_INADEQUATE : undefined;
}

function decidedAtRefusal({
  decidedBy,
  offer,
  at,
}: Pick<ChoiceFacts, 'decidedBy' | 'at'> & { readonly offer: OfferReceived | null }): Refusal | undefined {
  if (decidedBy.at > at) return DECIDED_LATER;
  return offer?.receivedAt && decidedBy.at < offer.receivedAt ? DECIDED_BEFORE_OFFER : undefined;
}

/** What was chosen, and whether another choice waits for the council. */
export interface Chosen {
  readonly bidId: string | null;
  /** Of the choice that counts; null while none is allowed. */
  readonly choiceId: string | null;
  readonly isUndecided: boolean;
}

/**
 * Refuses to award, on a route on which somebody chooses, before they have, to another than they chose, or while the council has
 * yet to decide on what was chosen since: an alternative, or exceptional circumstances. [ROUT-25, ROUT-28, CHOI-07, CHOI-08]
 */
export function notChosenRefusal(
  choice: ChoiceDefinition | undefined,
  { bidId: chosenBidId, isUndecided }: Pick<Chosen, 'bidId' | 'isUndecided'>,
  bidId: string | null,
): Refusal | undefined {
  if (!choice) return undefined;
  if (isUndecided) return ALTERNATIVE_UNDECIDED;
  if (chosenBidId === null) {
    return refuse(choice.rule, 'CHOICE_MISSING', 'Whoever chooses on this route records the choice first.');
  }
  if (bidId === null || bidId === chosenBidId) return undefined;
  return refuse(choice.rule, 'NOT_THE_CHOSEN', 'Only the offer that was chosen is awarded.', 'input.bidId');
}

function reasonRefusal(reason: string, rule: string): Refusal | undefined {
  const { length } = reason.trim();
  if (length > 0 && length <= CHOICE_REASON_CHARACTERS) return undefined;
  return refuse(
    rule,
    'CHOICE_REASON_MISSING',
    `Say why this is the best match, in at most ${CHOICE_REASON_CHARACTERS} characters; name nobody.`,
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
  'A choice is made once offers are ready, with every check and every meeting concluded, and until one is awarded.',
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
const NOT_TOP_RANKED = refuse(
  'CHOI-01',
  'NOT_TOP_RANKED',
  'The person chooses among the top ranked; another provider is chosen by chooseAlternative.',
  'input.bidId',
);
const PROVIDER_INADEQUATE = refuse(
  'CHOI-03',
  'PROVIDER_INADEQUATE',
  'CQC rates this provider Inadequate: nobody can choose it.',
  'input.bidId',
);
const RATING_UNAVAILABLE = refuse(
  'CHOI-03',
  'FACTS_UNAVAILABLE',
  "The provider's present CQC rating could not be read; send the same request again shortly.",
);
const ALTERNATIVE_UNDECIDED = refuse(
  'CHOI-07',
  'ALTERNATIVE_UNDECIDED',
  'The council has yet to decide on what the person chose last: that comes first.',
  'input.callOffId',
);
const NOT_A_PROPOSAL = refuse(
  'ROUT-31',
  'NOT_A_PROPOSAL',
  'Choose a home that is proposed for this call-off, and is not the preferred one already.',
  'input.bidId',
);

/** Until when a choice is made, and what is refused that may not be chosen. */
const CHOSEN = {
  ANSWERS: { while: ['AWAITING_CHOICE', 'AWARDING'], otherwise: NOT_AN_OFFER },
  PROPOSALS: {
    while: ['HOMES_PROPOSED', 'PREFERRED', 'HOME_ASSESSING', 'SUITABLE'],
    otherwise: NOT_A_PROPOSAL,
  },
} as const satisfies Record<string, ChosenFrom>;

interface ChosenFrom {
  readonly while: readonly CallOffState[];
  readonly otherwise: Refusal;
}

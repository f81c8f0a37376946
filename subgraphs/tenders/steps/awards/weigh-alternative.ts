import type { Transaction } from '../../../../kernel/database/work.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { unlessRefused } from '../../../../kernel/values/refusal.js';
import type { ExceptionOutcome } from '../../../../schema/events/cases.js';
import type { Choice } from '../../entities/awards/choice.js';
import { Bid } from '../../entities/bids/bid.js';
import type { RankedBid } from '../../entities/evaluation/ranked-bid.js';
import { membersFor } from '../../reads/invitations/standings.js';
import { homeOfProvider } from '../../reads/matching/homes.js';
import {
  ASKED_ALONE_ALREADY,
  alternativeAnswer,
  alternativeBidRefusal,
  alternativeStep,
  CHOICE_FACTS_UNAVAILABLE,
  HOME_NOT_KNOWN,
  PROVIDER_NOT_KNOWN,
  type Reasonableness,
} from '../../rules/awards/alternative.js';
import { type PlaceCost, placeCost, placeCostRefusals } from '../../rules/awards/place-cost.js';
import { homeChosen, type SettledTerms } from '../../rules/awards/top-up-terms.js';
import { BESIDE_THE_ANSWER } from '../../rules/bids/bid-states.js';
import { isSuitable } from '../../rules/evaluation/suitability.js';
import { eligibilityRefusals } from '../../rules/invitations/eligibility.js';
import { invitationDecision } from '../../rules/invitations/invitation.js';
import { stageAsks } from '../../rules/invitations/stage-asks.js';
import { categoryOf } from '../../rules/routes/category.js';
import { definitionOf } from '../../rules/routes/routes.js';
import type { HeldCallOff } from '../call-offs/hold-call-off.js';
import { askRegister, placeAsked } from './ask-register.js';
import { offersInOrder } from './offers-in-order.js';

/** Another provider that somebody chooses, and what they say of it. */
export interface Alternative {
  readonly providerId: string;
  readonly reason: string;
  readonly directPaymentSetUpOn: string | null;
  readonly schemeId: string | null;
  /** The home in which the person wants to live, of a place in one. */
  readonly homeId: string | null;
  /** What is on record about what its price is above the fee. */
  readonly topUp: SettledTerms | null;
}

/** An alternative as it is on record with its choice. */
export function alternativeOf(choice: Choice): Alternative {
  const { providerId, reason, directPaymentSetUpOn, schemeId, homeId, topUp } = choice;
  return { providerId: providerId!, reason, directPaymentSetUpOn, schemeId, homeId, topUp };
}

/** What the council has decided of a choice so far; each null while it has not. */
export interface DecidedSoFar {
  readonly reasonableness: Reasonableness | null;
  readonly exception: ExceptionOutcome | null;
}

/** How it is found to stand, with its tender if that passed, and the order of all that did. */
export type Weighed = ReturnType<typeof alternativeAnswer> & {
  readonly bid: Bid | null;
  /** Of a place in a home, what it costs. */
  readonly cost: PlaceCost | null;
  readonly order: readonly RankedBid[];
};

/**
 * Holds a choice of another provider against its conditions, on facts asked of the register at this instant. Refuses one that
 * is shown already, one that has said that it cannot meet the needs, and one that could not be asked alone where that would
 * follow; and a home whose price, or the fee for it, is not on record. [CHOI-01 to CHOI-07, CHOI-10, EVAL-01]
 */
export async function weighAlternative(
  t: Transaction,
  held: HeldCallOff,
  alternative: Alternative,
  decided: DecidedSoFar,
): Promise<Weighed> {
  const { callOff, stage } = held;
  const { providerId, reason, directPaymentSetUpOn, schemeId, homeId, topUp } = alternative;
  const on = localDateOf(await t.now());
  const category = categoryOf(callOff.serviceType, callOff.need.home);
  const answer = await t.em.findOne(
    Bid,
    { stageId: stage!.id, providerId, state: { $nin: [...BESIDE_THE_ANSWER] } },
    { orderBy: { attempt: 'desc' } },
  );
  // A tender for another home of theirs says nothing of this one.
  const own = answer && (answer.homeId === null || answer.homeId === homeId) ? answer : null;
  const isPassing = own?.state === 'UNDER_EVALUATION' && isSuitable(own.criteria);
  const { order, shown } = await offersInOrder(t, held);
  const isShown = own !== null && shown.some(({ bidId }) => bidId === own.id);
  const bid = isPassing ? own : null;
  unlessRefused(alternativeBidRefusal(category, own && { state: own.state, isPassing, isShown }));

  const place = placeAsked(callOff, homeId, bid?.startDate ?? callOff.need.neededFrom);
  const register = await askRegister(t, callOff, { providerId, schemeId, place });
  unlessRefused(
    register ? null : CHOICE_FACTS_UNAVAILABLE,
    register && register.rating === null ? (homeId === null ? PROVIDER_NOT_KNOWN : HOME_NOT_KNOWN) : null,
  );
  const { rating, scheme, home, fee } = register!;
  const placed = home && place && { asked: callOff.need.home!, home, on: place.on, fee };
  unlessRefused(...(placed ? placeCostRefusals(placed) : []));
  const cost = placed && placeCost(placed);
  const facts = {
    category,
    providerId,
    rating: rating!,
    reason,
    decision: decided.reasonableness,
    directPaymentSetUpOn,
    scheme,
    home: cost && homeChosen(cost, topUp, decided.exception),
    on,
  };
  const weighed = { ...alternativeAnswer(facts), bid, cost, order };
  if (weighed.answer !== 'REFUSED' && alternativeStep(category, bid?.id ?? null) === 'ASK_ALONE') {
    await unlessAskable(t, held, { providerId, homeId }, on);
  }
  return weighed;
}

/** Refuses a provider that the stage in which it would be asked alone would not invite. (CHOI-05, EVAL-01) */
async function unlessAskable(
  t: Transaction,
  { callOff, stage, policy }: HeldCallOff,
  only: { readonly providerId: string; readonly homeId: string | null },
  on: string,
): Promise<void> {
  const { kind } = definitionOf(callOff.route!).choice!.alternatives!.stage;
  unlessRefused(stage!.kind === kind ? ASKED_ALONE_ALREADY : null);
  const { council, patch } = callOff;
  const { providerId, homeId } = only;
  const members = await membersFor(t.em, council, { stage: kind, patch, onlyProviderId: providerId });
  const known = members.get(providerId);
  // As it was last heard of: by that it would be invited.
  const home = homeId === null ? undefined : await homeOfProvider(t.em, council, { providerId, homeId });
  unlessRefused(known ? null : PROVIDER_NOT_KNOWN, home === null ? HOME_NOT_KNOWN : null);
  const { standing, uncountedWeeklyMinutes } = known!;
  const { checks } = invitationDecision(
    standing,
    { ...stageAsks(callOff, { kind, terms: null }, policy), on, home },
    uncountedWeeklyMinutes,
  );
  unlessRefused(...eligibilityRefusals(checks, 'INVITE'));
}

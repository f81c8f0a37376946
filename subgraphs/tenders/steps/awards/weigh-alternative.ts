import type { Transaction } from '../../../../kernel/database/work.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { unlessRefused } from '../../../../kernel/values/refusal.js';
import { Bid } from '../../entities/bids/bid.js';
import type { RankedBid } from '../../entities/evaluation/ranked-bid.js';
import { membersFor } from '../../reads/invitations/standings.js';
import {
  ASKED_ALONE_ALREADY,
  alternativeAnswer,
  alternativeBidRefusal,
  alternativeStep,
  CHOICE_FACTS_UNAVAILABLE,
  PROVIDER_NOT_KNOWN,
  type Reasonableness,
} from '../../rules/awards/alternative.js';
import { BESIDE_THE_ANSWER } from '../../rules/bids/bid-states.js';
import { isSuitable } from '../../rules/evaluation/suitability.js';
import { eligibilityRefusals } from '../../rules/invitations/eligibility.js';
import { invitationDecision } from '../../rules/invitations/invitation.js';
import { stageAsks } from '../../rules/invitations/stage-asks.js';
import { categoryOf } from '../../rules/routes/category.js';
import { definitionOf } from '../../rules/routes/routes.js';
import type { HeldCallOff } from '../call-offs/hold-call-off.js';
import { askRegister } from './ask-register.js';
import { offersInOrder } from './offers-in-order.js';

/** Another provider that somebody chooses, and what they say of it. */
export interface Alternative {
  readonly providerId: string;
  readonly reason: string;
  readonly directPaymentSetUpOn: string | null;
  readonly schemeId: string | null;
}

/** How it is found to stand, with its tender if that passed, and the order of all that did. */
export type Weighed = ReturnType<typeof alternativeAnswer> & {
  readonly bid: Bid | null;
  readonly order: readonly RankedBid[];
};

/**
 * Holds a choice of another provider against its conditions, on facts asked of the register at this instant. Refuses one that
 * is shown already, one that has said that it cannot meet the needs, and one that could not be asked alone where that would
 * follow. [CHOI-01 to CHOI-07, CHOI-10, EVAL-01]
 */
export async function weighAlternative(
  t: Transaction,
  held: HeldCallOff,
  alternative: Alternative,
  decision: Reasonableness | null,
): Promise<Weighed> {
  const { callOff, stage } = held;
  const { providerId, reason, directPaymentSetUpOn } = alternative;
  const on = localDateOf(await t.now());
  const category = categoryOf(callOff.serviceType, callOff.need.home);
  const own = await t.em.findOne(
    Bid,
    { stageId: stage!.id, providerId, state: { $nin: [...BESIDE_THE_ANSWER] } },
    { orderBy: { attempt: 'desc' } },
  );
  const isPassing = own?.state === 'UNDER_EVALUATION' && isSuitable(own.criteria);
  const { order, shown } = await offersInOrder(t, held);
  const isShown = own !== null && shown.some(({ bidId }) => bidId === own.id);
  const bid = isPassing ? own : null;
  unlessRefused(alternativeBidRefusal(category, own && { state: own.state, isPassing, isShown }));

  const register = await askRegister(t, callOff, alternative);
  unlessRefused(
    register ? null : CHOICE_FACTS_UNAVAILABLE,
    register && register.rating === null ? PROVIDER_NOT_KNOWN : null,
  );
  const { rating, scheme } = register!;
  const facts = {
    category,
    providerId,
    rating: rating!,
    reason,
    decision,
    directPaymentSetUpOn,
    scheme,
    home: null,
    on,
  };
  const weighed = { ...alternativeAnswer(facts), bid, order };
  if (weighed.answer !== 'REFUSED' && alternativeStep(category, bid?.id ?? null) === 'ASK_ALONE') {
    await unlessAskable(t, held, providerId, on);
  }
  return weighed;
}

/** Refuses a provider that the stage in which it would be asked alone would not invite. (CHOI-05, EVAL-01) */
async function unlessAskable(
  t: Transaction,
  { callOff, stage, policy }: HeldCallOff,
  onlyProviderId: string,
  on: string,
): Promise<void> {
  const { kind } = definitionOf(callOff.route!).choice!.alternatives!.stage;
  unlessRefused(stage!.kind === kind ? ASKED_ALONE_ALREADY : null);
  const { council, patch } = callOff;
  const members = await membersFor(t.em, council, { stage: kind, patch, onlyProviderId });
  const known = members.get(onlyProviderId);
  unlessRefused(known ? null : PROVIDER_NOT_KNOWN);
  const { standing, uncountedWeeklyMinutes } = known!;
  const { checks } = invitationDecision(
    standing,
    { ...stageAsks(callOff, { kind, terms: null }, policy), on },
    uncountedWeeklyMinutes,
  );
  unlessRefused(...eligibilityRefusals(checks, 'INVITE'));
}

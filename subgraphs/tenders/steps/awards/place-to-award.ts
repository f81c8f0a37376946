import type { Transaction } from '../../../../kernel/database/work.js';
import type { Award } from '../../entities/awards/award.js';
import { Choice } from '../../entities/awards/choice.js';
import type { ExceptionDecision } from '../../entities/awards/exception-decision.js';
import type { Bid } from '../../entities/bids/bid.js';
import type { CallOff } from '../../entities/call-offs/call-off.js';
import { decidedOf } from '../../reads/awards/chosen.js';
import type { PlaceAwarded } from '../../rules/awards/place-awarded.js';
import { type PlaceFacts, placeCost } from '../../rules/awards/place-cost.js';
import { awardedTopUp } from '../../rules/awards/top-up-terms.js';
import type { AwardAnswers } from './ask-owners.js';

/** The choice of a place, with what the council decided of exceptional circumstances. */
export interface PlaceChosen {
  readonly choice: Choice | null;
  readonly exception: ExceptionDecision | null;
}

/** What was on record when a place was chosen. [CHOI-06] */
export async function placeChosen(t: Transaction, choiceId: string | null): Promise<PlaceChosen> {
  if (choiceId === null) return { choice: null, exception: null };
  const [decided] = await decidedOf(t.em, [choiceId]);
  return { choice: await t.em.findOneOrFail(Choice, choiceId), exception: decided!.exception };
}

/**
 * A place as the register has it now, beside its choice; null if the register tells of the home no more, which its gates
 * refuse. [CHOI-06]
 */
export function placeToAward(
  callOff: CallOff,
  bid: Bid,
  answers: AwardAnswers,
  { choice, exception }: PlaceChosen,
): PlaceAwarded | null {
  const facts = factsOf(callOff, bid, answers);
  if (!facts) return null;
  const chosen = {
    cost: choice?.placeCost ?? null,
    terms: choice?.topUp ?? null,
    exception: exception?.outcome ?? null,
  };
  return { facts, chosen };
}

/** What an award keeps of a place: its cost, and the top-up with the ground on which it was settled. [AWRD-11, PAY-09] */
export function placeTermsOf(
  callOff: CallOff,
  bid: Bid,
  answers: AwardAnswers,
  placed: PlaceChosen | null,
): Pick<Award, 'placeCost' | 'topUp'> {
  const facts = placed && factsOf(callOff, bid, answers);
  const cost = facts && placeCost(facts);
  if (!cost) return { placeCost: null, topUp: null };
  const { choice, exception } = placed!;
  const granted = exception?.outcome === 'GRANTED' ? exception.decidedAt : null;
  return { placeCost: cost, topUp: awardedTopUp(cost, choice?.topUp ?? null, granted) };
}

function factsOf({ need }: CallOff, { startDate }: Bid, { home, fee }: AwardAnswers): PlaceFacts | null {
  return need.home && home && startDate ? { asked: need.home, home, on: startDate, fee } : null;
}

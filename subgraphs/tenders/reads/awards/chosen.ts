import type { EntityManager } from '../../../../kernel/database/orm.js';
import { Choice } from '../../entities/awards/choice.js';
import { ChoiceDecision } from '../../entities/awards/choice-decision.js';
import type { Chosen } from '../../rules/awards/choice.js';

/** The latest choice of a call-off, if it waits for the council to decide on it; null otherwise. [CHOI-07] */
export async function undecidedChoice(em: EntityManager, callOffId: string): Promise<Choice | null> {
  const [last] = await em.find(Choice, { callOffId }, { orderBy: { recordedAt: 'desc', id: 'desc' }, limit: 1 });
  if (last?.answer !== 'COUNCIL_DISCRETION') return null;
  return (await em.count(ChoiceDecision, { choiceId: last.id })) > 0 ? null : last;
}

/**
 * Which offer of a call-off is chosen: that of the latest choice that is allowed, as it was recorded or as the council decided
 * since. One that was refused changes nothing. [ROUT-28, CHOI-02, CHOI-07]
 */
export async function chosenOf(em: EntityManager, callOffId: string): Promise<Chosen> {
  const [row] = (await em.execute(
    `select choice.bid_id as "bidId" from tenders.choice choice
     left join tenders.choice_decision decision on decision.choice_id = choice.id
     where choice.call_off_id = ? and coalesce(decision.answer, choice.answer) = 'ALLOWED'
     order by coalesce(decision.decided_at, choice.recorded_at) desc, choice.id desc limit 1`,
    [callOffId],
  )) as Array<{ bidId: string | null }>;
  return { bidId: row?.bidId ?? null, isUndecided: (await undecidedChoice(em, callOffId)) !== null };
}

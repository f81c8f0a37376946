import type { EntityManager } from '../../../../kernel/database/orm.js';
import { Choice } from '../../entities/awards/choice.js';
import { ChoiceDecision } from '../../entities/awards/choice-decision.js';
import { ExceptionDecision } from '../../entities/awards/exception-decision.js';
import type { Chosen } from '../../rules/awards/choice.js';

/**
 * What the council has decided of a choice: whether it is reasonable, and of exceptional circumstances; each null while it has
 * not.
 */
export interface DecidedOfChoice {
  readonly reasonableness: ChoiceDecision | null;
  readonly exception: ExceptionDecision | null;
}

/** What the council has decided of these choices, in their order, read with two queries. [CHOI-06, CHOI-07] */
export async function decidedOf(em: EntityManager, choiceIds: readonly string[]): Promise<readonly DecidedOfChoice[]> {
  const of = { choiceId: { $in: [...choiceIds] } };
  const reasonableness = await em.find(ChoiceDecision, of);
  const exceptions = await em.find(ExceptionDecision, of);
  return choiceIds.map((id) => ({
    reasonableness: reasonableness.find(({ choiceId }) => choiceId === id) ?? null,
    exception: exceptions.find(({ choiceId }) => choiceId === id) ?? null,
  }));
}

/**
 * How a choice stands: as it was recorded, or as the council's decisions left it. One that leaves it to the council's discretion
 * waits for the other, which then says how it stands, whichever came first. [CHOI-02, CHOI-06, CHOI-07]
 */
export function standingOf(
  choice: Pick<Choice, 'answer' | 'conditions'>,
  { reasonableness, exception }: DecidedOfChoice,
): Pick<Choice, 'answer' | 'conditions'> {
  const decided = [reasonableness, exception].filter((each) => each !== null);
  return decided.find(({ answer }) => answer !== 'COUNCIL_DISCRETION') ?? decided[0] ?? choice;
}

/** The latest choice of a call-off, if it waits for the council to decide on it; null otherwise. [CHOI-06, CHOI-07] */
export async function undecidedChoice(em: EntityManager, callOffId: string): Promise<Choice | null> {
  const [last] = await em.find(Choice, { callOffId }, { orderBy: { recordedAt: 'desc', id: 'desc' }, limit: 1 });
  if (last?.answer !== 'COUNCIL_DISCRETION') return null;
  const [decided] = await decidedOf(em, [last.id]);
  return standingOf(last, decided!).answer === 'COUNCIL_DISCRETION' ? last : null;
}

/**
 * Which offer of a call-off is chosen: that of the latest choice that is allowed, as it was recorded or as the council decided
 * since. One that was refused changes nothing. [ROUT-28, CHOI-02, CHOI-06, CHOI-07]
 */
export async function chosenOf(em: EntityManager, callOffId: string): Promise<Chosen> {
  const [row] = (await em.execute(
    `select choice.id as "choiceId", choice.bid_id as "bidId" from tenders.choice choice
     left join lateral (
       select answer, decided_at from (
         select choice_id, answer, decided_at from tenders.choice_decision
         union all select choice_id, answer, decided_at from tenders.exception_decision
       ) decided where decided.choice_id = choice.id
       order by decided.answer = 'COUNCIL_DISCRETION', decided_at limit 1
     ) decision on true
     where choice.call_off_id = ? and coalesce(decision.answer, choice.answer) = 'ALLOWED'
     order by coalesce(decision.decided_at, choice.recorded_at) desc, choice.id desc limit 1`,
    [callOffId],
  )) as Array<{ choiceId: string; bidId: string | null }>;
  const isUndecided = (await undecidedChoice(em, callOffId)) !== null;
  return { bidId: row?.bidId ?? null, choiceId: row?.choiceId ?? null, isUndecided };
}

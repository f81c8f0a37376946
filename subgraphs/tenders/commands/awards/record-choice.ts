import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { isId } from '../../../../kernel/values/ids.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { ChoiceRecorded } from '../../../../schema/events/tenders.js';
import { Choice } from '../../entities/awards/choice.js';
import { Involvement } from '../../entities/awards/involvement.js';
import { Bid } from '../../entities/bids/bid.js';
import { CHOOSERS } from '../../entities/readers.js';
import { choiceRefusals } from '../../rules/awards/choice.js';
import type { InvolvementEntry } from '../../rules/awards/involvement.js';
import { subjectOf } from '../../rules/call-offs/call-off.js';
import { mayBeChosen } from '../../rules/evaluation/assessment.js';
import { definitionOf } from '../../rules/routes/routes.js';
import { type HeldCallOff, holdCallOff } from '../../steps/call-offs/hold-call-off.js';
import { moveCallOff } from '../../steps/call-offs/move-call-off.js';
import { rankStage } from '../../steps/evaluation/rank-stage.js';

export const allowed = { scope: 'requests:write', roles: CHOOSERS } satisfies Allowed;

export interface RecordChoice {
  readonly callOffId: string;
  readonly bidId: string;
  /** Who of the person's side decided, how and when. */
  readonly decidedBy: InvolvementEntry;
  readonly reason: string;
  readonly idempotencyKey: string;
}

/**
 * Records which offer was chosen with the person or the family, on a route on which the broker does not choose. It may be
 * recorded anew until the broker has awarded: the latest counts. [ROUT-28, CHOI-08, CHOI-09, CHOI-10, EVAL-11, EVAL-12, NTF-13; 001 §2(f)]
 */
export async function recordChoice(work: Work, input: RecordChoice): Promise<Outcome<Choice>> {
  authorise(work.caller, allowed);
  const { idempotencyKey, ...request } = input;
  return inTransaction(work, work.caller.organisation, (t) =>
    once(
      t,
      { act: 'recordChoice', key: idempotencyKey, input: request },
      async () => {
        const held = await holdCallOff(t, request.callOffId);
        const { callOff, stage } = held;
        const now = await t.now();
        const { bidId, decidedBy, reason } = request;
        const bid = isId(bidId) && stage ? await t.em.findOne(Bid, { id: bidId, stageId: stage.id }) : null;
        const route = callOff.route ? definitionOf(callOff.route) : null;
        unlessRefused(
          ...choiceRefusals({
            choice: route?.choice,
            callOff: callOff.state,
            recordedBy: t.caller.role,
            decidedBy,
            reason,
            offer: bid && { mayBeChosen: mayBeChosen(route?.gate, bid), receivedAt: bid.receivedAt },
            at: now,
          }),
        );
        const place = route?.gate ? await placeOf(t, held, bidId) : null;
        const of = { council: callOff.council, callOffId: callOff.id, recordedBy: t.caller.subject, recordedAt: now };
        const how = decidedBy.how.trim();
        const choice = t.em.create(
          Choice,
          { ...of, bidId, place, decidedBy: decidedBy.who, how, decidedAt: decidedBy.at, reason: reason.trim() },
          { persist: true },
        );
        t.em.create(Involvement, { ...of, who: decidedBy.who, how, at: decidedBy.at }, { persist: true });
        await moveCallOff(t, callOff, 'choice recorded');
        await t.tell({
          type: 'ChoiceRecorded',
          subject: subjectOf(callOff),
          council: callOff.council,
          audience: { roles: ['broker', 'practitioner'] },
          data: {
            callOffId: callOff.id,
            packageId: callOff.packageId,
            stage: stage!.kind,
            bidId,
            choiceId: choice.id,
          } satisfies ChoiceRecorded['data'],
        });
        return choice;
      },
      (id) => t.em.findOneOrFail(Choice, id),
    ),
  );
}

/** The place of a response by cost and quality among those that may be chosen: kept, whichever it is. (EVAL-12) */
async function placeOf(t: Transaction, held: HeldCallOff, bidId: string): Promise<number | null> {
  const { order } = await rankStage(t, held);
  return order.find((each) => each.bidId === bidId)?.place ?? null;
}

import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
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
import { definitionOf } from '../../rules/routes/routes.js';
import { holdCallOff } from '../../steps/call-offs/hold-call-off.js';
import { moveCallOff } from '../../steps/call-offs/move-call-off.js';
import { approachHome } from '../../steps/matching/approach-home.js';

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
 * recorded anew until the broker has awarded: the latest counts. Where it is made among proposals, the preferred home is asked
 * now, and it alone. [ROUT-31, ROUT-32, ROUT-28, CHOI-08, CHOI-09, CHOI-10, EVAL-11, NTF-13; 001 §2(f)]
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
        const { choice: chosenSo } = callOff.route ? definitionOf(callOff.route) : {};
        const now = await t.now();
        const { bidId, decidedBy, reason } = request;
        const bid = isId(bidId) && stage ? await t.em.findOne(Bid, { id: bidId, stageId: stage.id }) : null;
        unlessRefused(
          ...choiceRefusals({
            choice: chosenSo,
            callOff: callOff.state,
            recordedBy: t.caller.role,
            decidedBy,
            reason,
            offer: bid && { state: bid.state, receivedAt: bid.proposal ? new Date(bid.proposal.at) : bid.receivedAt },
            at: now,
          }),
        );
        const of = { council: callOff.council, callOffId: callOff.id, recordedBy: t.caller.subject, recordedAt: now };
        const how = decidedBy.how.trim();
        const choice = t.em.create(
          Choice,
          { ...of, bidId, decidedBy: decidedBy.who, how, decidedAt: decidedBy.at, reason: reason.trim() },
          { persist: true },
        );
        t.em.create(Involvement, { ...of, who: decidedBy.who, how, at: decidedBy.at }, { persist: true });
        const isProposal = chosenSo!.among === 'PROPOSALS';
        await moveCallOff(t, callOff, isProposal ? 'prefer home' : 'choice recorded');
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
        if (isProposal) await approachHome(t, held, bid!);
        return choice;
      },
      (id) => t.em.findOneOrFail(Choice, id),
    ),
  );
}

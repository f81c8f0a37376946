import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import { Bid } from '../../entities/bids/bid.js';
import { ANSWERING_ROLES, firstAnswerRefusal, versionRefusal } from '../../rules/bids/answer.js';
import { formRefusal } from '../../rules/bids/answer-form.js';
import { NOTHING_SAID } from '../../rules/bids/bid-content.js';
import {
  HOME_NOT_ASKED,
  type HomeDecisionInput,
  homeDecisionInputRefusals,
} from '../../rules/bids/home-decision-content.js';
import type { AwardRefusalReason } from '../../rules/invitations/decline.js';
import { definitionOf } from '../../rules/routes/routes.js';
import { type HeldAnswer, holdAnswer } from '../../steps/bids/hold-answer.js';
import { moveBid } from '../../steps/bids/move-bid.js';
import { submitAnswer } from '../../steps/bids/submit-answer.js';
import { tellAnswered } from '../../steps/bids/tell-answered.js';
import { moveCallOff } from '../../steps/call-offs/move-call-off.js';
import { evaluateStage } from '../../steps/evaluation/evaluate-stage.js';
import { decline } from '../../steps/invitations/decline.js';
import { tellDecided } from '../../steps/matching/tell-decided.js';

export const allowed = { scope: 'bids:write', roles: ANSWERING_ROLES } satisfies Allowed;

export interface SubmitHomeDecision extends HomeDecisionInput {
  readonly callOffId: string;
  /** The home that decides: its provider may have been asked for another since. */
  readonly homeId: string;
  /** Version of the advert that was read. */
  readonly version: number;
  readonly reason: AwardRefusalReason | null;
  readonly clientSentAt: Date | null;
  readonly idempotencyKey: string;
}

/**
 * What the preferred home decides, in one act or in two: that it will assess the person; then that it can take them, with the
 * day and time of admission, or that it cannot, with a coded reason. A yes waits for the broker's award; after a no, homes are
 * matched again without it. [ROUT-32, ROUT-33, ROUT-34, ROUT-36, WIN-13, EVAL-01; 001 §3(i–l)]
 */
export async function submitHomeDecision(work: Work, input: SubmitHomeDecision): Promise<Outcome<Bid>> {
  authorise(work.caller, allowed);
  const { idempotencyKey, ...request } = input;
  return inTransaction(work, work.caller.councils, (t) =>
    once(
      t,
      { act: 'submitHomeDecision', key: idempotencyKey, input: request },
      async () => {
        // Alone: it moves the call-off on.
        const answer = await holdAnswer(t, input.callOffId, 'ALONE');
        const { callOff, stage, bid, facts } = answer;
        const asked = definitionOf(stage.route).answer;
        unlessRefused(
          firstAnswerRefusal(facts) ?? formRefusal('HOME_DECISION', asked),
          bid.homeId === input.homeId ? null : HOME_NOT_ASKED,
        );
        const present = { version: stage.version, materialVersion: callOff.materialVersion };
        unlessRefused(...homeDecisionInputRefusals(input), versionRefusal(input.version, present));
        bid.canAssess = input.willAssess;
        if (!input.willAssess || input.suitable === false) {
          bid.suitable = input.suitable;
          await decline(t, answer, input.reason);
        } else if (input.suitable) await takeYes(t, answer, input);
        else if (callOff.state === 'PREFERRED') {
          await moveCallOff(t, callOff, 'home assesses');
          await tellDecided(t, answer, 'WILL_ASSESS');
        }
        return bid;
      },
      (id) => t.em.findOneOrFail(Bid, id),
    ),
  );
}

async function takeYes(t: Transaction, answer: HeldAnswer, input: SubmitHomeDecision): Promise<void> {
  const { callOff, stage, bid, policy } = answer;
  const { admissionDate: startDate, admissionTime: startTime, version, clientSentAt } = input;
  const content = { ...NOTHING_SAID, canAssess: true, suitable: true, startDate, startTime };
  await submitAnswer(t, answer, { form: 'HOME_DECISION', content, version, clientSentAt });
  await moveBid(t, callOff, bid, 'collect');
  await evaluateStage(t, { callOff, stage, policy });
  await moveCallOff(t, callOff, 'home is suitable');
  await tellAnswered(t, { callOff, stage }, bid);
  await tellDecided(t, answer, 'SUITABLE');
}

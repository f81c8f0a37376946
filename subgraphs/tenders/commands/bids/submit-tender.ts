import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import { Bid } from '../../entities/bids/bid.js';
import { ANSWERING_ROLES } from '../../rules/bids/answer.js';
import { bidRefusals } from '../../rules/bids/bid.js';
import { type BidContent, NOTHING_SAID } from '../../rules/bids/bid-content.js';
import { requirementsOf } from '../../rules/bids/requirements.js';
import { eligibilityChecks } from '../../rules/invitations/eligibility.js';
import { stageAsks } from '../../rules/invitations/stage-asks.js';
import { definitionOf } from '../../rules/routes/routes.js';
import { type HeldAnswer, holdAnswer } from '../../steps/bids/hold-answer.js';
import { keepLateBid } from '../../steps/bids/keep-late-bid.js';
import { moveBid } from '../../steps/bids/move-bid.js';
import { tellReceived } from '../../steps/bids/tell-received.js';

export const allowed = { scope: 'bids:write', roles: ANSWERING_ROLES } satisfies Allowed;

type TenderContent = Pick<
  BidContent,
  'canMeetNeeds' | 'requirementAnswers' | 'startDate' | 'startTime' | 'weeklyPricePence'
>;

export interface SubmitTender extends TenderContent {
  readonly callOffId: string;
  /** Version of the advert that was read. */
  readonly version: number;
  /** By the sender's own clock: evidence, never the time that counts (NFR-07). */
  readonly clientSentAt: Date | null;
  readonly idempotencyKey: string;
}

/**
 * Takes a member's on-line tender, or refuses it and names the rule: it answers each requirement of the advert and says
 * whether the needs can be met. One that comes after the defined period is kept as evidence, refused, and never ranked.
 * [ROUT-24, WIN-10, WIN-14, EVAL-01, IDG-23, IDG-27, NTF-05; 000 ¶7b]
 */
export async function submitTender(work: Work, input: SubmitTender): Promise<Outcome<Bid>> {
  authorise(work.caller, allowed);
  const { idempotencyKey, ...request } = input;
  let held: HeldAnswer | undefined;
  const outcome = await inTransaction(work, work.caller.councils, (t) =>
    once(
      t,
      { act: 'submitTender', key: idempotencyKey, input: request },
      async () => {
        held = await holdAnswer(t, input.callOffId, 'SHARED');
        return take(t, held, input);
      },
      (id) => t.em.findOneOrFail(Bid, id),
    ),
  );
  const late = outcome.refusals.some((refusal) => refusal.code === 'WINDOW_CLOSED');
  if (held && late) await keepAsEvidence(work, held, input);
  return outcome;
}

async function take(t: Transaction, held: HeldAnswer, input: SubmitTender): Promise<Bid> {
  const { callOff, stage, bid, policy, known, now, facts } = held;
  const { need } = stage;
  const content = contentOfTender(input);
  const asks = stageAsks({ ...callOff, need }, stage, policy);
  const asked = { ...asks, purpose: 'BID', on: localDateOf(now) } as const;
  const form = { given: 'TENDER', asked: definitionOf(stage.route).answer } as const;
  const checks = known ? eligibilityChecks({ ...asked, ...known }, { form: form.asked, content }) : [];
  const present = { version: stage.version, materialVersion: callOff.materialVersion };
  unlessRefused(bidRefusals({ ...facts, content, form, need, checks, read: input.version, present }));
  const { version, clientSentAt } = input;
  Object.assign(bid, content, { checks, version, receivedAt: now, clientSentAt });
  await moveBid(t, callOff, bid, 'submit');
  await tellReceived(t, held);
  return bid;
}

/**
 * As much of the tender as a tender takes, its answers to what was asked among it, in a transaction of its own: the refusal has
 * undone the other.
 */
async function keepAsEvidence(work: Work, { bid, now, stage }: HeldAnswer, input: SubmitTender): Promise<void> {
  const { version, clientSentAt } = input;
  const asked = new Set(requirementsOf(stage.need).map(({ code }) => code));
  const requirementAnswers = input.requirementAnswers?.filter(({ code }) => asked.delete(code)) ?? null;
  await inTransaction(work, bid.council, (t) =>
    keepLateBid(t, bid, {
      ...contentOfTender({ ...input, requirementAnswers }),
      version,
      clientSentAt,
      receivedAt: now,
    }),
  );
}

function contentOfTender(input: TenderContent): BidContent {
  const { canMeetNeeds, requirementAnswers, startDate, startTime, weeklyPricePence } = input;
  return { ...NOTHING_SAID, canMeetNeeds, requirementAnswers, startDate, startTime, weeklyPricePence };
}

import type { Transaction } from '../../../../kernel/database/work.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { unlessRefused } from '../../../../kernel/values/refusal.js';
import type { HomeStanding } from '../../../../schema/events/providers.js';
import { homeOf, homeOfProvider, homesOfAnswers } from '../../reads/matching/homes.js';
import type { AnswerForm } from '../../rules/bids/answer-form.js';
import { bidRefusals } from '../../rules/bids/bid.js';
import type { BidContent } from '../../rules/bids/bid-content.js';
import { eligibilityChecks } from '../../rules/invitations/eligibility.js';
import { advertAsks, stageAsks } from '../../rules/invitations/stage-asks.js';
import { definitionOf } from '../../rules/routes/routes.js';
import { d2aResponseSpeed } from '../../rules/stages/response-speed.js';
import type { HeldAnswer } from './hold-answer.js';
import { moveBid } from './move-bid.js';

/** An answer as it came. */
export interface GivenAnswer {
  readonly form: AnswerForm;
  readonly content: BidContent;
  /** Version of the advert that was read. */
  readonly version: number;
  /** By the sender's own clock: evidence, never the time that counts (NFR-07). */
  readonly clientSentAt: Date | null;
}

/**
 * Writes an answer into its bid, with the checks that are made on it now, and submits it; refuses what `bidRefusals` does.
 * [ROUT-04, WIN-01, WIN-05, WIN-14, EVAL-01]
 */
export async function submitAnswer(t: Transaction, held: HeldAnswer, given: GivenAnswer): Promise<void> {
  const { callOff, stage, bid, policy, known, now, facts } = held;
  const { need, targetAt, closesAt } = stage;
  const { content, version, clientSentAt } = given;
  const asks = advertAsks(stage);
  const form = { given: given.form, asked: definitionOf(stage.route).answer };
  const home = await homeAnswered(t, held, content);
  // Of a home that is not theirs, or that nobody asked for, only that is told, and no check of it.
  const checked = content.homeId ? ((need.home && home) ?? undefined) : home;
  const asked = {
    ...stageAsks({ ...callOff, need }, stage, policy),
    purpose: 'BID',
    on: localDateOf(now),
    home: checked,
  } as const;
  const checks = known ? eligibilityChecks({ ...asked, ...known }, { form: form.asked, content, asks }) : [];
  const present = { version: stage.version, materialVersion: callOff.materialVersion };
  const { onlyHomeId } = stage;
  const answered = { content, form, need, asks, checks, home, onlyHomeId };
  unlessRefused(bidRefusals({ ...facts, ...answered, read: version, present }));
  const responseSpeed = targetAt ? d2aResponseSpeed({ targetAt, closesAt }, now) : null;
  Object.assign(bid, content, { checks, version, receivedAt: now, clientSentAt, responseSpeed });
  await moveBid(t, callOff, bid, 'submit');
}

/** The home that the answer names, if it is its provider's own; else the one for which it was asked. Undefined if it is of none. */
async function homeAnswered(
  t: Transaction,
  { callOff, bid }: HeldAnswer,
  { homeId }: BidContent,
): Promise<HomeStanding | null | undefined> {
  const { council } = callOff;
  if (homeId) return homeOfProvider(t.em, council, { providerId: bid.providerId, homeId });
  return homeOf(bid, await homesOfAnswers(t.em, council, [bid]));
}

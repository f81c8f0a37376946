import type { Transaction } from '../../../../kernel/database/work.js';
import type { MeetAndGreetOutcome } from '../../../../schema/events/tenders.js';
import { Bid } from '../../entities/bids/bid.js';
import type { MeetAndGreet } from '../../entities/evaluation/meet-and-greet.js';
import { subjectOf } from '../../rules/call-offs/call-off.js';
import type { MeetingAnswer } from '../../rules/evaluation/meet-and-greet.js';
import { awaitChoice } from '../awards/await-choice.js';
import { tellOutcome } from '../awards/tell-outcome.js';
import { moveBid } from '../bids/move-bid.js';
import type { HeldCallOff } from '../call-offs/hold-call-off.js';
import { moveCallOff } from '../call-offs/move-call-off.js';
import { rankStage } from '../evaluation/rank-stage.js';
import { nextStep } from '../stages/next-step.js';
import { takeStep } from '../stages/open-stage.js';
import { moveMeeting } from './move-meeting.js';

/**
 * Keeps what one side says of a meeting. It is confirmed once both sides have, and declined as soon as either does: then its
 * bid ends, and its bidder is told. Once every meeting has its outcome those that are confirmed await the choice; if none is,
 * bids are evaluated again. [ROUT-38, NTF-12, AWRD-07, SM-2]
 */
export async function answerMeeting(
  t: Transaction,
  held: HeldCallOff,
  meeting: MeetAndGreet,
  { canWork, reason }: MeetingAnswer,
  side: 'providerConfirmedAt' | 'councilConfirmedAt',
): Promise<void> {
  const { callOff, stage } = held;
  const now = await t.now();
  if (canWork) meeting[side] ??= now;
  else meeting.declineReason = reason;
  const isConfirmed = canWork && meeting.providerConfirmedAt !== null && meeting.councilConfirmedAt !== null;
  if (canWork && !isConfirmed) return;
  meeting.endedAt = now;
  await moveMeeting(t, callOff, meeting, isConfirmed ? 'confirm' : 'decline', reason ?? undefined);
  const { bidId, providerId } = meeting;
  const bid = await t.em.findOneOrFail(Bid, bidId);
  bid.gateOutcome = isConfirmed ? 'PASSED' : 'MEETING_DECLINED';
  await t.tell({
    type: 'MeetAndGreetOutcome',
    subject: subjectOf(callOff),
    council: callOff.council,
    audience: { providers: [providerId], roles: ['broker', 'practitioner'] },
    data: {
      callOffId: callOff.id,
      packageId: callOff.packageId,
      stage: stage!.kind,
      bidId,
      reasonCode: isConfirmed ? 'CONFIRMED' : 'DECLINED',
    } satisfies MeetAndGreetOutcome['data'],
  });
  if (!isConfirmed) {
    await moveBid(t, callOff, bid, 'not selected', { reason: reason ?? undefined });
    await tellOutcome(t, callOff, stage!, bid);
  }
  await t.em.flush();
  await endMeetings(t, held);
}

async function endMeetings(t: Transaction, held: HeldCallOff): Promise<void> {
  const { callOff, stage } = held;
  const shortlisted = await t.em.find(Bid, { stageId: stage!.id, state: 'SHORTLISTED' });
  if (shortlisted.some(({ gateOutcome }) => gateOutcome === null)) return;
  if (shortlisted.length > 0) return awaitChoice(t, held);
  await moveCallOff(t, callOff, 'nobody confirmed');
  const { suitable } = await rankStage(t, held);
  await takeStep(t, held, await nextStep(t, held, suitable));
}

import type { Transaction } from '../../../../kernel/database/work.js';
import { isId } from '../../../../kernel/values/ids.js';
import { Bid } from '../../entities/bids/bid.js';
import type { CallOff } from '../../entities/call-offs/call-off.js';
import { MeetAndGreet } from '../../entities/evaluation/meet-and-greet.js';
import { type MeetAndGreetEvent, meetAndGreetStates } from '../../rules/evaluation/meet-and-greet.js';
import { keepStateChange } from '../keep-state-change.js';

/** The meeting of a bid, or of a provider's own, whose bid is still shortlisted or was tried by it; null if there is none. */
export async function meetingOf(
  t: Transaction,
  { id: callOffId }: CallOff,
  of: { readonly bidId: string } | { readonly providerId: string },
): Promise<MeetAndGreet | null> {
  const known = 'bidId' in of ? of.bidId : of.providerId;
  if (!isId(known)) return null;
  const meeting = await t.em.findOne(MeetAndGreet, { callOffId, ...of }, { orderBy: { invitedAt: 'desc' } });
  if (!meeting || meeting.state === 'CONFIRMED' || meeting.state === 'DECLINED') return meeting;
  // A bid that failed a gate since has nothing left to say.
  return (await t.em.findOne(Bid, { id: meeting.bidId, state: 'SHORTLISTED' })) && meeting;
}

/** Moves a meeting along its state table, and keeps the change in the audit trail with those of its bid. [ROUT-38, IDG-16] */
export async function moveMeeting(
  t: Transaction,
  callOff: CallOff,
  meeting: MeetAndGreet,
  event: MeetAndGreetEvent,
  reason?: string,
): Promise<void> {
  const { bidId, state: from } = meeting;
  meeting.state = await keepStateChange(t, callOff, { table: meetAndGreetStates, bidId, from, event, reason });
}

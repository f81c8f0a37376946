import type { Transaction } from '../../../../kernel/database/work.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import type { InvitationDeclined } from '../../../../schema/events/tenders.js';
import { Bid } from '../../entities/bids/bid.js';
import { standingsOf } from '../../reads/invitations/standings.js';
import { homeOf, homesOfAnswers } from '../../reads/matching/homes.js';
import { subjectOf } from '../../rules/call-offs/call-off.js';
import { couldBeGiven, countedAs, declineKind } from '../../rules/invitations/decline.js';
import { stageAsks } from '../../rules/invitations/stage-asks.js';
import type { HeldCallOff } from '../call-offs/hold-call-off.js';

/**
 * Tells the register of answers that count as declines: a no, silence, or an award given back; and of each whether its
 * provider could have been given the package at all, for an invitation from which it is gated is not held against it.
 *
 * It is told once the stage takes no more answers and never before: how somebody answers an open stage is sealed like a
 * bid. [ROUT-12, ROUT-13, AWRD-09, CM-06, IDG-23]
 */
export async function tellDeclined(
  t: Transaction,
  { callOff, stage, policy }: HeldCallOff,
  declined: readonly Bid[],
): Promise<void> {
  const { council, id: callOffId, packageId, patch } = callOff;
  const { kind: stageKind } = stage!;
  const now = await t.now();
  const providers = declined.map(({ providerId }) => providerId);
  const standings = await standingsOf(t.em, council, providers);
  const homes = await homesOfAnswers(t.em, council, declined);
  const asked = { ...stageAsks(callOff, stage!, policy), on: localDateOf(now) };
  for (const bid of declined) {
    const { state, providerId, declineReason, receivedAt } = bid;
    const response = countedAs(state);
    if (!response) continue;
    const known = standings.get(providerId);
    await t.tell({
      type: 'InvitationDeclined',
      subject: subjectOf(callOff),
      council,
      audience: {},
      data: {
        callOffId,
        packageId,
        providerId,
        stage: stageKind,
        patch,
        response,
        reasonCode: declineReason,
        kind: declineKind(declineReason),
        eligible: !known || couldBeGiven({ ...asked, ...known, home: homeOf(bid, homes) }),
        answeredAt: (response === 'DECLINED' && receivedAt ? receivedAt : now).toISOString(),
      } satisfies InvitationDeclined['data'],
    });
  }
}

/** The same for everybody who has declined a stage so far. [ROUT-12] */
export async function tellDeclines(t: Transaction, held: HeldCallOff): Promise<void> {
  const bids = await t.em.find(
    Bid,
    { stageId: held.stage!.id, state: 'DECLINED' },
    { orderBy: { receivedAt: 'asc', id: 'asc' } },
  );
  await tellDeclined(t, held, bids);
}

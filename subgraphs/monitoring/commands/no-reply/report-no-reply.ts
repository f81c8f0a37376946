import { once } from '../../../../kernel/database/idempotency.js';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { addMinutes } from '../../../../kernel/time/working-time.js';
import { notFound, type Outcome, refused, unlessRefused } from '../../../../kernel/values/refusal.js';
import { NoReplyCase } from '../../entities/no-reply/no-reply-case.js';
import { AT_THE_DOOR } from '../../entities/readers.js';
import { Visit } from '../../entities/visits/visit.js';
import { findOwn } from '../../reads/find-own.js';
import { textRefusal } from '../../rules/alerts/alert-step.js';
import { noReplyCounts, noReplyRefusal } from '../../rules/no-reply/no-reply.js';
import { noReplyRouteAt } from '../../rules/no-reply/no-reply-route.js';
import { reportedAtRefusal } from '../../rules/reported-at.js';
import { missedAt } from '../../rules/visits/visit-times.js';
import { bringToVisit, keepStep, settleNoReply, tellDesk } from '../../steps/no-reply/settle-no-reply.js';
import { lockVisits } from '../../steps/visits/lock-visits.js';

export const allowed = { scope: 'alerts:write', roles: AT_THE_DOOR } satisfies Allowed;

export interface ReportNoReply {
  readonly visitId: string;
  /** When nobody answered. */
  readonly noReplyAt: Date;
  /** When the carer told the office: from then on the council is to be told at once. */
  readonly managerInformedAt: Date;
  /** The carer at the door, by the provider's own reference. */
  readonly worker: string;
  readonly idempotencyKey: string;
}

/**
 * Nobody answered the door: the office knows, a case is opened, and the desk of the council that is responsible at that
 * time of day is told live (DEL-30, DEL-36). At a call that had been missed before, the report is kept and the procedure
 * runs, but the call stays missed and is not paid (DEL-38, PAY-01). Refuses a visit that is not this provider's, was called off or made, or
 * already has a case, and instants that cannot be.
 */
export async function reportNoReply(work: Work, input: ReportNoReply): Promise<Outcome<NoReplyCase>> {
  authorise(work.caller, allowed);
  const seen = await findOwn(work.em, Visit, input.visitId);
  if (!seen) return refused(notFound('visit', 'input.visitId'));
  return inTransaction(work, seen.council, (t) =>
    once(
      t,
      { act: 'reportNoReply', key: input.idempotencyKey, input },
      async () => {
        await lockVisits(t, seen);
        const visit = await t.em.findOneOrFail(Visit, { id: seen.id });
        const { council, providerId, placementId, id: visitId } = visit;
        const now = await t.now();
        const { policy, version: policyVersion } = await policyInForce(t.em, council, now);
        const { noReplyAt, managerInformedAt, worker } = input;
        const { clockSkewMinutes, matchMinutes } = policy.visit;
        const span = { now, clockSkewMinutes };
        // A worker who comes earlier than this is not taken to have come to this visit.
        const earliestAtTheDoor = addMinutes(visit.expectedStart, -matchMinutes);
        unlessRefused(
          noReplyRefusal(visit.state, (await t.em.count(NoReplyCase, { visitId })) > 0),
          reportedAtRefusal('DEL-30', noReplyAt, { ...span, follows: earliestAtTheDoor }, 'input.noReplyAt'),
          reportedAtRefusal('DEL-30', managerInformedAt, { ...span, follows: noReplyAt }, 'input.managerInformedAt'),
          textRefusal('DEL-30', worker, 'input.worker'),
        );
        const route = noReplyRouteAt(managerInformedAt, policy);
        const noReply = t.em.create(NoReplyCase, {
          council,
          providerId,
          placementId,
          visitId,
          policyVersion,
          noReplyAt,
          afterMissed: !noReplyCounts({ noReplyAt, knownAt: now }, missedAt(visit, policy)),
          managerInformedAt,
          worker,
          route,
          state: 'REPORTED',
          breaches: [],
          defaultNoticeDue: false,
        });
        t.em.persist(noReply);
        await keepStep(t, noReply, 'reportNoReply', input);
        await tellDesk(t, noReply, 'NoReplyReported', policy);
        await settleNoReply(t, noReply, policy);
        await bringToVisit(t, noReply, visit);
        return noReply;
      },
      (id) => t.em.findOneOrFail(NoReplyCase, { id }),
    ),
  );
}

import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise, NotAuthorisedError } from '../../../../kernel/identity/caller.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import { Visit } from '../../entities/visits/visit.js';
import { VisitEntry } from '../../entities/visits/visit-entry.js';
import { closedQuarters } from '../../reads/figures/closed-quarters.js';
import { findOwn } from '../../reads/find-own.js';
import { type CorrectionGiven, correctionRefusal } from '../../rules/visits/correction.js';
import { lockVisits } from '../../steps/visits/lock-visits.js';
import { settleVisits } from '../../steps/visits/settle-visits.js';

export const allowed = { scope: 'register:write', roles: ['contract-officer'] } satisfies Allowed;

export interface CorrectVisit extends CorrectionGiven {
  readonly visitId: string;
  readonly idempotencyKey: string;
}

/**
 * A contract officer finds, on evidence, that a visit did not go as the systems say (SM-8). The correction stands
 * over whatever they report from then on; what stood before is kept behind it (IDG-16).
 */
export async function correctVisit(work: Work, input: CorrectVisit): Promise<Outcome<Visit>> {
  authorise(work.caller, allowed);
  const found = await findOwn(work.em, Visit, input.visitId);
  if (!found) throw new NotAuthorisedError('IDG-26', 'There is no such visit of this council.');

  return inTransaction(work, found.council, async (t) =>
    once(
      t,
      { act: 'correctVisit', key: input.idempotencyKey, input },
      async () => {
        await lockVisits(t, found);
        const visit = await t.em.findOneOrFail(Visit, found.id);
        const now = await t.now();
        const closedQuarterOf = await closedQuarters(t.em, visit.council, [visit.day]);
        unlessRefused(correctionRefusal(input, { ...visit, quarterClosed: closedQuarterOf(visit.day) !== undefined }));
        const { state, actualMinutes, acceptedMinutes, reason, evidence } = input;
        const correction = {
          state,
          actualMinutes,
          acceptedMinutes,
          reason,
          evidence,
          at: now.toISOString(),
          by: t.caller.subject,
        };
        visit.correction = correction;
        t.em.persist(
          t.em.create(VisitEntry, {
            council: visit.council,
            providerId: visit.providerId,
            subjectId: visit.id,
            kind: 'CORRECTION',
            asOf: now,
            recordedAt: now,
            actor: t.caller.subject,
            facts: { before: visit.state, ...correction },
          }),
        );
        await settleVisits(t, visit, [visit]);
        return t.em.refresh(visit).then((fresh) => fresh ?? visit);
      },
      (id) => t.em.findOneOrFail(Visit, id),
    ),
  );
}

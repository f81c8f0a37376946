import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { notFound, type Outcome, RefusedError, refused, unlessRefused } from '../../../../kernel/values/refusal.js';
import { Placement } from '../../entities/placements/placement.js';
import { DocumentQuery } from '../../entities/plans/document-query.js';
import { whoseIs } from '../../reads/whose-is.js';
import { answerRefusal } from '../../rules/requests/referral-documents.js';
import { lockPackage } from '../../steps/lock-case.js';
import { tellOfPlacement } from '../../steps/placements/tell-of-placement.js';

export const allowed = {
  scope: 'requests:write',
  roles: ['broker', 'practitioner', 'discharge-team'],
} satisfies Allowed;

/** The side that wrote the document answers the provider's query, once. [ASM-16] */
export async function answerDocumentQuery(
  work: Work,
  input: { readonly idempotencyKey: string; readonly queryId: string; readonly answer: string },
): Promise<Outcome<DocumentQuery>> {
  authorise(work.caller, allowed);
  const missing = notFound('query', 'input.queryId');
  const seen = await whoseIs(work, 'document_query', input.queryId);
  if (!seen) return refused(missing);
  return inTransaction(work, seen.council, (t) =>
    once(
      t,
      { act: 'answerDocumentQuery', key: input.idempotencyKey, input },
      async () => {
        await lockPackage(t, seen.packageId);
        const query = await t.em.findOne(DocumentQuery, { id: input.queryId });
        const placement = query && (await t.em.findOne(Placement, { id: query.placementId }));
        if (!placement) throw new RefusedError([missing]);
        unlessRefused(answerRefusal(input.answer, query.answeredAt !== null));
        query.answer = input.answer;
        query.answeredAt = await t.now();
        await tellOfPlacement(
          t,
          placement,
          'DocumentQueryAnswered',
          { provider: true },
          { queryId: query.id, kind: query.kind },
        );
        return query;
      },
      (id) => t.em.findOneOrFail(DocumentQuery, { id }),
    ),
  );
}

import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { notFound, type Outcome, RefusedError, refused, unlessRefused } from '../../../../kernel/values/refusal.js';
import { Ipo } from '../../entities/placements/ipo.js';
import type { Placement } from '../../entities/placements/placement.js';
import { DocumentQuery } from '../../entities/plans/document-query.js';
import { latestPlan } from '../../reads/plans/latest-plan.js';
import { whoseIs } from '../../reads/whose-is.js';
import { overRefusal } from '../../rules/placements/placement-states.js';
import {
  answersQueriesOn,
  type DocumentKind,
  documentQueryRefusal,
  referralDocumentsFor,
  toldOfQueriesOn,
} from '../../rules/requests/referral-documents.js';
import { lockCase } from '../../steps/lock-case.js';
import { tellOfPlacement } from '../../steps/placements/tell-of-placement.js';

export const allowed = { scope: 'placements:write', roles: ['provider-user', 'rostering'] } satisfies Allowed;

/** The provider asks about a document it has received; the side that wrote it is to answer. [ASM-16] */
export async function raiseDocumentQuery(
  work: Work,
  input: {
    readonly idempotencyKey: string;
    readonly placementId: string;
    readonly kind: DocumentKind;
    readonly question: string;
  },
): Promise<Outcome<DocumentQuery>> {
  authorise(work.caller, allowed);
  const missing = notFound('placement', 'input.placementId');
  const seen = await whoseIs(work, 'placement', input.placementId);
  if (!seen) return refused(missing);
  return inTransaction(work, seen.council, (t) =>
    once(
      t,
      { act: 'raiseDocumentQuery', key: input.idempotencyKey, input },
      async () => {
        const held = await lockCase(t, input.placementId, seen.packageId);
        if (!held) throw new RefusedError([missing]);
        return raise(t, held.placement, input.kind, input.question);
      },
      (id) => t.em.findOneOrFail(DocumentQuery, { id }),
    ),
  );
}

async function raise(
  t: Transaction,
  placement: Placement,
  kind: DocumentKind,
  question: string,
): Promise<DocumentQuery> {
  unlessRefused(overRefusal(placement.state), documentQueryRefusal({ kind, question }, await sentTo(t, placement)));
  const { council, packageId, personId, providerId, id: placementId } = placement;
  const routedTo = answersQueriesOn(kind);
  const raisedAt = await t.now();
  const query = t.em.create(DocumentQuery, {
    council,
    packageId,
    personId,
    providerId,
    placementId,
    kind,
    routedTo,
    question,
    raisedAt,
    answer: null,
    answeredAt: null,
  });
  t.em.persist(query);
  await tellOfPlacement(
    t,
    placement,
    'DocumentQueryRaised',
    { roles: toldOfQueriesOn(kind) },
    { queryId: query.id, kind },
  );
  return query;
}

/** What this provider has received so far. */
async function sentTo(t: Transaction, placement: Placement): Promise<DocumentKind[]> {
  if (!placement.documentsSentAt) return [];
  const hasPlan = (await latestPlan(t.em, placement.packageId)) !== null;
  const hasIpo = (await t.em.count(Ipo, { placementId: placement.id })) > 0;
  const sent = new Set<DocumentKind>(referralDocumentsFor(placement.careType));
  if (hasPlan) sent.add('CARE_PLAN');
  if (hasIpo) sent.add('IPO');
  return [...sent];
}

import { enumType } from '../../../../kernel/graphql/enum-type.js';
import { INVOLVED } from '../../../../schema/involved.js';
import { CARE_PLAN_STATUSES } from '../../rules/plans/care-plan.js';
import { DOCUMENT_AUTHORS, DOCUMENT_KINDS } from '../../rules/requests/referral-documents.js';

/** The words of plans and documents that clients choose from or are shown. */

export const CarePlanStatusWord = enumType(CARE_PLAN_STATUSES, {
  name: 'CarePlanStatus',
  description: 'Where a care plan stands (ASM-10, ASM-12).',
});
export const InvolvedWord = enumType(INVOLVED, {
  name: 'InvolvedParty',
  description: "Who of the person's side took part in a decision or a plan (EVAL-11, CHOI-11).",
});
export const DocumentKindWord = enumType(DOCUMENT_KINDS, {
  name: 'DocumentKind',
  description: 'A document that belongs to the referral (ASM-15).',
});
export const DocumentAuthorWord = enumType(DOCUMENT_AUTHORS, {
  name: 'DocumentAuthor',
  description: 'The side of the council that wrote a document, and answers queries about it (ASM-16).',
});

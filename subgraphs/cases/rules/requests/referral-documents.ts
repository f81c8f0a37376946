import type { Role } from '../../../../kernel/identity/caller.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { CareType } from '../../../../schema/events/cases.js';

export const DOCUMENT_KINDS = [
  'NEEDS_ASSESSMENT',
  'CARE_PLAN',
  'SERVICE_REQUEST',
  'DISCHARGE_PASSPORT',
  'IPO',
] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** A document ready to be sent; interim documentation counts as CARE_PLAN (ASM-12). */
export interface ReferralDocument {
  readonly kind: DocumentKind;
  /** Behind a password, or released through a link that expires. */
  readonly isProtected: boolean;
}

/**
 * The full referral: needs, service and outcomes for a provider to assess by; for D2A the passport carries them.
 * [ASM-15]
 */
export function referralDocumentsFor(careType: CareType): readonly DocumentKind[] {
  return careType === 'D2A' ? ['DISCHARGE_PASSPORT'] : ['NEEDS_ASSESSMENT', 'CARE_PLAN', 'SERVICE_REQUEST'];
}

/**
 * What keeps the full referral from being sent to the awarded provider: a document it needs is missing (ASM-15), or
 * any of them is not protected (AWRD-08).
 */
export function referralRefusals(careType: CareType, documents: readonly ReferralDocument[]): Refusal[] {
  const missing = referralDocumentsFor(careType)
    .filter((kind) => !documents.some((document) => document.kind === kind))
    .map(
      (kind): Refusal =>
        refuse('ASM-15', 'REFERRAL_INCOMPLETE', `The full referral includes ${kind}.`, 'input.documents'),
    );
  const open = documents.flatMap((document, index): Refusal[] =>
    document.isProtected
      ? []
      : [
          refuse(
            'AWRD-08',
            'DOCUMENT_NOT_PROTECTED',
            `Send ${document.kind} behind a password or through a link that expires.`,
            `input.documents.${index}`,
          ),
        ],
  );
  return [...missing, ...open];
}

/** The side that wrote a document. */
export const DOCUMENT_AUTHORS = ['BROKER', 'CARE_MANAGER'] as const;
export type DocumentAuthor = (typeof DOCUMENT_AUTHORS)[number];

/** Who answers a provider's query about a document: the side that wrote it. [ASM-16; 002 ¶7.7] */
export function answersQueriesOn(kind: DocumentKind): DocumentAuthor {
  return kind === 'NEEDS_ASSESSMENT' || kind === 'CARE_PLAN' ? 'CARE_MANAGER' : 'BROKER';
}

/** The roles that are told of a query about a document: the side that wrote it, and brokers always. [ASM-16] */
export function toldOfQueriesOn(kind: DocumentKind): readonly Role[] {
  if (kind === 'DISCHARGE_PASSPORT') return ['discharge-team', 'broker'];
  return answersQueriesOn(kind) === 'CARE_MANAGER' ? ['practitioner', 'broker'] : ['broker'];
}

/** Refuses a query without a question, or about a document that the provider has not been sent. [ASM-16] */
export function documentQueryRefusal(
  query: { readonly kind: DocumentKind; readonly question: string },
  sent: readonly DocumentKind[],
): Refusal | undefined {
  if (!sent.includes(query.kind)) {
    return refuse(
      'ASM-16',
      'DOCUMENT_NOT_RECEIVED',
      'Raise queries about documents that you have received.',
      'input.kind',
    );
  }
  if (query.question.trim() === '') {
    return refuse('ASM-16', 'QUESTION_MISSING', 'Say what is unclear or missing in the document.', 'input.question');
  }
  return undefined;
}

/** Refuses an answer without words, and a second answer: a further question is a query of its own. [ASM-16] */
export function answerRefusal(answer: string, answeredAlready: boolean): Refusal | undefined {
  if (answeredAlready) {
    return refuse('ASM-16', 'ALREADY_ANSWERED', 'This query has its answer; raise another to ask again.');
  }
  if (answer.trim() !== '') return undefined;
  return refuse('ASM-16', 'ANSWER_MISSING', 'Give the answer in words.', 'input.answer');
}

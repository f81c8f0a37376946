import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { ServiceUserGroup } from '../../../../schema/events/cases.js';
import type { AppliedFor } from '../../../../schema/events/providers.js';
import { type FrameworkLot, lotRefusal, portalReferenceRefusal, type QualityQuestion } from './open-framework.js';

/** What a provider answers to one quality question. */
export interface QualityAnswer {
  readonly question: string;
  readonly text: string;
}

/** Whether a provider can do what a DPS asks of its members, and what shows it. */
export interface Capability {
  readonly capable: boolean;
  readonly evidence: string;
}

/** An application as its author writes it. */
export interface ApplicationDraft {
  readonly lots: readonly string[];
  /** The groups of people that it is a specialist for. */
  readonly expertise: readonly ServiceUserGroup[];
  readonly answers: readonly QualityAnswer[];
  /** The portal's references of the supplier and of this application; null if there are none. */
  readonly supplierReference: string | null;
  readonly portalReference: string | null;
  /** Of a DPS: whether it can manage individual service funds, and work with other providers; null until stated. */
  readonly isf: Capability | null;
  readonly partnership: Capability | null;
}

/** The framework that is applied for, as far as an application must fit it. */
export interface AppliedFramework {
  readonly vehicle: AppliedFor;
  readonly lots: readonly FrameworkLot[];
  readonly questions: readonly QualityQuestion[];
}

export const LONGEST_ANSWER = 2_000;

/**
 * Refuses a draft that cannot become an application: lots that the framework does not have, that were removed or that
 * are named twice; an answer to no question of it, a second one, or one longer than 2,000 characters; evidence longer
 * than that; a reference that no portal gives. What is still missing is asked for when it is submitted. [PROV-19,
 * PROV-26, PROV-27, PROV-30]
 */
export function draftRefusals(draft: ApplicationDraft, framework: AppliedFramework): readonly Refusal[] {
  const { lots, answers, isf, partnership } = draft;
  const refusals: Array<Refusal | undefined> = [
    ...lots.map((lot, nth) =>
      lots.indexOf(lot) < nth
        ? refuse('PROV-19', 'LOT_TWICE', 'Each lot is named once.', `input.lots.${nth}`)
        : lotRefusal(lot, framework.lots, `input.lots.${nth}`),
    ),
    ...answers.map(({ question, text }, nth) => {
      const isAsked = framework.questions.some(({ code }) => code === question);
      const isFirst = answers.findIndex((each) => each.question === question) === nth;
      if (!isAsked || !isFirst) {
        const message = 'An answer is to a question of the framework, and each is answered once.';
        return refuse('PROV-26', 'QUESTION_UNKNOWN', message, `input.answers.${nth}.question`);
      }
      return lengthRefusal(text, 'PROV-26', `input.answers.${nth}.text`);
    }),
    portalReferenceRefusal(draft.supplierReference, 'input.supplierReference'),
    portalReferenceRefusal(draft.portalReference, 'input.portalReference'),
    isf ? lengthRefusal(isf.evidence, 'PROV-27', 'input.isf.evidence') : undefined,
    partnership ? lengthRefusal(partnership.evidence, 'PROV-27', 'input.partnership.evidence') : undefined,
  ];
  return refusals.filter((refusal) => refusal !== undefined);
}

function lengthRefusal(text: string, rule: string, field: string): Refusal | undefined {
  if (text.length <= LONGEST_ANSWER) return undefined;
  return refuse(rule, 'ANSWER_TOO_LONG', `This text has at most ${LONGEST_ANSWER} characters.`, field);
}

/**
 * Refuses `ALREADY_A_MEMBER` for an application by a member, also one that is suspended, and `APPLICATION_LIVE` for a
 * second one while another is under way; a draft is written again instead. [PROV-26]
 */
export function applicantRefusal(facts: {
  readonly isMember: boolean;
  readonly isUnderWay: boolean;
}): Refusal | undefined {
  if (facts.isMember) {
    const message = 'The provider is a member already; it may apply again once that membership has ended.';
    return refuse('PROV-26', 'ALREADY_A_MEMBER', message, 'input.frameworkId');
  }
  if (!facts.isUnderWay) return undefined;
  const message = 'An application is under way; withdraw it before you draft another.';
  return refuse('PROV-26', 'APPLICATION_LIVE', message, 'input.frameworkId');
}

/**
 * Refuses to submit with a supplier's reference that is another provider's, or a reference of an application that
 * another application has, without saying whose: `PORTAL_REFERENCE_USED`. Only applications that were submitted and not
 * withdrawn use their references. [PROV-30]
 */
export function portalReferencesUsed(facts: {
  readonly supplierIsAnothers: boolean;
  readonly applicationIsAnother: boolean;
}): readonly Refusal[] {
  const used = (field: string) =>
    refuse(
      'PROV-30',
      'PORTAL_REFERENCE_USED',
      'The portal gives each reference once; this one is held already.',
      field,
    );
  return [
    ...(facts.supplierIsAnothers ? [used('supplierReference')] : []),
    ...(facts.applicationIsAnother ? [used('portalReference')] : []),
  ];
}

/**
 * Refuses the submission of an application that is not complete: without a lot, or with one that was removed meanwhile;
 * without an area of expertise; with a question unanswered; for a DPS, without a statement and its evidence of whether
 * it can manage ISFs and work in partnership. [PROV-19, PROV-26, PROV-27]
 */
export function submissionRefusals(draft: ApplicationDraft, framework: AppliedFramework): readonly Refusal[] {
  const { lots, expertise, answers } = draft;
  const refusals: Array<Refusal | undefined> = lots.map((lot, nth) => lotRefusal(lot, framework.lots, `lots.${nth}`));
  if (lots.length === 0)
    refusals.push(refuse('PROV-19', 'LOT_REQUIRED', 'An application is for a lot, or several.', 'lots'));
  if (expertise.length === 0) {
    refusals.push(refuse('PROV-26', 'EXPERTISE_REQUIRED', 'An application names its areas of expertise.', 'expertise'));
  }
  for (const { code } of framework.questions) {
    if (answers.some(({ question, text }) => question === code && text.trim().length > 0)) continue;
    refusals.push(refuse('PROV-26', 'ANSWER_REQUIRED', `The question ${code} is still to be answered.`, 'answers'));
  }
  if (framework.vehicle === 'DPS') {
    for (const field of ['isf', 'partnership'] as const) {
      if ((draft[field]?.evidence.trim().length ?? 0) > 0) continue;
      const message = 'An application for a DPS says whether the provider can do this, and what shows it.';
      refusals.push(refuse('PROV-27', 'EVIDENCE_REQUIRED', message, field));
    }
  }
  return refusals.filter((refusal) => refusal !== undefined);
}

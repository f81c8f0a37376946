import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';

/** A lot of an open framework or DPS: it takes no new applications from the day on which it was removed. */
export interface FrameworkLot {
  readonly code: string;
  readonly name: string;
  /** `YYYY-MM-DD`; null while it is open. */
  readonly removedOn: string | null;
}

/** One thing that due diligence looks at. */
export interface DueDiligenceItem {
  readonly code: string;
  readonly text: string;
}

/** A quality question: its share of the whole score in percent, and the highest score that an evaluator may give. */
export interface QualityQuestion {
  readonly code: string;
  readonly text: string;
  readonly weight: number;
  readonly maximum: number;
}

/** An open framework or a DPS as a council opens it. */
export interface FrameworkTerms {
  readonly title: string;
  /** The portal's reference of the procurement; null if it has none. */
  readonly procurementReference: string | null;
  /** Version of the standard terms that is current, such as `2026/1`. */
  readonly termsVersion: string;
  readonly lots: readonly Pick<FrameworkLot, 'code' | 'name'>[];
  readonly dueDiligence: readonly DueDiligenceItem[];
  readonly questions: readonly QualityQuestion[];
  /** Percent of the whole score from which an application passes. */
  readonly passMark: number;
}

const MOST_LOTS = 20;
const MOST_ITEMS = 50;
const HIGHEST_MAXIMUM = 100;
const LONGEST_NAME = 200;
const LONGEST_QUESTION = 1_000;
const LONGEST_VERSION = 40;
const CODE = /^[A-Z][A-Z0-9_]{0,39}$/;
const PORTAL_REFERENCE = /^[A-Za-z0-9][A-Za-z0-9 ./_-]{0,39}$/;

/**
 * Refuses an open framework that nobody could be evaluated for: without a title, terms, lots, a due-diligence list or
 * quality questions, or with more than 20 lots or 50 items or questions; with a code that is none or is there twice, or
 * a text that is empty or too long; with weights that are no whole percents from 1 or are not 100 together; with a
 * maximum that is not 1 to 100, or a pass mark that is not 0 to 100. [PROV-19, PROV-26]
 */
export function openFrameworkRefusals(terms: FrameworkTerms): readonly Refusal[] {
  const { lots, dueDiligence, questions, passMark, procurementReference } = terms;
  const refusals: Array<Refusal | undefined> = [
    ...textRefusals(terms.title, LONGEST_NAME, 'PROV-26', 'input.title'),
    termsVersionRefusal(terms.termsVersion),
    portalReferenceRefusal(procurementReference, 'input.procurementReference'),
    ...listRefusals(lots, MOST_LOTS, 'PROV-19', 'input.lots'),
    ...lots.flatMap(({ name }, nth) => textRefusals(name, LONGEST_NAME, 'PROV-19', `input.lots.${nth}.name`)),
    ...listRefusals(dueDiligence, MOST_ITEMS, 'PROV-26', 'input.dueDiligence'),
    ...dueDiligence.flatMap(({ text }, nth) =>
      textRefusals(text, LONGEST_QUESTION, 'PROV-26', `input.dueDiligence.${nth}.text`),
    ),
    ...listRefusals(questions, MOST_ITEMS, 'PROV-26', 'input.questions'),
    ...questions.flatMap((question, nth) => questionRefusals(question, `input.questions.${nth}`)),
  ];
  if (questions.length > 0 && questions.reduce((sum, { weight }) => sum + weight, 0) !== 100) {
    refusals.push(
      refuse('PROV-26', 'WEIGHTS_NOT_100', 'The weights of all questions are 100 together.', 'input.questions'),
    );
  }
  if (!isWithin(passMark, 0, 100)) {
    refusals.push(
      refuse('PROV-26', 'PASS_MARK_INVALID', 'A pass mark is a whole percent, 0 to 100.', 'input.passMark'),
    );
  }
  return refusals.filter((refusal) => refusal !== undefined);
}

/** Refuses `FRAMEWORK_OPEN` for a second open framework, or a second DPS, of one council [PROV-26]. */
export function alreadyOpenRefusal(isOpen: boolean): Refusal | undefined {
  if (!isOpen) return undefined;
  const message = 'A council has one open framework and one DPS; add windows to the one that is open.';
  return refuse('PROV-26', 'FRAMEWORK_OPEN', message, 'input.vehicle');
}

/** Refuses `PORTAL_REFERENCE_USED` for a procurement of the portal that is another framework's [PROV-30]. */
export function procurementUsedRefusal(isAnothers: boolean): Refusal | undefined {
  if (!isAnothers) return undefined;
  const message = 'The portal gives each reference once; this procurement is another framework’s.';
  return refuse('PROV-30', 'PORTAL_REFERENCE_USED', message, 'input.procurementReference');
}

/** Refuses `TERMS_VERSION_INVALID` for a version of terms that is empty or longer than 40 characters [PROV-26]. */
export function termsVersionRefusal(version: string): Refusal | undefined {
  if (version.trim().length > 0 && version.trim().length <= LONGEST_VERSION) return undefined;
  const message = `Standard terms have a version of 1 to ${LONGEST_VERSION} characters.`;
  return refuse('PROV-26', 'TERMS_VERSION_INVALID', message, 'input.termsVersion');
}

/** Refuses `TERMS_AS_BEFORE` for terms revised to the version that is current [PROV-26]. */
export function revisedTermsRefusals(version: string, current: string): readonly Refusal[] {
  const invalid = termsVersionRefusal(version);
  if (invalid) return [invalid];
  if (version.trim() !== current) return [];
  const message = 'This version of the terms is the current one already; revised terms have another.';
  return [refuse('PROV-26', 'TERMS_AS_BEFORE', message, 'input.termsVersion')];
}

/**
 * Refuses a lot that is not there to apply for, or to remove: `LOT_UNKNOWN`, or `LOT_REMOVED` with the day of it
 * [PROV-19].
 */
export function lotRefusal(code: string, lots: readonly FrameworkLot[], field: string): Refusal | undefined {
  const lot = lots.find((each) => each.code === code);
  if (!lot) {
    const open = lots.filter(({ removedOn }) => removedOn === null).map((each) => each.code);
    return refuse('PROV-19', 'LOT_UNKNOWN', `The lots that are open are ${open.join(', ') || 'none'}.`, field);
  }
  if (lot.removedOn === null) return undefined;
  const message = `This lot was removed on ${lot.removedOn} and takes no new applications.`;
  return refuse('PROV-19', 'LOT_REMOVED', message, field);
}

/** Refuses `PORTAL_REFERENCE_INVALID` for a reference that no portal gives; null is none [PROV-30]. */
export function portalReferenceRefusal(reference: string | null, field: string): Refusal | undefined {
  if (reference === null || PORTAL_REFERENCE.test(reference)) return undefined;
  const message = 'A reference of the portal has 1 to 40 letters, digits, spaces and ./_-, such as DN123456.';
  return refuse('PROV-30', 'PORTAL_REFERENCE_INVALID', message, field);
}

function questionRefusals({ text, weight, maximum }: QualityQuestion, field: string): readonly Refusal[] {
  const refusals = [...textRefusals(text, LONGEST_QUESTION, 'PROV-26', `${field}.text`)];
  if (!isWithin(weight, 1, 100)) {
    refusals.push(refuse('PROV-26', 'WEIGHT_INVALID', 'A weight is a whole percent, 1 to 100.', `${field}.weight`));
  }
  if (!isWithin(maximum, 1, HIGHEST_MAXIMUM)) {
    const message = `The highest score of a question is a whole number, 1 to ${HIGHEST_MAXIMUM}.`;
    refusals.push(refuse('PROV-26', 'MAXIMUM_INVALID', message, `${field}.maximum`));
  }
  return refusals;
}

function listRefusals(
  list: readonly { readonly code: string }[],
  most: number,
  rule: string,
  field: string,
): readonly Refusal[] {
  if (list.length === 0 || list.length > most) {
    return [refuse(rule, 'LIST_LENGTH', `This list has 1 to ${most} entries.`, field)];
  }
  return list.flatMap(({ code }, nth) => {
    if (!CODE.test(code)) {
      const message = 'A code has 1 to 40 capital letters, digits and _, and begins with a letter.';
      return [refuse(rule, 'CODE_INVALID', message, `${field}.${nth}.code`)];
    }
    if (list.findIndex((each) => each.code === code) === nth) return [];
    return [refuse(rule, 'CODE_TWICE', 'Each code is in the list once.', `${field}.${nth}.code`)];
  });
}

function textRefusals(text: string, longest: number, rule: string, field: string): Refusal[] {
  if (text.trim().length > 0 && text.length <= longest) return [];
  return [refuse(rule, 'TEXT_INVALID', `This text has 1 to ${longest} characters.`, field)];
}

function isWithin(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

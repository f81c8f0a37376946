import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { AppliedFor } from '../../../../schema/events/providers.js';
import type { Capability } from './application-draft.js';
import type { DueDiligenceItem, QualityQuestion } from './open-framework.js';

/** What due diligence found of one item, and what shows it. */
export interface Finding {
  readonly item: string;
  readonly passed: boolean;
  readonly note: string;
}

/** What an evaluator gives for one question, and why. */
export interface QuestionScore {
  readonly question: string;
  readonly score: number;
  readonly note: string;
}

export const APPLICATION_FAULTS = [
  'NOT_REGISTERED',
  'NO_LOCAL_OFFICE',
  'DUE_DILIGENCE_FAILED',
  'BELOW_PASS_MARK',
  'ISF_NOT_SHOWN',
  'PARTNERSHIP_NOT_SHOWN',
] as const;
/** Why an application was rejected. [PROV-02, PROV-10, PROV-26, PROV-27] */
export type ApplicationFault = (typeof APPLICATION_FAULTS)[number];

const LONGEST_NOTE = 1_000;

/**
 * Refuses findings that are not one for each item of the list (`FINDING_MISSING`, `ITEM_UNKNOWN`), or that do not say
 * what shows them in 1 to 1,000 characters (`NOTE_INVALID`). [PROV-26]
 */
export function findingRefusals(findings: readonly Finding[], list: readonly DueDiligenceItem[]): readonly Refusal[] {
  const known = list.map(({ code }) => code);
  const given = findings.map(({ item }) => item);
  return [
    ...given.flatMap((item, nth) => entryRefusals(item, nth, given, known, 'ITEM_UNKNOWN', 'input.findings', 'item')),
    ...findings.flatMap(({ note }, nth) => noteRefusals(note, `input.findings.${nth}.note`)),
    ...known
      .filter((code) => !given.includes(code))
      .map((code) =>
        refuse('PROV-26', 'FINDING_MISSING', `The item ${code} is found to pass or fail.`, 'input.findings'),
      ),
  ];
}

/**
 * In what an application fails due diligence: registration, a local office if one is asked for, the list; none passes.
 * [PROV-02, PROV-10, PROV-26]
 */
export function dueDiligenceFaults(
  findings: readonly Finding[],
  facts: { readonly registered: boolean; readonly hasLocalOffice: boolean },
): ApplicationFault[] {
  const faults: ApplicationFault[] = [];
  if (!facts.registered) faults.push('NOT_REGISTERED');
  if (!facts.hasLocalOffice) faults.push('NO_LOCAL_OFFICE');
  if (!findings.every(({ passed }) => passed)) faults.push('DUE_DILIGENCE_FAILED');
  return faults;
}

/**
 * Refuses scores by an evaluator that does not declare to have no conflict of interest (`EVALUATOR_CONFLICTED`), that
 * are not one for each question (`SCORE_MISSING`, `QUESTION_UNKNOWN`), that are no whole number from 0 to the
 * question's maximum (`SCORE_OUT_OF_RANGE`), or whose note is not 1 to 1,000 characters (`NOTE_INVALID`). [PROV-26]
 */
export function scoreRefusals(
  scores: readonly QuestionScore[],
  questions: readonly QualityQuestion[],
  noConflictOfInterest: boolean,
): readonly Refusal[] {
  const known = questions.map(({ code }) => code);
  const given = scores.map(({ question }) => question);
  const conflict = 'An application is scored by somebody who declares to have no conflict of interest in it.';
  return [
    ...(noConflictOfInterest
      ? []
      : [refuse('PROV-26', 'EVALUATOR_CONFLICTED', conflict, 'input.noConflictOfInterest')]),
    ...given.flatMap((code, nth) =>
      entryRefusals(code, nth, given, known, 'QUESTION_UNKNOWN', 'input.scores', 'question'),
    ),
    ...scores.flatMap(({ question, score, note }, nth) => [
      ...rangeRefusals(score, questions.find(({ code }) => code === question)?.maximum, `input.scores.${nth}.score`),
      ...noteRefusals(note, `input.scores.${nth}.note`),
    ]),
    ...known
      .filter((code) => !given.includes(code))
      .map((code) => refuse('PROV-26', 'SCORE_MISSING', `The question ${code} is still to be scored.`, 'input.scores')),
  ];
}

/** A score as a fraction of whole numbers, in percent: no third is ever rounded before it is compared. */
export interface QualityScore {
  readonly over: bigint;
  readonly under: bigint;
}

/**
 * The score of an application in percent: of each question the mean of all evaluators as a share of its maximum, by its
 * weight; null while nobody has scored. [PROV-26]
 */
export function qualityScore(
  evaluations: ReadonlyArray<readonly QuestionScore[]>,
  questions: readonly QualityQuestion[],
): QualityScore | null {
  if (evaluations.length === 0) return null;
  const product = questions.reduce((all, { maximum }) => all * BigInt(maximum), 1n);
  const over = questions.reduce((sum, { code, weight, maximum }) => {
    const given = evaluations.flat().filter(({ question }) => question === code);
    const total = given.reduce((all, { score }) => all + score, 0);
    return sum + BigInt(weight * total) * (product / BigInt(maximum));
  }, 0n);
  return { over, under: product * BigInt(evaluations.length) };
}

/**
 * The score in percent to its hundredth, rounded down: what is shown never reaches a mark that was missed. [PROV-26]
 */
export function shownScore({ over, under }: QualityScore): number {
  return Number((over * 100n) / under) / 100;
}

/** Refuses `NOT_SCORED` for a decision before any evaluator has scored [PROV-26]. */
export function unscoredRefusal(score: QualityScore | null): Refusal | undefined {
  if (score) return undefined;
  return refuse('PROV-26', 'NOT_SCORED', 'The quality of an application is decided once an evaluator has scored it.');
}

/**
 * In what an application fails quality evaluation: a score below the pass mark; for a DPS, a provider that says that it
 * cannot manage ISFs or work in partnership, or whose evidence was not accepted. None approves it. [PROV-26, PROV-27]
 */
export function qualityFaults(
  vehicle: AppliedFor,
  score: QualityScore,
  passMark: number,
  shown: {
    readonly isf: Pick<Capability, 'capable'> | null;
    readonly partnership: Pick<Capability, 'capable'> | null;
    readonly isfAccepted: boolean;
    readonly partnershipAccepted: boolean;
  },
): ApplicationFault[] {
  const faults: ApplicationFault[] = [];
  if (score.over < BigInt(passMark) * score.under) faults.push('BELOW_PASS_MARK');
  if (vehicle === 'DPS') {
    if (!shown.isf?.capable || !shown.isfAccepted) faults.push('ISF_NOT_SHOWN');
    if (!shown.partnership?.capable || !shown.partnershipAccepted) faults.push('PARTNERSHIP_NOT_SHOWN');
  }
  return faults;
}

/**
 * Refuses `TERMS_NOT_CURRENT` for terms signed in another version than the one that is current, by its name [PROV-26].
 */
export function signedTermsRefusal(version: string, current: string): Refusal | undefined {
  if (version.trim() === current) return undefined;
  const message = `The standard terms are signed in the version that is current: ${current}.`;
  return refuse('PROV-26', 'TERMS_NOT_CURRENT', message, 'input.termsVersion');
}

function entryRefusals(
  code: string,
  nth: number,
  given: readonly string[],
  known: readonly string[],
  unknown: 'ITEM_UNKNOWN' | 'QUESTION_UNKNOWN',
  list: string,
  property: string,
): readonly Refusal[] {
  if (known.includes(code) && given.indexOf(code) === nth) return [];
  return [
    refuse(
      'PROV-26',
      unknown,
      'Each entry is one of the framework’s, and each is there once.',
      `${list}.${nth}.${property}`,
    ),
  ];
}

function rangeRefusals(score: number, maximum: number | undefined, field: string): readonly Refusal[] {
  if (maximum === undefined || (Number.isInteger(score) && score >= 0 && score <= maximum)) return [];
  return [refuse('PROV-26', 'SCORE_OUT_OF_RANGE', `This question is scored 0 to ${maximum}.`, field)];
}

function noteRefusals(note: string, field: string): readonly Refusal[] {
  if (note.trim().length > 0 && note.length <= LONGEST_NOTE) return [];
  return [refuse('PROV-26', 'NOTE_INVALID', `A note says what shows it, in 1 to ${LONGEST_NOTE} characters.`, field)];
}

import { councilTextRefusals } from '../../../../kernel/screening/screening.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { InvolvementEntry } from '../awards/involvement.js';
import type { PreparationDefinition } from '../routes/definition.js';

/** One question that every response answers, and is scored on. [ROUT-44, EVAL-08; 003 ¶9e] */
export interface Question {
  /** By which answers and scores name it. */
  readonly code: string;
  readonly text: string;
  /** What a good answer shows. */
  readonly criterion: string;
  /** The highest score; the lowest is 0. */
  readonly maximum: number;
  /** How much it counts beside the others. */
  readonly weight: number;
}

/** How much cost and quality count, in per cent. [EVAL-07] */
export interface Split {
  readonly costPct: number;
  readonly qualityPct: number;
}

/** What its broker sets on a call-off before it is published; afterwards none of it changes. [EVAL-07, ROUT-44, WIN-11] */
export interface Preparation extends Split {
  readonly questions: readonly Question[];
  /** Who of the person's side set the questions, with the social worker. */
  readonly setBy: ReadonlyArray<InvolvementEntry['who']>;
  /** Code of the lot whose members are asked; null on a route without lots. */
  readonly lot: string | null;
  /** The last instant at which a response is taken, ISO 8601. */
  readonly bidsDueAt: string;
  /** Why providers have less than the least time; null if they have not. */
  readonly shorterBecause: string | null;
  /** By what the procurement portal knows the notice. */
  readonly portalReference: string;
}

export const MOST_QUESTIONS = 20;
export const QUESTION_CHARACTERS = 500;
export const MOST_SCALE = 100;
export const REASON_CHARACTERS = 500;
const CODE = /^[A-Z][A-Z0-9_]{0,39}$/;
/** One word with a digit in it: no name fits, and so it needs no screening, which takes some numbers for telephones. */
const PORTAL_REFERENCE = /^(?=.*\d)[A-Za-z\d][A-Za-z\d./_-]{0,39}$/;

/**
 * Why a call-off is not prepared so; empty if it is.
 *
 * Cost and quality both count, and come to 100 per cent. There are 1 to 20 questions, each with a code of its own, a text, a
 * criterion, a scale and a weight; on record is who of the person's side set them, where the route has them set by the person.
 * A route with lots needs one. The texts tell nobody's data: every invitee reads them. [EVAL-07, EVAL-08, ROUT-41, ROUT-42,
 * ROUT-44, PROV-19, IDG-01; 003 ¶9b, ¶9e]
 */
export function preparationRefusals(given: Preparation, asked: PreparationDefinition): readonly Refusal[] {
  return [
    ...splitRefusals(given),
    ...questionRefusals(given.questions),
    ...(asked.questionsBy === 'PERSON' && given.setBy.length === 0 ? [SET_BY_MISSING] : []),
    ...lotRefusals(given.lot, asked.lots),
    ...reasonRefusals(given.shorterBecause),
    ...(PORTAL_REFERENCE.test(given.portalReference) ? [] : [portalMissing(asked.portal)]),
  ];
}

function splitRefusals({ costPct, qualityPct }: Split): readonly Refusal[] {
  const isShare = (share: number) => Number.isInteger(share) && share > 0;
  if (isShare(costPct) && isShare(qualityPct) && costPct + qualityPct === 100) return [];
  return [SPLIT_INVALID];
}

function questionRefusals(questions: readonly Question[]): readonly Refusal[] {
  if (questions.length === 0 || questions.length > MOST_QUESTIONS) return [QUESTIONS_MISSING];
  const codes = questions.map(({ code }) => code);
  return questions.flatMap(({ code, text, criterion, maximum, weight }, nth) => {
    const field = (of: string) => `input.questions.${nth}.${of}`;
    return [
      ...(CODE.test(code) && codes.indexOf(code) === nth ? [] : [codeInvalid(field('code'))]),
      ...(isText(text) ? councilTextRefusals(text, field('text')) : [questionMissing(field('text'))]),
      ...(isText(criterion)
        ? councilTextRefusals(criterion, field('criterion'))
        : [criterionMissing(field('criterion'))]),
      ...(Number.isInteger(maximum) && maximum >= 1 && maximum <= MOST_SCALE ? [] : [scaleInvalid(field('maximum'))]),
      ...(Number.isInteger(weight) && weight >= 1 && weight <= 100 ? [] : [weightInvalid(field('weight'))]),
    ];
  });
}

function isText(text: string): boolean {
  const { length } = text.trim();
  return length > 0 && length <= QUESTION_CHARACTERS;
}

function lotRefusals(lot: string | null, lots: boolean): readonly Refusal[] {
  if (!lots) return lot === null ? [] : [LOT_NOT_ASKED];
  return lot !== null && CODE.test(lot) ? [] : [LOT_MISSING];
}

function reasonRefusals(reason: string | null): readonly Refusal[] {
  if (reason === null) return [];
  if (reason.trim() === '' || reason.length > REASON_CHARACTERS) return [REASON_INVALID];
  return councilTextRefusals(reason, 'input.shorterBecause');
}

/**
 * Refuses a deadline that has passed, or that leaves less than the least time without a reason why. [WIN-11; 004]
 *
 * @param least the end of the least time from now, as the council's policy has it
 */
export function deadlineRefusal(
  { bidsDueAt, shorterBecause }: Pick<Preparation, 'bidsDueAt' | 'shorterBecause'>,
  now: Date,
  least: Date,
): Refusal | undefined {
  const dueAt = new Date(bidsDueAt);
  if (dueAt <= now) return DEADLINE_PASSED;
  if (dueAt >= least || shorterBecause !== null) return undefined;
  return refuse(
    'WIN-11',
    'DEADLINE_TOO_SHORT',
    `Leave providers until ${least.toISOString()} at least, or say why they have less.`,
    'input.bidsDueAt',
  );
}

/** Refuses to change, once it is published, what responses are scored by and asked. [EVAL-07, ROUT-44] */
export const PUBLISHED_ALREADY: readonly Refusal[] = [
  refuse(
    'EVAL-07',
    'PUBLISHED_ALREADY',
    'Cost and quality are fixed once the call-off is published: withdraw it and publish another.',
    'input.costPct',
  ),
  refuse(
    'ROUT-44',
    'PUBLISHED_ALREADY',
    'Questions are fixed once the call-off is published: withdraw it and publish another.',
    'input.questions',
  ),
];

/** Refuses to prepare or publish by hand a call-off that is published as soon as it is opened. [EVAL-07] */
export const NOT_PREPARED_ON_ROUTE = refuse(
  'EVAL-07',
  'NOT_PREPARED_ON_ROUTE',
  'On this route a call-off is published as it is opened.',
  'input.callOffId',
);

/** Refuses to publish a call-off of which nothing has been set. [EVAL-07, ROUT-44] */
export const NOT_PREPARED = refuse(
  'EVAL-07',
  'NOT_PREPARED',
  'Set cost and quality, the questions and the deadline first.',
  'input.callOffId',
);

/** Refuses a reference under which the portal has published another notice of this council. [ROUT-41, ROUT-42] */
export function portalTaken({ portal }: PreparationDefinition): Refusal {
  return refuse(
    portal,
    'REFERENCE_TAKEN',
    'Another call-off has this reference: give its own.',
    'input.portalReference',
  );
}

/**
 * Refuses to publish while the budget may not be used: both sides agree to it first. [ASM-23, ROUT-45, ISF-01]
 *
 * @param persons of several people, whose it is, by their numbers; none where one is sought alone
 */
export function budgetNotAgreed(persons: readonly number[]): Refusal {
  const whose = persons.length === 0 ? '' : ` of ${persons.map((person) => `person ${person}`).join(', ')}`;
  return refuse(
    'ASM-23',
    'BUDGET_NOT_AGREED',
    `The care manager and the commissioner must both agree to the starter budget${whose} before it is used.`,
    'input.callOffId',
  );
}

/** Refuses a lot that no member is in: whoever published it would ask nobody. [PROV-19] */
export const LOT_UNKNOWN = refuse(
  'PROV-19',
  'LOT_UNKNOWN',
  'No member has been admitted to that lot: give the code of a lot as the framework has it.',
  'input.lot',
);
const SPLIT_INVALID = refuse(
  'EVAL-07',
  'SPLIT_INVALID',
  'Give cost and quality each more than nothing, in whole per cent that come to 100.',
  'input.costPct',
);
const QUESTIONS_MISSING = refuse(
  'ROUT-44',
  'QUESTIONS_MISSING',
  `Give 1 to ${MOST_QUESTIONS} questions.`,
  'input.questions',
);
const SET_BY_MISSING = refuse(
  'ROUT-44',
  'SET_BY_MISSING',
  "Say who of the person's side set the questions with the social worker.",
  'input.setBy',
);
const LOT_MISSING = refuse('PROV-19', 'LOT_MISSING', 'Name the lot whose members are asked, by its code.', 'input.lot');
const LOT_NOT_ASKED = refuse(
  'PROV-19',
  'LOT_NOT_ASKED',
  'On this route members are asked by their expertise: leave the lot out.',
  'input.lot',
);
const REASON_INVALID = refuse(
  'WIN-11',
  'REASON_MISSING',
  `Say in 1 to ${REASON_CHARACTERS} characters why providers have less time.`,
  'input.shorterBecause',
);
const DEADLINE_PASSED = refuse(
  'WIN-11',
  'DEADLINE_PASSED',
  'Give a deadline that is still to come.',
  'input.bidsDueAt',
);
const codeInvalid = (field: string) =>
  refuse('ROUT-44', 'CODE_INVALID', 'Give each question a code of its own, of capitals, digits and _.', field);
const questionMissing = (field: string) =>
  refuse('ROUT-44', 'QUESTION_MISSING', `Ask it in 1 to ${QUESTION_CHARACTERS} characters.`, field);
const criterionMissing = (field: string) =>
  refuse(
    'ROUT-44',
    'CRITERION_MISSING',
    `Say in 1 to ${QUESTION_CHARACTERS} characters what a good answer shows.`,
    field,
  );
const scaleInvalid = (field: string) =>
  refuse('EVAL-08', 'SCALE_INVALID', `Give a highest score of 1 to ${MOST_SCALE}.`, field);
const weightInvalid = (field: string) => refuse('EVAL-07', 'WEIGHT_INVALID', 'Give a weight of 1 to 100.', field);
const portalMissing = (rule: string) =>
  refuse(
    rule,
    'REFERENCE_MISSING',
    "Give the portal's reference of the notice: letters, digits and . / _ -, at most 40, a digit among them.",
    'input.portalReference',
  );

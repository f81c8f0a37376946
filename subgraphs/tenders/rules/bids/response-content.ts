import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { NeedProfile } from '../../../../schema/events/cases.js';
import type { Question } from '../call-offs/preparation.js';
import type { BidContent } from './bid-content.js';

/** One part of a package that costs money: what it is, and what a week of it costs. [ROUT-46] */
export interface CostedLine {
  readonly what: string;
  readonly weeklyPence: number;
}

/** What a provider answers to one question. [ROUT-44] */
export interface QuestionAnswer {
  /** Code of the question. */
  readonly question: string;
  readonly text: string;
}

/** A package as a whole, as one provider would coordinate it. [ROUT-46; 003 ¶9c, ¶9d] */
export interface ResponseContent {
  readonly costedLines: readonly CostedLine[];
  /** What costs nothing, or next to nothing: what the community provides. */
  readonly communityLines: readonly string[];
  readonly answers: readonly QuestionAnswer[];
  /** Whether its provider coordinates everything in it; null is not answered. */
  readonly coordinates: boolean | null;
}

export const MOST_LINES = 30;
export const LINE_CHARACTERS = 200;
export const ANSWER_CHARACTERS = 4_000;
/** £20,000 a week: no package of one person costs as much. */
export const MOST_WEEKLY_PENCE = 2_000_000;

/** What a week of a response costs: the sum of its costed lines, in pence. [ROUT-45, ROUT-46] */
export function weeklyCostPence({ costedLines }: Pick<ResponseContent, 'costedLines'>): number {
  return costedLines.reduce((sum, { weeklyPence }) => sum + weeklyPence, 0);
}

/**
 * What is missing from a response, or too much in it: one refusal for each field.
 *
 * A complete response gives the first day, 1 to 30 costed lines of 1 penny or more and at most £20,000 a week together, at
 * most 30 community lines, an answer of at most 4,000 characters to every question of the advert and to no other, and says
 * that its provider coordinates the whole. [ROUT-46, ROUT-44; 003 ¶9c to ¶9e]
 */
export function responseRefusals(
  { startDate, response }: Pick<BidContent, 'startDate' | 'response'>,
  questions: readonly Question[],
): readonly Refusal[] {
  const missing = startDate ? [] : [incomplete('Give the day on which the care could start.', 'startDate')];
  if (!response) return [...missing, incomplete('Give what it consists of.', 'costedLines')];
  const { costedLines, communityLines, coordinates } = response;
  return [
    ...missing,
    ...costedRefusals(costedLines),
    ...(communityLines.length > MOST_LINES ? [tooMany('communityLines')] : []),
    ...communityLines.flatMap((line, nth) => lineRefusals(line, `communityLines.${nth}`)),
    ...(coordinates === true ? [] : [NOT_COORDINATED]),
    ...answerRefusals(response.answers, questions),
  ];
}

function costedRefusals(lines: readonly CostedLine[]): readonly Refusal[] {
  if (lines.length === 0)
    return [incomplete('Give what it consists of, with what a week of each costs.', 'costedLines')];
  if (lines.length > MOST_LINES) return [tooMany('costedLines')];
  const wrong = lines.flatMap(({ what, weeklyPence }, nth) => [
    ...lineRefusals(what, `costedLines.${nth}.what`),
    ...(Number.isSafeInteger(weeklyPence) && weeklyPence > 0 ? [] : [NOT_A_PRICE(`costedLines.${nth}.weeklyPence`)]),
  ]);
  return wrong.length > 0 || weeklyCostPence({ costedLines: lines }) <= MOST_WEEKLY_PENCE ? wrong : [TOO_DEAR];
}

function lineRefusals(text: string, field: string): readonly Refusal[] {
  const { length } = text.trim();
  if (length > 0 && length <= LINE_CHARACTERS) return [];
  return [incomplete(`Say what it is in 1 to ${LINE_CHARACTERS} characters.`, field)];
}

function answerRefusals(answers: readonly QuestionAnswer[], questions: readonly Question[]): readonly Refusal[] {
  const given = answers.map(({ question }) => question);
  return [
    ...questions.filter(({ code }) => !given.includes(code)).map(({ code }) => unanswered(code, 'answers')),
    ...answers.flatMap(({ question, text }, nth) => {
      if (!questions.some(({ code }) => code === question)) return [NO_SUCH_QUESTION(`answers.${nth}.question`)];
      if (given.indexOf(question) !== nth) return [ANSWERED_TWICE(`answers.${nth}.question`)];
      const { length } = text.trim();
      return length > 0 && length <= ANSWER_CHARACTERS ? [] : [unanswered(question, `answers.${nth}.text`)];
    }),
  ];
}

const incomplete = (message: string, field: string) =>
  refuse('ROUT-46', 'RESPONSE_INCOMPLETE', message, `input.${field}`);
const tooMany = (field: string) =>
  refuse('ROUT-46', 'TOO_MANY_LINES', `Give at most ${MOST_LINES} lines.`, `input.${field}`);
const NOT_A_PRICE = (field: string) =>
  refuse(
    'ROUT-46',
    'PENCE_INVALID',
    'Give what a week costs in whole pence; what costs nothing is a community line.',
    `input.${field}`,
  );
const TOO_DEAR = refuse(
  'ROUT-46',
  'PENCE_INVALID',
  `A package costs at most ${MOST_WEEKLY_PENCE} pence a week.`,
  'input.costedLines',
);
const NOT_COORDINATED = refuse(
  'ROUT-46',
  'NOT_COORDINATED',
  'One provider coordinates the whole package: say that you would.',
  'input.coordinates',
);
const unanswered = (code: string, field: string) =>
  refuse(
    'ROUT-44',
    'QUESTION_NOT_ANSWERED',
    `Answer ${code} in 1 to ${ANSWER_CHARACTERS} characters.`,
    `input.${field}`,
  );
const NO_SUCH_QUESTION = (field: string) =>
  refuse('ROUT-44', 'NO_SUCH_QUESTION', 'Answer the questions of the advert, by their codes.', `input.${field}`);
const ANSWERED_TWICE = (field: string) =>
  refuse('ROUT-44', 'ANSWERED_TWICE', 'Answer each question once.', `input.${field}`);

/** The time of the first call of a day, `HH:MM`: with it care begins. Nine o'clock if no call is asked for. [ROUT-46] */
export function firstCallOf({ calls }: Pick<NeedProfile, 'calls'>): string {
  const [first = '09:00'] = calls.map(({ startTime }) => startTime).sort();
  return first;
}

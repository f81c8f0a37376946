import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import { splitEvenly } from '../../../../kernel/values/split-evenly.js';
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

/** How one of several people would be supported, in a bid for all of them. [ROUT-39] */
export interface PersonCovered {
  /** By which the advert numbers the person, from 1. */
  readonly person: number;
  /** How this person's outcomes would be met. */
  readonly outcomes: string;
  /** What a week of this person's own support costs, beside what is for all; nothing, if all of it is. */
  readonly weeklyPence: number;
}

/** What an advert asks beside the need itself. */
export interface AdvertAsks {
  readonly questions: readonly Question[];
  /** How many people it numbers; 0 if it is for one alone. (ROUT-37, ROUT-39) */
  readonly people: number;
}

/** A package as a whole, as one provider would coordinate it; or those of several people, in one bid. [ROUT-46, ROUT-39; 003 ¶9c, ¶9d, 004] */
export interface ResponseContent {
  readonly costedLines: readonly CostedLine[];
  /** What costs nothing, or next to nothing: what the community provides. */
  readonly communityLines: readonly string[];
  readonly answers: readonly QuestionAnswer[];
  /** Whether its provider coordinates everything in it; null is not answered. */
  readonly coordinates: boolean | null;
  /** Each of the people whose packages are sought together; left out, or empty, where one is sought alone. */
  readonly people?: readonly PersonCovered[];
}

export const MOST_LINES = 30;
export const LINE_CHARACTERS = 200;
export const ANSWER_CHARACTERS = 4_000;
/** £20,000 a week: no package of one person costs as much. */
export const MOST_WEEKLY_PENCE = 2_000_000;

/** What a week of a response costs in pence: what is for all, and each person's own. [ROUT-45, ROUT-46, ROUT-39] */
export function weeklyCostPence(response: Pick<ResponseContent, 'costedLines' | 'people'>): number {
  return sharedCostPence(response) + (response.people ?? []).reduce((sum, { weeklyPence }) => sum + weeklyPence, 0);
}

function sharedCostPence({ costedLines }: Pick<ResponseContent, 'costedLines'>): number {
  return costedLines.reduce((sum, { weeklyPence }) => sum + weeklyPence, 0);
}

/**
 * What a week of each person's support costs by a bid for several, by the person's number: the own part, and an even share of what
 * is for all. They come to what the bid costs, to the penny; once somebody has left, what is for all is shared by those who stay.
 * [ROUT-39, AWRD-01]
 *
 * @param sought numbers of those who are sought still; left out, of all whom the bid covers
 */
export function weeklyCostByPerson(
  response: Pick<ResponseContent, 'costedLines' | 'people'>,
  sought: readonly number[] | null = null,
): ReadonlyMap<number, number> {
  const people = (response.people ?? [])
    .filter(({ person }) => sought === null || sought.includes(person))
    .sort((one, other) => one.person - other.person);
  const shares = splitEvenly(sharedCostPence(response), people.length);
  return new Map(people.map(({ person, weeklyPence }, nth) => [person, weeklyPence + shares[nth]!]));
}

/**
 * What is missing from a response, or too much in it: one refusal for each field.
 *
 * A complete response gives the first day, 1 to 30 costed lines of 1 penny or more and at most £20,000 a week together, at
 * most 30 community lines, an answer of at most 4,000 characters to every question of the advert and to no other, and says
 * that its provider coordinates the whole. One for several people names each of them once, with how the outcomes would be met,
 * in at most 4,000 characters, and what it costs; the costed lines are then what is for all, and there may be none. It leaves
 * nobody out. [ROUT-46, ROUT-44, ROUT-39; 003 ¶9c to ¶9e, 004]
 */
export function responseRefusals(
  { startDate, response }: Pick<BidContent, 'startDate' | 'response'>,
  { questions, people }: AdvertAsks,
): readonly Refusal[] {
  const missing = startDate ? [] : [incomplete('Give the day on which the care could start.', 'startDate')];
  if (!response) return [...missing, incomplete('Give what it consists of.', 'costedLines')];
  const { communityLines, coordinates } = response;
  return [
    ...missing,
    ...costedRefusals(response, people),
    ...peopleRefusals(response, people),
    ...(communityLines.length > MOST_LINES ? [tooMany('communityLines')] : []),
    ...communityLines.flatMap((line, nth) => lineRefusals(line, `communityLines.${nth}`)),
    ...(coordinates === true ? [] : [NOT_COORDINATED]),
    ...answerRefusals(response.answers, questions),
  ];
}

function costedRefusals(response: ResponseContent, people: number): readonly Refusal[] {
  const { costedLines: lines } = response;
  if (lines.length === 0 && people === 0)
    return [incomplete('Give what it consists of, with what a week of each costs.', 'costedLines')];
  if (lines.length > MOST_LINES) return [tooMany('costedLines')];
  const wrong = lines.flatMap(({ what, weeklyPence }, nth) => [
    ...lineRefusals(what, `costedLines.${nth}.what`),
    ...(Number.isSafeInteger(weeklyPence) && weeklyPence > 0 ? [] : [NOT_A_PRICE(`costedLines.${nth}.weeklyPence`)]),
  ]);
  const most = MOST_WEEKLY_PENCE * Math.max(people, 1);
  return wrong.length > 0 || weeklyCostPence(response) <= most ? wrong : [TOO_DEAR];
}

/** Refuses to leave out one of those who are sought for together, to name one twice or one that is not, or to say nothing of one. (ROUT-39) */
function peopleRefusals(response: ResponseContent, people: number): readonly Refusal[] {
  const { people: given = [] } = response;
  if (people === 0) return given.length === 0 ? [] : [FOR_ONE_ALONE];
  const named = given.map(({ person }) => person);
  const leftOut = Array.from({ length: people }, (_, nth) => nth + 1).filter((person) => !named.includes(person));
  return [
    ...leftOut.map(personLeftOut),
    ...(given.length > 0 && weeklyCostPence(response) === 0 ? [COSTS_NOTHING] : []),
    ...given.flatMap(({ person, outcomes, weeklyPence }, nth) => {
      const field = (of: string) => `people.${nth}.${of}`;
      const isAsked = Number.isInteger(person) && person >= 1 && person <= people;
      if (!isAsked || named.indexOf(person) !== nth) return [NO_SUCH_PERSON(field('person'))];
      const { length } = outcomes.trim();
      return [
        ...(length > 0 && length <= ANSWER_CHARACTERS ? [] : [outcomesMissing(person, field('outcomes'))]),
        ...(Number.isSafeInteger(weeklyPence) && weeklyPence >= 0 ? [] : [NOT_PENCE(field('weeklyPence'))]),
      ];
    }),
  ];
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
const NOT_PENCE = (field: string) =>
  refuse(
    'ROUT-39',
    'PENCE_INVALID',
    "Give what a week of this person's own support costs in whole pence, 0 or more.",
    `input.${field}`,
  );
const COSTS_NOTHING = refuse(
  'ROUT-46',
  'PENCE_INVALID',
  'Give what a week of it costs: for all of them, or for each.',
  'input.people',
);
const FOR_ONE_ALONE = refuse(
  'ROUT-39',
  'FOR_ONE_ALONE',
  'This advert is for one person alone: leave the people out.',
  'input.people',
);
const personLeftOut = (person: number) =>
  refuse(
    'ROUT-39',
    'PERSON_LEFT_OUT',
    `One bid covers everybody whose package is advertised: person ${person} is left out.`,
    'input.people',
  );
const NO_SUCH_PERSON = (field: string) =>
  refuse('ROUT-39', 'NO_SUCH_PERSON', 'Name each person of the advert once, by number.', `input.${field}`);
const outcomesMissing = (person: number, field: string) =>
  refuse(
    'ROUT-39',
    'OUTCOMES_MISSING',
    `Say in 1 to ${ANSWER_CHARACTERS} characters how the outcomes of person ${person} would be met.`,
    `input.${field}`,
  );
const TOO_DEAR = refuse(
  'ROUT-46',
  'PENCE_INVALID',
  `A package costs at most ${MOST_WEEKLY_PENCE} pence a week for each person.`,
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

import fc from 'fast-check';
import type { StateTable } from '../../../kernel/values/state-table.js';
import { KEY_QUESTIONS, type KeyQuestion } from '../../../schema/events/providers.js';
import { RATINGS, type Rating } from '../../../schema/policy.js';
import { eachKeyQuestion, type RatingSet } from '../../../subgraphs/providers/rules/cqc/ratings.js';

/** A published set: Good throughout, except for these changes. */
export function rated(
  overall: Rating = 'GOOD',
  questions: Partial<Record<KeyQuestion, Rating>> = {},
  publishedOn: string | null = '2026-03-02',
): RatingSet {
  return { overall, keyQuestions: eachKeyQuestion((question) => questions[question] ?? 'GOOD'), publishedOn };
}

export const anyRating = fc.constantFrom(...RATINGS);

/** Few dates, so that sets meet on a day. */
export const anyDay = fc.integer({ min: 1, max: 28 }).map((day) => `2026-02-${String(day).padStart(2, '0')}`);

export const anyRatingSet: fc.Arbitrary<RatingSet> = fc.record({
  overall: anyRating,
  keyQuestions: fc
    .tuple(anyRating, anyRating, anyRating, anyRating, anyRating)
    .map((five) => eachKeyQuestion((question) => five[KEY_QUESTIONS.indexOf(question)]!)),
  publishedOn: fc.option(anyDay),
});

/** Few spans within one month, some open. */
export const anySpan = fc
  .tuple(anyDay, fc.option(anyDay))
  .map(([one, other]) => (other !== null && other < one ? { from: other, to: one } : { from: one, to: other }));

/** Every day of that month, and one after it. */
export const days = [...Array(28).keys()]
  .map((day) => `2026-02-${String(day + 1).padStart(2, '0')}`)
  .concat('2026-03-01');

/** The states that some sequence of events leads to. */
export function reachable<State extends string, Event extends string>(table: StateTable<State, Event>): Set<State> {
  const reached = new Set<State>();
  const open: Array<State | '(new)'> = ['(new)'];
  for (let from = open.pop(); from !== undefined; from = open.pop()) {
    for (const { to } of table.edges.filter((edge) => edge.from === from)) {
      if (!reached.has(to)) open.push(to);
      reached.add(to);
    }
  }
  return reached;
}

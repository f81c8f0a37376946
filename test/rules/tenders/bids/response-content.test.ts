import {
  ANSWER_CHARACTERS,
  firstCallOf,
  LINE_CHARACTERS,
  MOST_LINES,
  MOST_WEEKLY_PENCE,
  type ResponseContent,
  responseRefusals,
  weeklyCostByPerson,
  weeklyCostPence,
} from '../../../../subgraphs/tenders/rules/bids/response-content.js';
import { newSeed, randomFrom } from '../../../harness/random.js';
import { aCall } from '../fixtures.js';

const question = (code: string) => ({ code, text: 'How?', criterion: 'Step by step.', maximum: 5, weight: 1 });
const QUESTIONS = [question('FIRST'), question('SECOND')];
const line = (weeklyPence: number, what = 'Enabling support') => ({ what, weeklyPence });
const whole: ResponseContent = {
  costedLines: [line(1)],
  communityLines: [],
  answers: QUESTIONS.map(({ code }) => ({ question: code, text: 'So.' })),
  coordinates: true,
};
const fields = (change: Partial<ResponseContent>, startDate: string | null = '2026-03-09', people = 0) =>
  responseRefusals({ startDate, response: { ...whole, ...change } }, { questions: QUESTIONS, people }).map(
    ({ rule, code, field }) => `${rule} ${code} ${field}`,
  );

describe('a response', () => {
  it('ROUT-46: a whole package with every question answered is taken', () => {
    expect(fields({})).toEqual([]);
    expect(fields({ communityLines: Array(MOST_LINES).fill('x'.repeat(LINE_CHARACTERS)) })).toEqual([]);
    expect(fields({ costedLines: Array(MOST_LINES).fill(line(1)) })).toEqual([]);
    expect(fields({ costedLines: [line(MOST_WEEKLY_PENCE)] })).toEqual([]);
  });

  it.each<[string, Partial<ResponseContent>, string]>([
    ['without a costed line', { costedLines: [] }, 'ROUT-46 RESPONSE_INCOMPLETE input.costedLines'],
    [
      'with too many costed lines',
      { costedLines: Array(MOST_LINES + 1).fill(line(1)) },
      'ROUT-46 TOO_MANY_LINES input.costedLines',
    ],
    [
      'with too many community lines',
      { communityLines: Array(MOST_LINES + 1).fill('x') },
      'ROUT-46 TOO_MANY_LINES input.communityLines',
    ],
    ['with a price of nothing', { costedLines: [line(0)] }, 'ROUT-46 PENCE_INVALID input.costedLines.0.weeklyPence'],
    ['with a negative price', { costedLines: [line(-1)] }, 'ROUT-46 PENCE_INVALID input.costedLines.0.weeklyPence'],
    ['with half a penny', { costedLines: [line(0.5)] }, 'ROUT-46 PENCE_INVALID input.costedLines.0.weeklyPence'],
    [
      'that is too dear',
      { costedLines: [line(MOST_WEEKLY_PENCE), line(1)] },
      'ROUT-46 PENCE_INVALID input.costedLines',
    ],
    ['with a line of nothing', { costedLines: [line(1, ' ')] }, 'ROUT-46 RESPONSE_INCOMPLETE input.costedLines.0.what'],
    [
      'with a long line',
      { communityLines: ['x'.repeat(LINE_CHARACTERS + 1)] },
      'ROUT-46 RESPONSE_INCOMPLETE input.communityLines.0',
    ],
    ['that nobody coordinates', { coordinates: false }, 'ROUT-46 NOT_COORDINATED input.coordinates'],
    ['that does not say who coordinates', { coordinates: null }, 'ROUT-46 NOT_COORDINATED input.coordinates'],
    ['with a question left out', { answers: whole.answers.slice(1) }, 'ROUT-44 QUESTION_NOT_ANSWERED input.answers'],
    [
      'with another question',
      { answers: [...whole.answers, { question: 'X', text: 'y' }] },
      'ROUT-44 NO_SUCH_QUESTION input.answers.2.question',
    ],
    [
      'with two answers to one',
      { answers: [...whole.answers, whole.answers[0]!] },
      'ROUT-44 ANSWERED_TWICE input.answers.2.question',
    ],
  ])('ROUT-46, ROUT-44: one %s is refused', (_, change, refusal) => {
    expect(fields(change)).toEqual([refusal]);
  });

  it('ROUT-44, ROUT-46: an answer has 1 to 4,000 characters, and a response a first day', () => {
    const [first, second] = whole.answers;
    const answer = (text: string) => fields({ answers: [{ ...first!, text }, second!] });
    expect(answer('x'.repeat(ANSWER_CHARACTERS))).toEqual([]);
    for (const text of [' ', 'x'.repeat(ANSWER_CHARACTERS + 1)]) {
      expect(answer(text)).toEqual(['ROUT-44 QUESTION_NOT_ANSWERED input.answers.0.text']);
    }
    expect(fields({}, null)).toEqual(['ROUT-46 RESPONSE_INCOMPLETE input.startDate']);
    expect(
      responseRefusals({ startDate: '2026-03-09', response: null }, { questions: QUESTIONS, people: 0 }),
    ).toHaveLength(1);
  });

  describe('for several people', () => {
    const covers = (person: number, weeklyPence = 40_000, outcomes = 'With a key worker.') => {
      return { person, outcomes, weeklyPence };
    };
    const of = (people: ResponseContent['people'] & object, change: Partial<ResponseContent> = {}) =>
      fields({ people, ...change }, undefined, 3);
    const all = [covers(1), covers(2), covers(3)];

    it('ROUT-39: names each of them once, with how the outcomes are met and what it costs', () => {
      expect(of(all)).toEqual([]);
      expect(of([covers(3), covers(1, 0), covers(2, 1, 'x'.repeat(ANSWER_CHARACTERS))])).toEqual([]);
      expect(of(all, { costedLines: [] })).toEqual([]);
      expect(of(all, { costedLines: [line(3 * MOST_WEEKLY_PENCE - 120_000)] })).toEqual([]);
      expect(of(all, { costedLines: [line(3 * MOST_WEEKLY_PENCE - 119_999)] })).toEqual([
        'ROUT-46 PENCE_INVALID input.costedLines',
      ]);
    });

    it.each<[string, ResponseContent['people'] & object, readonly string[]]>([
      ['leaves one out', [covers(1), covers(3)], ['ROUT-39 PERSON_LEFT_OUT input.people']],
      ['names nobody', [], Array(3).fill('ROUT-39 PERSON_LEFT_OUT input.people')],
      ['names one twice', [...all, covers(2)], ['ROUT-39 NO_SUCH_PERSON input.people.3.person']],
      ['names one that is not', [...all, covers(4)], ['ROUT-39 NO_SUCH_PERSON input.people.3.person']],
      [
        'says nothing of one',
        [covers(1), covers(2, 1, ' '), covers(3)],
        ['ROUT-39 OUTCOMES_MISSING input.people.1.outcomes'],
      ],
      [
        'says too much of one',
        [covers(1), covers(2), covers(3, 1, 'x'.repeat(ANSWER_CHARACTERS + 1))],
        ['ROUT-39 OUTCOMES_MISSING input.people.2.outcomes'],
      ],
      [
        'costs less than nothing',
        [covers(1, -1), covers(2), covers(3)],
        ['ROUT-39 PENCE_INVALID input.people.0.weeklyPence'],
      ],
    ])('ROUT-39: is refused that %s', (_what, people, refusals) => {
      expect(of(people)).toEqual(refusals);
    });

    it('ROUT-46, EVAL-07: costs something, for all or for one of them', () => {
      const free = [covers(1, 0), covers(2, 0), covers(3, 0)];
      expect(of(free, { costedLines: [] })).toEqual(['ROUT-46 PENCE_INVALID input.people']);
      expect(of([covers(1, 0), covers(2, 1), covers(3, 0)], { costedLines: [] })).toEqual([]);
      expect(of(free)).toEqual([]);
    });

    it('AWRD-01: once somebody has left, those who stay share what is for all', () => {
      const response = { costedLines: [line(100)], people: [covers(1, 5), covers(2, 6), covers(3, 7)] };
      expect([...weeklyCostByPerson(response, [1, 3])]).toEqual([
        [1, 55],
        [3, 57],
      ]);
    });

    it('ROUT-37: an advert for one person alone is answered for nobody else', () => {
      expect(fields({ people: [covers(1)] })).toEqual(['ROUT-39 FOR_ONE_ALONE input.people']);
    });

    it('ISF-03, AWRD-01: what each costs, with an even share of what is for all, comes to the whole bid to the penny', () => {
      const response = { ...whole, costedLines: [line(100_000)], people: [covers(2, 1), covers(3, 0), covers(1, 5)] };
      expect([...weeklyCostByPerson(response)]).toEqual([
        [1, 33_339],
        [2, 33_334],
        [3, 33_333],
      ]);
      expect(weeklyCostPence(response)).toBe(100_006);
      const seed = newSeed();
      const random = randomFrom(seed);
      const below = (most: number) => Math.floor(random() * most);
      for (let turn = 0; turn < 200; turn += 1) {
        const people = Array.from({ length: below(30) + 1 }, (_, nth) => covers(nth + 1, below(90_000)));
        const bid = { costedLines: [line(below(500_000) + 1)], people };
        const each = [...weeklyCostByPerson(bid).values()];
        const shares = each.map((pence, nth) => pence - people[nth]!.weeklyPence);
        const found = {
          seed,
          sum: each.reduce((sum, pence) => sum + pence, 0),
          apart: Math.max(...shares) - Math.min(...shares) < 2,
        };
        expect(found).toEqual({ seed, sum: weeklyCostPence(bid), apart: true });
      }
    });
  });

  it('ROUT-45, ROUT-46: costs what its lines cost together, and begins with the first call of the day', () => {
    expect(weeklyCostPence({ costedLines: [line(12_345), line(1)] })).toBe(12_346);
    expect(firstCallOf({ calls: [aCall({ startTime: '18:00' }), aCall({ startTime: '07:30' })] })).toBe('07:30');
    expect(firstCallOf({ calls: [] })).toBe('09:00');
  });
});

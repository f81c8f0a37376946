import {
  deadlineRefusal,
  MOST_QUESTIONS,
  MOST_SCALE,
  type Preparation,
  portalTaken,
  preparationRefusals,
  QUESTION_CHARACTERS,
} from '../../../../subgraphs/tenders/rules/call-offs/preparation.js';
import type { PreparationDefinition } from '../../../../subgraphs/tenders/rules/routes/definition.js';
import { at, later } from '../fixtures.js';

const QUESTION = { code: 'GOING_OUT', text: 'How?', criterion: 'Step by step.', maximum: 5, weight: 10 };
const SPECIALIST: PreparationDefinition = { portal: 'ROUT-42', questionsBy: 'PERSON', lots: false };
const DPS: PreparationDefinition = { portal: 'ROUT-41', questionsBy: 'PANEL', lots: true };
const whole: Preparation = {
  ...{ costPct: 40, qualityPct: 60, questions: [QUESTION], setBy: ['PERSON'], lot: null },
  ...{ bidsDueAt: '2026-03-18T17:00:00.000Z', shorterBecause: null, portalReference: 'DN700100/1' },
};
const refused = (change: Partial<Preparation>, asked = SPECIALIST) =>
  preparationRefusals({ ...whole, ...change }, asked).map(({ rule, code, field }) => `${rule} ${code} ${field}`);
const asking = (change: Partial<typeof QUESTION>) => refused({ questions: [{ ...QUESTION, ...change }] });

describe('what is set before a call-off is published', () => {
  it.each([
    [1, 99, true],
    [99, 1, true],
    [50, 50, true],
    [0, 100, false],
    [100, 0, false],
    [40, 59, false],
    [40, 61, false],
    [39.5, 60.5, false],
    [-10, 110, false],
  ])('EVAL-07: cost %s and quality %s: taken is %s', (costPct, qualityPct, taken) => {
    expect(refused({ costPct, qualityPct })).toEqual(taken ? [] : ['EVAL-07 SPLIT_INVALID input.costPct']);
  });

  it('ROUT-44, EVAL-08: every question has a code of its own, a text, a criterion, a scale and a weight', () => {
    expect(refused({ questions: [] })).toEqual(['ROUT-44 QUESTIONS_MISSING input.questions']);
    const many = Array.from({ length: MOST_QUESTIONS }, (_, nth) => ({ ...QUESTION, code: `Q${nth}` }));
    expect(refused({ questions: many })).toEqual([]);
    expect(refused({ questions: [...many, QUESTION] })).toEqual(['ROUT-44 QUESTIONS_MISSING input.questions']);
    expect(refused({ questions: [QUESTION, QUESTION] })).toEqual(['ROUT-44 CODE_INVALID input.questions.1.code']);
    expect(asking({ code: 'going out' })).toEqual(['ROUT-44 CODE_INVALID input.questions.0.code']);
    expect(asking({ text: 'x'.repeat(QUESTION_CHARACTERS) })).toEqual([]);
    expect(asking({ text: 'x'.repeat(QUESTION_CHARACTERS + 1) })).toEqual([
      'ROUT-44 QUESTION_MISSING input.questions.0.text',
    ]);
    expect(asking({ criterion: ' ' })).toEqual(['ROUT-44 CRITERION_MISSING input.questions.0.criterion']);
    for (const maximum of [0, MOST_SCALE + 1, 2.5]) {
      expect(asking({ maximum })).toEqual(['EVAL-08 SCALE_INVALID input.questions.0.maximum']);
    }
    for (const weight of [0, 101, 1.5]) {
      expect(asking({ weight })).toEqual(['EVAL-07 WEIGHT_INVALID input.questions.0.weight']);
    }
  });

  it('IDG-01: the texts that invitees read name nobody', () => {
    expect(asking({ text: 'How would you help Mrs Madeup?' })).toEqual([
      'IDG-05 PERSONAL_DATA_IN_TEXT input.questions.0.text',
    ]);
    expect(asking({ criterion: 'Rings 020 7946 0113.' })).toEqual([
      'IDG-05 PERSONAL_DATA_IN_TEXT input.questions.0.criterion',
    ]);
    expect(refused({ shorterBecause: 'Mrs Madeup is in hospital.' })).toEqual([
      'IDG-05 PERSONAL_DATA_IN_TEXT input.shorterBecause',
    ]);
    expect(refused({ shorterBecause: ' ' })).toEqual(['WIN-11 REASON_MISSING input.shorterBecause']);
  });

  it('ROUT-44: where the person sets the questions it says who did; where a panel does it need not', () => {
    expect(refused({ setBy: [] })).toEqual(['ROUT-44 SET_BY_MISSING input.setBy']);
    expect(refused({ setBy: [], lot: 'COMPLEX' }, DPS)).toEqual([]);
  });

  it('PROV-19, ROUT-41, ROUT-42: a route with lots needs one, any other has none, and both a reference of the portal', () => {
    expect(refused({ lot: 'COMPLEX' })).toEqual(['PROV-19 LOT_NOT_ASKED input.lot']);
    for (const lot of [null, 'complex needs']) expect(refused({ lot }, DPS)).toEqual(['PROV-19 LOT_MISSING input.lot']);
    expect(refused({ portalReference: '' })).toEqual(['ROUT-42 REFERENCE_MISSING input.portalReference']);
    expect(refused({ lot: 'X', portalReference: 'a\nb' }, DPS)).toEqual([
      'ROUT-41 REFERENCE_MISSING input.portalReference',
    ]);
    for (const portalReference of ['Mary Madeup', 'MADEUP', '-1', `1${'x'.repeat(40)}`]) {
      expect(refused({ portalReference })).toEqual(['ROUT-42 REFERENCE_MISSING input.portalReference']);
    }
    for (const portalReference of ['DN700101', 'LTP-2026/17', `1${'x'.repeat(39)}`]) {
      expect(refused({ portalReference })).toEqual([]);
    }
    expect(portalTaken(DPS)).toMatchObject({
      rule: 'ROUT-41',
      code: 'REFERENCE_TAKEN',
      field: 'input.portalReference',
    });
  });

  it('WIN-11: a deadline at the least time is taken, one before it with a reason, and one that has passed never', () => {
    const now = at('2026-03-04 10:00');
    const least = at('2026-03-11 23:59:59.999');
    const code = (dueAt: Date, shorterBecause: string | null = null) =>
      deadlineRefusal({ bidsDueAt: dueAt.toISOString(), shorterBecause }, now, least)?.code;
    expect(code(least)).toBeUndefined();
    expect(code(later(least, -1))).toBe('DEADLINE_TOO_SHORT');
    expect(code(later(least, -1), 'A placement breaks down.')).toBeUndefined();
    expect(code(later(now, 1), 'A placement breaks down.')).toBeUndefined();
    expect(code(now, 'A placement breaks down.')).toBe('DEADLINE_PASSED');
  });
});

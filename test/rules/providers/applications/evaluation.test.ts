import {
  dueDiligenceFaults,
  type Finding,
  findingRefusals,
  type QuestionScore,
  qualityFaults,
  qualityScore,
  scoreRefusals,
  shownScore,
  signedTermsRefusal,
  unscoredRefusal,
} from '../../../../subgraphs/providers/rules/applications/evaluation.js';
import { aFramework, codesOf, QUESTIONS } from './fixtures.js';

const { dueDiligence } = aFramework();
const finding = (item: string, passed = true, note = 'Seen.'): Finding => ({ item, passed, note });
const both = [finding('INSURANCE'), finding('ACCOUNTS')];
const score = (question: string, given: number, note = 'So.'): QuestionScore => ({ question, score: given, note });

describe('due diligence', () => {
  it.each<[string, Finding[], string[]]>([
    ['every item', both, []],
    ['one item', [both[0]!], ['PROV-26 FINDING_MISSING input.findings']],
    ['one that is not in the list', [...both, finding('TEETH')], ['PROV-26 ITEM_UNKNOWN input.findings.2.item']],
    ['one twice', [...both, both[0]!], ['PROV-26 ITEM_UNKNOWN input.findings.2.item']],
    [
      'without saying what shows it',
      [finding('INSURANCE', true, ' '), both[1]!],
      ['PROV-26 NOTE_INVALID input.findings.0.note'],
    ],
    ['in 1,000 characters', [finding('INSURANCE', true, 'x'.repeat(1000)), both[1]!], []],
    [
      'in one more',
      [finding('INSURANCE', true, 'x'.repeat(1001)), both[1]!],
      ['PROV-26 NOTE_INVALID input.findings.0.note'],
    ],
  ])('PROV-26: finds %s', (_, findings, expected) => {
    expect(codesOf(findingRefusals(findings, dueDiligence))).toEqual(expected);
  });

  it('PROV-02, PROV-10, PROV-26: passes with registration, office and every item', () => {
    const good = { registered: true, hasLocalOffice: true };
    expect(dueDiligenceFaults(both, good)).toEqual([]);
    expect(dueDiligenceFaults([both[0]!, finding('ACCOUNTS', false)], good)).toEqual(['DUE_DILIGENCE_FAILED']);
    expect(dueDiligenceFaults(both, { ...good, registered: false })).toEqual(['NOT_REGISTERED']);
    expect(dueDiligenceFaults(both, { ...good, hasLocalOffice: false })).toEqual(['NO_LOCAL_OFFICE']);
  });
});

describe('quality', () => {
  const scores = [score('SPECIALIST', 5), score('STAFF', 0)];
  it.each<[string, QuestionScore[], boolean, string[]]>([
    ['every question', scores, true, []],
    ['with a conflict of interest', scores, false, ['PROV-26 EVALUATOR_CONFLICTED input.noConflictOfInterest']],
    [
      'above the maximum',
      [score('SPECIALIST', 6), scores[1]!],
      true,
      ['PROV-26 SCORE_OUT_OF_RANGE input.scores.0.score'],
    ],
    ['below nothing', [score('SPECIALIST', -1), scores[1]!], true, ['PROV-26 SCORE_OUT_OF_RANGE input.scores.0.score']],
    [
      'by half a point',
      [score('SPECIALIST', 4.5), scores[1]!],
      true,
      ['PROV-26 SCORE_OUT_OF_RANGE input.scores.0.score'],
    ],
    ['one question', [scores[0]!], true, ['PROV-26 SCORE_MISSING input.scores']],
    ['one twice', [...scores, scores[0]!], true, ['PROV-26 QUESTION_UNKNOWN input.scores.2.question']],
    [
      'one that was not asked',
      [...scores, score('PRICE', 1)],
      true,
      ['PROV-26 QUESTION_UNKNOWN input.scores.2.question'],
    ],
    [
      'without saying why',
      [score('SPECIALIST', 5, ''), scores[1]!],
      true,
      ['PROV-26 NOTE_INVALID input.scores.0.note'],
    ],
  ])('PROV-26: is scored %s', (_, given, noConflict, expected) => {
    expect(codesOf(scoreRefusals(given, QUESTIONS, noConflict))).toEqual(expected);
  });

  const shown = {
    isf: { capable: true },
    partnership: { capable: true },
    isfAccepted: true,
    partnershipAccepted: true,
  };
  const of = (...all: Array<[number, number]>) =>
    qualityScore(
      all.map(([specialist, staff]) => [score('SPECIALIST', specialist), score('STAFF', staff)]),
      QUESTIONS,
    )!;

  it.each<[string, Array<[number, number]>, number]>([
    ['all of it', [[5, 3]], 100],
    ['nothing', [[0, 0]], 0],
    ['a share of each maximum by its weight', [[4, 2]], 74.66],
    [
      'the mean of two evaluators',
      [
        [5, 3],
        [3, 1],
      ],
      74.66,
    ],
  ])('PROV-26: comes to %s', (_, given, percent) => {
    expect(shownScore(of(...given))).toBe(percent);
  });

  it('PROV-26: is nothing while nobody has scored, and is not decided', () => {
    expect(qualityScore([], QUESTIONS)).toBeNull();
    expect(unscoredRefusal(null)).toMatchObject({ rule: 'PROV-26', code: 'NOT_SCORED' });
    expect(unscoredRefusal(of([0, 0]))).toBeUndefined();
  });

  it('PROV-26: passes at the pass mark, and fails a point below it', () => {
    // 60 × 5/5 and 40 × 0/3 are 60.
    expect(qualityFaults('OPEN_FRAMEWORK', of([5, 0]), 60, shown)).toEqual([]);
    expect(qualityFaults('OPEN_FRAMEWORK', of([5, 0]), 61, shown)).toEqual(['BELOW_PASS_MARK']);
    // Thirds add up: of three evaluators 2, 3 and 1 of 3 are two thirds, not a hair less.
    const thirds = [{ code: 'Q', text: '', weight: 100, maximum: 3 }];
    const given = qualityScore([[score('Q', 2)], [score('Q', 3)], [score('Q', 1)]], thirds)!;
    expect(given.over * 3n).toBe(given.under * 200n);
    expect(qualityFaults('OPEN_FRAMEWORK', given, 66, shown)).toEqual([]);
    expect(qualityFaults('OPEN_FRAMEWORK', given, 67, shown)).toEqual(['BELOW_PASS_MARK']);
  });

  it.each<[string, Partial<typeof shown>, string[]]>([
    ['both', {}, []],
    ['that it cannot manage ISFs', { isf: { capable: false } }, ['ISF_NOT_SHOWN']],
    ['evidence for ISFs that is not accepted', { isfAccepted: false }, ['ISF_NOT_SHOWN']],
    ['that it does not work with others', { partnership: { capable: false } }, ['PARTNERSHIP_NOT_SHOWN']],
    ['evidence for partnership that is not accepted', { partnershipAccepted: false }, ['PARTNERSHIP_NOT_SHOWN']],
  ])('PROV-27: an applicant for a DPS shows %s', (_, changes, expected) => {
    expect(qualityFaults('DPS', of([5, 3]), 60, { ...shown, ...changes })).toEqual(expected);
    expect(qualityFaults('OPEN_FRAMEWORK', of([5, 3]), 60, { ...shown, ...changes })).toEqual([]);
  });

  it('PROV-26: terms are signed in the version that is current', () => {
    expect(signedTermsRefusal('2026/2', '2026/2')).toBeUndefined();
    expect(signedTermsRefusal('2026/1', '2026/2')).toMatchObject({
      code: 'TERMS_NOT_CURRENT',
      field: 'input.termsVersion',
      message: expect.stringContaining('2026/2'),
    });
  });
});

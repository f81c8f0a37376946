import {
  alreadyOpenRefusal,
  type FrameworkTerms,
  lotRefusal,
  openFrameworkRefusals,
  portalReferenceRefusal,
  procurementUsedRefusal,
  revisedTermsRefusals,
  termsVersionRefusal,
} from '../../../../subgraphs/providers/rules/applications/open-framework.js';
import { aFramework, applied, codesOf, QUESTIONS } from './fixtures.js';

const [one, other] = [QUESTIONS[0]!, QUESTIONS[1]!];
const weights = (...all: number[]) => ({
  questions: all.map((weight, nth) => ({ ...one, code: `Q${nth}`, weight })),
});
const lots = (count: number) => Array.from({ length: count }, (_, nth) => ({ code: `LOT_${nth}`, name: 'A lot' }));

describe('an open framework', () => {
  it.each<[string, Partial<FrameworkTerms>, string[]]>([
    ['as it should be', {}, []],
    ['without a procurement of the portal', { procurementReference: null }, []],
    ['with no title', { title: ' ' }, ['PROV-26 TEXT_INVALID input.title']],
    ['with a title of 200 characters', { title: 'x'.repeat(200) }, []],
    ['with one more', { title: 'x'.repeat(201) }, ['PROV-26 TEXT_INVALID input.title']],
    ['with no terms', { termsVersion: '' }, ['PROV-26 TERMS_VERSION_INVALID input.termsVersion']],
    [
      'with a reference that is none',
      { procurementReference: '£1' },
      ['PROV-30 PORTAL_REFERENCE_INVALID input.procurementReference'],
    ],
    ['with no lot', { lots: [] }, ['PROV-19 LIST_LENGTH input.lots']],
    ['with twenty lots', { lots: lots(20) }, []],
    ['with one more', { lots: lots(21) }, ['PROV-19 LIST_LENGTH input.lots']],
    ['with a lot twice', { lots: [...lots(1), ...lots(1)] }, ['PROV-19 CODE_TWICE input.lots.1.code']],
    ['with a code that is none', { lots: [{ code: 'a lot', name: 'A' }] }, ['PROV-19 CODE_INVALID input.lots.0.code']],
    ['with a lot of no name', { lots: [{ code: 'A', name: '' }] }, ['PROV-19 TEXT_INVALID input.lots.0.name']],
    ['with no due-diligence list', { dueDiligence: [] }, ['PROV-26 LIST_LENGTH input.dueDiligence']],
    [
      'with an item of no text',
      { dueDiligence: [{ code: 'A', text: '' }] },
      ['PROV-26 TEXT_INVALID input.dueDiligence.0.text'],
    ],
    ['with no question', { questions: [] }, ['PROV-26 LIST_LENGTH input.questions']],
    ['with weights of 99', weights(60, 39), ['PROV-26 WEIGHTS_NOT_100 input.questions']],
    ['with weights of 101', weights(60, 41), ['PROV-26 WEIGHTS_NOT_100 input.questions']],
    ['with weights of thirds', weights(33, 33, 34), []],
    ['with a weight of nothing', weights(100, 0), ['PROV-26 WEIGHT_INVALID input.questions.1.weight']],
    [
      'with half a weight',
      weights(50.5, 49.5),
      ['PROV-26 WEIGHT_INVALID input.questions.0.weight', 'PROV-26 WEIGHT_INVALID input.questions.1.weight'],
    ],
    [
      'with a maximum of 0',
      { questions: [{ ...one, maximum: 0 }, other] },
      ['PROV-26 MAXIMUM_INVALID input.questions.0.maximum'],
    ],
    [
      'with a maximum of 101',
      { questions: [{ ...one, maximum: 101 }, other] },
      ['PROV-26 MAXIMUM_INVALID input.questions.0.maximum'],
    ],
    [
      'with a question of 1,001 characters',
      { questions: [{ ...one, text: 'x'.repeat(1001) }, other] },
      ['PROV-26 TEXT_INVALID input.questions.0.text'],
    ],
    ['with a pass mark of 100', { passMark: 100 }, []],
    ['with a pass mark of 101', { passMark: 101 }, ['PROV-26 PASS_MARK_INVALID input.passMark']],
    ['with a pass mark below 0', { passMark: -1 }, ['PROV-26 PASS_MARK_INVALID input.passMark']],
  ])('PROV-19, PROV-26, PROV-30: %s', (_, changes, expected) => {
    expect(codesOf(openFrameworkRefusals(aFramework(changes)))).toEqual(expected);
  });

  it('PROV-26: is there once of its vehicle', () => {
    expect(alreadyOpenRefusal(false)).toBeUndefined();
    expect(alreadyOpenRefusal(true)).toMatchObject({ rule: 'PROV-26', code: 'FRAMEWORK_OPEN' });
  });

  it('PROV-30: has a procurement of its own', () => {
    expect(procurementUsedRefusal(false)).toBeUndefined();
    const refusal = { rule: 'PROV-30', code: 'PORTAL_REFERENCE_USED', field: 'input.procurementReference' };
    expect(procurementUsedRefusal(true)).toMatchObject(refusal);
  });

  it('PROV-19: takes applications for its lots that are open, and says when another was removed', () => {
    const { lots: held } = applied();
    expect(lotRefusal('COMMUNITY', held, 'lot')).toBeUndefined();
    expect(lotRefusal('NONE', held, 'lot')).toMatchObject({
      code: 'LOT_UNKNOWN',
      message: 'The lots that are open are COMMUNITY.',
      field: 'lot',
    });
    const { code, message } = lotRefusal('GONE', held, 'lot')!;
    expect([code, message]).toEqual([
      'LOT_REMOVED',
      'This lot was removed on 2026-05-01 and takes no new applications.',
    ]);
  });

  it.each<[string, string[]]>([
    ['2026/2', []],
    ['x'.repeat(40), []],
    ['x'.repeat(41), ['PROV-26 TERMS_VERSION_INVALID input.termsVersion']],
    ['2026/1', ['PROV-26 TERMS_AS_BEFORE input.termsVersion']],
    [' 2026/1 ', ['PROV-26 TERMS_AS_BEFORE input.termsVersion']],
  ])('PROV-26: its terms 2026/1 revised to %s', (version, expected) => {
    expect(codesOf(revisedTermsRefusals(version, '2026/1'))).toEqual(expected);
    expect(termsVersionRefusal(version) === undefined).toBe(!expected[0]?.includes('INVALID'));
  });

  it.each<[string | null, boolean]>([
    [null, true],
    ['DN123456', true],
    ['S 77/9-a_b.c', true],
    ['x'.repeat(40), true],
    ['x'.repeat(41), false],
    ['', false],
    [' DN1', false],
    ['DN;1', false],
  ])('PROV-30: the reference %s of a portal', (reference, isOne) => {
    expect(portalReferenceRefusal(reference, 'x') === undefined).toBe(isOne);
  });
});

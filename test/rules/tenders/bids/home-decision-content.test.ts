import { answerRefusals } from '../../../../subgraphs/tenders/rules/bids/answer-form.js';
import { NOTHING_SAID } from '../../../../subgraphs/tenders/rules/bids/bid-content.js';
import {
  type HomeDecisionInput,
  homeDecisionInputRefusals,
} from '../../../../subgraphs/tenders/rules/bids/home-decision-content.js';
import { aHomeNeed } from '../fixtures.js';

describe("a home's decision", () => {
  const yes = { ...NOTHING_SAID, canAssess: true, suitable: true, startDate: '2026-03-09', startTime: '11:00' };
  const missing = (content: Partial<typeof yes>) =>
    answerRefusals({ form: 'HOME_DECISION', content: { ...yes, ...content } }, aHomeNeed()).map(({ field }) => field);

  it('ROUT-32, ROUT-34: a yes says that it assesses, that it can take the person, and the day and time of admission', () => {
    expect(missing({})).toEqual([]);
    expect(missing({ canAssess: null, suitable: null, startDate: null, startTime: null } as never)).toEqual(
      ['willAssess', 'suitable', 'admissionDate', 'admissionTime'].map((field) => `input.${field}`),
    );
    expect(missing({ suitable: false })).toEqual(['input.suitable']);
  });

  const said = (change: Partial<HomeDecisionInput>) =>
    homeDecisionInputRefusals({
      ...{ willAssess: true, suitable: null, admissionDate: null, admissionTime: null, reason: null },
      ...change,
    }).map(({ code, field }) => `${code} ${field}`);

  it.each<[string, Partial<HomeDecisionInput>, readonly string[]]>([
    ['that it will assess', {}, []],
    ['nothing', { willAssess: null }, ['DECISION_INCOMPLETE input.willAssess']],
    ['no, with why', { willAssess: false, reason: 'SKILL' }, []],
    [
      'that it will not assess, and takes the person',
      { willAssess: false, suitable: true },
      ['NOT_ASSESSED input.suitable'],
    ],
    ['unsuitable, with why', { suitable: false, reason: 'SKILL' }, []],
    [
      'unsuitable, with an admission',
      { suitable: false, reason: 'SKILL', admissionTime: '11:00' },
      ['ADMISSION_OF_NO_YES input.admissionTime'],
    ],
    [
      'yes, with why not',
      { suitable: true, admissionDate: '2026-03-09', admissionTime: '11:00', reason: 'SKILL' },
      ['REASON_OF_A_YES input.reason'],
    ],
  ])('ROUT-32, ROUT-33: says %s', (_, input, refusals) => {
    expect(said(input)).toEqual(refusals);
  });
});

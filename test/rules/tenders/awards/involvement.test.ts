import { involvementRefusal } from '../../../../subgraphs/tenders/rules/awards/involvement.js';
import { later } from '../fixtures.js';
import { answer, decidedAt } from './awarding.js';

describe('involvement', () => {
  const entry = { who: 'CARER', how: 'Visited at home.', at: decidedAt } as const;

  it.each([
    ['an entry up to the instant of deciding', { entries: [entry], notPossibleBecause: null }, undefined],
    [
      'an entry after it',
      { entries: [{ ...entry, at: later(decidedAt, 1) }], notPossibleBecause: null },
      'INVOLVEMENT_MISSING',
    ],
    [
      'an entry that does not say how',
      { entries: [{ ...entry, how: ' ' }], notPossibleBecause: null },
      'INVOLVEMENT_MISSING',
    ],
    ['the reason why not', { entries: [], notPossibleBecause: 'In theatre, and no contact answered.' }, undefined],
    ['an empty reason', { entries: [], notPossibleBecause: '' }, 'INVOLVEMENT_MISSING'],
    ['nothing', { entries: [], notPossibleBecause: null }, 'INVOLVEMENT_MISSING'],
  ] as const)('EVAL-11: a decision with %s', (_, involvement, code) => {
    expect(involvementRefusal(involvement, decidedAt)?.code).toBe(code);
    expect(answer({ involvement })).toEqual(code ? [`EVAL-11 ${code}`] : []);
  });
});

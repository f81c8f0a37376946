import {
  answerRefusal,
  answersQueriesOn,
  DOCUMENT_KINDS,
  documentQueryRefusal,
  type ReferralDocument,
  referralRefusals,
  toldOfQueriesOn,
} from '../../../../subgraphs/cases/rules/requests/referral-documents.js';
import { told } from '../given.js';

function documents(...kinds: ReferralDocument['kind'][]): ReferralDocument[] {
  return kinds.map((kind) => ({ kind, isProtected: true }));
}

describe('the full referral', () => {
  it.each([
    ['STANDARD_ADULT', ['NEEDS_ASSESSMENT', 'CARE_PLAN', 'SERVICE_REQUEST'], 0],
    ['STANDARD_ADULT', ['NEEDS_ASSESSMENT', 'CARE_PLAN'], 1],
    ['PALLIATIVE_EOL', [], 3],
    ['STANDARD_CYP', ['CARE_PLAN', 'SERVICE_REQUEST', 'IPO'], 1],
    ['D2A', ['DISCHARGE_PASSPORT'], 0],
    ['D2A', ['CARE_PLAN'], 1],
  ] as const)('ASM-15: for %s with %j, %d documents are missing', (careType, kinds, missing) => {
    const refusals = referralRefusals(careType, documents(...kinds));
    expect(told(refusals)).toEqual(Array(missing).fill('ASM-15 input.documents'));
  });

  it('AWRD-08: nothing of it is sent unprotected', () => {
    const [passport, plan] = documents('DISCHARGE_PASSPORT', 'CARE_PLAN');
    const refusals = referralRefusals('D2A', [passport!, { ...plan!, isProtected: false }]);
    expect(told(refusals)).toEqual(['AWRD-08 input.documents.1']);
  });

  it('ASM-16: a query goes to whoever wrote the document', () => {
    expect(DOCUMENT_KINDS.map((kind) => [kind, answersQueriesOn(kind)])).toEqual([
      ['NEEDS_ASSESSMENT', 'CARE_MANAGER'],
      ['CARE_PLAN', 'CARE_MANAGER'],
      ['SERVICE_REQUEST', 'BROKER'],
      ['DISCHARGE_PASSPORT', 'BROKER'],
      ['IPO', 'BROKER'],
    ]);
  });

  it('ASM-16: whoever wrote the document is told of a query about it, and brokers always', () => {
    expect(DOCUMENT_KINDS.map((kind) => toldOfQueriesOn(kind))).toEqual([
      ['practitioner', 'broker'],
      ['practitioner', 'broker'],
      ['broker'],
      ['discharge-team', 'broker'],
      ['broker'],
    ]);
  });

  it.each([
    ['a document received', 'CARE_PLAN', 'Which days?', undefined],
    ['a document never received', 'IPO', 'Which rate?', 'DOCUMENT_NOT_RECEIVED'],
    ['nothing in particular', 'CARE_PLAN', ' ', 'QUESTION_MISSING'],
  ] as const)('ASM-16: a query about %s', (_, kind, question, code) => {
    expect(documentQueryRefusal({ kind, question }, ['CARE_PLAN'])?.code).toBe(code);
  });
});

it.each([
  ['Use the blue hoist.', false, undefined],
  [' ', false, 'ANSWER_MISSING'],
  ['Use the blue hoist.', true, 'ALREADY_ANSWERED'],
  ['', true, 'ALREADY_ANSWERED'],
])('ASM-16: the answer %j, answered already: %s, is refused with %s', (answer, already, code) => {
  expect(answerRefusal(answer, already)?.code).toBe(code);
});

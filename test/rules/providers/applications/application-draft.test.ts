import {
  type ApplicationDraft,
  applicantRefusal,
  draftRefusals,
  LONGEST_ANSWER,
  portalReferencesUsed,
  submissionRefusals,
} from '../../../../subgraphs/providers/rules/applications/application-draft.js';
import { anApplication, applied, codesOf } from './fixtures.js';

const answer = (text: string) => ({ answers: [{ question: 'STAFF', text }] });
const shown = { capable: true, evidence: 'Twelve people with a fund of their own.' };

describe('the draft of an application', () => {
  it.each<[string, Partial<ApplicationDraft>, string[]]>([
    ['complete', {}, []],
    ['with nothing in it yet', { lots: [], expertise: [], answers: [] }, []],
    ['for a lot of another framework', { lots: ['OTHER'] }, ['PROV-19 LOT_UNKNOWN input.lots.0']],
    ['for a lot that was removed', { lots: ['COMMUNITY', 'GONE'] }, ['PROV-19 LOT_REMOVED input.lots.1']],
    ['for a lot twice', { lots: ['COMMUNITY', 'COMMUNITY'] }, ['PROV-19 LOT_TWICE input.lots.1']],
    [
      'that answers what was not asked',
      { answers: [{ question: 'PRICE', text: 'x' }] },
      ['PROV-26 QUESTION_UNKNOWN input.answers.0.question'],
    ],
    [
      'that answers twice',
      { answers: [...answer('x').answers, ...answer('y').answers] },
      ['PROV-26 QUESTION_UNKNOWN input.answers.1.question'],
    ],
    ['with the longest answer', answer('x'.repeat(LONGEST_ANSWER)), []],
    [
      'with one character more',
      answer('x'.repeat(LONGEST_ANSWER + 1)),
      ['PROV-26 ANSWER_TOO_LONG input.answers.0.text'],
    ],
    [
      'with evidence too long',
      { isf: { capable: true, evidence: 'x'.repeat(2001) } },
      ['PROV-27 ANSWER_TOO_LONG input.isf.evidence'],
    ],
    [
      'with the other too long',
      { partnership: { capable: true, evidence: 'x'.repeat(2001) } },
      ['PROV-27 ANSWER_TOO_LONG input.partnership.evidence'],
    ],
    [
      'with a supplier that is none',
      { supplierReference: '?' },
      ['PROV-30 PORTAL_REFERENCE_INVALID input.supplierReference'],
    ],
    [
      'with a reference that is none',
      { portalReference: '' },
      ['PROV-30 PORTAL_REFERENCE_INVALID input.portalReference'],
    ],
  ])('PROV-19, PROV-26, PROV-27, PROV-30: %s', (_, changes, expected) => {
    expect(codesOf(draftRefusals(anApplication(changes), applied()))).toEqual(expected);
  });

  it('PROV-26: is not a member’s, and not a second one', () => {
    expect(applicantRefusal({ isMember: false, isUnderWay: false })).toBeUndefined();
    expect(applicantRefusal({ isMember: true, isUnderWay: false })).toMatchObject({ code: 'ALREADY_A_MEMBER' });
    expect(applicantRefusal({ isMember: false, isUnderWay: true })).toMatchObject({ code: 'APPLICATION_LIVE' });
  });

  it('PROV-30: is submitted with references that nobody else uses', () => {
    const used = (supplierIsAnothers: boolean, applicationIsAnother: boolean) =>
      codesOf(portalReferencesUsed({ supplierIsAnothers, applicationIsAnother }));
    expect(used(false, false)).toEqual([]);
    expect(used(true, true)).toEqual([
      'PROV-30 PORTAL_REFERENCE_USED supplierReference',
      'PROV-30 PORTAL_REFERENCE_USED portalReference',
    ]);
  });
});

describe('an application that is submitted', () => {
  it.each<[string, Partial<ApplicationDraft>, string[]]>([
    ['complete', {}, []],
    ['without a lot', { lots: [] }, ['PROV-19 LOT_REQUIRED lots']],
    ['with a lot removed meanwhile', { lots: ['GONE'] }, ['PROV-19 LOT_REMOVED lots.0']],
    ['without expertise', { expertise: [] }, ['PROV-26 EXPERTISE_REQUIRED expertise']],
    ['with a question open', answer('x'), ['PROV-26 ANSWER_REQUIRED answers']],
    [
      'with a blank answer',
      {
        answers: [
          { question: 'SPECIALIST', text: ' ' },
          { question: 'STAFF', text: 'x' },
        ],
      },
      ['PROV-26 ANSWER_REQUIRED answers'],
    ],
  ])('PROV-19, PROV-26: %s', (_, changes, expected) => {
    expect(codesOf(submissionRefusals(anApplication(changes), applied()))).toEqual(expected);
  });

  it.each<[string, Partial<ApplicationDraft>, string[]]>([
    ['both', { isf: shown, partnership: shown }, []],
    ['that it cannot do either, which is an answer', { isf: { ...shown, capable: false }, partnership: shown }, []],
    ['nothing', {}, ['PROV-27 EVIDENCE_REQUIRED isf', 'PROV-27 EVIDENCE_REQUIRED partnership']],
    ['no evidence', { isf: { capable: true, evidence: ' ' }, partnership: shown }, ['PROV-27 EVIDENCE_REQUIRED isf']],
  ])('PROV-27: of a DPS says %s', (_, changes, expected) => {
    expect(codesOf(submissionRefusals(anApplication(changes), applied({ vehicle: 'DPS' })))).toEqual(expected);
  });
});

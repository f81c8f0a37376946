import type {
  ApplicationDraft,
  AppliedFramework,
} from '../../../../subgraphs/providers/rules/applications/application-draft.js';
import type { FrameworkTerms } from '../../../../subgraphs/providers/rules/applications/open-framework.js';

export const QUESTIONS = [
  { code: 'SPECIALIST', text: 'How do you support people at home?', weight: 60, maximum: 5 },
  { code: 'STAFF', text: 'How do you keep your staff?', weight: 40, maximum: 3 },
];

/** An open framework of two lots, two items and two questions. */
export function aFramework(changes: Partial<FrameworkTerms> = {}): FrameworkTerms {
  return {
    title: 'Specialist home and community support',
    procurementReference: 'DN123456',
    termsVersion: '2026/1',
    lots: [
      { code: 'COMMUNITY', name: 'Community support' },
      { code: 'COMPLEX', name: 'Complex needs' },
    ],
    dueDiligence: [
      { code: 'INSURANCE', text: 'Insured for ten million pounds.' },
      { code: 'ACCOUNTS', text: 'Two years of accounts.' },
    ],
    questions: QUESTIONS,
    passMark: 60,
    ...changes,
  };
}

export function applied(changes: Partial<AppliedFramework> = {}): AppliedFramework {
  return {
    vehicle: 'OPEN_FRAMEWORK',
    lots: [
      { code: 'COMMUNITY', name: 'Community support', removedOn: null },
      { code: 'GONE', name: 'Removed', removedOn: '2026-05-01' },
    ],
    questions: QUESTIONS,
    ...changes,
  };
}

/** A complete application for it. */
export function anApplication(changes: Partial<ApplicationDraft> = {}): ApplicationDraft {
  return {
    lots: ['COMMUNITY'],
    expertise: ['LEARNING_DISABILITY'],
    answers: [
      { question: 'SPECIALIST', text: 'By a team of its own.' },
      { question: 'STAFF', text: 'By paying them well.' },
    ],
    supplierReference: 'S-77',
    portalReference: 'DN123456/9',
    isf: null,
    partnership: null,
    ...changes,
  };
}

export const codesOf = (refusals: ReadonlyArray<{ rule: string; code: string; field?: string }>) =>
  refusals.map(({ rule, code, field }) => [rule, code, field].filter(Boolean).join(' '));

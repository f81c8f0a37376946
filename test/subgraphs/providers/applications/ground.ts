import type { AProvider, Payload, Register } from '../harness.js';

export const QUESTIONS = [
  { code: 'SPECIALIST', text: 'How do you support people at home?', weight: 60, maximum: 5 },
  { code: 'STAFF', text: 'How do you keep your staff?', weight: 40, maximum: 5 },
];
export const WINDOWS = [
  { opensAt: '2026-06-02T08:00:00.000Z', closesAt: '2026-06-30T16:00:00.000Z' },
  { opensAt: '2026-07-06T08:00:00.000Z', closesAt: '2026-07-31T16:00:00.000Z' },
];

/** An open framework of Bromley's as it is opened. */
export const aFramework = (over: Record<string, unknown> = {}) => ({
  council: 'bromley',
  vehicle: 'OPEN_FRAMEWORK',
  title: 'Specialist home and community support',
  procurementReference: 'DN123456',
  termsVersion: '2026/1',
  lots: [
    { code: 'COMMUNITY', name: 'Community support' },
    { code: 'COMPLEX', name: 'Complex needs' },
  ],
  dueDiligence: [{ code: 'INSURANCE', text: 'Insured.' }],
  questions: QUESTIONS,
  passMark: 60,
  windows: WINDOWS,
  ...over,
});

/** What somebody does about one application; each step answers as the hub does. */
export class Applicant {
  constructor(
    readonly hub: Register,
    readonly provider: AProvider,
    readonly frameworkId: string,
    readonly officer = 'bromley contract-officer',
  ) {}

  get person(): string {
    return `person of ${this.provider.cqcLocationId}`;
  }

  draft(over: Record<string, unknown> = {}): Promise<Payload> {
    return this.hub.act(this.person, 'draftApplication', {
      frameworkId: this.frameworkId,
      lots: ['COMMUNITY'],
      expertise: ['LEARNING_DISABILITY', 'DEMENTIA'],
      answers: QUESTIONS.map(({ code }) => ({ question: code, text: 'By a team of its own.' })),
      ...over,
    });
  }

  /** Drafts and submits; answers the application's id. */
  async submitted(over: Record<string, unknown> = {}): Promise<string> {
    const { application, refusals } = await this.draft(over);
    if (!application) throw new Error(JSON.stringify(refusals));
    const answer = await this.act('submitApplication', application.id);
    if (!answer.application) throw new Error(JSON.stringify(answer.refusals));
    return application.id;
  }

  act(mutation: string, applicationId: string, over: Record<string, unknown> = {}): Promise<Payload> {
    return this.hub.act(this.person, mutation, { applicationId, ...over });
  }

  found(applicationId: string, windowId: string, passed = true): Promise<Payload> {
    const findings = [{ item: 'INSURANCE', passed, note: 'The certificate of May.' }];
    return this.hub.act(this.officer, 'decideDueDiligence', { applicationId, windowId, findings });
  }

  score(applicationId: string, ...scores: number[]): Promise<Payload> {
    return this.hub.act(this.officer, 'scoreApplication', {
      applicationId,
      scores: scores.map((score, nth) => ({ question: QUESTIONS[nth]!.code, score, note: 'As described.' })),
      noConflictOfInterest: true,
    });
  }

  decide(applicationId: string, over: Record<string, unknown> = {}): Promise<Payload> {
    return this.hub.act(this.officer, 'decideApplication', { applicationId, ...over });
  }
}

import { DEMO_QUESTIONS } from '../../hub/demo/prepared-acts.js';
import { addLocalDays, addMinutes } from '../../kernel/time/working-time.js';
import type { TestHub } from '../harness/hub.js';
import { nextKey, people, rostering } from './borough.js';
import type { Answer, FeedItem, Walk } from './walk.js';

export const QUESTIONS = DEMO_QUESTIONS;

/** The acts with which a call-off that is prepared first begins, at one council, in the words of the people who do them. */
export class PreparedWalk {
  constructor(
    private readonly hub: TestHub,
    private readonly walk: Walk,
    private readonly council: string,
    private readonly patch: string,
  ) {}

  as(role: string): string {
    return `${role === 'case-system' ? 'machine' : 'user'}:${role}@${this.council}`;
  }

  /** Sends an act by its key, and answers what came of it. */
  async do(subject: string, operation: string, input: Record<string, unknown>): Promise<Answer> {
    const done = await this.walk.as<Answer>(subject, operation, { input: { ...input, idempotencyKey: nextKey() } });
    return Object.values(done)[0];
  }

  /** A request for specialist support comes in; answers the id of its package. */
  async requested(nth: number): Promise<string> {
    const input = people.specialistRequest(nth, await this.hub.time.now(), this.patch);
    const operation = 'submit-service-request';
    const done = await this.walk.as<Answer>(this.as('case-system'), operation, { input }, { variables: false });
    expect(done.submitServiceRequest.refusals).toEqual([]);
    return done.submitServiceRequest.package.id;
  }

  /** The draft of a package, as the broker's board shows it. */
  async draftOf(packageId: string): Promise<string> {
    const { rows } = await this.hub.pool.query<{ id: string }>(
      'select id from tenders.call_off where package_id = $1',
      [packageId],
    );
    return rows[0]!.id;
  }

  async due(days: number): Promise<string> {
    return addMinutes(await this.hub.time.now(), days * 24 * 60).toISOString();
  }

  responds(provider: string, { callOffId, callOff }: FeedItem, weeklyPence: number, what: string): Promise<Answer> {
    return this.do(rostering(provider), 'submit-response', {
      ...{ callOffId, version: callOff!.version, startDate: addLocalDays(callOff!.need.neededFrom as string, 30) },
      costedLines: [{ what, weeklyPence }],
      communityLines: ['The allotment group on Fridays'],
      answers: QUESTIONS.map(({ code }) => ({ question: code, text: 'Step by step, with the same two people.' })),
      coordinates: true,
    });
  }

  scores(first: number, second: number) {
    return [
      { question: QUESTIONS[0]!.code, score: first },
      { question: QUESTIONS[1]!.code, score: second },
    ];
  }

  async chooses(callOffId: string, bidId: string, who: string, reason: string): Promise<Answer> {
    const at = (await this.hub.time.now()).toISOString();
    const decidedBy = { who, how: 'Went through each with the social worker.', at };
    return this.do(this.as('practitioner'), 'record-choice', { callOffId, bidId, decidedBy, reason });
  }

  awards(callOffId: string): Promise<Answer> {
    return this.do(this.as('broker'), 'award-call-off', { callOffId, bidId: null });
  }
}

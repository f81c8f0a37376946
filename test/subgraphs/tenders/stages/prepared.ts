import { randomUUID } from 'node:crypto';
import { at } from '../../../rules/tenders/fixtures.js';
import { bidOf, type Payload, type ProviderName, type Requested, type World } from '../harness.js';

const act = (name: string, answer: string) =>
  `mutation ($input: ${name[0]!.toUpperCase()}${name.slice(1)}Input!) {
     ${name}(input: $input) { ${answer} refusals { rule code message field } }
   }`;

const ANSWERS: Readonly<Record<string, string>> = {
  prepareCallOff: 'callOff { id state preparation { costPct qualityPct lot questions { code weight } } }',
  publishCallOff: 'callOff { id state closesAt budgetPence }',
  submitResponse: 'bid { id state weeklyCostPence startTime }',
  assessResponse: 'assessment { id result reason scoredBy }',
  shortlistBids: 'callOff { id state }',
  recordMeetingHeld: 'meeting { id state heldAt }',
  concludeMeeting: 'meeting { id state councilConfirmedAt declineReason }',
  answerMeeting: 'meeting { id state providerConfirmedAt }',
  approveOverBudget: 'approval { id weeklyPence budgetPence approvedBy }',
  recordChoice: 'choice { id bidId decidedBy place }',
};

/** The answer of an act, whichever it is. */
export type Done = Payload & {
  readonly callOff?: Record<string, unknown>;
  readonly assessment?: Record<string, unknown>;
  readonly meeting?: Record<string, unknown>;
  readonly choice?: Record<string, unknown>;
};

/** Two questions that name nobody: of 10 each, the first counts three times. */
export const QUESTIONS = [
  {
    code: 'GOING_OUT',
    text: 'How would you help somebody to go out without fear?',
    criterion: 'Small steps that the person sets.',
    maximum: 10,
    weight: 3,
  },
  {
    code: 'FRIENDS',
    text: 'How would you help somebody to see friends?',
    criterion: 'Uses what the community offers.',
    maximum: 10,
    weight: 1,
  },
];

/** A fortnight after the Wednesday with which a world begins. */
export const DUE = at('2026-03-18 17:00');

/** The acts of a call-off that is prepared first, in the words of the people who do them. */
export class PreparedCallOffs {
  private notices = 0;
  constructor(private readonly world: World) {}

  do(caller: string, name: string, input: Record<string, unknown>): Promise<Done> {
    return this.world.ask<Done>(caller, act(name, ANSWERS[name]!), {
      input: { idempotencyKey: randomUUID(), ...input },
    });
  }

  prepare({ callOffId }: Requested, change: Record<string, unknown> = {}, as = 'broker'): Promise<Done> {
    this.notices += 1;
    return this.do(as, 'prepareCallOff', {
      ...{ callOffId, costPct: 40, qualityPct: 60, questions: QUESTIONS, setBy: ['PERSON'] },
      ...{ bidsDueAt: DUE, portalReference: `DN70010${this.notices}/${randomUUID().slice(0, 8)}` },
      ...change,
    });
  }

  publish({ callOffId }: Requested, change: Record<string, unknown> = {}): Promise<Done> {
    return this.do('broker', 'publishCallOff', { callOffId, ...change });
  }

  /** Prepared and published in one breath. */
  async published(requested: Requested, change: Record<string, unknown> = {}): Promise<Requested> {
    const done = [await this.prepare(requested, change), await this.publish(requested)];
    expect(done.flatMap(({ refusals }) => refusals)).toEqual([]);
    return requested;
  }

  respond(name: ProviderName, { callOffId }: Requested, weeklyPence: number, change: Record<string, unknown> = {}) {
    return this.do(name, 'submitResponse', {
      ...{ callOffId, version: 1, startDate: '2026-12-31', coordinates: true },
      costedLines: [{ what: 'Enabling support', weeklyPence }],
      communityLines: ['The allotment group on Fridays'],
      answers: QUESTIONS.map(({ code }) => ({ question: code, text: 'Step by step.' })),
      ...change,
    });
  }

  /** Scores out of ten, the first question's first. */
  async assess(
    requested: Requested,
    name: ProviderName,
    scores: readonly number[],
    change: Record<string, unknown> = {},
    as = 'practitioner',
  ): Promise<Done> {
    return this.do(as, 'assessResponse', {
      callOffId: requested.callOffId,
      bidId: await bidOf(this.world, requested.callOffId, name),
      result: 'MEETS_NEEDS',
      scores: scores.map((score, nth) => ({ question: QUESTIONS[nth]!.code, score })),
      scoredBy: ['SOCIAL_WORKER', 'PERSON'],
      ...change,
    });
  }

  async fail(requested: Requested, name: ProviderName, change: Record<string, unknown> = {}): Promise<Done> {
    const none = { result: 'DOES_NOT', reason: 'RISK_NOT_MANAGED', scores: [], scoredBy: [] };
    return this.assess(requested, name, [], { ...none, ...change });
  }

  async choose(requested: Requested, name: ProviderName, who = 'PERSON', as = 'practitioner'): Promise<Done> {
    return this.do(as, 'recordChoice', {
      callOffId: requested.callOffId,
      bidId: await bidOf(this.world, requested.callOffId, name),
      decidedBy: { who, how: 'Looked at each with the social worker.', at: await this.world.hub.time.now() },
      reason: 'The mornings out.',
    });
  }

  async stateOf({ callOffId }: Requested): Promise<string> {
    return (await this.world.callOff<{ state: string }>(callOffId)).state;
  }

  async told({ callOffId }: Requested, ...types: string[]) {
    return (await this.world.hub.told(...types)).filter(({ subject }) => subject === `call-off/${callOffId}`);
  }
}

export function rulesOf({ refusals }: Payload): string[] {
  return refusals.map(({ rule, code, field }) => `${rule} ${code} ${field ?? ''}`.trim());
}

import type { Work } from '../../kernel/database/work.js';
import type { Caller } from '../../kernel/identity/caller.js';
import { addMinutes } from '../../kernel/time/working-time.js';
import { agreeStarterBudget } from '../../subgraphs/cases/commands/requests/agree-starter-budget.js';
import { recordStarterBudget } from '../../subgraphs/cases/commands/requests/record-starter-budget.js';
import { submitServiceRequest } from '../../subgraphs/cases/commands/requests/submit-service-request.js';
import { submitResponse } from '../../subgraphs/tenders/commands/bids/submit-response.js';
import { prepareCallOff } from '../../subgraphs/tenders/commands/call-offs/prepare-call-off.js';
import { publishCallOff } from '../../subgraphs/tenders/commands/call-offs/publish-call-off.js';
import type { CallOff } from '../../subgraphs/tenders/entities/call-offs/call-off.js';
import type { Preparation } from '../../subgraphs/tenders/rules/call-offs/preparation.js';
import type { SandboxTime } from '../sandbox-clock.js';
import { providerNamed } from './borough.js';
import { somebodyOf } from './callers.js';
import { done } from './done.js';
import type { People } from './people.js';
import { rosteringOf } from './register.js';

/** What a person and the social worker ask, and what a panel asks: of nobody in particular. */
export const DEMO_QUESTIONS = [
  {
    code: 'GOING_OUT',
    text: 'How would you help somebody to go out without fear?',
    criterion: 'Small steps that the person sets, and who comes along.',
    maximum: 10,
    weight: 60,
  },
  {
    code: 'COMMUNITY',
    text: 'What of the week would the community provide?',
    criterion: 'Uses what is there already, and costs little or nothing.',
    maximum: 10,
    weight: 40,
  },
];

/** A deadline so many days ahead leaves five working days, whatever holidays come between. */
export const DUE_DAYS = 14;
/** The same for a scheme, which leaves fifteen. */
export const SCHEME_DUE_DAYS = 35;
const ALONE = 'Enabling support by a small team';

/** What is needed to play a part of the demo. */
export interface Played {
  readonly people: People;
  readonly time: SandboxTime;
  readonly work: (subgraph: string, caller: Caller) => Work;
  readonly callOffOf: (packageId: string) => Promise<CallOff>;
}

/** The acts with which a call-off that is prepared first begins, at any council. */
export function preparedActs({ people, time, work, callOffOf }: Played) {
  const requested = async (council: string, nth: number, patch: string) => {
    const request = people.specialistRequest(nth, await time.now(), patch);
    return done(async () => submitServiceRequest(work('cases', somebodyOf(council, 'case-system')), request));
  };
  const budgeted = async (council: string, packageId: string, rasWeeklyPence: number) => {
    const key = (act: string) => ({ packageId, idempotencyKey: `demo-${act}-${packageId}` });
    const { practitioner, commissioner } = {
      practitioner: work('cases', somebodyOf(council, 'practitioner')),
      commissioner: work('cases', somebodyOf(council, 'commissioner')),
    };
    await done(async () => recordStarterBudget(practitioner, { ...key('budget'), rasWeeklyPence }));
    await done(async () => agreeStarterBudget(practitioner, key('agree-care')));
    await done(async () => agreeStarterBudget(commissioner, key('agree-money')));
  };
  const published = async (council: string, packageId: string, set: Partial<Preparation>) => {
    const { id: callOffId } = await callOffOf(packageId);
    const broker = work('tenders', somebodyOf(council, 'broker'));
    const bidsDueAt = addMinutes(
      await time.now(),
      (set.lot === 'SUPPORTED_LIVING' ? SCHEME_DUE_DAYS : DUE_DAYS) * 24 * 60,
    ).toISOString();
    const preparation: Preparation = {
      ...{ costPct: 40, qualityPct: 60, questions: DEMO_QUESTIONS, setBy: ['PERSON'], lot: null, bidsDueAt },
      ...{ shorterBecause: null, portalReference: `DN-${council}-1` },
      ...set,
    };
    await done(async () =>
      prepareCallOff(broker, { ...preparation, callOffId, idempotencyKey: `demo-prepare-${callOffId}` }),
    );
    await done(async () => publishCallOff(broker, { callOffId, idempotencyKey: `demo-publish-${callOffId}` }));
    return callOffOf(packageId);
  };
  const responded = async (
    key: string,
    { id: callOffId, version, need, packages }: CallOff,
    weeklyPence: number,
    eachPence = 0,
  ) =>
    done(async () =>
      submitResponse(work('tenders', rosteringOf(providerNamed(key))), {
        ...{ callOffId, version, startDate: need.neededFrom, clientSentAt: null },
        ...{
          costedLines: [{ what: packages.length > 0 ? 'Core support by day and night' : ALONE, weeklyPence }],
          communityLines: ['The allotment group on Fridays'],
          answers: DEMO_QUESTIONS.map(({ code }) => ({
            question: code,
            text: 'Step by step, with the same two people.',
          })),
          coordinates: true,
          people: packages.map(({ person }) => {
            return { person, outcomes: 'A key worker and a plan of their own.', weeklyPence: eachPence };
          }),
        },
        idempotencyKey: `demo-response-${callOffId}-${key}`,
      }),
    );
  return { requested, budgeted, published, responded };
}

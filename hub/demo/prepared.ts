import type { Work } from '../../kernel/database/work.js';
import type { Caller, Role } from '../../kernel/identity/caller.js';
import { SCOPES_OF_ROLE } from '../../kernel/identity/scopes-of-role.js';
import { addMinutes } from '../../kernel/time/working-time.js';
import { agreeStarterBudget } from '../../subgraphs/cases/commands/requests/agree-starter-budget.js';
import { recordStarterBudget } from '../../subgraphs/cases/commands/requests/record-starter-budget.js';
import { submitServiceRequest } from '../../subgraphs/cases/commands/requests/submit-service-request.js';
import type { Package } from '../../subgraphs/cases/entities/requests/package.js';
import { recordScheme } from '../../subgraphs/providers/commands/schemes/record-scheme.js';
import { submitResponse } from '../../subgraphs/tenders/commands/bids/submit-response.js';
import { prepareCallOff } from '../../subgraphs/tenders/commands/call-offs/prepare-call-off.js';
import { publishCallOff } from '../../subgraphs/tenders/commands/call-offs/publish-call-off.js';
import type { CallOff } from '../../subgraphs/tenders/entities/call-offs/call-off.js';
import type { Preparation } from '../../subgraphs/tenders/rules/call-offs/preparation.js';
import type { SandboxTime } from '../sandbox-clock.js';
import { demoPostcode, providerNamed } from './borough.js';
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

interface Played {
  readonly people: People;
  readonly time: SandboxTime;
  readonly work: (subgraph: string, caller: Caller) => Work;
  readonly callOffOf: (packageId: string) => Promise<CallOff>;
}

/**
 * Doncaster: one specialist package is out to the open framework with a response in, and for another the broker has yet to set
 * the questions. Islington: one package is out to a lot of its dynamic purchasing system, the four of a scheme are out for one bid
 * each, and one of a small group waits for the other. [ROUT-42, ROUT-41, ROUT-37, ROUT-39, ASM-23, PROV-20]
 */
export async function playPrepared({ people, time, work, callOffOf }: Played): Promise<void> {
  const requested = async (council: string, nth: number, patch: string) => {
    const request = people.specialistRequest(nth, await time.now(), patch);
    return done(async () => submitServiceRequest(work('cases', as(council, 'case-system')), request));
  };
  const budgeted = async (council: string, packageId: string, rasWeeklyPence: number) => {
    const key = (act: string) => ({ packageId, idempotencyKey: `demo-${act}-${packageId}` });
    const { practitioner, commissioner } = {
      practitioner: work('cases', as(council, 'practitioner')),
      commissioner: work('cases', as(council, 'commissioner')),
    };
    await done(async () => recordStarterBudget(practitioner, { ...key('budget'), rasWeeklyPence }));
    await done(async () => agreeStarterBudget(practitioner, key('agree-care')));
    await done(async () => agreeStarterBudget(commissioner, key('agree-money')));
  };
  const published = async (council: string, packageId: string, set: Partial<Preparation>) => {
    const { id: callOffId } = await callOffOf(packageId);
    const broker = work('tenders', as(council, 'broker'));
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
        response: {
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

  const specialist = await requested('doncaster', 910, 'Donside');
  await budgeted('doncaster', specialist.id, 150_000);
  await responded('riverbank', await published('doncaster', specialist.id, {}), 142_500);
  const draft = await requested('doncaster', 911, 'Donside');
  await budgeted('doncaster', draft.id, 98_000);
  const alone = await requested('islington', 920, 'Canalside');
  const lot = { lot: 'COMPLEX_BEHAVIOUR', setBy: [], costPct: 30, qualityPct: 70 };
  await responded('lockside', await published('islington', alone.id, lot), 131_000);
  const shared = { lot: 'SUPPORTED_LIVING', setBy: [], costPct: 30, qualityPct: 70, portalReference: 'DN-islington-2' };
  const living = await inScheme({ people, time, work }, 930);
  for (const { id } of living) await budgeted('islington', id, 60_000);
  await responded('lockside', await published('islington', living[0]!.id, shared), 80_000, 38_000);
  // One of a pair has asked, and the draft waits for the other.
  const pair = { schemeId: null, group: 'PAIR-2026-1', people: 2 };
  const one = people.sharedRequest(940, await time.now(), 'Canalside', pair);
  await done(async () => submitServiceRequest(work('cases', as('islington', 'case-system')), one));
  await time.settled();
}

/** A scheme of Islington's with four people in it, all of whom are to be supported by one provider. (PROV-20, ROUT-39) */
async function inScheme({ people, time, work }: Omit<Played, 'callOffOf'>, from: number) {
  const officer = () => work('providers', as('islington', 'contract-officer'));
  const scheme = {
    ...{ council: 'islington', name: 'Lock House', area: 'Canalside', postcode: demoPostcode('Canalside', 0, 7) },
    ...{ propertyTypes: ['SHARED_HOUSE'] as const, capacity: 5, onSiteProviderId: null, agreementId: null },
    coreWeeklyPence: 80_000,
  };
  const { id: schemeId } = await done(() =>
    recordScheme(officer(), { ...scheme, occupants: [], idempotencyKey: 'demo-lock-house' }),
  );
  const together = { schemeId, group: null, people: null };
  const living: Package[] = [];
  for (let nth = from; nth < from + 4; nth += 1) {
    const request = people.sharedRequest(nth, await time.now(), 'Canalside', together);
    const kept = await done(async () => submitServiceRequest(work('cases', as('islington', 'case-system')), request));
    living.push(kept as Package);
  }
  const occupants = living.map(({ id }) => id);
  await done(() =>
    recordScheme(officer(), { ...scheme, schemeId, occupants, idempotencyKey: 'demo-lock-house-people' }),
  );
  await time.settled();
  return living;
}

function as(council: string, role: Role): Caller {
  const subject = `${role === 'case-system' ? 'machine' : 'user'}:${role}@${council}`;
  return { subject, role, organisation: council, councils: [council], scopes: SCOPES_OF_ROLE[role] };
}

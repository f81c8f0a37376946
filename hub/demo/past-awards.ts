import type { EntityManager } from '../../kernel/database/orm.js';
import { addLocalDays, instantOf, localDateOf } from '../../kernel/time/working-time.js';
import { confirmFirstCall } from '../../subgraphs/cases/commands/placements/confirm-first-call.js';
import { recordServiceLine } from '../../subgraphs/cases/commands/placements/record-service-line.js';
import { submitServiceRequest } from '../../subgraphs/cases/commands/requests/submit-service-request.js';
import { awardCallOff } from '../../subgraphs/tenders/commands/awards/award-call-off.js';
import { recordChoice } from '../../subgraphs/tenders/commands/awards/record-choice.js';
import { submitOffer } from '../../subgraphs/tenders/commands/bids/submit-offer.js';
import { submitTender } from '../../subgraphs/tenders/commands/bids/submit-tender.js';
import { answerMeeting } from '../../subgraphs/tenders/commands/evaluation/answer-meeting.js';
import { assessResponse } from '../../subgraphs/tenders/commands/evaluation/assess-response.js';
import { concludeMeeting } from '../../subgraphs/tenders/commands/evaluation/conclude-meeting.js';
import { recordMeetingHeld } from '../../subgraphs/tenders/commands/evaluation/record-meeting-held.js';
import { shortlistBids } from '../../subgraphs/tenders/commands/evaluation/shortlist-bids.js';
import { Bid } from '../../subgraphs/tenders/entities/bids/bid.js';
import type { CallOff } from '../../subgraphs/tenders/entities/call-offs/call-off.js';
import { requirementsOf } from '../../subgraphs/tenders/rules/bids/requirements.js';
import { providerNamed } from './borough.js';
import { somebodyOf } from './callers.js';
import { done } from './done.js';
import { DEMO_QUESTIONS, type Played, preparedActs } from './prepared-acts.js';
import { rosteringOf } from './register.js';

/** How many days before the present the other councils' past call-offs were published: past their deadlines by the award. */
export const PAST_AWARDS_DAYS = 27;

/** One past call-off of a council whose people choose, and who of its bidders was chosen. */
interface Past {
  readonly council: string;
  readonly callOff: CallOff;
  readonly chosen: string;
  /** What has to be done before anybody may choose. */
  readonly judge?: () => Promise<void>;
}

/**
 * One past package of each council that is not a patch: Doncaster's by its specialist framework, Islington's with a meeting,
 * Bracknell's by Care to Place and Ravensbourne's by micro procurement. Publishes them now, and answers how they are decided later,
 * once every deadline has passed. [ROUT-24, ROUT-27, ROUT-38, ROUT-43]
 */
export async function beginPastAwards(
  played: Played,
  system: (subgraph: string) => EntityManager,
): Promise<() => Promise<void>> {
  const { people, time, work, callOffOf } = played;
  const { requested, budgeted, published, responded } = preparedActs(played);
  const tenders = (council: string, role: Parameters<typeof somebodyOf>[1]) =>
    work('tenders', somebodyOf(council, role));
  const provider = (key: string) => work('tenders', rosteringOf(providerNamed(key)));
  const bidOf = (callOffId: string, key: string) =>
    system('tenders').findOneOrFail(Bid, { callOffId, providerId: providerNamed(key).id });
  const asked = async (council: string, nth: number, patch: string) => {
    const request = people.request(nth, await time.now(), { patch });
    const kept = await done(async () =>
      submitServiceRequest(work('cases', somebodyOf(council, 'case-system')), request),
    );
    return callOffOf(kept.id);
  };
  const scored = async ({ council, callOff }: Pick<Past, 'council' | 'callOff'>, key: string, needsCheck: boolean) => {
    const { id: bidId } = await bidOf(callOff.id, key);
    const role = needsCheck ? 'practitioner' : 'commissioner';
    await done(async () =>
      assessResponse(tenders(council, role), {
        ...{ callOffId: callOff.id, bidId, result: needsCheck ? 'MEETS_NEEDS' : null, reason: null, note: null },
        scores: DEMO_QUESTIONS.map(({ code }) => ({ question: code, score: 8 })),
        scoredBy: ['SOCIAL_WORKER', 'PERSON'],
        ...{ noConflictOfInterest: needsCheck ? null : true, isModerated: null },
        idempotencyKey: `demo-assess-${bidId}`,
      }),
    );
  };

  const specialist = await requested('doncaster', 950, 'Donside');
  await budgeted('doncaster', specialist.id, 150_000);
  const past: Past[] = [];
  const framework = {
    council: 'doncaster',
    callOff: await published('doncaster', specialist.id, { portalReference: 'DN-doncaster-0' }),
  };
  await responded('riverbank', framework.callOff, 139_000);
  past.push({ ...framework, chosen: 'riverbank', judge: () => scored(framework, 'riverbank', true) });

  const alone = await requested('islington', 951, 'Canalside');
  const lot = { lot: 'COMPLEX_BEHAVIOUR', setBy: [], costPct: 30, qualityPct: 70, portalReference: 'DN-islington-0' };
  const purchasing = { council: 'islington', callOff: await published('islington', alone.id, lot) };
  await responded('lockside', purchasing.callOff, 127_000);
  past.push({
    ...purchasing,
    chosen: 'lockside',
    judge: async () => {
      const { id: callOffId } = purchasing.callOff;
      await scored(purchasing, 'lockside', false);
      const { id: bidId } = await bidOf(callOffId, 'lockside');
      const key = (act: string) => ({ callOffId, idempotencyKey: `demo-${act}-${bidId}` });
      const practitioner = () => tenders('islington', 'practitioner');
      const arrangements = 'At the day centre, by arrangement with brokerage.';
      await done(async () =>
        shortlistBids(tenders('islington', 'broker'), { ...key('shortlist'), bidIds: [bidId], arrangements }),
      );
      const heldAt = await time.now();
      await done(async () => recordMeetingHeld(practitioner(), { ...key('held'), bidId, heldAt }));
      const works = { canWork: true, reason: null };
      await done(async () => answerMeeting(provider('lockside'), { ...key('answer'), ...works }));
      await done(async () => concludeMeeting(practitioner(), { ...key('conclude'), bidId, ...works }));
    },
  });

  const toPlace = await asked('bracknell', 952, 'Forest');
  await done(async () =>
    submitOffer(provider('coppice'), {
      ...{ callOffId: toPlace.id, version: toPlace.version, canAssess: true, clientSentAt: null },
      offeredTimes: toPlace.need.calls.map(({ startTime }) => startTime),
      startDate: toPlace.need.neededFrom,
      idempotencyKey: 'demo-past-offer',
    }),
  );
  past.push({ council: 'bracknell', callOff: toPlace, chosen: 'coppice' });

  const micro = await asked('ravensbourne', 953, 'Riverside');
  await done(async () =>
    submitTender(provider('wharfside'), {
      ...{ callOffId: micro.id, version: micro.version, canMeetNeeds: true, homeId: null, clientSentAt: null },
      requirementAnswers: requirementsOf(micro.need).map(({ code }) => ({ code, met: true })),
      ...{ startDate: micro.need.neededFrom, startTime: '08:00', weeklyPricePence: 30_800 },
      idempotencyKey: 'demo-past-tender',
    }),
  );
  past.push({ council: 'ravensbourne', callOff: micro, chosen: 'wharfside' });
  await time.settled();

  return async () => {
    for (const each of past) await decided(each);
  };

  /** The person's side decides, the broker awards, the provider confirms, and the order goes out. */
  async function decided({ council, callOff, chosen, judge }: Past): Promise<void> {
    await judge?.();
    const { id: callOffId } = callOff;
    const at = await time.now();
    const { id: bidId } = await bidOf(callOffId, chosen);
    await done(async () =>
      recordChoice(tenders(council, 'practitioner'), {
        ...{ callOffId, bidId, topUp: null, reason: 'They know the streets, and listened.' },
        decidedBy: { who: 'FAMILY', how: 'Went through what was offered with the practitioner.', at },
        idempotencyKey: `demo-choose-${callOffId}`,
      }),
    );
    const award = await done(async () =>
      awardCallOff(tenders(council, 'broker'), {
        ...{ callOffId, bidId: null, exception: null, emergencyReason: null, agreedStart: null },
        ...{ involvement: [{ who: 'FAMILY', how: 'Chose with the practitioner.', at }], notInvolvedBecause: null },
        idempotencyKey: `demo-award-${callOffId}`,
      }),
    );
    await time.settled();
    const placementId = award.placementId!;
    const key = (act: string) => ({ placementId, idempotencyKey: `demo-${act}-${placementId}` });
    const today = localDateOf(at);
    await done(async () =>
      confirmFirstCall(work('cases', rosteringOf(providerNamed(chosen))), {
        ...key('first'),
        firstCallAt: instantOf(addLocalDays(today, 14), '08:00'),
        ...{ laterCallAgreed: false, shortNoticeAgreed: false, assessmentCompletedOn: today, lengthOfStayNights: null },
      }),
    );
    await done(async () =>
      recordServiceLine(work('cases', somebodyOf(council, 'case-system')), {
        ...key('line'),
        lasLineId: `SL-${council.slice(0, 3).toUpperCase()}-1`,
      }),
    );
    await time.settled();
  }
}

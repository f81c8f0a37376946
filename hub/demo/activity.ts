import type pg from 'pg';
import type { EntityManager } from '../../kernel/database/orm.js';
import { readerFor } from '../../kernel/database/reader.js';
import type { Work } from '../../kernel/database/work.js';
import type { RunningSubgraph } from '../../kernel/graphql/subgraph-server.js';
import type { Caller } from '../../kernel/identity/caller.js';
import { SCOPES_OF_ROLE } from '../../kernel/identity/scopes-of-role.js';
import { englandCalendar } from '../../kernel/time/bank-holidays.js';
import {
  addLocalDays,
  addMinutes,
  instantOf,
  isWorkingDay,
  localDateOf,
  type Quarter,
  quarterOf,
} from '../../kernel/time/working-time.js';
import { confirmFirstCall } from '../../subgraphs/cases/commands/placements/confirm-first-call.js';
import { recordServiceLine } from '../../subgraphs/cases/commands/placements/record-service-line.js';
import { cancelPackage } from '../../subgraphs/cases/commands/requests/cancel-package.js';
import { submitDischargePassport } from '../../subgraphs/cases/commands/requests/submit-discharge-passport.js';
import { submitServiceRequest } from '../../subgraphs/cases/commands/requests/submit-service-request.js';
import { type RecordVariation, recordVariation } from '../../subgraphs/cases/commands/variations/record-variation.js';
import { Placement } from '../../subgraphs/cases/entities/placements/placement.js';
import { reportFirstCall } from '../../subgraphs/monitoring/commands/workers/report-first-call.js';
import { awardCallOff } from '../../subgraphs/tenders/commands/awards/award-call-off.js';
import { submitBid } from '../../subgraphs/tenders/commands/bids/submit-bid.js';
import { submitOffer } from '../../subgraphs/tenders/commands/bids/submit-offer.js';
import { submitTender } from '../../subgraphs/tenders/commands/bids/submit-tender.js';
import { declineInvitation } from '../../subgraphs/tenders/commands/invitations/decline-invitation.js';
import { requestForm } from '../../subgraphs/tenders/commands/invitations/request-form.js';
import { CallOff } from '../../subgraphs/tenders/entities/call-offs/call-off.js';
import { requirementsOf } from '../../subgraphs/tenders/rules/bids/requirements.js';
import { SandboxTime } from '../sandbox-clock.js';
import { SUBGRAPHS } from '../subgraphs.js';
import { providerNamed } from './borough.js';
import { somebodyOf } from './callers.js';
import { done } from './done.js';
import { beginPastAwards, PAST_AWARDS_DAYS } from './past-awards.js';
import { People } from './people.js';
import { playPrepared } from './prepared.js';
import { rosteringOf } from './register.js';

/** The quarter before this one. The demo begins in it, so that it has KPI sheets. */
export function pastQuarter(present: Date): Quarter {
  return quarterOf(addLocalDays(quarterOf(localDateOf(present)).from, -1));
}

/** Call-offs of the past quarter: on which day, where, and who bid. In the end none of the care was needed. */
const PAST_QUARTER: ReadonlyArray<readonly [day: number, patch: string, bidders: readonly string[]]> = [
  [6, 'East', ['oakwood', 'linden']],
  [13, 'West', ['bramble', 'kestrel']],
  [19, 'East', ['linden']],
  [34, 'Central', ['harbour']],
  [47, 'East', ['oakwood', 'meadowlark']],
  [61, 'West', ['bramble']],
];

/** One past package: when, where, and which providers answered with a bid. */
const HISTORY: ReadonlyArray<readonly [daysAgo: number, patch: string, bidders: readonly string[]]> = [
  [20, 'East', ['oakwood', 'linden']],
  [17, 'East', ['linden', 'meadowlark']],
  [13, 'Central', ['rowan', 'harbour']],
  [7, 'West', ['bramble']],
];

/**
 * Plays some weeks of a borough's sourcing on a clock that starts in the past; whoever does an act in life does it here.
 * That leaves awards with a fairness position behind them, placements with their orders, one call-off that waits for its
 * award, and open ones. At the end the clock runs on from the present.
 */
export async function playActivity(options: {
  readonly pool: pg.Pool;
  readonly subgraphs: ReadonlyMap<string, RunningSubgraph>;
  readonly seed: number;
  readonly present: Date;
  readonly progress?: (share: number) => void;
}): Promise<void> {
  const { pool, subgraphs, seed, present, progress = () => {} } = options;
  const time = new SandboxTime(pool, SUBGRAPHS);
  const people = new People(seed);
  const work = (subgraph: string, caller: Caller): Work => ({ ...subgraphs.get(subgraph)!.work(), caller });
  const system = (subgraph: string): EntityManager => {
    const { db, caller } = subgraphs.get(subgraph)!.work();
    return readerFor(db, caller);
  };
  let nth = 0;

  /** A request comes in, and these providers bid for it. */
  async function sourced(patch: string, bidders: readonly string[]): Promise<string> {
    nth += 1;
    const now = await time.now();
    const carePackage = await done(async () =>
      submitServiceRequest(work('cases', COUNCIL.caseSystem), people.request(nth, now, { patch })),
    );
    await time.settled();
    const callOff = await system('tenders').findOneOrFail(CallOff, { packageId: carePackage.id });
    for (const [index, key] of bidders.entries()) {
      await done(async () =>
        submitBid(work('tenders', rosteringOf(providerNamed(key))), {
          callOffId: callOff.id,
          version: callOff.version,
          clientSentAt: null,
          idempotencyKey: `demo-bid-${callOff.id}-${key}`,
          startDate: callOff.need.neededFrom,
          startTime: `0${8 + index}:00`,
          deliveryStatement: 'A small team that knows the streets; the same two carers through the week.',
          doubleHanded: null,
          timeCritical: null,
          skills: null,
        }),
      );
    }
    return callOff.id;
  }

  /** The window closes, the broker takes the bid that comes first, and the placement gets its order and begins. */
  async function placed(callOffId: string): Promise<void> {
    const callOff = await system('tenders').findOneOrFail(CallOff, callOffId);
    await time.freezeAt(addMinutes(callOff.closesAt!, 5));
    const award = await done(async () =>
      awardCallOff(work('tenders', COUNCIL.broker), {
        callOffId,
        bidId: null,
        exception: null,
        emergencyReason: null,
        involvement: [{ who: 'FAMILY', how: 'Spoken with by telephone', at: await time.now() }],
        notInvolvedBecause: null,
        agreedStart: null,
        idempotencyKey: `demo-award-${callOffId}`,
      }),
    );
    await time.settled();
    const placement = await system('cases').findOneOrFail(Placement, { callOffId });
    const provider = { ...PROVIDER, subject: `machine:rostering@${award.providerId}`, organisation: award.providerId };
    const firstCallAt = instantOf(addLocalDays(localDateOf(await time.now()), 2), '08:00');
    const key = `demo-${placement.id}`;
    await done(async () =>
      confirmFirstCall(work('cases', provider), {
        placementId: placement.id,
        firstCallAt,
        laterCallAgreed: false,
        shortNoticeAgreed: false,
        assessmentCompletedOn: localDateOf(await time.now()),
        lengthOfStayNights: null,
        idempotencyKey: `${key}-first`,
      }),
    );
    await done(async () =>
      recordServiceLine(work('cases', COUNCIL.caseSystem), {
        placementId: placement.id,
        lasLineId: `SL-${seed}${String(nth).padStart(5, '0')}`,
        idempotencyKey: `${key}-line`,
      }),
    );
    await time.settled();
    if (firstCallAt > present) return;
    await time.freezeAt(firstCallAt);
    await done(async () =>
      reportFirstCall(work('monitoring', provider), {
        placementId: placement.id,
        madeAt: firstCallAt,
        workerRole: 'FIELD_SUPERVISOR',
        nextCarerAdvised: true,
        idempotencyKey: `${key}-made`,
      }),
    );
    await time.settled();
    // Nobody here would report the visits that follow.
    await done(async () => recordVariation(work('cases', COUNCIL.caseSystem), inHospital(placement.id, firstCallAt)));
    await time.settled();
  }

  /** Bracknell: two agencies have offered for one person, whose family is to choose; for another the form was asked for. */
  async function careToPlace(): Promise<void> {
    const requested = async (nth: number) => {
      const request = people.request(nth, await time.now(), { patch: 'Forest' });
      const carePackage = await done(async () => submitServiceRequest(work('cases', BRACKNELL), request));
      await time.settled();
      return system('tenders').findOneOrFail(CallOff, { packageId: carePackage.id });
    };
    const [fernhill, coppice, heathside] = ['fernhill', 'coppice', 'heathside'].map((key) =>
      work('tenders', rosteringOf(providerNamed(key))),
    );
    const offered = await requested(900);
    for (const [nth, agency] of [fernhill!, coppice!].entries()) {
      await done(async () =>
        submitOffer(agency, {
          callOffId: offered.id,
          version: offered.version,
          canAssess: true,
          offeredTimes: [`08:${nth}0`, `18:${nth}5`],
          startDate: addLocalDays(offered.need.neededFrom, nth),
          clientSentAt: null,
          idempotencyKey: `demo-offer-${nth}`,
        }),
      );
    }
    await done(async () =>
      declineInvitation(heathside!, { callOffId: offered.id, reason: 'CAPACITY', idempotencyKey: 'demo-decline' }),
    );
    const open = await requested(901);
    await done(async () => requestForm(fernhill!, { callOffId: open.id }));
    await time.settled();
  }

  /** Ravensbourne: for one person three have tendered, and the period goes on; for another in supported living it has begun. */
  async function microProcurement(): Promise<void> {
    const requested = async (nth: number, over: Parameters<People['request']>[2] = {}) => {
      const request = people.request(nth, await time.now(), { patch: 'Riverside', ...over });
      const carePackage = await done(async () => submitServiceRequest(work('cases', RAVENSBOURNE), request));
      await time.settled();
      return system('tenders').findOneOrFail(CallOff, { packageId: carePackage.id });
    };
    const callOff = await requested(910);
    for (const [nth, key] of ['millrace', 'wharfside', 'kingfisher'].entries()) {
      await done(async () =>
        submitTender(work('tenders', rosteringOf(providerNamed(key))), {
          callOffId: callOff.id,
          version: callOff.version,
          canMeetNeeds: true,
          requirementAnswers: requirementsOf(callOff.need).map(({ code }) => ({ code, met: true })),
          startDate: addLocalDays(callOff.need.neededFrom, -nth),
          startTime: '08:00',
          weeklyPricePence: 31_500 + nth * 400,
          clientSentAt: null,
          idempotencyKey: `demo-tender-${key}`,
        }),
      );
    }
    await requested(911, { serviceType: 'SUPPORTED_LIVING' });
  }
  const callOffOf = async (packageId: string) => {
    await time.settled();
    return system('tenders').findOneOrFail(CallOff, { packageId });
  };

  const { from } = pastQuarter(present);
  for (const [index, [day, patch, bidders]] of PAST_QUARTER.entries()) {
    await time.freezeAt(instantOf(workingDayBy(addLocalDays(from, day)), '10:00'));
    const callOffId = await sourced(patch, bidders);
    const { packageId, closesAt } = await system('tenders').findOneOrFail(CallOff, callOffId);
    await time.freezeAt(addMinutes(closesAt!, 5));
    const reason = 'The family cares after all.';
    const input = { idempotencyKey: `demo-cancel-${packageId}`, packageId, reason };
    await done(async () => cancelPackage(work('cases', COUNCIL.broker), input));
    await time.settled();
    progress((index / PAST_QUARTER.length) * 0.4);
  }
  const played = { people, time, work, callOffOf };
  await time.freezeAt(instantOf(workingDayBy(addLocalDays(localDateOf(present), -PAST_AWARDS_DAYS)), '10:00'));
  const decidePastAwards = await beginPastAwards(played, system);
  for (const [index, [daysAgo, patch, bidders]] of HISTORY.entries()) {
    const morning = instantOf(workingDayBy(addLocalDays(localDateOf(present), -daysAgo)), '10:00');
    if (morning > (await time.now())) await time.freezeAt(morning);
    await placed(await sourced(patch, bidders));
    progress(0.4 + ((index + 1) / (HISTORY.length + 2)) * 0.6);
  }

  await decidePastAwards();

  // One whose window has just closed with two bids: it waits for the broker.
  await time.freezeAt(addMinutes(present, -125));
  await sourced('East', ['oakwood', 'linden']);
  // And what is open now.
  await time.freezeAt(addMinutes(present, -40));
  await sourced('West', ['bramble']);
  await sourced('Central', []);
  await time.freezeAt(addMinutes(present, -5));
  await sourced('South', []);
  await careToPlace();
  await microProcurement();
  await playPrepared(played);
  await done(async () =>
    submitDischargePassport(work('cases', COUNCIL.dischargeTeam), people.passport(1, await time.now())),
  );
  await time.settled();
  progress(1);
  const { rows } = await pool.query<{ now: Date }>('select clock_timestamp() as now');
  await time.advanceTo(rows[0]!.now);
}

/** From this day on the person is in hospital. */
function inHospital(placementId: string, from: Date): RecordVariation {
  return {
    ...{ idempotencyKey: `demo-hospital-${placementId}`, placementId, lasVariationId: `demo-hospital-${placementId}` },
    ...{ kind: 'SUSPEND', initiator: 'COUNCIL', effectiveFrom: localDateOf(from), effectiveTo: null },
    ...{ calls: null, weeklyWorkerMinutes: null, putsAtRisk: false, careTeamsAgreed: false },
  };
}

/** The day itself, or the last working day before it. */
function workingDayBy(date: string): string {
  const calendar = englandCalendar();
  let day = date;
  while (!isWorkingDay(day, calendar)) day = addLocalDays(day, -1);
  return day;
}

const COUNCIL = {
  broker: somebodyOf('bromley', 'broker'),
  caseSystem: somebodyOf('bromley', 'case-system'),
  dischargeTeam: somebodyOf('bromley', 'discharge-team'),
};
const BRACKNELL = somebodyOf('bracknell', 'case-system');
const RAVENSBOURNE = somebodyOf('ravensbourne', 'case-system');
const PROVIDER: Omit<Caller, 'subject' | 'organisation'> = {
  role: 'rostering',
  councils: ['bromley'],
  scopes: SCOPES_OF_ROLE.rostering,
};

import type { Transaction } from '../../../../kernel/database/work.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { newId } from '../../../../kernel/values/ids.js';
import {
  type CallOffFailed,
  type CallOffPublished,
  type CallOffStageEscalated,
  type StageKind,
} from '../../../../schema/events/tenders.js';
import { Bid } from '../../entities/bids/bid.js';
import { type EligibilityCheck } from '../../entities/invitations/eligibility-check.js';
import { Invitation } from '../../entities/invitations/invitation.js';
import { Stage } from '../../entities/stages/stage.js';
import { membersFor } from '../../reads/invitations/standings.js';
import { bidStates } from '../../rules/bids/bid-states.js';
import { firstCallTerms } from '../../rules/call-offs/first-call-terms.js';
import { invitationDecision } from '../../rules/invitations/invitation.js';
import { type CallOffRoute } from '../../rules/routes/route.js';
import { type StageAnswers, type StageStep, stageStep } from '../../rules/stages/stages.js';
import { type StageWindow, stageWindow } from '../../rules/stages/window.js';
import { tellOutcome } from '../awards/tell-outcome.js';
import { inviteesOf } from '../call-offs/audience.js';
import { type HeldCallOff } from '../hold-call-off.js';
import { moveBid, moveCallOff } from '../move.js';
import { calendarOf, settleStageDeadlines, startStageDeadlines, subjectOf } from './stage-deadlines.js';

/**
 * Opens a stage of a published call-off: decides of every member whether it is asked, keeps why, starts the one clock
 * of all who are, and tells them, all in this one transaction. Where nobody may be asked the next step is taken at
 * once. [ROUT-03, ROUT-06, ROUT-08, ROUT-14, WIN-04, WIN-09, EVAL-01, NTF-01, NTF-04]
 *
 * @param from the stage that found nobody, when this is not the first
 */
export async function openStage(t: Transaction, held: HeldCallOff, kind: StageKind, from?: StageKind): Promise<void> {
  const { callOff, policy } = held;
  const now = await t.now();
  const route = callOff.route as CallOffRoute;
  const window = stageWindow({ route, stage: kind }, now, policy, calendarOf(policy));
  const stage = t.em.create(Stage, {
    council: callOff.council,
    callOffId: callOff.id,
    reference: callOff.reference,
    route,
    position: (held.stage?.position ?? 0) + 1,
    kind,
    need: callOff.need,
    version: callOff.version,
    opensAt: window.opensAt,
    closesAt: window.closesAt,
    targetAt: window.targetAt,
    firstCallTerms: callOff.need.discharge
      ? firstCallTerms(now, callOff.need.neededFrom, policy.d2a, calendarOf(policy))
      : null,
    drawSeed: '',
  });
  Object.assign(callOff, {
    stageId: stage.id,
    stage: kind,
    opensAt: window.opensAt,
    closesAt: window.closesAt,
    warnings: window.closesOutsideBrokerageHours ? ['CLOSES_OUTSIDE_BROKERAGE_HOURS'] : [],
  });
  const invited = await invite(t, { ...held, stage });
  const step = stageStep(
    { stage: kind, patch: callOff.patch, closed: false, invited, declined: 0, bids: 0, suitableBids: null },
    policy.patch,
  );
  if (step.step === 'WAIT') await publish(t, { ...held, stage }, window, from);
  else await takeStep(t, { ...held, stage }, step);
}

/** Decides of every member whether it is asked, and keeps each answer with its checks. Answers how many are. */
async function invite(t: Transaction, { callOff, stage, policy }: HeldCallOff): Promise<number> {
  const { id: stageId, kind, opensAt } = stage!;
  const members = await membersFor(t.em, callOff.council, kind, callOff.patch);
  const facts = { need: callOff.need, stage: kind, on: localDateOf(opensAt), policy };
  const decisions = [...members.values()].map(({ standing, uncountedWeeklyMinutes }) => ({
    id: newId(),
    ...invitationDecision(standing, facts, uncountedWeeklyMinutes),
  }));
  const asked = decisions.filter((decision) => decision.invited);
  const ofStage = { council: callOff.council, callOffId: callOff.id, stageId };
  await t.em.flush();
  // Past the unit of work: nobody changes these rows here, and a framework may have thousands of members.
  await inBatches(decisions, (batch) =>
    t.em.insertMany(
      Invitation,
      batch.map(({ checks, ...decision }) => ({
        ...decision,
        ...ofStage,
        checks: checks as EligibilityCheck[],
        at: opensAt,
      })),
    ),
  );
  await inBatches(asked, (batch) =>
    t.em.insertMany(
      Bid,
      batch.map(({ id, providerId }) => ({
        id: newId(),
        ...ofStage,
        invitationId: id,
        providerId,
        state: bidStates.initial,
        attempt: 1,
        sealed: true,
        checks: [],
        criteria: [],
      })),
    ),
  );
  return asked.length;
}

/** One statement takes 65,535 parameters. */
const BATCH = 1000;

async function inBatches<Row>(
  rows: readonly Row[],
  insert: (batch: readonly Row[]) => Promise<unknown>,
): Promise<void> {
  for (let from = 0; from < rows.length; from += BATCH) await insert(rows.slice(from, from + BATCH));
}

async function publish(
  t: Transaction,
  { callOff, stage }: HeldCallOff,
  window: StageWindow,
  from: StageKind | undefined,
): Promise<void> {
  const { id, kind, route, version, opensAt, closesAt } = stage!;
  const of = { callOffId: callOff.id, packageId: callOff.packageId };
  const envelope = {
    subject: subjectOf(callOff),
    council: callOff.council,
    audience: { providers: await inviteesOf(t, id), roles: ['broker'] },
  };
  if (from) {
    const data = { ...of, from, to: kind } satisfies CallOffStageEscalated['data'];
    await t.tell({ type: 'CallOffStageEscalated', ...envelope, data });
  }
  await t.tell({
    type: 'CallOffPublished',
    ...envelope,
    data: {
      ...of,
      route,
      stage: kind,
      version,
      opensAt: opensAt.toISOString(),
      closesAt: closesAt.toISOString(),
    } satisfies CallOffPublished['data'],
  });
  await startStageDeadlines(t, callOff, stage!, window);
}

/**
 * What the stage does next, from how its invitees have answered so far. [ROUT-06, ROUT-08]
 *
 * @param suitableBids how many could be offered the package now; null while they are sealed
 */
export async function nextStep(
  t: Transaction,
  { callOff, stage, policy }: HeldCallOff,
  suitableBids: number | null,
): Promise<StageStep> {
  await t.em.flush();
  const invited = await t.em.count(Invitation, { stageId: stage!.id, invited: true });
  const declined = await t.em.count(Bid, { stageId: stage!.id, state: 'DECLINED' });
  const bids = await t.em.count(Bid, { stageId: stage!.id, state: { $nin: [...NO_BID] } });
  const answers: StageAnswers = {
    stage: stage!.kind,
    patch: callOff.patch,
    closed: callOff.state !== 'OPEN',
    invited,
    declined,
    bids,
    suitableBids,
  };
  return stageStep(answers, policy.patch);
}

/** Where no bid stands, or none was made in time. */
const NO_BID = ['INVITED', 'VIEWED', 'DECLINED', 'NO_RESPONSE', 'WITHDRAWN', 'REJECTED_LATE'] as const;

/**
 * Goes on to the next stage, or fails the call-off after the last, where that is the step: bids that nobody can be
 * offered are told so first. Waiting and offering need nothing done. [ROUT-06, ROUT-08, AWRD-07, SM-2]
 */
export async function takeStep(t: Transaction, held: HeldCallOff, step: StageStep): Promise<void> {
  if (step.step !== 'FALL_BACK' && step.step !== 'FAIL') return;
  const { callOff, stage } = held;
  const now = await t.now();
  if (stage && !stage.endedAt) {
    stage.endedAt = now;
    stage.ending = step.because === 'NOBODY_ELIGIBLE' ? 'NOBODY_ELIGIBLE' : 'ALL_DECLINED';
    await t.em.nativeUpdate(Bid, { stageId: stage.id }, { sealed: false });
  }
  for (const bid of await t.em.find(Bid, { stageId: stage!.id, state: 'UNDER_EVALUATION' })) {
    await moveBid(t, callOff, bid, 'not selected', { reason: step.because });
    await tellOutcome(t, callOff, stage!, bid);
  }
  await settleStageDeadlines(t, callOff);
  const event = callOff.state === 'OPEN' ? 'all invitees decline' : 'no suitable bid';
  if (step.step === 'FALL_BACK') {
    await moveCallOff(t, callOff, event, { to: 'OPEN', reason: step.because });
    await openStage(t, held, step.to, stage!.kind);
    return;
  }
  callOff.endReason = step.because;
  await moveCallOff(t, callOff, event, { to: 'FAILED', reason: step.because });
  await t.tell({
    type: 'CallOffFailed',
    subject: subjectOf(callOff),
    council: callOff.council,
    audience: { roles: ['broker'] },
    data: { callOffId: callOff.id, packageId: callOff.packageId } satisfies CallOffFailed['data'],
  });
}

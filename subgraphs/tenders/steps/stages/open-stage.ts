import type { Transaction } from '../../../../kernel/database/work.js';
import type { CallOffRoute, StageKind } from '../../../../schema/events/tenders.js';
import type { AdvertisedNeed } from '../../entities/call-offs/need.js';
import { advertisedTerms } from '../../entities/call-offs/preparation.js';
import { Stage } from '../../entities/stages/stage.js';
import { firstCallNotice } from '../../rules/call-offs/first-call-terms.js';
import { peopleOf } from '../../rules/call-offs/together.js';
import { callOffWarnings } from '../../rules/call-offs/warnings.js';
import { definitionOf } from '../../rules/routes/routes.js';
import { calendarOf } from '../../rules/stages/calendar.js';
import { type StageStep, stageStep } from '../../rules/stages/stages.js';
import { stageWindow } from '../../rules/stages/window.js';
import { awaitChoice } from '../awards/await-choice.js';
import { failCallOff } from '../call-offs/fail-call-off.js';
import type { HeldCallOff } from '../call-offs/hold-call-off.js';
import { moveCallOff } from '../call-offs/move-call-off.js';
import { reachGate } from '../evaluation/reach-gate.js';
import { inviteMembers } from '../invitations/invite-members.js';
import { matchAgain, matchHomes, proposalsOf } from '../matching/match-homes.js';
import { leaveStage } from './leave-stage.js';
import { publishStage } from './publish-stage.js';
import { chaseAgain } from './stage-deadlines.js';

/**
 * Opens a stage of a published call-off: decides for every member whether it is asked, keeps why, starts one clock
 * for all invitees, and tells them, all in this one transaction. If nobody may be asked, the next step is taken at
 * once. A stage that proposes asks nobody yet: homes are matched, and whoever chooses is told. [ROUT-03, ROUT-06, ROUT-08, ROUT-14, WIN-04, WIN-09, EVAL-01, NTF-01, NTF-04]
 *
 * @param from the stage that found nobody, if this is not the first
 * @param only the one provider that it asks, because the person chose it, and the home of its that they chose (CHOI-05, CHOI-06)
 */
export async function openStage(
  t: Transaction,
  held: HeldCallOff,
  kind: StageKind,
  from?: StageKind,
  only: { readonly providerId: string | null; readonly homeId: string | null } | null = null,
): Promise<void> {
  const { callOff, policy } = held;
  const now = await t.now();
  const route = callOff.route as CallOffRoute;
  const calendar = calendarOf(policy);
  const of = { route, stage: kind, care: callOff };
  const { preparation } = callOff;
  const statedAt = preparation && new Date(preparation.bidsDueAt);
  const window = stageWindow(of, now, policy, calendar, statedAt);
  const notice = firstCallNotice(callOff.need, now, policy.d2a, calendar);
  const stage = t.em.create(Stage, {
    council: callOff.council,
    callOffId: callOff.id,
    reference: callOff.reference,
    route,
    position: (held.stage?.position ?? 0) + 1,
    kind,
    policyVersion: callOff.policyVersion,
    serviceType: callOff.serviceType,
    onlyProviderId: only?.providerId ?? null,
    onlyHomeId: only?.homeId ?? null,
    need: callOff.need,
    people: peopleOf(callOff) as AdvertisedNeed[] | null,
    coreWeeklyPence: callOff.coreWeeklyPence,
    budgetPence: definitionOf(route).tellsBudget ? callOff.budgetPence : null,
    terms: preparation && advertisedTerms(preparation),
    version: callOff.version,
    opensAt: window.opensAt,
    closesAt: window.closesAt,
    targetAt: window.targetAt,
    firstCallTerms: notice?.terms ?? null,
    notifiedAt: now,
    drawSeed: '',
  });
  Object.assign(callOff, {
    stageId: stage.id,
    stage: kind,
    opensAt: window.opensAt,
    closesAt: window.closesAt,
    warnings: callOffWarnings(window, notice, of),
  });
  if (callOff.state === 'MATCHING') return matchHomes(t, { ...held, stage });
  const invited = await inviteMembers(t, { ...held, stage });
  const step = stageStep(
    { route, stage: kind, patch: callOff.patch, closed: false, invited, declined: 0, bids: 0, suitableBids: null },
    policy,
  );
  if (step.step === 'WAIT') await publishStage(t, { ...held, stage }, window, from);
  else await takeStep(t, { ...held, stage }, step);
}

/**
 * Takes the step that a stage is due: opens the next stage, or fails the call-off after the last. Bidders that cannot
 * be offered the package are told first. What can be offered goes to the gate of its route, if it has one, or awaits the choice, if
 * somebody else than the broker makes it; otherwise offering needs nothing done, nor does waiting. A stage that proposes does so again. [ROUT-06, ROUT-08, ROUT-38, ROUT-43, AWRD-07, CHOI-08, SM-2]
 */
export async function takeStep(t: Transaction, held: HeldCallOff, step: StageStep): Promise<void> {
  const { callOff, stage } = held;
  const { gate, choice } = definitionOf(callOff.route!);
  if (step.step === 'OFFER' && gate) return reachGate(t, held, gate);
  if (step.step === 'OFFER' && choice) return awaitChoice(t, held);
  if (step.step === 'WAIT' && callOff.state === 'EVALUATING') return waitForOthers(t, held);
  if (step.step !== 'FALL_BACK' && step.step !== 'FAIL') return;
  if (proposalsOf(held)) return matchAgain(t, held);
  if (step.step === 'FAIL') return failCallOff(t, held, step.because);
  await leaveStage(t, held, step.because);
  const event = callOff.state === 'OPEN' ? 'all invitees decline' : 'no suitable bid';
  await moveCallOff(t, callOff, event, { to: 'OPEN', reason: step.because });
  await openStage(t, held, step.to, stage!.kind);
}

/** No offer so far can be chosen, and somebody may still answer: they are chased again. (WIN-13) */
async function waitForOthers(t: Transaction, held: HeldCallOff): Promise<void> {
  await moveCallOff(t, held.callOff, 'no suitable bid', { to: 'OPEN' });
  const now = await t.now();
  if (now > held.stage!.closesAt) await chaseAgain(t, held, now);
}

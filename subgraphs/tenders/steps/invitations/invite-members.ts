import type { Transaction } from '../../../../kernel/database/work.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { newId } from '../../../../kernel/values/ids.js';
import { Bid } from '../../entities/bids/bid.js';
import type { EligibilityCheck } from '../../entities/invitations/eligibility-check.js';
import { Invitation } from '../../entities/invitations/invitation.js';
import { membersFor } from '../../reads/invitations/standings.js';
import { homeOf, homesOfAnswers } from '../../reads/matching/homes.js';
import { bidStates } from '../../rules/bids/bid-states.js';
import { invitationDecision } from '../../rules/invitations/invitation.js';
import { stageAsks } from '../../rules/invitations/stage-asks.js';
import type { HeldCallOff } from '../call-offs/hold-call-off.js';

/**
 * Decides for every member whether a stage asks it, and keeps each answer with its checks. Answers how many are
 * asked. [ROUT-03, ROUT-08, EVAL-01]
 */
export async function inviteMembers(t: Transaction, { callOff, stage, policy }: HeldCallOff): Promise<number> {
  const { id: stageId, kind, opensAt, onlyProviderId, onlyHomeId: homeId } = stage!;
  const members = await membersFor(t.em, callOff.council, { stage: kind, patch: callOff.patch, onlyProviderId });
  const home = homeOf({ homeId }, await homesOfAnswers(t.em, callOff.council, [{ homeId }]));
  const facts = { ...stageAsks(callOff, stage!, policy), home, on: localDateOf(opensAt) };
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
        homeId,
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

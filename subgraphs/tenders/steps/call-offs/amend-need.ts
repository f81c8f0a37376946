import type { Transaction } from '../../../../kernel/database/work.js';
import type { NeedProfile } from '../../../../schema/events/cases.js';
import type { CallOffAmended } from '../../../../schema/events/tenders.js';
import { Bid } from '../../entities/bids/bid.js';
import type { CallOff } from '../../entities/call-offs/call-off.js';
import type { AdvertisedNeed } from '../../entities/call-offs/need.js';
import type { Stage } from '../../entities/stages/stage.js';
import { inviteesOf } from '../../reads/stages/invitees.js';
import { type Amendment, amendment } from '../../rules/call-offs/amendment.js';
import { subjectOf } from '../../rules/call-offs/call-off.js';
import { firstCallTerms } from '../../rules/call-offs/first-call-terms.js';
import { callOffWarnings } from '../../rules/call-offs/warnings.js';
import { calendarOf } from '../../rules/stages/calendar.js';
import { windowUntil } from '../../rules/stages/window.js';
import { moveBid } from '../bids/move-bid.js';
import { moveStageDeadlines } from '../stages/stage-deadlines.js';
import type { HeldCallOff } from './hold-call-off.js';
import { moveCallOff } from './move-call-off.js';

/** What this need would change in the open stage, as amended now. [WIN-14] */
export async function changeOf(
  t: Transaction,
  { callOff, stage, policy }: HeldCallOff,
  need: NeedProfile,
): Promise<Amendment> {
  const { route, kind, closesAt } = stage!;
  return amendment(callOff.need, need, { route, stage: kind, closesAt }, await t.now(), policy, calendarOf(policy));
}

/**
 * Amends the need of an open stage: its window grows if bidders would have too little time, a material change makes
 * bids stale, and every invitee is told. A need that says the same changes nothing. [WIN-14, NTF-02]
 */
export async function amendNeed(t: Transaction, held: HeldCallOff, need: NeedProfile): Promise<void> {
  const { callOff, policy } = held;
  const stage = held.stage!;
  const { changed, material, closesAt } = await changeOf(t, held, need);
  if (changed.length === 0) return;
  callOff.version += 1;
  if (material) callOff.materialVersion = callOff.version;
  callOff.need = need as AdvertisedNeed;
  stage.need = callOff.need;
  stage.version = callOff.version;
  if (stage.firstCallTerms && changed.includes('neededFrom')) {
    stage.firstCallTerms = firstCallTerms(await t.now(), need.neededFrom, policy.d2a, calendarOf(policy));
  }
  if (closesAt > stage.closesAt) await closeLater(t, held, closesAt);
  if (material) {
    for (const bid of await t.em.find(Bid, { stageId: stage.id, state: 'SUBMITTED' })) {
      await moveBid(t, callOff, bid, 'amend');
    }
  }
  await moveCallOff(t, callOff, 'amend', { reason: changed.join(', ') });
  await tellAmended(t, callOff, stage, changed);
}

async function closeLater(t: Transaction, { callOff, stage, policy }: HeldCallOff, closesAt: Date): Promise<void> {
  const { opensAt, closesAt: before } = stage!;
  const from = windowUntil(stage!, { opensAt, closesAt: before }, policy, calendarOf(policy));
  const to = windowUntil(stage!, { opensAt, closesAt }, policy, calendarOf(policy));
  stage!.closesAt = closesAt;
  Object.assign(callOff, { closesAt, warnings: callOffWarnings(to) });
  await moveStageDeadlines(t, callOff, stage!, { from, to });
}

async function tellAmended(
  t: Transaction,
  callOff: CallOff,
  stage: Stage,
  changed: Amendment['changed'],
): Promise<void> {
  await t.tell({
    type: 'CallOffAmended',
    subject: subjectOf(callOff),
    council: callOff.council,
    audience: { providers: await inviteesOf(t.em, stage.id), roles: ['broker'] },
    data: {
      callOffId: callOff.id,
      packageId: callOff.packageId,
      stage: stage.kind,
      version: callOff.version,
      closesAt: stage.closesAt.toISOString(),
      changed,
      need: callOff.need,
    } satisfies CallOffAmended['data'],
  });
}

import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { authorise } from '../../../../kernel/identity/caller.js';
import { inputLimitRefusals } from '../../../../kernel/values/input-limits.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import { transition } from '../../../../kernel/values/state-table.js';
import type { NeedProfile } from '../../../../schema/events/cases.js';
import type { CallOffAmended } from '../../../../schema/events/tenders.js';
import { Bid } from '../../entities/bids/bid.js';
import type { CallOff } from '../../entities/call-offs/call-off.js';
import type { AdvertisedNeed } from '../../entities/call-offs/need.js';
import { type Amendment, amendment, amendmentRefusal } from '../../rules/call-offs/amendment.js';
import { callOffStates } from '../../rules/call-offs/call-off-states.js';
import { firstCallTerms } from '../../rules/call-offs/first-call-terms.js';
import { publicationRefusals } from '../../rules/call-offs/publication.js';
import { windowRefusal, windowUntil } from '../../rules/stages/window.js';
import { inviteesOf } from '../../steps/call-offs/audience.js';
import { endCallOff } from '../../steps/call-offs/end-call-off.js';
import { type HeldCallOff, holdCallOff, holdCallOffOfPackage } from '../../steps/hold-call-off.js';
import { moveBid, moveCallOff } from '../../steps/move.js';
import { calendarOf, moveStageDeadlines, subjectOf } from '../../steps/stages/stage-deadlines.js';
import { closeWindow } from '../stages/close-window.js';
import { openCallOff } from './open-call-off.js';

/** What a broker may put right in an open call-off by itself; everything else comes with a new version of the request. */
export type NeedCorrection = Partial<Pick<NeedProfile, 'neededFrom' | 'skills' | 'carerGender' | 'languages'>>;

/** A broker puts an open call-off right; all its invitees are told at once. [WIN-14, NTF-02] */
export async function amendCallOff(
  work: Work,
  input: { readonly callOffId: string } & NeedCorrection,
): Promise<Outcome<CallOff>> {
  authorise(work.caller, { scope: 'sourcing:write', roles: ['broker'] });
  const { callOffId, ...correction } = input;
  return inTransaction(work, work.caller.organisation, async (t) => {
    const held = await holdCallOff(t, callOffId);
    const { callOff, stage } = held;
    const next = transition(callOffStates, callOff.state, 'amend');
    unlessRefused(inputLimitRefusals(correction, 'input'), 'refusal' in next ? next.refusal : null);
    const need = { ...callOff.need, ...correction };
    unlessRefused(
      windowRefusal({ route: stage!.route, stage: stage!.kind }, stage!, await t.now()),
      publicationRefusals(need),
    );
    await amendOpen(t, held, need);
    return callOff;
  });
}

/**
 * The request has a new version. An open call-off is amended and its invitees told; one that can no longer go to the
 * same providers, or whose bids have been opened on what is no longer asked, is withdrawn and published anew. After an
 * award what changes is for the council and its provider to agree. [WIN-14, ROUT-02, ROUT-03, ROUT-19, NTF-02]
 */
export async function amendForPackage(
  work: Work,
  request: {
    readonly council: string;
    readonly packageId: string;
    readonly need: NeedProfile;
    readonly sourcingVersion: number;
  },
): Promise<Outcome<void>> {
  const { council, packageId, need, sourcingVersion } = request;
  return inTransaction(work, council, async (t) => {
    const held = await holdCallOffOfPackage(t, packageId);
    if (!held) return;
    const { callOff, stage } = held;
    callOff.sourcingVersion = sourcingVersion;
    if (callOff.state === 'AWARDED' || !stage) return;
    if (callOff.state === 'OPEN' && (await t.now()) > stage.closesAt) {
      await t.em.flush();
      await closeWindow(t, { council, callOffId: callOff.id, stageId: stage.id });
    }
    const elsewhere = amendmentRefusal(callOff.need, need) ?? publicationRefusals(need)[0];
    const change = await changeOf(t, held, need);
    if (elsewhere || (callOff.state !== 'OPEN' && change.material)) {
      await endCallOff(t, held, { code: elsewhere?.code ?? 'AMENDED_AFTER_CLOSE', replaced: true });
      await t.em.flush();
      await openCallOff(t, { council, packageId, packageReference: callOff.packageReference, need, sourcingVersion });
    } else if (callOff.state === 'OPEN') {
      await amendOpen(t, held, need);
    } else {
      callOff.need = need as AdvertisedNeed;
    }
  });
}

async function changeOf(
  t: Transaction,
  { callOff, stage, policy }: HeldCallOff,
  need: NeedProfile,
): Promise<Amendment> {
  const { route, kind, closesAt } = stage!;
  return amendment(callOff.need, need, { route, stage: kind, closesAt }, await t.now(), policy, calendarOf(policy));
}

async function amendOpen(t: Transaction, held: HeldCallOff, need: NeedProfile): Promise<void> {
  const { callOff, policy } = held;
  const stage = held.stage!;
  const now = await t.now();
  const { changed, material, closesAt } = await changeOf(t, held, need);
  if (changed.length === 0) return;
  callOff.version += 1;
  if (material) callOff.materialVersion = callOff.version;
  callOff.need = need as AdvertisedNeed;
  stage.need = callOff.need;
  stage.version = callOff.version;
  if (stage.firstCallTerms && changed.includes('neededFrom')) {
    stage.firstCallTerms = firstCallTerms(now, need.neededFrom, policy.d2a, calendarOf(policy));
  }
  if (closesAt > stage.closesAt) {
    const { opensAt } = stage;
    const from = windowUntil(stage, { opensAt, closesAt: stage.closesAt }, policy, calendarOf(policy));
    const to = windowUntil(stage, { opensAt, closesAt }, policy, calendarOf(policy));
    stage.closesAt = closesAt;
    callOff.closesAt = closesAt;
    callOff.warnings = to.closesOutsideBrokerageHours ? ['CLOSES_OUTSIDE_BROKERAGE_HOURS'] : [];
    await moveStageDeadlines(t, callOff, stage, { from, to });
  }
  if (material) {
    for (const bid of await t.em.find(Bid, { stageId: stage.id, state: 'SUBMITTED' })) {
      await moveBid(t, callOff, bid, 'amend');
    }
  }
  await moveCallOff(t, callOff, 'amend', { reason: changed.join(', ') });
  await t.tell({
    type: 'CallOffAmended',
    subject: subjectOf(callOff),
    council: callOff.council,
    audience: { providers: await inviteesOf(t, stage.id), roles: ['broker'] },
    data: {
      callOffId: callOff.id,
      packageId: callOff.packageId,
      stage: stage.kind,
      version: callOff.version,
      closesAt: stage.closesAt.toISOString(),
      changed,
      need,
    } satisfies CallOffAmended['data'],
  });
}

import type { Transaction } from '../../../../kernel/database/work.js';
import type { NeedProfile } from '../../../../schema/events/cases.js';
import type { CallOffAmended } from '../../../../schema/events/tenders.js';
import { Bid } from '../../entities/bids/bid.js';
import type { AdvertisedNeed } from '../../entities/call-offs/need.js';
import { inviteesOf } from '../../reads/stages/invitees.js';
import { type Amendment, amendment, type NeedField } from '../../rules/call-offs/amendment.js';
import { subjectOf } from '../../rules/call-offs/call-off.js';
import { firstCallNotice } from '../../rules/call-offs/first-call-terms.js';
import { peopleOf } from '../../rules/call-offs/together.js';
import { callOffWarnings } from '../../rules/call-offs/warnings.js';
import { calendarOf } from '../../rules/stages/calendar.js';
import { windowAmended, windowUntil } from '../../rules/stages/window.js';
import { moveBid } from '../bids/move-bid.js';
import { type AskedAgain, inviteAgain } from '../invitations/invite-again.js';
import { followAnswer } from '../stages/collect-offers.js';
import { tellPublished } from '../stages/publish-stage.js';
import { moveStageDeadlines } from '../stages/stage-deadlines.js';
import type { HeldCallOff } from './hold-call-off.js';
import { moveCallOff } from './move-call-off.js';

/**
 * What this need would change in the open stage, as amended now. [WIN-14]
 *
 * @param alsoChanged what is otherwise for one of several people (ROUT-39)
 */
export async function changeOf(
  t: Transaction,
  { callOff, stage, policy }: HeldCallOff,
  need: NeedProfile,
  alsoChanged: readonly NeedField[] = [],
): Promise<Amendment> {
  const { route, kind, closesAt } = stage!;
  const care = { serviceType: callOff.serviceType, need };
  const of = { route, stage: kind, care, closesAt };
  return amendment(callOff.need, need, of, await t.now(), policy, calendarOf(policy), alsoChanged);
}

const NOBODY: AskedAgain = { invited: [], stoodDown: 0 };

/**
 * Amends the need of an open stage: its window grows if bidders would have too little time, a material change makes
 * bids stale, and every invitee is told. If the need is of another person now, it is decided again who is asked: whoever
 * has become eligible is invited, all have the whole window, and whoever no longer is stands down. A need that says the same
 * changes nothing. [WIN-14, WIN-04, NTF-01, NTF-02, ROUT-03, EVAL-01]
 */
export async function amendNeed(
  t: Transaction,
  held: HeldCallOff,
  need: NeedProfile,
  alsoChanged: readonly NeedField[] = [],
): Promise<void> {
  const { callOff } = held;
  const stage = held.stage!;
  const change = await changeOf(t, held, need, alsoChanged);
  const { changed, material } = change;
  if (changed.length === 0) return;
  callOff.version += 1;
  if (material) callOff.materialVersion = callOff.version;
  const before = callOff.need;
  callOff.need = need as AdvertisedNeed;
  stage.need = callOff.need;
  const isOfOthers = stage.people?.length !== peopleOf(callOff)?.length;
  stage.people = peopleOf(callOff) as AdvertisedNeed[] | null;
  if (stage.budgetPence !== null) stage.budgetPence = callOff.budgetPence;
  stage.version = callOff.version;
  stage.serviceType = callOff.serviceType;
  await moveCallOff(t, callOff, 'amend', { reason: changed.join(', ') });
  const again = change.asksAgain ? await inviteAgain(t, held) : NOBODY;
  await keepWindow(t, held, before, change);
  if (material) {
    for (const bid of await t.em.find(Bid, { stageId: stage.id, state: 'SUBMITTED' })) {
      await moveBid(t, callOff, bid, 'amend');
    }
  }
  await tellAmended(t, held, [...changed, ...(isOfOthers ? ['people'] : [])], again.invited);
  if (again.invited.length > 0) await tellPublished(t, held, { providers: again.invited });
  if (again.stoodDown > 0) await followAnswer(t, held);
}

/** Moves the clocks that follow the amendment, and notes when invitees were told another day for the first call. */
async function keepWindow(
  t: Transaction,
  { callOff, stage, policy }: HeldCallOff,
  before: NeedProfile,
  { closesAt, asksAgain }: Amendment,
): Promise<void> {
  const now = await t.now();
  const calendar = calendarOf(policy);
  const { opensAt, targetAt } = stage!;
  const of = { route: stage!.route, stage: stage!.kind, care: callOff };
  const from = { ...windowUntil(of, stage!, policy, calendar), targetAt };
  const to = windowAmended(of, { opensAt, closesAt, targetAt }, asksAgain ? now : null, policy, calendar);
  const asked = (need: NeedProfile) => firstCallNotice(need, now, policy.d2a, calendar);
  const known = asked(before)?.requestedOn === asked(callOff.need)?.requestedOn;
  const notifiedAt = known ? stage!.notifiedAt : now;
  const notice = firstCallNotice(callOff.need, notifiedAt, policy.d2a, calendar);
  Object.assign(stage!, {
    closesAt: to.closesAt,
    targetAt: to.targetAt,
    notifiedAt,
    firstCallTerms: notice?.terms ?? null,
  });
  Object.assign(callOff, { closesAt: to.closesAt, warnings: callOffWarnings(to, notice, of) });
  await moveStageDeadlines(t, callOff, stage!, { from, to });
}

/** Tells brokers and all whom the stage asked before; whoever it asks only now is told of the stage itself. */
async function tellAmended(
  t: Transaction,
  { callOff, stage }: HeldCallOff,
  changed: readonly string[],
  newcomers: readonly string[],
): Promise<void> {
  const { id, kind, closesAt } = stage!;
  const invitees = await inviteesOf(t.em, id);
  await t.tell({
    type: 'CallOffAmended',
    subject: subjectOf(callOff),
    council: callOff.council,
    audience: { providers: invitees.filter((each) => !newcomers.includes(each)), roles: ['broker'] },
    data: {
      callOffId: callOff.id,
      packageId: callOff.packageId,
      stage: kind,
      version: callOff.version,
      closesAt: closesAt.toISOString(),
      changed,
      need: callOff.need,
    } satisfies CallOffAmended['data'],
  });
}

import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { meetDeadline, startDeadline } from '../../../../kernel/time/deadlines.js';
import { endOfLocalDay } from '../../../../kernel/time/working-time.js';
import type { ProviderStanding, ProviderStandingChanged } from '../../../../schema/events/providers.js';
import type { Policy } from '../../../../schema/policy.js';
import { Standing } from '../../entities/register/standing.js';
import { standingFacts } from '../../reads/register/standing-facts.js';
import { lastDayOfDeclaration } from '../../rules/hours/private-hours.js';
import { standingChanged, standingOf } from '../../rules/register/standing.js';
import { standingNotices } from '../../rules/register/standing-notices.js';
import { refreshHomes } from '../homes/refresh-homes.js';

/**
 * Tells where the provider now stands, to each council in which it is or was a member. It is the last act of every
 * command that could change a standing, so that a rating closes or opens eligibility with the very change. So are its homes.
 *
 * A command that acts in one council sees and tells that council's standing alone. The provider's row must be locked.
 */
export async function refreshStanding(t: Transaction, providerId: string): Promise<void> {
  await t.em.flush();
  const now = await t.now();
  const held = new Map((await t.em.find(Standing, { providerId })).map((standing) => [standing.council, standing]));
  for (const facts of await standingFacts(t.em, providerId)) {
    const { council } = facts;
    const { policy } = await policyInForce(t.em, council, now);
    const standing = held.get(council);
    const before = standing?.snapshot ?? null;
    const after = standingOf(facts, (standing?.version ?? 0) + 1, now, policy);
    if (!standingChanged(before, after)) continue;
    const kept = standing ?? t.em.create(Standing, { providerId, council, version: 0, snapshot: after });
    kept.version = after.version;
    kept.snapshot = after;
    t.em.persist(kept);
    await t.tell({
      type: 'ProviderStandingChanged',
      subject: `provider/${providerId}`,
      council,
      audience: {},
      data: after,
    } satisfies Omit<ProviderStandingChanged, 'actor' | 'occurredAt'>);
    for (const { type, data, roles } of standingNotices(before, after, facts.cqcLocationId, policy)) {
      await t.tell({
        type,
        subject: `provider/${providerId}`,
        council,
        audience: { providers: [providerId], roles },
        data,
      });
    }
    await timeRedeclaration(t, kept.id, before, after, policy);
  }
  await refreshHomes(t, providerId);
}

/** Starts the deadline by which private hours must be declared again to count without a break (PROV-23). */
async function timeRedeclaration(
  t: Transaction,
  standingId: string,
  before: ProviderStanding | null,
  after: ProviderStanding,
  policy: Policy,
): Promise<void> {
  const lastDay = lastDayDeclared(after, policy);
  // Two declarations of one day are due on the same day, and that deadline already runs.
  if (lastDay === null || (before && lastDay === lastDayDeclared(before, policy))) return;
  const subject = `standing/${standingId}`;
  await meetDeadline(t, 'PROV-23', subject);
  await startDeadline(t, {
    rule: 'PROV-23',
    subject,
    council: after.council,
    dueAt: endOfLocalDay(lastDay),
    data: { providerId: after.providerId },
  });
}

function lastDayDeclared({ capacity }: ProviderStanding, policy: Policy): string | null {
  if (capacity.declaredAt === null || capacity.privateWeeklyMinutes === null) return null;
  return lastDayOfDeclaration(new Date(capacity.declaredAt), policy.capacity.declarationDays);
}

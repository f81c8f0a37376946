import type { EntityManager } from '../../../../kernel/database/orm.js';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { meetDeadline, startDeadline } from '../../../../kernel/time/deadlines.js';
import { addLocalDays, endOfLocalDay, localDateOf } from '../../../../kernel/time/working-time.js';
import type { ProviderStanding, ProviderStandingChanged } from '../../../../schema/events/providers.js';
import type { Policy } from '../../../../schema/policy.js';
import { ImprovementPlan } from '../../entities/cqc/improvement-plan.js';
import { Location, ratingsOf } from '../../entities/cqc/location.js';
import { Workload } from '../../entities/hours/capacity.js';
import { Membership } from '../../entities/membership/membership.js';
import { LowRateQuery, Rate } from '../../entities/rates/rate.js';
import { Provider } from '../../entities/register/provider.js';
import { Standing } from '../../entities/register/standing.js';
import { NOT_YET_RATED } from '../../rules/cqc/ratings.js';
import { type StandingFacts, standingChanged, standingOf } from '../../rules/register/standing.js';
import { standingNotices } from '../../rules/register/standing-notices.js';

/**
 * Tells where the provider now stands, to each council in which it is or was a member: the last act of every command
 * that could change it, so that a rating closes or opens eligibility with the very change.
 *
 * A command that acts in one council sees and tells that council's alone. The provider's row must be locked.
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
  await t.em.flush();
}

/** Private hours are declared again before the last declaration is too old to count (PROV-23). */
async function timeRedeclaration(
  t: Transaction,
  standingId: string,
  before: ProviderStanding | null,
  after: ProviderStanding,
  policy: Policy,
): Promise<void> {
  const lastDay = lastDayOfDeclaration(after, policy);
  // Declared twice in a day it is due on the same day, and that deadline runs already.
  if (lastDay === null || (before && lastDay === lastDayOfDeclaration(before, policy))) return;
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

function lastDayOfDeclaration({ capacity }: ProviderStanding, policy: Policy): string | null {
  if (capacity.declaredAt === null || capacity.privateWeeklyMinutes === null) return null;
  return addLocalDays(localDateOf(new Date(capacity.declaredAt)), policy.capacity.declarationDays);
}

/**
 * Where the provider stands with the council at this very instant, under the version told last; null when it has never
 * been a member. Time alone may have changed it since: a price begins, a declaration grows old. [EVAL-01, EVAL-03]
 */
export async function standingNow(
  em: EntityManager,
  providerId: string,
  council: string,
  now: Date,
): Promise<ProviderStanding | null> {
  const [facts] = await standingFacts(em, providerId, council);
  if (!facts) return null;
  const told = await em.findOne(Standing, { providerId, council });
  const { policy } = await policyInForce(em, council, now);
  return standingOf(facts, told?.version ?? 0, now, policy);
}

type Facts = StandingFacts & { readonly cqcLocationId: string };

/** Everything that bears on the standing, for each council with a membership among the rows that `em` may see. */
async function standingFacts(em: EntityManager, providerId: string, council?: string): Promise<readonly Facts[]> {
  const own = { providerId, ...(council !== undefined && { council }) };
  const provider = await em.findOneOrFail(Provider, { id: providerId });
  const location = await em.findOne(Location, { cqcLocationId: provider.cqcLocationId });
  const workload = await em.findOne(Workload, { providerId });
  const memberships = await em.find(Membership, own);
  const rates = await em.find(Rate, own);
  const plans = await em.find(ImprovementPlan, own);
  const queries = await em.find(LowRateQuery, own);
  const councils = [...new Set(memberships.map((membership) => membership.council))].sort();
  return councils.map((council) => {
    const ofCouncil = (row: { council: string }) => row.council === council;
    return {
      providerId,
      council,
      cqcLocationId: provider.cqcLocationId,
      name: provider.name,
      registered: location?.registered ?? false,
      ratings: location ? ratingsOf(location) : NOT_YET_RATED,
      ageBands: location?.ageBands ?? [],
      memberships: memberships.filter(ofCouncil),
      groups: provider.groups,
      skills: provider.skills,
      plans: plans.filter(ofCouncil),
      privateHours:
        workload?.privateWeeklyMinutes != null && workload.declaredAt
          ? { weeklyMinutes: workload.privateWeeklyMinutes, declaredAt: workload.declaredAt }
          : null,
      committedWeeklyMinutes: workload?.committedWeeklyMinutes ?? 0,
      countedTo: workload?.countedTo ?? 0,
      rates: rates.filter(ofCouncil),
      queries: queries.filter(ofCouncil),
    };
  });
}

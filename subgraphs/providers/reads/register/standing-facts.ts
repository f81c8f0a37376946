import type { EntityManager } from '../../../../kernel/database/orm.js';
import { ImprovementPlan } from '../../entities/cqc/improvement-plan.js';
import { doubtsOf, Location, ratingsOf } from '../../entities/cqc/location.js';
import { PublishedRatings } from '../../entities/cqc/rating-set.js';
import { Workload } from '../../entities/hours/capacity.js';
import { Membership } from '../../entities/membership/membership.js';
import { QafRating } from '../../entities/quality/qaf-rating.js';
import { LowRateQuery, Rate } from '../../entities/rates/rate.js';
import { Provider } from '../../entities/register/provider.js';
import { LongListKeys } from '../../entities/sourcing/long-list-keys.js';
import { NOT_YET_RATED } from '../../rules/cqc/ratings.js';
import type { StandingFacts } from '../../rules/register/standing.js';

/** What decides a standing, and the location whose rating is told with it. */
export type FactsOfCouncil = StandingFacts & { readonly cqcLocationId: string };

/**
 * The facts that decide a standing, for each council that has a membership among the rows that `em` may see; none of a
 * provider that is not known.
 */
export async function standingFacts(
  em: EntityManager,
  providerId: string,
  council?: string,
): Promise<readonly FactsOfCouncil[]> {
  const own = { providerId, ...(council !== undefined && { council }) };
  const provider = await em.findOne(Provider, { id: providerId });
  if (!provider) return [];
  const location = await em.findOne(Location, { cqcLocationId: provider.cqcLocationId });
  const workload = await em.findOne(Workload, { providerId });
  const memberships = await em.find(Membership, own);
  const qafRatings = await em.find(QafRating, own);
  const longListKeys = await em.find(LongListKeys, own);
  const overallRatedOn = location ? await lastRatedOn(em, location) : null;
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
      doubts: location ? doubtsOf(location) : [],
      ageBands: location?.ageBands ?? [],
      memberships: memberships.filter(ofCouncil),
      longListKeys: longListKeys.find(ofCouncil) ?? null,
      overallRatedOn,
      qafRatings: qafRatings.filter(ofCouncil),
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

/** The day on which its latest overall rating was published; null if CQC does not rate it overall. (PROV-03, EVAL-06) */
async function lastRatedOn(
  em: EntityManager,
  { id: locationId, overall, publishedOn }: Location,
): Promise<string | null> {
  if (overall === NOT_YET_RATED.overall) return null;
  const rated = { locationId, overall: { $ne: NOT_YET_RATED.overall } };
  const last = await em.findOne(PublishedRatings, rated, { orderBy: { publishedOn: 'desc' } });
  return last?.publishedOn ?? publishedOn;
}

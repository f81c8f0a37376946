import { localDateOf } from '../../../../kernel/time/working-time.js';
import type { Skill } from '../../../../schema/events/cases.js';
import type { AgeBand, GateDoubt, ProviderCategory, ProviderStanding } from '../../../../schema/events/providers.js';
import type { Policy } from '../../../../schema/policy.js';
import { type ImprovementPlan, improvementPlanCompliant } from '../cqc/improvement-plan.js';
import type { RatingSet } from '../cqc/ratings.js';
import { type PrivateHours, privateMinutesInForce } from '../hours/private-hours.js';
import type { Membership } from '../membership/membership.js';
import { type QafRating, qafStanding } from '../quality/qaf-rating.js';
import { type LowRateQuery, lowRateQueryOpen } from '../rates/low-rate.js';
import type { Rate } from '../rates/rate.js';
import { blendedRatePence, nightRatesPence } from '../rates/rate-table.js';
import type { LongListKeys } from '../sourcing/long-list-keys.js';

/** Everything that the register holds of one provider and that decides where it stands with one council. */
export interface StandingFacts {
  readonly providerId: string;
  readonly council: string;
  readonly name: string;
  readonly registered: boolean;
  readonly ratings: RatingSet;
  readonly doubts: readonly GateDoubt[];
  readonly ageBands: readonly AgeBand[];
  /** With this council; rates and queries likewise. */
  readonly memberships: ReadonlyArray<Membership & { readonly categories: readonly ProviderCategory[] }>;
  /** By which this council puts it on long lists; null if it keeps none. */
  readonly longListKeys: LongListKeys | null;
  /** `YYYY-MM-DD` of its latest overall rating; null without one. */
  readonly overallRatedOn: string | null;
  /** By this council. */
  readonly qafRatings: readonly QafRating[];
  readonly groups: readonly string[];
  readonly skills: readonly Skill[];
  readonly plans: readonly ImprovementPlan[];
  readonly privateHours: PrivateHours | null;
  /** Worker-minutes a week of live placements, all councils, and the log position up to which they are counted. */
  readonly committedWeeklyMinutes: number;
  readonly countedTo: number;
  readonly rates: readonly Rate[];
  readonly queries: readonly LowRateQuery[];
}

/**
 * Where a provider stands with a council at `now`: the snapshot that an invitation or an award asks for. The caller
 * gives the `version`: one more than the last if `standingChanged` says so. Lists are sorted, so that the same facts
 * read in another order are the same standing. [PROV-02 to PROV-09, PROV-12 to PROV-14, PROV-19, PROV-23, PROV-28, PROV-32
 * to PROV-34]
 */
export function standingOf(
  facts: StandingFacts,
  version: number,
  now: Date,
  policy: Pick<Policy, 'capacity'>,
): ProviderStanding {
  const today = localDateOf(now);
  return {
    providerId: facts.providerId,
    council: facts.council,
    version,
    name: facts.name,
    registered: facts.registered,
    overall: facts.ratings.overall,
    keyQuestions: facts.ratings.keyQuestions,
    doubts: facts.doubts.toSorted(),
    ageBands: facts.ageBands.toSorted(),
    memberships: facts.memberships
      .map(({ vehicle, patch, status, from, to, lots, expertise, categories }) => ({
        vehicle,
        patch,
        status,
        from,
        to,
        lots: lots.toSorted(),
        expertise: expertise.toSorted(),
        categories: categories.toSorted(),
      }))
      .sort((one, other) => (canonical(one) < canonical(other) ? -1 : 1)),
    longList: facts.longListKeys && {
      serviceTypes: facts.longListKeys.serviceTypes.toSorted(),
      patches: facts.longListKeys.patches?.toSorted() ?? null,
    },
    overallRatedOn: facts.overallRatedOn,
    qaf: qafStanding(facts.qafRatings, today),
    groups: facts.groups.toSorted(),
    skills: facts.skills.toSorted(),
    improvementPlanCompliant: improvementPlanCompliant(facts.ratings, facts.plans, today),
    capacity: {
      privateWeeklyMinutes: privateMinutesInForce(facts.privateHours, now, policy.capacity.declarationDays),
      declaredAt: facts.privateHours?.declaredAt.toISOString() ?? null,
      committedWeeklyMinutes: facts.committedWeeklyMinutes,
      countedTo: facts.countedTo,
    },
    blendedRatePence: blendedRatePence(facts.rates, today) as Readonly<Record<string, number>>,
    nightRatesPence: nightRatesPence(facts.rates, today),
    lowRateQueryOpen: lowRateQueryOpen(facts.queries),
  };
}

/** Whether anything but the version differs: then, and only then, a standing, of a provider or of a home, is told. */
export function standingChanged<Standing extends { readonly version: number }>(
  before: Standing | null,
  after: Standing,
): boolean {
  return before === null || canonical({ ...before, version: 0 }) !== canonical({ ...after, version: 0 });
}

/** JSON with its keys in order: a stored standing may come back with its keys in another one. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}

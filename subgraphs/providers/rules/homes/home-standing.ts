import { localDateOf } from '../../../../kernel/time/working-time.js';
import { type GateDoubt, type HomeStanding, PLACE_KINDS, type PlaceKind } from '../../../../schema/events/providers.js';
import type { Policy } from '../../../../schema/policy.js';
import type { RatingSet } from '../cqc/ratings.js';
import type { CareHome } from './care-home.js';
import { freshUntil } from './freshness.js';
import type { VacancyStatement } from './vacancies.js';
import { type HomePrice, homePriceOn } from './weekly-price.js';

/** Everything that the register holds of one home and that decides where it stands with one council. */
export interface HomeFacts {
  readonly homeId: string;
  readonly providerId: string;
  readonly council: string;
  readonly home: CareHome;
  readonly name: string | null;
  readonly registered: boolean;
  readonly ratings: RatingSet;
  readonly doubts: readonly GateDoubt[];
  /** Code of the council's patch in which it lies; null outside of the borough. */
  readonly patch: string | null;
  /** All prices of the home; those agreed with another council are left out here. */
  readonly prices: readonly HomePrice[];
  readonly statement: VacancyStatement | null;
}

/**
 * Where a home stands with a council: the snapshot that matching and an award ask for. Lists are sorted, so that the same
 * facts read in another order are the same standing. What was agreed with another council is left out. [PROV-21, PROV-22,
 * ROUT-30, IDG-26]
 */
export function homeStandingOf(facts: HomeFacts, version: number, policy: Pick<Policy, 'vacancy'>): HomeStanding {
  const { homeId, providerId, council, home, name, registered, ratings, doubts, patch, statement } = facts;
  return {
    homeId,
    providerId,
    council,
    version,
    name,
    kinds: home.kinds.toSorted(),
    groups: home.groups.toSorted(),
    skills: home.skills.toSorted(),
    patch,
    registered,
    overall: ratings.overall,
    keyQuestions: ratings.keyQuestions,
    doubts: doubts.toSorted(),
    prices: PLACE_KINDS.flatMap((kind) => pricesOf(facts, kind)),
    vacancies: statement && {
      statedAt: statement.statedAt.toISOString(),
      freshTo: localDateOf(freshUntil(statement.statedAt, policy.vacancy.staleDays)),
      free: statement.vacancies.map(({ kind, count, from }) => ({ kind, count, from })),
    },
  };
}

/** What a kind of place costs the council on each day on which that changes. */
function pricesOf({ prices, council }: HomeFacts, kind: PlaceKind): HomeStanding['prices'] {
  const known = prices.filter((price) => price.kind === kind && (price.council ?? council) === council);
  const days = [...new Set(known.map(({ from }) => from))].sort();
  return days.map((from) => {
    const { pence, council: agreedWith } = homePriceOn(known, { kind, council, on: from })!;
    return { kind, agreed: agreedWith !== null, pence, from };
  });
}

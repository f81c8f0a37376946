import type { HomeNeed, NeedProfile } from '../../../../schema/events/cases.js';
import type { HomeStanding } from '../../../../schema/events/providers.js';
import { drawnNumber } from '../evaluation/draw.js';
import { type Placed, ranked } from '../evaluation/ranking.js';
import type { Check, EligibilityCheckId, EligibilityFacts } from '../invitations/check.js';
import { eligibilityChecks, isEligible } from '../invitations/eligibility.js';
import { placeKindPaid, placesFreeBy, weeklyPriceOn } from './home.js';

/** What makes one home come before another; the draw decides between homes that are alike. */
export const MATCH_REASONS = ['PREFERRED_PATCH', 'FRESH_VACANCY', 'LOWER_PRICE'] as const;
export type MatchReason = (typeof MATCH_REASONS)[number] | 'DRAW';

/** A home with what puts it in its place. */
export interface MatchedHome {
  readonly homeId: string;
  readonly providerId: string;
  /** Code of the patch in which it lies; null outside of the borough. */
  readonly patch: string | null;
  /** The place of that patch among those that are preferred, from 1; null if it is not one of them. */
  readonly preference: number | null;
  /** Places free by the day of admission, as last stated; null if it never stated any. */
  readonly placesFree: number | null;
  /** Whether that is fresh. */
  readonly isFresh: boolean;
  /** A week, on the day of admission; null if the home says no price. */
  readonly weeklyPricePence: number | null;
  readonly drawn: number;
}

/** Whether one home could take the person, and on which checks: kept for those that could not as well. [EVAL-01, IDG-16] */
export interface HomeDecision {
  readonly home: HomeStanding;
  readonly standingVersion: number;
  readonly suits: boolean;
  readonly checks: readonly Check<EligibilityCheckId>[];
}

/**
 * Whether a home suits: it and its provider pass every check, and it has not said no to this person before. [ROUT-30, ROUT-33,
 * ROUT-35, EVAL-01]
 */
export function homeDecision(
  facts: Omit<EligibilityFacts, 'purpose' | 'home'>,
  home: HomeStanding,
  saidNo: boolean,
): HomeDecision {
  const checks = [...eligibilityChecks({ ...facts, home, purpose: 'INVITE' }), saidNoCheck(saidNo)];
  return { home, standingVersion: home.version, suits: isEligible(checks, 'INVITE'), checks };
}

/** By default a home that found the person unsuitable is left out of every later match. (ROUT-33) */
function saidNoCheck(saidNo: boolean): Check<'HOME_SAID_NO'> {
  return { id: 'HOME_SAID_NO', rule: 'ROUT-33', inputs: { saidNo }, result: saidNo ? 'FAIL' : 'PASS' };
}

/**
 * The homes in the order in which they are proposed: where the person would rather live comes first, then places that are
 * surely free, then the lower price, and between homes that are alike a draw. It decides nothing: the practitioner agrees
 * the preferred one with the person or the family. [ROUT-30, ROUT-31, ROUT-35]
 *
 * @param drawSeed of the stage
 */
export function matchOrder(
  homes: readonly HomeStanding[],
  need: Pick<NeedProfile, 'home' | 'neededFrom'>,
  on: string,
  drawSeed: string,
): ReadonlyArray<Placed<MatchedHome, MatchReason>> {
  const asked = need.home!;
  return ranked<MatchedHome, MatchReason>(
    homes.map((home) => matched(home, asked, need.neededFrom, on, drawSeed)),
    [
      { name: 'PREFERRED_PATCH', compare: (one, other) => absentLast(one.preference) - absentLast(other.preference) },
      { name: 'FRESH_VACANCY', compare: (one, other) => Number(other.isFresh) - Number(one.isFresh) },
      {
        name: 'LOWER_PRICE',
        compare: (one, other) => absentLast(one.weeklyPricePence) - absentLast(other.weeklyPricePence),
      },
      { name: 'DRAW', compare: (one, other) => one.drawn - other.drawn || (one.homeId < other.homeId ? -1 : 1) },
    ],
  );
}

/** Far beyond every place and price, and still a number that can be taken from itself. */
function absentLast(value: number | null): number {
  return value ?? Number.MAX_SAFE_INTEGER;
}

function matched(home: HomeStanding, asked: HomeNeed, neededFrom: string, on: string, drawSeed: string): MatchedHome {
  const kind = placeKindPaid(asked);
  const { homeId, providerId, patch, vacancies } = home;
  const preference = patch === null ? -1 : asked.preferredPatches.indexOf(patch);
  return {
    homeId,
    providerId,
    patch,
    preference: preference < 0 ? null : preference + 1,
    placesFree: placesFreeBy(home, kind, neededFrom),
    isFresh: vacancies !== null && on <= vacancies.freshTo,
    weeklyPricePence: weeklyPriceOn(home, kind, neededFrom),
    drawn: drawnNumber(drawSeed, homeId),
  };
}

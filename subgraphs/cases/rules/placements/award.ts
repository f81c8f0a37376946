import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { CallPattern } from '../../../../schema/events/cases.js';
import { isLive, type PlacementState } from './placement-states.js';
import { type Rates, weeklyPricePence } from './weekly-price.js';

/** Refuses a second placement of a package while one is live: neither ended nor withdrawn. [AWRD-01] */
export function awardRefusal(placements: readonly PlacementState[]): Refusal | undefined {
  if (!placements.some(isLive)) return undefined;
  return refuse(
    'AWRD-01',
    'PLACEMENT_ALREADY_LIVE',
    'A package has one live placement; the present one must end or be withdrawn first.',
  );
}

/** What was agreed at the award, kept unchanged to measure later variance against. [AWRD-10] */
export interface AgreedTerms {
  /** Version of the care plan at the award; null when interim documents or a D2A passport stood in for it. */
  readonly carePlanVersion: number | null;
  readonly weeklyWorkerMinutes: number;
  /** Null, too, for what is bought by the week. */
  readonly hourlyRatePence: number | null;
  /** Null if a rate that it needs was not in force. */
  readonly weeklyPricePence: number | null;
  /** For the service as a whole, as the plan says; null without a plan. */
  readonly totalBudgetPence: number | null;
  readonly policyVersion: string;
}

/** Pins plan version, hours, rate and budget as they are at the award, with the weekly price that follows. [AWRD-10] */
export function termsAtAward(
  award: Rates & {
    readonly weeklyWorkerMinutes: number;
    readonly calls: readonly CallPattern[];
    readonly policyVersion: string;
    /** Null but for what is bought by the week, and has no hourly rate: a place in a home, or a package at one price. */
    readonly byTheWeek: { readonly weeklyPricePence: number | null } | null;
  },
  plan: { readonly version: number; readonly totalBudgetPence: number | null } | null,
): AgreedTerms {
  return {
    carePlanVersion: plan?.version ?? null,
    weeklyWorkerMinutes: award.weeklyWorkerMinutes,
    hourlyRatePence: award.byTheWeek ? null : award.hourlyRatePence,
    weeklyPricePence: award.byTheWeek ? award.byTheWeek.weeklyPricePence : weeklyPricePence(award, award),
    totalBudgetPence: plan?.totalBudgetPence ?? null,
    policyVersion: award.policyVersion,
  };
}

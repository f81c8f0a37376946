import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { NightRates } from '../../../../schema/events/cases.js';
import type { Policy } from '../../../../schema/policy.js';
import { isInAHome } from '../requests/home-need.js';
import type { ServiceType } from '../requests/request-type.js';
import { isAtOnePrice } from './weekly-price.js';

/** What an IPO says. Money is whole pence, lengths whole minutes, dates `YYYY-MM-DD`. [AWRD-03; 001 Arr(h)] */
export interface Ipo {
  readonly reference: string;
  readonly councilPersonId: string;
  readonly providerId: string;
  readonly serviceType: ServiceType;
  readonly weeklyWorkerMinutes: number;
  /** Null where care is bought by the week: in a home, and at one price for the whole package. */
  readonly hourlyRatePence: number | null;
  readonly weeklyPricePence: number;
  /** First day of care, or day of admission. */
  readonly startDate: string;
  /** Respite only, else null. */
  readonly lengthOfStayNights: number | null;
  /** The first day on which it is in force: for a revised IPO, the day its variation takes effect. (AWRD-04) */
  readonly effectiveFrom: string;
  /** The days of the suspension that it is in force with; none, or open, if null. (AWRD-05) */
  readonly suspendedFrom: string | null;
  readonly suspendedTo: string | null;
  /** 1 for the first IPO of a placement. */
  readonly version: number;
}

/** What an IPO needs to know about a placement. */
export interface IpoFacts {
  readonly reference: string;
  readonly councilPersonId: string;
  readonly providerId: string;
  readonly serviceType: ServiceType;
  readonly weeklyWorkerMinutes: number;
  readonly hourlyRatePence: number | null;
  /** Null if a rate that it needs is missing. */
  readonly weeklyPricePence: number | null;
  /** Whether care at home was bought at one price a week (ROUT-46); left out is no. */
  readonly isAtOnePrice?: boolean;
  readonly startDate: string | null;
  readonly lengthOfStayNights: number | null;
  readonly effectiveFrom: string;
  readonly suspendedFrom: string | null;
  readonly suspendedTo: string | null;
  readonly previousVersion: number | null;
  /** When the provider confirmed the first call or the admission. */
  readonly confirmedAt: Date | null;
  readonly lasLineId: string | null;
  /** The provider assesses first, and has not recorded yet that it has. (ROUT-29) */
  readonly awaitsAssessment: boolean;
}

/** What a placement was agreed at. */
interface Priced {
  readonly serviceType: ServiceType;
  readonly hourlyRatePence: number | null;
  readonly nightRatesPence?: NightRates;
  readonly weeklyPricePence: number | null;
}

/** A home is paid by the week, and so is a package at one price (ROUT-46); everybody else by the hour. */
function hasRate({ serviceType, hourlyRatePence, nightRatesPence, weeklyPricePence }: Priced): boolean {
  if (isInAHome(serviceType)) return weeklyPricePence !== null;
  if (hourlyRatePence !== null) return true;
  return nightRatesPence !== undefined && isAtOnePrice({ hourlyRatePence, nightRatesPence, weeklyPricePence });
}

/**
 * Whether an order follows the placement once a service line is held: always if the council's policy asks for one, and
 * otherwise if there is all that it has to say. [AWRD-03, SM-4]
 */
export function isOrdered(placement: Priced, policy: Pick<Policy, 'award'>): boolean {
  return policy.award.ipoRequired || (hasRate(placement) && placement.weeklyPricePence !== null);
}

/**
 * Whether a revised order follows a variation: of what is ordered, once it has a line on LAS. No rate was in force at the
 * award of some placements: they have no order, and none is revised. [AWRD-04, AWRD-05]
 */
export function isOrderedAnew(placement: Priced & { readonly lasLineId: string | null }): boolean {
  return hasRate(placement) && placement.lasLineId !== null;
}

/**
 * The order that is in force on a day: of those whose first day has come by then, the one with the highest version.
 * [AWRD-04]
 *
 * @param orders of one placement, by version
 */
export function orderInForce<Order extends Pick<Ipo, 'effectiveFrom'>>(
  orders: readonly Order[],
  day: string,
): Order | undefined {
  return orders.findLast(({ effectiveFrom }) => effectiveFrom <= day);
}

/** What a variation changes in an order. */
type Varied = Pick<Ipo, 'weeklyWorkerMinutes' | 'weeklyPricePence'> &
  Partial<Pick<Ipo, 'suspendedFrom' | 'suspendedTo'>>;

/** Whether two orders agree in what a variation changes; older ones say nothing of suspensions. [AWRD-05] */
export function saysTheSame(one: Varied, other: Varied): boolean {
  return (
    one.weeklyWorkerMinutes === other.weeklyWorkerMinutes &&
    one.weeklyPricePence === other.weeklyPricePence &&
    (one.suspendedFrom ?? null) === (other.suspendedFrom ?? null) &&
    (one.suspendedTo ?? null) === (other.suspendedTo ?? null)
  );
}

/**
 * The IPO of a placement, one version on from the previous.
 *
 * Refuses before the provider has confirmed (AWRD-03), has made the assessment that comes first (ROUT-29), or the service is
 * on LAS (AWRD-02), and when the rate, the start or, for respite, the length of stay is not known. Of a place in a home it
 * says the price of a week, the admission and, for respite, the nights. [AWRD-03, ROUT-29, ROUT-34, ROUT-36]
 */
export function ipoFor(facts: IpoFacts): { readonly ipo: Ipo } | { readonly refusals: readonly Refusal[] } {
  const { weeklyPricePence, startDate } = facts;
  const isHome = isInAHome(facts.serviceType);
  const hourlyRatePence = isHome ? null : facts.hourlyRatePence;
  const lengthOfStayNights = facts.serviceType === 'RESPITE' ? facts.lengthOfStayNights : null;
  const refusals: Refusal[] = [];
  if (!facts.confirmedAt)
    refusals.push(refuse('AWRD-03', 'NOT_CONFIRMED', 'The provider must have confirmed the first call.'));
  if (facts.awaitsAssessment) {
    const message = 'The provider must have completed its assessment before its IPO is issued.';
    refusals.push(refuse('ROUT-29', 'ASSESSMENT_NOT_COMPLETED', message));
  }
  if (!facts.lasLineId) {
    refusals.push(refuse('AWRD-02', 'NOT_ON_LAS', 'The service must be on LAS before its IPO is issued.'));
  }
  if (facts.serviceType === 'RESPITE' && lengthOfStayNights === null) {
    refusals.push(
      refuse(
        'AWRD-03',
        'LENGTH_OF_STAY_MISSING',
        'An IPO for respite must state the length of stay.',
        'input.lengthOfStayNights',
      ),
    );
  }
  if (isHome && weeklyPricePence === null) {
    refusals.push(refuse('AWRD-03', 'RATE_MISSING', 'An IPO for a place in a home must state the price of a week.'));
  }
  if (!isHome && hourlyRatePence === null && !facts.isAtOnePrice) {
    refusals.push(
      refuse(
        'AWRD-03',
        'RATE_MISSING',
        'An IPO must state the hourly rate in pence, or the price of a week.',
        'input.hourlyRatePence',
      ),
    );
  }
  if (hourlyRatePence !== null && weeklyPricePence === null) {
    const message = 'An IPO must state the price: it needs the rate of each kind of night, as of the hour.';
    refusals.push(refuse('AWRD-03', 'RATE_MISSING', message));
  }
  if (startDate === null)
    refusals.push(refuse('AWRD-03', 'START_DATE_MISSING', 'An IPO must state the start date.', 'input.startDate'));
  if (refusals.length > 0 || weeklyPricePence === null || startDate === null) return { refusals };
  return {
    ipo: {
      reference: facts.reference,
      councilPersonId: facts.councilPersonId,
      providerId: facts.providerId,
      serviceType: facts.serviceType,
      weeklyWorkerMinutes: facts.weeklyWorkerMinutes,
      hourlyRatePence,
      weeklyPricePence,
      startDate,
      lengthOfStayNights,
      effectiveFrom: facts.effectiveFrom,
      suspendedFrom: facts.suspendedFrom,
      suspendedTo: facts.suspendedTo,
      version: (facts.previousVersion ?? 0) + 1,
    },
  };
}

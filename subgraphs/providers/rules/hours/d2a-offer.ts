import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { D2aOfferFault } from '../../../../schema/events/providers.js';
import type { Policy } from '../../../../schema/policy.js';
import { contactRefusals } from '../register/contact.js';

/** London dates, `YYYY-MM-DD`, both inclusive. */
export interface Closure {
  readonly from: string;
  readonly to: string;
}

/** What a provider offers for discharge to assess, in every council: how families reach it, and when it is closed. */
export interface D2aOffer {
  /** The line on which families reach somebody. */
  readonly telephone: string;
  /** Between which hours of every day somebody answers it, `HH:MM`. */
  readonly contactHours: { readonly from: string; readonly to: string };
  /** It is answered by a machine at all other times. */
  readonly answerphone: boolean;
  /** Families know of it, and support plans say so. */
  readonly explainedInPlans: boolean;
  /** Its calendar: the days on which it takes no discharge; none, if it is available every day. */
  readonly closures: readonly Closure[];
}

const MOST_CLOSURES = 50;

/**
 * Refuses an offer that cannot be read: a line that is none, hours that end before they begin, days that do, or that have
 * passed. What falls short of what a council asks is kept and pointed out. [WIN-18, WIN-20]
 */
export function d2aOfferRefusals(offer: D2aOffer, today: string): Refusal[] {
  const { telephone, contactHours, closures } = offer;
  const refusals = [...contactRefusals({ telephone, email: null }, 'input')];
  if (contactHours.from >= contactHours.to) {
    const message = 'Contact hours end later on the day than they begin; all day is 00:00 to 23:59.';
    refusals.push(refuse('WIN-18', 'CONTACT_HOURS', message, 'input.contactHours'));
  }
  if (closures.length > MOST_CLOSURES) {
    const message = `A calendar has at most ${MOST_CLOSURES} closures.`;
    return [...refusals, refuse('WIN-20', 'TOO_MANY_CLOSURES', message, 'input.closures')];
  }
  for (const [place, { from, to }] of closures.entries()) {
    if (from <= to && to >= today) continue;
    const message = 'A closure ends on the day it begins or later, and has not passed.';
    refusals.push(refuse('WIN-20', 'CLOSURE_DAYS', message, `input.closures.${place}`));
  }
  return refusals;
}

/**
 * In what an offer falls short of what a council asks of discharge to assess: an answer on the line in all of
 * `policy.d2a.contactHours` and a machine at other times, a way that families know of, and no day on which it is closed.
 * A closure that has passed says nothing any more. Null is no offer. None of it keeps a provider from an invitation or an
 * award: it is a matter of its contract. [WIN-18, WIN-20; 002 ¶4.6.5, ¶4.6.6]
 */
export function d2aOfferFaults(offer: D2aOffer | null, today: string, policy: Pick<Policy, 'd2a'>): D2aOfferFault[] {
  if (offer === null) return ['NOT_DECLARED'];
  const { contactHours: asked } = policy.d2a;
  const { contactHours, answerphone, explainedInPlans, closures } = offer;
  const isAllDay = contactHours.from === '00:00' && contactHours.to === '23:59';
  const faults: D2aOfferFault[] = [];
  if (contactHours.from > asked.from || contactHours.to < asked.to) faults.push('CONTACT_HOURS_SHORT');
  if (!answerphone && !isAllDay) faults.push('NO_ANSWERPHONE');
  if (!explainedInPlans) faults.push('NOT_EXPLAINED');
  if (closures.some(({ to }) => to >= today)) faults.push('CLOSED_ON_A_DAY');
  return faults;
}

import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { NeedProfile } from '../../../../schema/events/cases.js';
import type { BidContent } from './bid-content.js';

/**
 * What is missing from an offer, one refusal for each field.
 *
 * A complete offer says that the provider can assess the person, gives a time for each call of the advert, and the day on
 * which care could start. Who cannot assess makes no offer, and declines with the reason. [ROUT-27; 001 §2(f)]
 */
export function offerRefusals(
  { canAssess, offeredTimes, startDate }: Pick<BidContent, 'canAssess' | 'offeredTimes' | 'startDate'>,
  { calls }: Pick<NeedProfile, 'calls'>,
): readonly Refusal[] {
  if (canAssess === false) return [CANNOT_ASSESS];
  const missing: Array<[string, string]> = [];
  if (canAssess === null) missing.push(['canAssess', 'Say whether you can assess the person.']);
  if (!startDate) missing.push(['startDate', 'Give the day on which the care could start.']);
  if (offeredTimes?.length !== calls.length) {
    missing.push(['offeredTimes', `Give a time for each of the calls of the advert, in their order: ${calls.length}.`]);
  }
  return missing.map(([field, message]) => refuse('ROUT-27', 'OFFER_INCOMPLETE', message, `input.${field}`));
}

const CANNOT_ASSESS = refuse(
  'ROUT-27',
  'CANNOT_ASSESS',
  'Whoever cannot assess the person declines the invitation, with the reason.',
  'input.canAssess',
);

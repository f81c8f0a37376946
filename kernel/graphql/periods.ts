import { endOfLocalDay, instantOf } from '../time/working-time.js';
import { badInput } from './bad-input.js';

/** Days in London, both of them included; either may be left open. */
export interface Period {
  readonly from?: string | null;
  readonly to?: string | null;
}

/**
 * The first and the last instant of a period; null at an open end.
 *
 * @throws GraphQLError BAD_USER_INPUT for a period that ends before it begins
 */
export function boundsOf({ from, to }: Period): { readonly first: Date | null; readonly last: Date | null } {
  if (from != null && to != null && to < from) throw badInput('to is the same day as from, or a later one.');
  return { first: from == null ? null : instantOf(from, '00:00'), last: to == null ? null : endOfLocalDay(to) };
}

/** The conditions under which a row's instant lies in a period; none if it is open at both ends. Throws as `boundsOf`. */
export function isWithin(property: string, period: Period): object[] {
  const { first, last } = boundsOf(period);
  return [...(first ? [{ [property]: { $gte: first } }] : []), ...(last ? [{ [property]: { $lte: last } }] : [])];
}

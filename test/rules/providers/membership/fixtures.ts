import type { Membership } from '../../../../subgraphs/providers/rules/membership/membership.js';

/** An open patch membership of East. */
export function aMember(changes: Partial<Membership> = {}): Membership {
  return {
    vehicle: 'PATCH',
    patch: 'East',
    status: 'ADMITTED',
    from: '2021-08-27',
    to: null,
    lots: [],
    expertise: [],
    ...changes,
  };
}

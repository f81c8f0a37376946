import { enumType } from '../../../../kernel/graphql/enum-type.js';
import { MEMBERSHIP_STATUSES, VEHICLES } from '../../../../schema/events/providers.js';

export const VehicleWord = enumType(VEHICLES, {
  name: 'Vehicle',
  description: 'The contract vehicle that a provider is a member of (PROV-12).',
});
export const MembershipStatusWord = enumType(MEMBERSHIP_STATUSES, {
  name: 'MembershipStatus',
  description: 'Where a membership stands (SM-5).',
});

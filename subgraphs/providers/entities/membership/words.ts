import { enumType } from '../../../../kernel/graphql/enum-type.js';
import { MEMBERSHIP_STATUSES, PATCH_DUTY_FAULTS, VEHICLES } from '../../../../schema/events/providers.js';

export const VehicleWord = enumType(VEHICLES, {
  name: 'Vehicle',
  description: 'The contract vehicle that a provider is a member of (PROV-12).',
});
export const MembershipStatusWord = enumType(MEMBERSHIP_STATUSES, {
  name: 'MembershipStatus',
  description: 'Where a membership stands (SM-5).',
});
export const PatchDutyFaultWord = enumType(PATCH_DUTY_FAULTS, {
  name: 'PatchDutyFault',
  description: 'What a patch provider lacks of its duties (PROV-31).',
  meanings: {
    NO_TRUSTED_ASSESSOR: 'It employs no qualified trusted assessor.',
    NO_ON_CALL_COVER: 'It has declared nobody on call.',
    NO_WEEKEND_DISCHARGE: 'It does not pick up discharges in all the hours asked for at weekends and on bank holidays.',
    NO_SHORT_NOTICE_START: 'Its staff do not start care at short notice.',
  },
});

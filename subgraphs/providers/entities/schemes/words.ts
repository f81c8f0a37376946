import { enumType } from '../../../../kernel/graphql/enum-type.js';
import { LANDLORD_KINDS } from '../../rules/schemes/nominations-agreement.js';
import { PROPERTY_TYPES } from '../../rules/schemes/scheme.js';

export const PropertyTypeWord = enumType(PROPERTY_TYPES, {
  name: 'PropertyType',
  description: 'What kind of home a supported-living scheme has (PROV-20).',
});
export const LandlordKindWord = enumType(LANDLORD_KINDS, {
  name: 'LandlordKind',
  description: 'What a landlord with a nominations agreement is (PROV-36).',
});

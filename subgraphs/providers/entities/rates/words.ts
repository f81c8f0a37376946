import { enumType } from '../../../../kernel/graphql/enum-type.js';
import { CARE_TYPES } from '../../../../schema/events/cases.js';
import { RATE_KINDS } from '../../rules/rates/rate.js';

export const CareTypeWord = enumType(CARE_TYPES, { name: 'CareType', description: 'Types of care (ASM-28).' });
export const RateKindWord = enumType(RATE_KINDS, { name: 'RateKind', description: 'What a rate is for (PROV-32).' });

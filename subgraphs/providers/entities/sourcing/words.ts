import { enumType } from '../../../../kernel/graphql/enum-type.js';
import { SERVICE_TYPE_MEANINGS, SERVICE_TYPES } from '../../../../schema/events/cases.js';
import { LONG_LIST_AREAS, LONG_LIST_DOUBTS } from '../../rules/sourcing/long-list.js';

export const ServiceTypeWord = enumType(SERVICE_TYPES, {
  name: 'ServiceType',
  description: 'What the brokerage team sources (ASM-02).',
  meanings: SERVICE_TYPE_MEANINGS,
});
export const LongListAreaWord = enumType(LONG_LIST_AREAS, {
  name: 'LongListArea',
  description: 'How a candidate meets the area that a long list is asked for (ROUT-23).',
  meanings: {
    ANYWHERE: 'No area was asked for.',
    HOME_IN_PATCH: 'The home lies in the patch.',
    COVERS_PATCH: 'The member covers the patch.',
    COVERS_BOROUGH: 'The member covers the whole borough.',
  },
});
export const LongListDoubtWord = enumType(LONG_LIST_DOUBTS, {
  name: 'LongListDoubt',
  description: 'What speaks against a candidate that matches (PROV-08, PROV-22).',
  meanings: {
    CQC_GATE: 'What CQC says of the home or the provider, by the policy of the council.',
    VACANCIES_STALE: 'The home stated its vacancies too long ago.',
    VACANCIES_NEVER_DECLARED: 'The home never stated its vacancies.',
  },
});

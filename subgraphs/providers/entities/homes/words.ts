import { enumType } from '../../../../kernel/graphql/enum-type.js';
import { SERVICE_TYPE_MEANINGS } from '../../../../schema/events/cases.js';
import { PLACE_KINDS, STANDARD_FEE_KINDS } from '../../../../schema/events/providers.js';
import { FRESHNESS } from '../../rules/homes/freshness.js';

const { RESIDENTIAL, NURSING, RESPITE } = SERVICE_TYPE_MEANINGS;

export const PlaceKindWord = enumType(PLACE_KINDS, {
  name: 'PlaceKind',
  description: 'What kind of place a care home gives (PROV-21).',
  meanings: { RESIDENTIAL, NURSING, RESPITE },
});
export const StandardFeeKindWord = enumType(STANDARD_FEE_KINDS, {
  name: 'StandardFeeKind',
  description: "A council's standard fees for a place in a home (PROV-21).",
  meanings: { RESIDENTIAL, NURSING },
});
export const FreshnessWord = enumType(FRESHNESS, {
  name: 'VacancyFreshness',
  description: 'Whether what a home stated of its vacancies is current (PROV-22).',
  meanings: {
    FRESH: 'It is.',
    STALE: 'It was stated too long ago, by the policy of the council.',
    NEVER_DECLARED: 'It never stated any.',
  },
});

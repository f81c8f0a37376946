import { isId } from '../../../../kernel/values/ids.js';
import { parsePostcode } from '../../../../kernel/values/postcode.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';

export const PROPERTY_TYPES = ['SHARED_HOUSE', 'HOUSE', 'FLAT', 'SELF_CONTAINED_FLAT', 'BUNGALOW'] as const;
export type PropertyType = (typeof PROPERTY_TYPES)[number];

/** A supported-living scheme as an officer records it. */
export interface Scheme {
  /** What the council calls it. */
  readonly name: string;
  /** Where it lies: a ward, a patch or a part of the borough, in the council's words. */
  readonly area: string;
  readonly postcode: string;
  readonly propertyTypes: readonly PropertyType[];
  /** How many people may live there. */
  readonly capacity: number;
  /** Who lives there, by the ids of their packages alone. */
  readonly occupants: readonly string[];
  /** Id of the provider that comes with the scheme; null if none does. */
  readonly onSiteProviderId: string | null;
  /** Id of the nominations agreement with its landlord; null if there is none. */
  readonly agreementId: string | null;
  /** Pence a week that are agreed for core support. */
  readonly coreWeeklyPence: number;
}

const LONGEST_NAME = 200;
const LARGEST_CAPACITY = 100;
const MOST_PENCE = 100_000_000;

/**
 * Refuses a scheme that cannot be: a name or an area that is not 1 to 200 characters (`TEXT_INVALID`), a postcode that
 * is none, no type of property or one twice, a capacity that is not 1 to 100, more occupants than places
 * (`OVER_CAPACITY`), an occupant that is no id or is named twice, a weekly value that is not 0 to a million pounds.
 * [PROV-20]
 */
export function schemeRefusals(scheme: Scheme): readonly Refusal[] {
  const { name, area, postcode, propertyTypes, capacity, occupants, coreWeeklyPence } = scheme;
  const refusals: Refusal[] = [];
  const refuseIf = (when: boolean, code: string, message: string, field: string) => {
    if (when) refusals.push(refuse('PROV-20', code, message, `input.${field}`));
  };
  const isText = (text: string) => text.trim().length > 0 && text.length <= LONGEST_NAME;
  refuseIf(!isText(name), 'TEXT_INVALID', `A text has 1 to ${LONGEST_NAME} characters.`, 'name');
  refuseIf(!isText(area), 'TEXT_INVALID', `A text has 1 to ${LONGEST_NAME} characters.`, 'area');
  refuseIf(
    !parsePostcode(postcode),
    'POSTCODE_INVALID',
    'A scheme has a whole UK postcode, such as BR1 1AB.',
    'postcode',
  );
  const types = 'A scheme has one type of property or several, each named once.';
  const areTypes = propertyTypes.length > 0 && new Set(propertyTypes).size === propertyTypes.length;
  refuseIf(!areTypes, 'PROPERTY_TYPES', types, 'propertyTypes');
  const isCapacity = Number.isInteger(capacity) && capacity >= 1 && capacity <= LARGEST_CAPACITY;
  refuseIf(!isCapacity, 'CAPACITY_INVALID', `A scheme has 1 to ${LARGEST_CAPACITY} places.`, 'capacity');
  const over = 'A scheme has no more occupants than places.';
  refuseIf(occupants.length > capacity, 'OVER_CAPACITY', over, 'occupants');
  const ids = 'Occupants are ids of packages, each named once.';
  const areIds = occupants.every(isId) && new Set(occupants).size === occupants.length;
  refuseIf(!areIds, 'OCCUPANT_INVALID', ids, 'occupants');
  const isValue = Number.isInteger(coreWeeklyPence) && coreWeeklyPence >= 0 && coreWeeklyPence <= MOST_PENCE;
  refuseIf(!isValue, 'WEEKLY_VALUE_INVALID', `A weekly value is 0 to ${MOST_PENCE} pence.`, 'coreWeeklyPence');
  return refusals;
}

/**
 * Refuses what a scheme names and the council does not have: `PROVIDER_UNKNOWN`, `AGREEMENT_UNKNOWN`; and
 * `OCCUPANT_ELSEWHERE` for a package that occupies a place of another scheme. [PROV-20, PROV-36]
 */
export function schemeLinkRefusals(facts: {
  readonly hasProvider: boolean;
  readonly hasAgreement: boolean;
  readonly occupantElsewhere: boolean;
}): readonly Refusal[] {
  const refusals: Refusal[] = [];
  if (!facts.hasProvider) {
    const message = 'The provider on site is on the register; leave it out if none comes with the scheme.';
    refusals.push(refuse('PROV-20', 'PROVIDER_UNKNOWN', message, 'input.onSiteProviderId'));
  }
  if (!facts.hasAgreement) {
    const message = 'The nominations agreement is one of the council’s; leave it out if there is none.';
    refusals.push(refuse('PROV-36', 'AGREEMENT_UNKNOWN', message, 'input.agreementId'));
  }
  if (facts.occupantElsewhere) {
    const message = 'An occupant lives in one scheme: take the package out of the other first.';
    refusals.push(refuse('PROV-20', 'OCCUPANT_ELSEWHERE', message, 'input.occupants'));
  }
  return refusals;
}

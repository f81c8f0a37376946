import { isId } from '../../../../kernel/values/ids.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { ServiceType, Together } from '../../../../schema/events/cases.js';
import type { Policy } from '../../../../schema/policy.js';

/** As a request gives it: a scheme, or a group with its size. */
export interface TogetherAsked {
  readonly schemeId: string | null;
  readonly group: string | null;
  readonly people: number | null;
}

/** A code, for whoever sources reads it: no name of anybody fits, for it has a digit. (IDG-01) */
const REFERENCE = /^(?=.*\d)[A-Z\d][A-Z\d-]{0,19}$/;
const SHARED: readonly ServiceType[] = ['DOMICILIARY', 'SUPPORTED_LIVING'];

/**
 * Refuses a package that cannot be sought together with others as its request says: neither a scheme nor a group is named, or
 * both; a scheme's id is none, or the service is no supported living; a group's reference is not 1 to 20 capitals, digits and - with a
 * digit among them, or it has fewer than two people or more than the council's policy lets a small group have (3 unless it says
 * otherwise). [ROUT-37, ROUT-39, AMB-38]
 */
export function togetherRefusals(
  { schemeId, group, people }: TogetherAsked,
  serviceType: ServiceType,
  { smallGroup }: Pick<Policy, 'smallGroup'>,
): readonly Refusal[] {
  if ((schemeId === null) === (group === null)) return [ONE_OF_BOTH];
  if (schemeId !== null) {
    if (!isId(schemeId)) return [SCHEME_INVALID];
    if (people !== null) return [PEOPLE_OF_SCHEME];
    return serviceType === 'SUPPORTED_LIVING' ? [] : [NOT_SUPPORTED_LIVING];
  }
  const size = people ?? 0;
  return [
    ...(SHARED.includes(serviceType) ? [] : [NOT_SHARED]),
    ...(REFERENCE.test(group!) ? [] : [GROUP_INVALID]),
    ...(Number.isInteger(size) && size >= 2 && size <= smallGroup.mostPeople
      ? []
      : [sizeInvalid(smallGroup.mostPeople)]),
  ];
}

/** The same as it is kept and told, once nothing speaks against it. */
export function togetherOf(asked: TogetherAsked | null | undefined): Together | null {
  if (!asked) return null;
  const { schemeId, group, people } = asked;
  return schemeId !== null
    ? { kind: 'SCHEME', schemeId: schemeId.toLowerCase() }
    : { kind: 'GROUP', reference: group!, people: people! };
}

/** Refuses a second package of one person among those that are sought together: it would be counted as another person. [ROUT-39, ISF-03] */
export const SAME_PERSON_TWICE = refuse(
  'ROUT-39',
  'SAME_PERSON_TWICE',
  'This person has a package among those already: a scheme or a group has one for each person.',
  'input.together',
);

const ONE_OF_BOTH = refuse(
  'ROUT-37',
  'SCHEME_OR_GROUP',
  'Name the scheme, or the small group with how many people it has.',
  'input.together',
);
const SCHEME_INVALID = refuse(
  'ROUT-39',
  'SCHEME_INVALID',
  'Name the scheme by its id, as the register has it.',
  'input.together.schemeId',
);
const PEOPLE_OF_SCHEME = refuse(
  'ROUT-39',
  'PEOPLE_OF_SCHEME',
  'The register says who lives in a scheme: leave the number out.',
  'input.together.people',
);
const NOT_SUPPORTED_LIVING = refuse(
  'ROUT-39',
  'NOT_SUPPORTED_LIVING',
  'Only care and support in supported living is sought for a scheme.',
  'input.together.schemeId',
);
const NOT_SHARED = refuse(
  'ROUT-37',
  'NOT_SHARED',
  'Only care at home and in supported living is sought for a small group.',
  'input.together.group',
);
const GROUP_INVALID = refuse(
  'ROUT-37',
  'GROUP_INVALID',
  'Give the group a reference of 1 to 20 capitals, digits and -, a digit among them.',
  'input.together.group',
);
const sizeInvalid = (most: number) =>
  refuse(
    'AMB-38',
    'GROUP_SIZE',
    `A small group has 2 to ${most} people; more of them are sought as a scheme.`,
    'input.together.people',
  );

import type { Role } from '../../../../kernel/identity/caller.js';
import type { PlacementState } from '../placements/placement-states.js';

/**
 * How much a fact says about the person. From the least to the most:
 *
 * - OPEN: administrative facts: references, states, dates, prices. The hub's own reference is opaque and belongs here.
 * - NEED: what the advert says, which is the need without the person.
 * - IDENTITY: who and where: name, birth, address, and the ids of council and NHS.
 * - CARE: what is known about the person's life: assessment, plan, form, passport, why care ended.
 * - CONTACT: telephone numbers and the people around.
 *
 * What is not named says too much. [IDG-05, IDG-07]
 */
export const SENSITIVITIES = ['OPEN', 'NEED', 'IDENTITY', 'CARE', 'CONTACT'] as const;
export type Sensitivity = (typeof SENSITIVITIES)[number];

/** Every fact of a case that anybody may ask for, and how much it says. A fact not named here is not given out. */
export const FACTS = {
  packageReference: 'OPEN',
  packageState: 'OPEN',
  placementReference: 'OPEN',
  placementState: 'OPEN',
  serviceType: 'OPEN',
  startDate: 'OPEN',
  endDate: 'OPEN',
  hourlyRatePence: 'OPEN',
  weeklyPricePence: 'OPEN',
  lasLineId: 'OPEN',
  ipoReference: 'OPEN',
  ipoVersion: 'OPEN',
  need: 'NEED',
  councilPersonId: 'IDENTITY',
  nhsNumber: 'IDENTITY',
  name: 'IDENTITY',
  dateOfBirth: 'IDENTITY',
  address: 'IDENTITY',
  assessment: 'CARE',
  carePlan: 'CARE',
  serviceRequest: 'CARE',
  dischargePassport: 'CARE',
  dischargeArrangements: 'CARE',
  endOfLife: 'CARE',
  endReason: 'CARE',
  telephone: 'CONTACT',
  contacts: 'CONTACT',
} as const satisfies Record<string, Sensitivity>;

/** What a provider has to do with a case, least first. */
export const RELATIONSHIPS = ['NONE', 'ENDED', 'INVITED', 'AWARDED', 'ACTIVE'] as const;
export type Relationship = (typeof RELATIONSHIPS)[number];

/**
 * Who is looking. `relationship` is the provider's own and counts for provider roles, `ofCouncil` for all others. For
 * the facts of one placement it is the relationship through that placement alone: none where it is another provider's.
 */
export interface Viewer {
  readonly role: Role;
  readonly relationship: Relationship;
  /** The case belongs to a council the viewer may act within. (IDG-26) */
  readonly ofCouncil: boolean;
}

const EVERYTHING = SENSITIVITIES;

/**
 * What council roles and services may read of their own council's cases. Commissioning and contract roles work with
 * figures and needs, not with persons; who runs the platform needs no case at all.
 */
const BY_COUNCIL: Readonly<Partial<Record<Role, readonly Sensitivity[]>>> = {
  broker: EVERYTHING,
  practitioner: EVERYTHING,
  'discharge-team': EVERYTHING,
  'case-system': EVERYTHING,
  commissioner: ['OPEN', 'NEED'],
  'contract-officer': ['OPEN', 'NEED'],
  hub: ['OPEN', 'NEED'],
  operator: [],
};

/** What each relationship opens to a provider's people and to its rostering system. */
const PROVIDER_STAFF: Readonly<Record<Relationship, readonly Sensitivity[]>> = {
  NONE: [],
  ENDED: ['OPEN'],
  INVITED: ['OPEN', 'NEED'],
  AWARDED: EVERYTHING,
  ACTIVE: EVERYTHING,
};

/** Call monitoring only needs to know that a placement is there and when its calls are. (IDG-06, IDG-27) */
const CALL_MONITORING: Readonly<Record<Relationship, readonly Sensitivity[]>> = {
  NONE: [],
  ENDED: [],
  INVITED: [],
  AWARDED: ['OPEN', 'NEED'],
  ACTIVE: ['OPEN', 'NEED'],
};

const BY_RELATIONSHIP: Readonly<Partial<Record<Role, Readonly<Record<Relationship, readonly Sensitivity[]>>>>> = {
  'provider-user': PROVIDER_STAFF,
  rostering: PROVIDER_STAFF,
  'call-monitoring': CALL_MONITORING,
};

/**
 * Whether this viewer may read facts of this sensitivity in this case. What no table names is denied.
 *
 * A provider reads by its relationship alone: the need once invited, the person once awarded, and after the end only
 * the administrative facts of its own placement. [IDG-05, IDG-06; 002 ¶7.18-7.19, ¶16.11]
 */
export function mayRead(viewer: Viewer, sensitivity: Sensitivity): boolean {
  const byRelationship = BY_RELATIONSHIP[viewer.role];
  if (byRelationship) return byRelationship[viewer.relationship].includes(sensitivity);
  return viewer.ofCouncil && (BY_COUNCIL[viewer.role] ?? []).includes(sensitivity);
}

/** What a provider's own placement says about how far it opens the case to it. */
export interface OwnPlacement {
  readonly state: PlacementState;
  /** Whether the provider's CQC registration covers the person's age. (IDG-11) */
  readonly coversAge: boolean;
}

/**
 * A provider's relationship to a case, from its own placements in it and whether a call-off of it is open to it: the
 * closest of them counts. A suspended placement is active, for it will resume; a withdrawn one has ended, and one of a
 * child whom the provider is not registered for opens no more than that. [IDG-05, IDG-11]
 */
export function relationshipOf(placements: readonly OwnPlacement[], invited: boolean): Relationship {
  const own = placements.map(relationshipIn);
  if (invited) own.push('INVITED');
  return own.reduce((a, b) => (RELATIONSHIPS.indexOf(b) > RELATIONSHIPS.indexOf(a) ? b : a), 'NONE');
}

/** On what ground something was disclosed: a provider's relationship to the case, a release before an award (IDG-04), or being of its council. [IDG-16] */
export const GROUNDS = ['AWARDED', 'ACTIVE', 'RELEASED', 'COUNCIL'] as const;
export type Ground = (typeof GROUNDS)[number];

/** The ground on which a provider reads about a person, through these placements of its own. [IDG-16] */
export function groundOf(placements: readonly OwnPlacement[]): Ground | null {
  const relationship = relationshipOf(placements, false);
  return relationship === 'AWARDED' || relationship === 'ACTIVE' ? relationship : null;
}

function relationshipIn({ state, coversAge }: OwnPlacement): Relationship {
  if (!coversAge) return 'ENDED';
  switch (state) {
    case 'ACTIVE':
    case 'SUSPENDED':
      return 'ACTIVE';
    case 'ENDED':
    case 'WITHDRAWN':
      return 'ENDED';
    default:
      return 'AWARDED';
  }
}

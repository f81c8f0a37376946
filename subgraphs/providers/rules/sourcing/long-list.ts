import type { ServiceUserGroup, Skill } from '../../../../schema/events/cases.js';
import {
  covering,
  givesServiceType,
  type LongListKeysAsked,
  membershipsFor,
} from '../../../../schema/events/long-list.js';
import { PLACE_KINDS, type PlaceKind, type Vehicle } from '../../../../schema/events/providers.js';
import type { Policy } from '../../../../schema/policy.js';
import type { Gate } from '../cqc/gate.js';
import type { CareHome } from '../homes/care-home.js';
import type { Freshness } from '../homes/freshness.js';
import { isHomeCategory, stayOf } from '../homes/standard-fee.js';
import type { Membership } from '../membership/membership.js';
import type { ProviderCategory } from '../register/provider-record.js';
import type { LongListKeys } from './long-list-keys.js';

/** For whom a long list is asked: the three keys, and the person's needs. */
export interface LongListAsked extends LongListKeysAsked {
  readonly groups: readonly ServiceUserGroup[];
  readonly skills: readonly Skill[];
}

/** A member of the council, or one home of a member. */
export interface Candidate {
  /** With this council. */
  readonly memberships: ReadonlyArray<Membership & { readonly categories: readonly ProviderCategory[] }>;
  /** Null if the council keeps none of it. */
  readonly keys: LongListKeys | null;
  /** What the member itself can do. */
  readonly groups: readonly ServiceUserGroup[];
  readonly skills: readonly Skill[];
  /** The home, with the patch in which it lies; null is a patch of no council, outside of the borough. */
  readonly home: (CareHome & { readonly patch: string | null }) | null;
}

/** The kinds of place that a home must give for what is asked; none of what is no home [PROV-13, PROV-21]. */
export function placeKindsAsked({
  category,
  serviceType,
}: Pick<LongListAsked, 'category' | 'serviceType'>): PlaceKind[] {
  if (!isHomeCategory(category)) return [];
  const asked = PLACE_KINDS.filter((kind) => kind === serviceType);
  return [...new Set([stayOf(category), ...asked])];
}

/** The kind of place that a list is about: that of the service asked for, or of the category; null of what is no home [PROV-21]. */
export function placeKindAsked(asked: Pick<LongListAsked, 'category' | 'serviceType'>): PlaceKind | null {
  return placeKindsAsked(asked).at(-1) ?? null;
}

export const LONG_LIST_AREAS = ['ANYWHERE', 'HOME_IN_PATCH', 'COVERS_PATCH', 'COVERS_BOROUGH'] as const;
/** How a candidate meets the area that is asked for. */
export type LongListArea = (typeof LONG_LIST_AREAS)[number];

/** Why a candidate is on the list. */
export interface LongListMatch {
  /** The vehicles by which it is a member for the category. */
  readonly vehicles: readonly Vehicle[];
  readonly area: LongListArea;
}

/**
 * Why a candidate belongs on the long list by category, area and service type, and by the person's needs; null if it does
 * not. A home counts by what the home does and where it lies, any other member by its own expertise and the patches that
 * it covers: those of its keys, or those of its memberships if the council keeps none. A type of service that is not
 * among its keys is not given. [ROUT-23, PROV-13, PROV-14, PROV-18; 000 ¶7a]
 */
export function longListMatch(asked: LongListAsked, candidate: Candidate): LongListMatch | null {
  const { memberships, keys, home } = candidate;
  const inCategory = membershipsFor(asked, memberships);
  const area = areaOf(asked, candidate);
  if (inCategory.length === 0 || area === null || isHomeCategory(asked.category) !== (home !== null)) return null;
  const able = home ?? candidate;
  const isAble =
    asked.groups.every((group) => able.groups.includes(group)) &&
    asked.skills.every((skill) => able.skills.includes(skill)) &&
    placeKindsAsked(asked).every((kind) => home?.kinds.includes(kind)) &&
    givesServiceType(keys, asked.serviceType);
  return isAble ? { vehicles: [...new Set(inCategory.map(({ vehicle }) => vehicle))].sort(), area } : null;
}

function areaOf(asked: LongListAsked, { memberships, keys, home }: Candidate): LongListArea | null {
  const { patch } = asked;
  if (patch === null) return 'ANYWHERE';
  if (home) return home.patch === patch ? 'HOME_IN_PATCH' : null;
  const serving = covering(patch, membershipsFor(asked, memberships), keys);
  if (serving.length === 0) return null;
  return keys?.patches || serving.every(({ vehicle }) => vehicle === 'PATCH') ? 'COVERS_PATCH' : 'COVERS_BOROUGH';
}

export const LONG_LIST_DOUBTS = ['CQC_GATE', 'VACANCIES_STALE', 'VACANCIES_NEVER_DECLARED'] as const;
/** What speaks against a candidate that matches. */
export type LongListDoubt = (typeof LONG_LIST_DOUBTS)[number];

/** Whether a candidate that matches may be chosen, and if not, or not without a doubt, why. */
export interface LongListStanding {
  readonly listed: boolean;
  readonly excludedFor: readonly LongListDoubt[];
  readonly warnings: readonly LongListDoubt[];
}

/**
 * Where a candidate stands on the list: a gate that blocks leaves it out, one that warns is pointed out. So are vacancies
 * that are stale or were never declared; they leave the home out if the council's policy says so. [ROUT-23, PROV-08, PROV-22;
 * policy `vacancy.staleExcludes`]
 *
 * @param facts.freshness of the home's vacancies; null of what is no home
 */
export function longListStanding(
  facts: { readonly gate: Gate; readonly freshness: Freshness | null },
  policy: Pick<Policy, 'vacancy'>,
): LongListStanding {
  const { gate, freshness } = facts;
  const excludedFor: LongListDoubt[] = gate.answer === 'BLOCK' ? ['CQC_GATE'] : [];
  const warnings: LongListDoubt[] = gate.answer === 'WARN' ? ['CQC_GATE'] : [];
  if (freshness !== null && freshness !== 'FRESH') {
    const into = policy.vacancy.staleExcludes ? excludedFor : warnings;
    into.push(freshness === 'STALE' ? 'VACANCIES_STALE' : 'VACANCIES_NEVER_DECLARED');
  }
  return { listed: excludedFor.length === 0, excludedFor, warnings };
}

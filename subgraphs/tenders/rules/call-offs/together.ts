import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import { splitEvenly } from '../../../../kernel/values/split-evenly.js';
import type { Funding, NeedProfile, ServiceType, Together } from '../../../../schema/events/cases.js';
import { type ResponseContent, weeklyCostByPerson, weeklyCostPence } from '../bids/response-content.js';
import { changedFields, type NeedField } from './amendment.js';
import type { CallOffState } from './call-off-states.js';

/** One of several packages that are sought together. [ROUT-37, ROUT-39] */
export interface SoughtPackage extends PackageAsked {
  /** The number by which the advert, and each bid, names the person. */
  readonly person: number;
  /** The individual budget a week as it was agreed when it was published; left out before, and where none counts. (ASM-23, ISF-01) */
  readonly budgetPence?: number | null;
}

/** A package as its own request has it. */
export interface PackageAsked {
  readonly packageId: string;
  readonly packageReference: string;
  readonly serviceType: ServiceType;
  readonly funding: Funding;
  readonly need: NeedProfile;
  readonly sourcingVersion: number;
}

/** Those that are sought in one call-off are named alike: by their scheme, or by their group's reference. */
export function nameOf(together: Together): string {
  return together.kind === 'SCHEME' ? `scheme/${together.schemeId}` : `group/${together.reference}`;
}

/** Whether these two belong together: to one scheme, or to one group that is declared alike. [ROUT-37, ROUT-39] */
export function isSameGroup(one: Together, other: Together | null): boolean {
  if (!other || nameOf(one) !== nameOf(other)) return false;
  return one.kind === 'SCHEME' || (other.kind === 'GROUP' && one.people === other.people);
}

/**
 * What one provider would take on with all of these: every call, the hours of all, whatever group or skill is needed by one of
 * them, the earliest start and the youngest age. Who sources it, and where, is the same for all. Texts stay with each person's
 * own need. [ROUT-39, EVAL-01]
 *
 * @param needs one or more, in the order in which they were asked for
 */
export function needOfAll(needs: readonly NeedProfile[]): NeedProfile {
  const [first] = needs;
  if (!first || needs.length === 1) return first!;
  const all = <Value>(of: (need: NeedProfile) => readonly Value[]) => [...new Set(needs.flatMap(of))];
  const sum = (of: (need: NeedProfile) => number) => needs.reduce((total, need) => total + of(need), 0);
  const ages = needs.flatMap(({ cypAge }) => (cypAge === null ? [] : [cypAge]));
  const genders = all(({ carerGender }) => [carerGender]);
  return {
    ...first,
    groups: all(({ groups }) => groups),
    cohort: needs.some(({ cohort }) => cohort === 'CYP') ? 'CYP' : 'ADULT',
    cypAge: ages.length > 0 ? Math.min(...ages) : null,
    urgency: needs.some(({ urgency }) => urgency === 'EMERGENCY') ? 'EMERGENCY' : first.urgency,
    specialist: needs.some(({ specialist }) => specialist),
    neededFrom: all(({ neededFrom }) => [neededFrom]).sort()[0]!,
    calls: needs.flatMap(({ calls }) => calls),
    weeklyWorkerMinutes: sum(({ weeklyWorkerMinutes }) => weeklyWorkerMinutes),
    weeklyClockMinutes: sum(({ weeklyClockMinutes }) => weeklyClockMinutes),
    skills: all(({ skills }) => skills),
    carerGender: genders.length === 1 ? first.carerGender : null,
    languages: all(({ languages }) => languages),
    complexNeeds: null,
  };
}

/** The needs of several people in the order in which an advert numbers them; null where one is sought alone. [ROUT-39] */
export function peopleOf({
  together,
  packages,
}: {
  readonly together: Together | null;
  readonly packages: readonly Pick<SoughtPackage, 'need'>[];
}): readonly NeedProfile[] | null {
  return together && packages.map(({ need }) => need);
}

/** The packages of a call-off as what befalls all of them is told: the one, and those alongside it if there are. [ROUT-39] */
export function idsTold({
  packageId,
  packages,
}: {
  readonly packageId: string;
  readonly packages: readonly Pick<SoughtPackage, 'packageId'>[];
}): { readonly packageId: string; readonly alongside?: readonly string[] } {
  const alongside = packages.map((each) => each.packageId).filter((each) => each !== packageId);
  return { packageId, ...(alongside.length > 0 && { alongside }) };
}

/** Which fields of a need differ for one of several people, whatever all of them need together. [WIN-14, ROUT-39] */
export function changedAmong(
  before: readonly Pick<SoughtPackage, 'packageId' | 'need'>[],
  after: readonly Pick<SoughtPackage, 'packageId' | 'need'>[],
): readonly NeedField[] {
  return after.flatMap(({ packageId, need }) => {
    const was = before.find((each) => each.packageId === packageId);
    return was ? changedFields(was.need, need) : [];
  });
}

/**
 * Refuses a package that cannot be sought with those that have asked before: it is needed in another patch, it is another
 * service, or its group has as many people already as its council has declared, or is declared to have another number.
 * [ROUT-37, ROUT-39]
 */
export function joinRefusal(
  given: Pick<SoughtPackage, 'serviceType' | 'need'> & { readonly together: Together },
  before: ReadonlyArray<Pick<SoughtPackage, 'serviceType' | 'need'>>,
  declared: Together,
): Refusal | undefined {
  const [first] = before;
  if (first && first.need.patch !== given.need.patch) return NOT_ONE_PLACE;
  if (first && first.serviceType !== given.serviceType) return NOT_ONE_SERVICE;
  if (declared.kind !== 'GROUP' || given.together.kind !== 'GROUP') return undefined;
  if (declared.people !== given.together.people) return DECLARED_OTHERWISE;
  return before.length >= declared.people ? GROUP_IS_WHOLE : undefined;
}

/** Whether whom a call-off seeks may still be changed in it: nobody knows it yet, or whoever does may still answer. [WIN-14] */
export function mayStillChange({
  stageId,
  state,
}: {
  readonly stageId: string | null;
  readonly state: CallOffState;
}): boolean {
  return stageId === null || state === 'OPEN';
}

/** A scheme as the register has it. */
export interface SchemeFacts {
  /** Ids of the packages of all who live there. */
  readonly occupants: readonly string[];
  /** What a week of core support is agreed to cost, in pence. */
  readonly coreWeeklyPence: number;
}

/**
 * Refuses to advertise some of those who belong together, or one who does not: of a scheme, all whom the register has living
 * there; of a group, as many as were declared. [ROUT-37, ROUT-39]
 *
 * @param scheme null of a small group, and of a scheme that the register has not
 */
export function incompleteRefusal(
  together: Together,
  packages: readonly Pick<SoughtPackage, 'packageId' | 'person'>[],
  scheme: SchemeFacts | null,
): Refusal | undefined {
  if (together.kind === 'GROUP') {
    return packages.length === together.people ? undefined : missing(together.people - packages.length, 'the group');
  }
  if (!scheme) return SCHEME_UNKNOWN;
  const ids = packages.map(({ packageId }) => packageId);
  const absent = scheme.occupants.filter((occupant) => !ids.includes(occupant));
  if (absent.length > 0 || ids.length === 0) return missing(absent.length, 'the scheme');
  const strangers = packages.filter(({ packageId }) => !scheme.occupants.includes(packageId));
  if (strangers.length === 0) return undefined;
  return refuse(
    'ROUT-39',
    'NOT_AN_OCCUPANT',
    `By the register these do not live in the scheme: ${personsOf(strangers)}.`,
    'input.callOffId',
  );
}

/**
 * What a week of a response costs for those who are still sought: the whole of it, or of a bid for several what is for all with the
 * parts of those who stay. Pence. [ROUT-45, ROUT-39]
 */
export function costSought(
  response: Pick<ResponseContent, 'costedLines' | 'people'>,
  packages: readonly Pick<SoughtPackage, 'person'>[],
): number {
  if (packages.length === 0) return weeklyCostPence(response);
  const costs = weeklyCostByPerson(
    response,
    packages.map(({ person }) => person),
  );
  return [...costs.values()].reduce((sum, pence) => sum + pence, 0);
}

/** What the people of a scheme may cost together in a week: the sum of their individual budgets, in pence. [ISF-02] */
export function schemeValuePence(budgets: readonly number[]): number {
  return budgets.reduce((sum, budget) => sum + budget, 0);
}

/** Each person's share of the core support of a scheme, in pence a week, which is that person's virtual budget. [ISF-03] */
export function coreShares(coreWeeklyPence: number, people: number): readonly number[] {
  return splitEvenly(coreWeeklyPence, people);
}

/**
 * Refuses a scheme in which a person's share of the core support is more than the individual budget: a commissioner looks at it
 * first. [ISF-04]
 *
 * @param budgets in the order of the packages, pence a week
 */
export function coreRefusal(
  packages: readonly Pick<SoughtPackage, 'person'>[],
  budgets: readonly number[],
  coreWeeklyPence: number,
): Refusal | undefined {
  const shares = coreShares(coreWeeklyPence, packages.length);
  const short = packages.filter((_, nth) => budgets[nth]! < shares[nth]!);
  if (short.length === 0) return undefined;
  return refuse(
    'ISF-04',
    'CORE_ABOVE_BUDGET',
    `The share of core support is more than the individual budget of ${personsOf(short)}: a commissioner reviews budget or core support first.`,
    'input.callOffId',
  );
}

/** Some of several, as the board and the advert number them. */
function personsOf(packages: readonly Pick<SoughtPackage, 'person'>[]): string {
  return packages.map(({ person }) => `person ${person}`).join(', ');
}

function missing(packages: number, whole: string): Refusal {
  return refuse(
    whole === 'the group' ? 'ROUT-37' : 'ROUT-39',
    'PACKAGES_MISSING',
    `All packages of ${whole} are advertised at the same time: ${packages} of them are not asked for, or no longer.`,
    'input.callOffId',
  );
}

/** What belongs together is advertised already: who asks later is not advertised apart from it. [ROUT-39] */
export const ADVERTISED_ALREADY = refuse(
  'ROUT-39',
  'ADVERTISED_ALREADY',
  'The packages that belong with it are out already: withdraw that call-off, and publish them all.',
);
/** What one of several people needs is corrected in that person's own request. [ROUT-39, WIN-14] */
export const CORRECTED_BY_REQUEST = refuse(
  'ROUT-39',
  'CORRECTED_BY_REQUEST',
  'This call-off is for several people: send a new version of the request of the one whose need differs.',
  'input.callOffId',
);
const NOT_ONE_PLACE = refuse('ROUT-37', 'NOT_ONE_PLACE', 'What is sought together is needed in one patch.');
const NOT_ONE_SERVICE = refuse('ROUT-37', 'NOT_ONE_SERVICE', 'What is sought together is of one type of service.');
const DECLARED_OTHERWISE = refuse(
  'ROUT-37',
  'DECLARED_OTHERWISE',
  'The requests of a group declare the same number of people.',
);
const GROUP_IS_WHOLE = refuse(
  'ROUT-37',
  'GROUP_IS_WHOLE',
  'The group has as many people already as were declared: unrelated packages are not bundled.',
);
const SCHEME_UNKNOWN = refuse(
  'PROV-20',
  'SCHEME_UNKNOWN',
  'The register has no such scheme of this council: an officer records it, with who lives there.',
  'input.callOffId',
);

import type { Calendar } from '../../../../kernel/time/bank-holidays.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { NeedProfile, ServiceType, Together } from '../../../../schema/events/cases.js';
import type { StageKind } from '../../../../schema/events/tenders.js';
import type { Policy } from '../../../../schema/policy.js';
import { routeFor, type SoughtIn, stageOf } from '../routes/routes.js';
import { endOfClock } from '../stages/window.js';

export type NeedField = keyof NeedProfile;

/**
 * MATERIAL: a careful bidder might have answered differently had it known. WHO_IS_ASKED: so it is, and a check of
 * eligibility rests on it (rules/invitations); on the groups one rests in an open framework alone (PROV-28). A new field of
 * the need cannot be added without deciding this. Urgency is how the council treats the need; clock-minutes only add up the
 * calls.
 */
const WEIGHT: Readonly<Record<NeedField, 'WHO_IS_ASKED' | 'MATERIAL' | 'MINOR'>> = {
  postcode: 'MATERIAL',
  patch: 'WHO_IS_ASKED',
  careType: 'MATERIAL',
  groups: 'WHO_IS_ASKED',
  cohort: 'WHO_IS_ASKED',
  cypAge: 'WHO_IS_ASKED',
  urgency: 'MINOR',
  specialist: 'MATERIAL',
  neededFrom: 'MATERIAL',
  calls: 'MATERIAL',
  weeklyWorkerMinutes: 'WHO_IS_ASKED',
  weeklyClockMinutes: 'MINOR',
  skills: 'MATERIAL',
  carerGender: 'MATERIAL',
  languages: 'MATERIAL',
  complexNeeds: 'MATERIAL',
  discharge: 'MATERIAL',
  home: 'MATERIAL',
};

/** Every field of a need. */
export const NEED_FIELDS = Object.keys(WEIGHT) as readonly NeedField[];

export interface Amendment {
  /** Names of the fields that differ. */
  readonly changed: readonly NeedField[];
  /** Whether bids made before it become STALE and must be reconfirmed. */
  readonly material: boolean;
  /** Whether other providers may be eligible now: age or cohort decide the registration, hours the ceiling, groups the expertise. */
  readonly asksAgain: boolean;
  readonly closesAt: Date;
}

/**
 * What a changed need does to an open stage.
 *
 * A material change leaves bidders at least the policy's share of the original window, counted from the amendment by
 * the same clock; a close that is already later stays. The order within a list means nothing, so another order is no
 * change. [WIN-14, ROUT-19, PROV-09, PROV-23, PROV-28; 002 App M §7]
 *
 * @param alsoChanged fields that differ for one of several people, whatever is needed for all of them together
 */
export function amendment(
  before: NeedProfile,
  after: NeedProfile,
  stage: SoughtIn & { readonly closesAt: Date },
  amendedAt: Date,
  policy: Policy,
  calendar: Calendar,
  alsoChanged: readonly NeedField[] = [],
): Amendment {
  const own = changedFields(before, after);
  const changed = NEED_FIELDS.filter((field) => own.includes(field) || alsoChanged.includes(field));
  const material = changed.some((field) => WEIGHT[field] !== 'MINOR');
  const asksAgain = changed.some((field) => decidesWhoIsAsked(field, stage.stage));
  const share = policy.window.amendmentMinSharePct / 100;
  const earliest = endOfClock(stageOf(stage).window, amendedAt, stage.care, policy, calendar, share);
  return { changed, material, asksAgain, closesAt: material && earliest > stage.closesAt ? earliest : stage.closesAt };
}

function decidesWhoIsAsked(field: NeedField, stage: StageKind): boolean {
  return WEIGHT[field] === 'WHO_IS_ASKED' && (field !== 'groups' || stage === 'OPEN_FRAMEWORK');
}

/** Names of the fields that differ; a need from before a field of it was known says nothing by it. [WIN-14] */
export function changedFields(before: NeedProfile, after: NeedProfile): readonly NeedField[] {
  return NEED_FIELDS.filter((field) => content(before[field] ?? null) !== content(after[field] ?? null));
}

/** What a call-off is for. */
export interface Sought {
  readonly serviceType: ServiceType;
  readonly need: NeedProfile;
  readonly together?: Together | null;
}

/**
 * Refuses an amendment with which the call-off would have gone to other providers, or by another route, from the
 * start: that is a new call-off. [ROUT-02, ROUT-03]
 */
export function amendmentRefusal(before: Sought, after: Sought, policy: Pick<Policy, 'route'>): Refusal | undefined {
  if (before.need.patch !== after.need.patch) {
    return refuse(
      'ROUT-03',
      'PATCH_CHANGED',
      'Another patch has other providers: withdraw this call-off and publish a new one.',
    );
  }
  if (routeFor(before, policy) !== routeFor(after, policy)) {
    return refuse(
      'ROUT-02',
      'ROUTE_CHANGED',
      'What is needed now has another route: withdraw this call-off and publish a new one.',
    );
  }
  if (before.serviceType !== after.serviceType) {
    return refuse(
      'ROUT-23',
      'SERVICE_CHANGED',
      'Another type of service has other providers: withdraw this call-off and publish a new one.',
    );
  }
  return undefined;
}

/**
 * Refuses to correct the start of care for a child or a young person here: the age at the start follows from it, and only
 * a new version of the request, which knows the date of birth, can say which registration covers it. [PROV-09, WIN-14]
 */
export function correctionRefusal(
  need: Pick<NeedProfile, 'cohort' | 'neededFrom'>,
  correction: Partial<Pick<NeedProfile, 'neededFrom'>>,
): Refusal | undefined {
  const { neededFrom = need.neededFrom } = correction;
  return need.cohort === 'CYP' && neededFrom !== need.neededFrom ? START_DECIDES_AGE : undefined;
}

const START_DECIDES_AGE = refuse(
  'PROV-09',
  'START_DECIDES_AGE',
  'The age at the start of care decides who may be asked: send a new version of the request instead.',
  'input.neededFrom',
);

/** What a value says, whatever the order of its lists and keys. */
function content(value: unknown): string {
  return JSON.stringify(unordered(value));
}

function unordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(content).sort();
  if (value === null || typeof value !== 'object') return value;
  return Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .map(([key, each]) => [key, content(each)])
    .sort(([one = ''], [other = '']) => (one < other ? -1 : 1));
}

import type { Calendar } from '../../../../kernel/time/bank-holidays.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { NeedProfile } from '../../../../schema/events/cases.js';
import type { Policy } from '../../../../schema/policy.js';
import { isDischargeToAssess } from '../routes/route.js';
import { addWindowMinutes, type WindowOf, windowMinutes } from '../stages/window.js';

export type NeedField = keyof NeedProfile;

/**
 * Whether a careful bidder might have answered differently had it known. A new field of the need cannot be added
 * without deciding this. Urgency is how the council treats the need; the weekly totals only add up the calls.
 */
const MATERIAL: Readonly<Record<NeedField, boolean>> = {
  postcode: true,
  patch: true,
  careType: true,
  groups: true,
  cohort: true,
  cypAge: true,
  urgency: false,
  specialist: true,
  neededFrom: true,
  calls: true,
  weeklyWorkerMinutes: false,
  weeklyClockMinutes: false,
  skills: true,
  carerGender: true,
  languages: true,
  complexNeeds: true,
  discharge: true,
};

/** Every field of a need. */
export const NEED_FIELDS = Object.keys(MATERIAL) as readonly NeedField[];

export interface Amendment {
  /** Names of the fields that differ. */
  readonly changed: readonly NeedField[];
  /** Whether bids made before it become STALE and must be reconfirmed. */
  readonly material: boolean;
  readonly closesAt: Date;
}

/**
 * What a changed need does to an open stage.
 *
 * A material change leaves bidders at least the policy's share of the original window, counted from the amendment by
 * the same clock; a close that is already later stays. The order within a list means nothing, so another order is no
 * change. [WIN-14, ROUT-19; 002 App M §7]
 */
export function amendment(
  before: NeedProfile,
  after: NeedProfile,
  stage: WindowOf & { readonly closesAt: Date },
  amendedAt: Date,
  policy: Policy,
  calendar: Calendar,
): Amendment {
  const changed = NEED_FIELDS.filter((field) => content(before[field]) !== content(after[field]));
  const material = changed.some((field) => MATERIAL[field]);
  const share = Math.ceil((windowMinutes(stage, policy) * policy.window.amendmentMinSharePct) / 100);
  const earliest = addWindowMinutes(amendedAt, share, policy, calendar);
  return { changed, material, closesAt: material && earliest > stage.closesAt ? earliest : stage.closesAt };
}

/**
 * Refuses an amendment with which the call-off would have gone to other providers, or by another route, from the
 * start: that is a new call-off. [ROUT-02, ROUT-03]
 */
export function amendmentRefusal(before: NeedProfile, after: NeedProfile): Refusal | undefined {
  if (before.patch !== after.patch) {
    return refuse(
      'ROUT-03',
      'PATCH_CHANGED',
      'Another patch has other providers: withdraw this call-off and publish a new one.',
    );
  }
  if (isDischargeToAssess(before) !== isDischargeToAssess(after)) {
    return refuse(
      'ROUT-02',
      'ROUTE_CHANGED',
      'Discharge to assess has its own route: withdraw this call-off and publish a new one.',
    );
  }
  return undefined;
}

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

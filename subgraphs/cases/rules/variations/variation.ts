import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { VariationKind } from '../../../../schema/events/cases.js';
import { setsLevel } from './level.js';
import type { VariationState } from './variation-states.js';

/** What a council may record; a temporary increase and a suspension end by their last day, a resumption, or the end of the placement. */
export const RECORDED_KINDS = ['SUSPEND', 'RESUME', 'REDUCE', 'INCREASE', 'TEMPORARY_INCREASE'] as const;
export type RecordedKind = Extract<VariationKind, (typeof RECORDED_KINDS)[number]>;

/** A variation as LAS has it. Dates are `YYYY-MM-DD`, levels worker-minutes a week. */
export interface Variation {
  readonly kind: RecordedKind;
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
  /** The level that would hold on its first day without it. */
  readonly minutesBefore: number;
  readonly minutesAfter: number;
  /** A practitioner finds that it would put the person or the carer at risk. */
  readonly putsAtRisk: boolean;
  readonly careTeamsAgreed: boolean;
}

/** Days of another variation of the same placement. */
interface Days {
  readonly kind: VariationKind;
  readonly state: VariationState;
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
}

/** Whether a variation of this kind asks more of the provider, for good or for a while. [VAR-05, VAR-06] */
export function isIncrease(kind: VariationKind): boolean {
  return kind === 'INCREASE' || kind === 'TEMPORARY_INCREASE';
}

/**
 * What keeps a variation from being recorded: a level that does not go the way its kind says (VAR-15), no last day of a
 * temporary increase (VAR-06), an end before its beginning, a day before care began or after its announced end, or a suspension
 * that overlaps another (VAR-14), a level that begins before one that is held already (VAR-14), a resumption of what is not suspended
 * (VAR-03), and a suspension or reduction that puts somebody at risk before the care teams have agreed (VAR-01).
 */
export function variationRefusals(
  variation: Variation,
  placement: {
    readonly startDate: string;
    /** The last day of care, if an end is announced. */
    readonly lastDay: string | null;
    readonly others: readonly Days[];
  },
): Refusal[] {
  const { kind, effectiveFrom, effectiveTo, minutesBefore, minutesAfter } = variation;
  const refusals: Refusal[] = [];
  if (kind === 'REDUCE' && !(minutesAfter >= 0 && minutesAfter < minutesBefore)) {
    refusals.push(
      refuse(
        'VAR-15',
        'NOT_A_REDUCTION',
        `A reduction must leave less than ${minutesBefore} minutes.`,
        'input.weeklyWorkerMinutes',
      ),
    );
  }
  if (isIncrease(kind) && !(minutesAfter > minutesBefore)) {
    refusals.push(
      refuse(
        'VAR-15',
        'NOT_AN_INCREASE',
        `An increase must lead to more than ${minutesBefore} minutes.`,
        'input.weeklyWorkerMinutes',
      ),
    );
  }
  const others = placement.others.filter(({ state }) => state !== 'CANCELLED');
  if (setsLevel(kind) && others.some((each) => setsLevel(each.kind) && each.effectiveFrom > effectiveFrom)) {
    refusals.push(
      refuse(
        'VAR-14',
        'LATER_LEVEL',
        'Another level of care begins on a later day: a level begins on the first day of the latest one, or after it.',
        'input.effectiveFrom',
      ),
    );
  }
  if (kind === 'TEMPORARY_INCREASE' && effectiveTo === null) {
    refusals.push(
      refuse('VAR-06', 'LAST_DAY_MISSING', 'A temporary increase states its last day.', 'input.effectiveTo'),
    );
  }
  if (effectiveTo !== null && effectiveTo < effectiveFrom) {
    refusals.push(
      refuse('VAR-14', 'ENDS_BEFORE_START', 'The last day must be the first day or a later one.', 'input.effectiveTo'),
    );
  }
  if (effectiveFrom < placement.startDate) {
    refusals.push(
      refuse(
        'VAR-14',
        'BEFORE_PLACEMENT',
        `Care began on ${placement.startDate}; vary it from then on.`,
        'input.effectiveFrom',
      ),
    );
  }
  if (placement.lastDay !== null && effectiveFrom > placement.lastDay) {
    const message = `Care ends on ${placement.lastDay}; take the end back before you vary what follows it.`;
    refusals.push(refuse('VAR-14', 'AFTER_PLACEMENT', message, 'input.effectiveFrom'));
  }
  const suspensions = others.filter((each) => each.kind === 'SUSPEND');
  const covers = (each: Days) =>
    each.effectiveFrom <= (effectiveTo ?? '9999') && effectiveFrom <= (each.effectiveTo ?? '9999');
  if (kind === 'SUSPEND' && suspensions.some(covers)) {
    refusals.push(
      refuse('VAR-14', 'ALREADY_SUSPENDED', 'Care is suspended on some of these days already.', 'input.effectiveFrom'),
    );
  }
  if (kind === 'RESUME' && !suspensionOn(others, effectiveFrom)) {
    const message = 'Care is resumed on a day of a suspension, its first day excepted.';
    refusals.push(refuse('VAR-03', 'NOT_SUSPENDED', message, 'input.effectiveFrom'));
  }
  if ((kind === 'SUSPEND' || kind === 'REDUCE') && variation.putsAtRisk && !variation.careTeamsAgreed) {
    refusals.push(
      refuse(
        'VAR-01',
        'AT_RISK',
        'The care teams must agree before care is suspended or reduced.',
        'input.careTeamsAgreed',
      ),
    );
  }
  return refusals;
}

/** The suspension that ends if care is resumed on this day: one that began before it and holds on it. [VAR-03] */
export function suspensionOn<Each extends Days>(variations: readonly Each[], day: string): Each | undefined {
  return variations.find(
    ({ kind, state, effectiveFrom, effectiveTo }) =>
      kind === 'SUSPEND' && OPEN.includes(state) && effectiveFrom < day && day <= (effectiveTo ?? day),
  );
}

const OPEN: readonly VariationState[] = ['AGREED', 'EFFECTIVE'];

/** Refuses to vary care that has not begun, or has ended. [SM-6, SM-4] */
export function notStartedRefusal(isRunning: boolean): Refusal | undefined {
  if (isRunning) return undefined;
  return refuse('SM-6', 'NOT_RUNNING', 'Only care that has begun and has not ended can be varied.');
}

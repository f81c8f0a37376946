import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { VariationKind } from '../../../../schema/events/cases.js';
import { isFarAhead, MOST_DAYS_AHEAD } from '../placements/ending.js';
import { isInAHome } from '../requests/home-need.js';
import type { ServiceType } from '../requests/request-type.js';
import type { VariationState } from './variation-states.js';

/** A variation as LAS has it. Dates are `YYYY-MM-DD`, levels worker-minutes a week. */
export interface Variation {
  readonly kind: VariationKind;
  /** Its first day; for a change of a suspension, a day of that suspension. */
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
  /** The level that would hold on its first day without it. */
  readonly minutesBefore: number;
  /** What its calls come to in a week; null if it brings none. */
  readonly minutesAfter: number | null;
  /** The level as the council states it beside its calls; null if it does not. */
  readonly minutesStated: number | null;
  /** A practitioner finds that it would put the person or the carer at risk. */
  readonly putsAtRisk: boolean;
  readonly careTeamsAgreed: boolean;
}

/** Another variation of the same placement. */
export interface Other {
  readonly kind: VariationKind;
  readonly state: VariationState;
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
}

/** The placement that is varied. */
interface Varied {
  readonly startDate: string;
  /** The last day of care, if an end is announced. */
  readonly lastDay: string | null;
  readonly others: readonly Other[];
}

/** Whether a variation of this kind asks more of the provider, for good or for a while. [VAR-05, VAR-06] */
export function isIncrease(kind: VariationKind): boolean {
  return kind === 'INCREASE' || kind === 'TEMPORARY_INCREASE';
}

/** Whether a variation of this kind brings the calls of the week, and so a level of care. [VAR-15] */
export function bringsCalls(kind: VariationKind): boolean {
  return kind === 'REDUCE' || isIncrease(kind);
}

/** Whether a variation of this kind sets the last day of another one. [VAR-03, VAR-06] */
export function setsLastDay(kind: VariationKind): boolean {
  return kind === 'RESUME' || kind === 'CHANGE_SUSPENSION' || kind === 'END_TEMPORARY_INCREASE';
}

/**
 * What keeps a variation from being recorded. Of every kind: a day before care began or after its announced end, a last
 * day before the first, or one where the kind has none (VAR-14). Of a level, what `levelRefusals` says; of a suspension and
 * what ends or changes it, what `suspensionRefusals` says. (VAR-01 to VAR-06, VAR-14, VAR-15)
 */
export function variationRefusals(variation: Variation, placement: Varied): Refusal[] {
  const { kind, effectiveFrom, effectiveTo } = variation;
  const others = placement.others.filter(({ state }) => state !== 'CANCELLED');
  const refusals: Array<Refusal | false> = [];
  if (effectiveTo !== null && !HAVE_LAST_DAY.includes(kind)) {
    const message = 'Only a suspension and a temporary increase have a last day: leave this out.';
    refusals.push(refuse('VAR-14', 'LAST_DAY_NOT_EXPECTED', message, 'input.effectiveTo'));
  }
  if (effectiveTo !== null && effectiveTo < effectiveFrom && kind !== 'CHANGE_SUSPENSION') {
    refusals.push(endsFirst());
  }
  if (effectiveFrom < placement.startDate) {
    const message = `Care began on ${placement.startDate}; vary it from then on.`;
    refusals.push(refuse('VAR-14', 'BEFORE_PLACEMENT', message, 'input.effectiveFrom'));
  }
  if (placement.lastDay !== null && effectiveFrom > placement.lastDay) {
    const message = `Care ends on ${placement.lastDay}; take the end back before you vary what follows it.`;
    refusals.push(refuse('VAR-14', 'AFTER_PLACEMENT', message, 'input.effectiveFrom'));
  }
  refusals.push(...levelRefusals(variation, others), ...suspensionRefusals(variation, others));
  if (PUT_AT_RISK.includes(kind) && variation.putsAtRisk && !variation.careTeamsAgreed) {
    const message = 'The care teams must agree before care is suspended or reduced.';
    refusals.push(refuse('VAR-01', 'AT_RISK', message, 'input.careTeamsAgreed'));
  }
  return refusals.filter((refusal) => refusal !== false);
}

const HAVE_LAST_DAY: readonly VariationKind[] = ['SUSPEND', 'CHANGE_SUSPENSION', 'TEMPORARY_INCREASE'];
const PUT_AT_RISK: readonly VariationKind[] = ['SUSPEND', 'CHANGE_SUSPENSION', 'REDUCE'];

/**
 * Of a level: no calls of the week, from which alone it follows what is expected, or a stated level that they do not come
 * to; one that does not go the way its kind says (VAR-15); one that begins before another that is held, or while a temporary
 * increase lasts (VAR-14); a temporary increase without a last day, or the end of one that does not last on that day
 * (VAR-06).
 */
function levelRefusals(variation: Variation, others: readonly Other[]): Array<Refusal | false> {
  const { kind, effectiveFrom, effectiveTo, minutesBefore, minutesAfter, minutesStated } = variation;
  if (kind === 'END_TEMPORARY_INCREASE') {
    const message = 'A temporary increase is ended on one of its days, its first day excepted.';
    const isLasting = endedBy({ kind, effectiveFrom }, others) !== undefined;
    return [!isLasting && refuse('VAR-06', 'NOT_INCREASED', message, 'input.effectiveFrom')];
  }
  if (!bringsCalls(kind)) {
    const message = 'Only a variation of the hours brings calls: leave them out.';
    return [minutesAfter !== null && refuse('VAR-15', 'CALLS_NOT_EXPECTED', message, 'input.calls')];
  }
  const levels = others.filter((each) => bringsCalls(each.kind));
  return [
    minutesAfter === null &&
      refuse('VAR-15', 'CALLS_MISSING', 'Name the calls of the week from the first day on.', 'input.calls'),
    minutesAfter !== null &&
      minutesStated !== null &&
      minutesStated !== minutesAfter &&
      refuse(
        'VAR-15',
        'LEVEL_DIFFERS',
        'The level is what the calls of the week come to: correct one of the two, or leave this out.',
        'input.weeklyWorkerMinutes',
      ),
    kind === 'REDUCE' &&
      minutesAfter !== null &&
      minutesAfter >= minutesBefore &&
      refuse('VAR-15', 'NOT_A_REDUCTION', `A reduction must leave less than ${minutesBefore} minutes.`, 'input.calls'),
    isIncrease(kind) &&
      minutesAfter !== null &&
      minutesAfter <= minutesBefore &&
      refuse(
        'VAR-15',
        'NOT_AN_INCREASE',
        `An increase must lead to more than ${minutesBefore} minutes.`,
        'input.calls',
      ),
    levels.some((each) => each.effectiveFrom > effectiveFrom) &&
      refuse(
        'VAR-14',
        'LATER_LEVEL',
        'Another level of care begins on a later day: a level begins on the first day of the latest one, or after it.',
        'input.effectiveFrom',
      ),
    levels.some((each) => each.kind === 'TEMPORARY_INCREASE' && holdsOn(each, effectiveFrom)) &&
      refuse(
        'VAR-14',
        'INCREASED_FOR_A_WHILE',
        'A temporary increase lasts on this day: end it before, or begin after its last day.',
        'input.effectiveFrom',
      ),
    kind === 'TEMPORARY_INCREASE' &&
      effectiveTo === null &&
      refuse('VAR-06', 'LAST_DAY_MISSING', 'A temporary increase states its last day.', 'input.effectiveTo'),
  ];
}

/**
 * Of a suspension: one that overlaps another, from the beginning or by its changed last day (VAR-14); a resumption or a
 * change of what is not suspended on that day, or has ended, or a last day before its first (VAR-03).
 */
function suspensionRefusals(variation: Variation, others: readonly Other[]): Array<Refusal | false> {
  const { kind, effectiveFrom, effectiveTo } = variation;
  const suspensions = others.filter((each) => each.kind === 'SUSPEND');
  const overlaps = (among: readonly Other[], days: Days, field: string) =>
    among.some((each) => meets(each, days)) &&
    refuse('VAR-14', 'ALREADY_SUSPENDED', 'Care is suspended on some of these days already.', field);
  if (kind === 'SUSPEND') return [overlaps(suspensions, variation, 'input.effectiveFrom')];
  if (kind !== 'RESUME' && kind !== 'CHANGE_SUSPENSION') return [];
  const suspension = endedBy({ kind, effectiveFrom }, others);
  if (!suspension) {
    const message =
      kind === 'RESUME'
        ? 'Care is resumed on a day of a suspension, its first day excepted.'
        : 'Name a day of the suspension that is to be changed, before it has ended.';
    return [refuse('VAR-03', 'NOT_SUSPENDED', message, 'input.effectiveFrom')];
  }
  if (kind === 'RESUME') return [];
  if (effectiveTo !== null && effectiveTo < suspension.effectiveFrom) return [endsFirst()];
  const beside = suspensions.filter((each) => each !== suspension);
  return [overlaps(beside, { effectiveFrom: suspension.effectiveFrom, effectiveTo }, 'input.effectiveTo')];
}

function endsFirst(): Refusal {
  return refuse(
    'VAR-14',
    'ENDS_BEFORE_START',
    'The last day must be the first day or a later one.',
    'input.effectiveTo',
  );
}

type Days = Pick<Other, 'effectiveFrom' | 'effectiveTo'>;

/**
 * The variation whose last day one of this kind sets, if it begins on this day: one that holds on it and has not ended. A
 * resumption and the end of an increase begin after the first day of what they end. [VAR-03, VAR-06]
 */
export function endedBy<Each extends Other>(
  ending: { readonly kind: VariationKind; readonly effectiveFrom: string },
  variations: readonly Each[],
): Each | undefined {
  const { kind, effectiveFrom: day } = ending;
  const ended: VariationKind = kind === 'END_TEMPORARY_INCREASE' ? 'TEMPORARY_INCREASE' : 'SUSPEND';
  return variations.find(
    (each) =>
      each.kind === ended &&
      OPEN.includes(each.state) &&
      holdsOn(each, day) &&
      (kind === 'CHANGE_SUSPENSION' || each.effectiveFrom < day),
  );
}

const OPEN: readonly VariationState[] = ['AGREED', 'EFFECTIVE'];

/** The suspension that covers a day, whatever became of it since; none that was cancelled. [VAR-02] */
export function suspensionOn<Each extends Other>(variations: readonly Each[], day: string): Each | undefined {
  return variations.find((each) => each.kind === 'SUSPEND' && each.state !== 'CANCELLED' && holdsOn(each, day));
}

function holdsOn(days: Days, day: string): boolean {
  return meets(days, { effectiveFrom: day, effectiveTo: day });
}

function meets(one: Days, other: Days): boolean {
  return (
    (other.effectiveTo === null || one.effectiveFrom <= other.effectiveTo) &&
    (one.effectiveTo === null || other.effectiveFrom <= one.effectiveTo)
  );
}

/**
 * Refuses a variation that begins so far ahead that nobody can know of it: no level could begin before it. London dates,
 * `YYYY-MM-DD`. [VAR-14]
 */
export function farVariationRefusal(effectiveFrom: string, today: string): Refusal | undefined {
  if (!isFarAhead(effectiveFrom, today)) return undefined;
  const message = `A variation begins at most ${MOST_DAYS_AHEAD} days ahead.`;
  return refuse('VAR-14', 'BEGINS_TOO_FAR', message, 'input.effectiveFrom');
}

/** Refuses to vary the hours of a place in a home, which has none; it is suspended and resumed like any other. [VAR-15, ASM-06] */
export function hoursInAHomeRefusal(serviceType: ServiceType, kind: VariationKind): Refusal | undefined {
  if (!isInAHome(serviceType) || !(bringsCalls(kind) || kind === 'END_TEMPORARY_INCREASE')) return undefined;
  const message = 'A place in a home has no hours to vary: it is suspended, resumed or ended.';
  return refuse('VAR-15', 'NO_HOURS_IN_A_HOME', message, 'input.kind');
}

/** Refuses to vary care that has not begun, or has ended. [SM-6, SM-4] */
export function notStartedRefusal(isRunning: boolean): Refusal | undefined {
  if (isRunning) return undefined;
  return refuse('SM-6', 'NOT_RUNNING', 'Only care that has begun and has not ended can be varied.');
}

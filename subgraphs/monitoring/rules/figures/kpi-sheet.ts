import { contentHash } from '../../../../kernel/values/content-hash.js';
import type { Policy } from '../../../../schema/policy.js';
import {
  exactValue,
  type KpiVerdict,
  type Parts,
  type Rag,
  ragOf,
  type Trend,
  targetOf,
  tooFewToShow,
  trendOf,
  verified,
} from './kpi-cell.js';
import { integrityChecks, type KpiCheck } from './kpi-checks.js';
import { KPI_LINES, type KpiLine, kpiLine } from './kpi-register.js';
import { type Ratio, shown } from './ratio.js';

/** One line of a sheet: what was computed, what was declared, and how both compare with each other and the target. */
export interface KpiCell extends Parts {
  readonly line: KpiLine;
  /** To two places. */
  readonly value: number | null;
  readonly declared: number | null;
  /** Declared less computed. */
  readonly difference: number | null;
  readonly verdict: KpiVerdict | null;
  readonly target: number | null;
  readonly rag: Rag | null;
  readonly before: number | null;
  readonly trend: Trend | null;
  /** A count of people too small to be shown; its figures are null. */
  readonly suppressed: boolean;
}

export interface KpiSheetFigures {
  readonly cells: readonly KpiCell[];
  readonly checks: readonly KpiCheck[];
  /** Changes with any figure that the sheet shows, and with the version of any definition. */
  readonly fingerprint: string;
}

/** What a line was when its quarter was closed; `value` follows from the rest and is for whoever reads the row. */
export interface FrozenFigure extends Parts {
  readonly line: string;
  readonly version: number;
  readonly value: number | null;
  readonly declared: number | null;
}

/** The figures of a period, summed anew or as they were frozen. */
export interface PeriodFigures {
  readonly partsOf: (line: KpiLine) => Parts;
  /** The latest declared value by line. */
  readonly declared: ReadonlyMap<string, number>;
}

/**
 * A sheet: every line of the register, compared with the period before, the declared values and the council's targets.
 * [SHOW-05, CM-05; 002 App C]
 *
 * @param hideFew leave out counts that might point at a person, for everybody but the provider itself
 */
export function kpiSheet(
  figures: PeriodFigures,
  before: PeriodFigures,
  { hideFew, policy }: { readonly hideFew: boolean; readonly policy: Policy },
): KpiSheetFigures {
  const all = KPI_LINES.map((line) => cellOf(line, figures, before, policy));
  const cells = hideFew ? all.map((cell) => withoutFew(cell, policy)) : all;
  const scheduled = figures.partsOf(kpiLine('KPI-3.5')!).denominator;
  const checks = integrityChecks(known(figures), known(before), scheduled);
  // Of what is shown and of nothing else: of a count that is hidden there are so few that a hash would give it away.
  const said = cells.map(({ line, numerator, denominator, declared, suppressed }) => [
    line.id,
    line.version,
    numerator,
    denominator,
    declared,
    suppressed,
  ]);
  return { cells, checks, fingerprint: contentHash(said).slice(0, 16) };
}

function cellOf(line: KpiLine, figures: PeriodFigures, before: PeriodFigures, policy: Policy): KpiCell {
  const parts = figures.partsOf(line);
  const value = exactValue(line, parts);
  const valueBefore = exactValue(line, before.partsOf(line));
  const declared = figures.declared.get(line.id) ?? null;
  const target = targetOf(line, policy);
  return {
    line,
    ...parts,
    value: asShown(value),
    declared,
    ...verified(line, value, declared, policy),
    target: target?.green ?? null,
    rag: ragOf(line, value, target),
    before: asShown(valueBefore),
    trend: trendOf(value, valueBefore),
    suppressed: false,
  };
}

/**
 * A cell without any count that is too small to show: its own, computed or declared, and that of the period before. With
 * a count goes whatever is worked out from it.
 */
function withoutFew(cell: KpiCell, policy: Policy): KpiCell {
  const isFew = (count: number | null) => tooFewToShow(cell.line, count, policy);
  const before = isFew(cell.before) ? { before: null, trend: null } : {};
  if (!isFew(cell.value) && !isFew(cell.declared)) return { ...cell, ...before };
  const parts = { numerator: null, denominator: null, value: null, declared: null, difference: null };
  return { ...cell, ...parts, verdict: null, rag: null, before: null, trend: null, suppressed: true };
}

/** The value of a line: computed, or else declared. */
function known(figures: PeriodFigures): (line: string) => number | null {
  return (id) => {
    const line = kpiLine(id)!;
    return asShown(exactValue(line, figures.partsOf(line))) ?? figures.declared.get(id) ?? null;
  };
}

function asShown(value: Ratio | null): number | null {
  return value && shown(value);
}

/** The figures of a sheet in the form in which a closed quarter keeps them. [NTF-37] */
export function frozen(cells: readonly KpiCell[]): FrozenFigure[] {
  return cells.map(({ line, numerator, denominator, value, declared }) => ({
    line: line.id,
    version: line.version,
    numerator,
    denominator,
    value,
    declared,
  }));
}

/** Figures as they were frozen; a line that the register did not have then has none. [NTF-37] */
export function thawed(figures: readonly FrozenFigure[]): PeriodFigures {
  const byLine = new Map(figures.map((each) => [each.line, each]));
  return {
    partsOf: ({ id }) => {
      const { numerator = null, denominator = null } = byLine.get(id) ?? {};
      return { numerator, denominator };
    },
    declared: new Map(
      figures.flatMap(({ line, declared }) => (declared === null ? [] : [[line, declared] as [string, number]])),
    ),
  };
}

/**
 * The lines whose declared value is to be asked about. A line that tells people apart is never asked about, because asking
 * would give away a count that may be too small to show. [CM-05, KPI-36]
 */
export function discrepantLines(cells: readonly Pick<KpiCell, 'line' | 'verdict'>[]): string[] {
  return cells.filter(({ line, verdict }) => verdict === 'QUERY' && !line.identifies).map(({ line }) => line.id);
}

/** The same for a frozen sheet, under the policy that it was frozen under. [CM-05, NTF-37] */
export function frozenDiscrepancies(figures: readonly FrozenFigure[], policy: Policy): string[] {
  const { partsOf, declared } = thawed(figures);
  return discrepantLines(
    KPI_LINES.map((line) => {
      const value = exactValue(line, partsOf(line));
      return { line, ...verified(line, value, declared.get(line.id) ?? null, policy) };
    }),
  );
}

/**
 * The cells of today, as they are shown, that differ from what was frozen, because a visit was corrected since or the end of a placement was
 * recorded late. A line that is only ever measured as it stands now cannot be compared. [NTF-37]
 */
export function changedSince(today: readonly KpiCell[], frozenFigures: readonly FrozenFigure[]): KpiCell[] {
  const byLine = new Map(frozenFigures.map((each) => [each.line, each]));
  return today.filter(({ line, numerator, denominator, suppressed }) => {
    const then = byLine.get(line.id);
    // That a hidden count is another one would say something of it.
    if (line.numerator === 'weeklyMinutes' || suppressed) return false;
    return !then || then.numerator !== numerator || then.denominator !== denominator;
  });
}

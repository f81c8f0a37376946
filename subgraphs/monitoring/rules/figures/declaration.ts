import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import { kpiLine } from './kpi-register.js';

export interface DeclaredLine {
  readonly line: string;
  readonly value: number;
}

const MOST_LINES = 100;
const MOST = 1_000_000_000;

/**
 * Why a provider's figures are not taken: a line is not on the sheet or is given twice, there are more lines than the
 * sheet can have, or a value is not a plain figure of 0 or more with two decimal places at most. [CM-05, NTF-37]
 */
export function declarationRefusals(lines: readonly DeclaredLine[]): Refusal[] {
  if (lines.length === 0 || lines.length > MOST_LINES) {
    return [refuse('CM-05', 'LINES_COUNT', `Declare from 1 to ${MOST_LINES} lines at once.`, 'input.lines')];
  }
  const seen = new Set<string>();
  return lines.flatMap(({ line, value }, nth) => {
    const field = `input.lines.${nth}`;
    const again = seen.has(line);
    seen.add(line);
    if (!kpiLine(line)) {
      return [refuse('CM-05', 'NO_SUCH_LINE', 'Name a line of the KPI sheet, such as KPI-4.1.', `${field}.line`)];
    }
    if (again) return [refuse('CM-05', 'LINE_TWICE', 'Declare each line once.', `${field}.line`)];
    const plain = value >= 0 && value <= MOST && Number(value.toFixed(2)) === value;
    if (plain) return [];
    return [
      refuse('CM-05', 'VALUE_INVALID', 'A figure is 0 or more, with two decimal places at most.', `${field}.value`),
    ];
  });
}

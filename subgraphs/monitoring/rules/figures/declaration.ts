import type { Refusal } from '../../../../kernel/values/refusal.js';
import { kpiLine } from './kpi-register.js';

export interface DeclaredLine {
  readonly line: string;
  readonly value: number;
}

const MOST_LINES = 100;
const MOST = 1_000_000_000;

/**
 * What keeps a provider's figures from being taken: a line that is not on the sheet, one given twice, more lines than
 * there can be, or a value that is no plain figure of at most two decimal places from 0 up. [CM-05, NTF-37]
 */
export function declarationRefusals(lines: readonly DeclaredLine[]): Refusal[] {
  if (lines.length === 0 || lines.length > MOST_LINES) {
    return [refuse('LINES_COUNT', `Declare from 1 to ${MOST_LINES} lines at once.`, 'input.lines')];
  }
  const seen = new Set<string>();
  return lines.flatMap(({ line, value }, nth) => {
    const field = `input.lines.${nth}`;
    const again = seen.has(line);
    seen.add(line);
    if (!kpiLine(line))
      return [refuse('NO_SUCH_LINE', 'Name a line of the KPI sheet, such as KPI-4.1.', `${field}.line`)];
    if (again) return [refuse('LINE_TWICE', 'Declare each line once.', `${field}.line`)];
    const plain = value >= 0 && value <= MOST && Number(value.toFixed(2)) === value;
    if (plain) return [];
    return [refuse('VALUE_INVALID', 'A figure is 0 or more, with two decimal places at most.', `${field}.value`)];
  });
}

/** Refuses what would change a quarter that is closed. [NTF-37] */
export function closedRefusal(closed: boolean): Refusal | undefined {
  if (!closed) return undefined;
  return {
    rule: 'NTF-37',
    code: 'QUARTER_CLOSED',
    message: 'This quarter is closed; the council’s contract officer can open it again.',
    field: 'input.quarter',
  };
}

function refuse(code: string, message: string, field: string): Refusal {
  return { rule: 'CM-05', code, message, field };
}

import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';

/** One row of a council's map as it is given: a ward, and the patch that it is in on these days [PROV-15]. */
export interface WardRow {
  readonly code: string;
  readonly name: string;
  readonly patch: string;
  readonly from: string;
  readonly to?: string | null;
}

/** Rows of one import: the wards of the largest council several times over. */
export const MOST_WARD_ROWS = 1_000;

/** A row as it is kept: codes in capitals, texts without blanks around them [PROV-15]. */
export function tidyWardRow(row: WardRow) {
  return {
    wardCode: row.code.trim().toUpperCase(),
    name: row.name.trim(),
    patch: row.patch.trim(),
    from: row.from,
    to: row.to ?? null,
  };
}

/**
 * Refuses `WARD_ROW_INCOMPLETE` for each column of a row that is left empty. `index` is its place in the list.
 * [PROV-15]
 */
export function wardRowRefusals(row: WardRow, index: number): readonly Refusal[] {
  const message = 'Each row has the code and the name of a ward, and the code of its patch.';
  return (['code', 'name', 'patch'] as const)
    .filter((column) => row[column].trim() === '')
    .map((column) => refuse('PROV-15', 'WARD_ROW_INCOMPLETE', message, `rows[${index}].${column}`));
}

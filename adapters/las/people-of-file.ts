import type { ReportedRefusal } from '../file-report.js';
import { idsWithLostNoughts, NOUGHT_LOST } from '../spreadsheet.js';
import { KINDS } from './kinds.js';
import type { Kind } from './mapping.js';

/**
 * What only a look at all rows of a file shows: ids that have become shorter than the others, and one request that is
 * given to two people. None of these rows is sent: which of them is right nobody here can tell.
 */
export interface FileRow {
  readonly row: number;
  readonly line: number | null;
  readonly input: Readonly<Record<string, unknown>>;
  readonly columns: ReadonlyMap<string, string>;
}

/** Refusals by row; a row that is not there has none. */
export function refusalsOfFile(kind: Kind, rows: readonly FileRow[]): ReadonlyMap<number, readonly ReportedRefusal[]> {
  const { rule, id } = KINDS[kind];
  const refusals = new Map<number, ReportedRefusal[]>();
  const refuse = ({ row, line, columns }: FileRow, field: string, code: string, fix: string) => {
    const refusal = { row, line, column: columns.get(field) ?? null, field: `input.${field}`, rule, code, fix };
    refusals.set(row, [...(refusals.get(row) ?? []), refusal]);
  };
  for (const field of [id, 'person.councilPersonId']) {
    const short = idsWithLostNoughts(rows.map(({ input }) => String(at(input, field) ?? '')));
    for (const row of rows) {
      if (short.has(String(at(row.input, field) ?? ''))) refuse(row, field, NOUGHT_LOST.code, NOUGHT_LOST.fix);
    }
  }
  for (const ofId of Map.groupBy(rows, ({ input }) => String(input[id])).values()) {
    const [first, ...others] = ofId;
    if (!others.some((other) => isSomebodyElse(personIn(first!.input), personIn(other.input)))) continue;
    const fix = 'This id stands in several rows, and not for one person: give each person an id of their own.';
    for (const row of ofId) refuse(row, id, 'ID_OF_TWO_PEOPLE', fix);
  }
  return refusals;
}

interface Person {
  readonly councilPersonId?: string;
  readonly nhsNumber?: string;
  readonly name?: string;
  readonly dateOfBirth?: string;
}

function personIn(input: FileRow['input']): Person {
  return (input.person ?? {}) as Person;
}

/** As the hub tells people apart: by their NHS numbers, else by name and date of birth; one of the two may be corrected. */
function isSomebodyElse(one: Person, other: Person): boolean {
  if (one.nhsNumber && other.nhsNumber && one.nhsNumber !== other.nhsNumber) return true;
  const differ = [plainName(one) !== plainName(other), one.dateOfBirth !== other.dateOfBirth];
  return one.councilPersonId === other.councilPersonId ? differ.every(Boolean) : differ.some(Boolean);
}

function plainName({ name = '' }: Person): string {
  return name.toLowerCase().replace(/\s+/g, ' ');
}

function at(input: FileRow['input'], field: string): unknown {
  return field
    .split('.')
    .reduce<unknown>((within, key) => (within as Record<string, unknown> | undefined)?.[key], input);
}

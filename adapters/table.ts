import { finished } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { parse as parseAtOnce } from 'csv-parse/sync';
import { type Bytes, FileFaultError, type LookedThrough, textOf } from './file-text.js';
import { type Header, headerOf, namedBy, nearlyThere } from './headers.js';
import { plainText, type Source } from './source.js';

/** The rows of an exported CSV, one after the other, however many: every adapter reads its tables here. */

/** How a table is written. */
export interface TableForm {
  readonly delimiter: string;
  /** Every column that is read, by the name that the mapping has for it. */
  readonly columns: readonly string[];
  /** Columns that may be missing. */
  readonly optional?: readonly string[];
  /** REFUSE where cells may come into somebody's spreadsheet. */
  readonly formulas: 'TEXT' | 'REFUSE';
}

/** A row, and the line on which it begins, from 1. */
export interface TableRow {
  readonly line: number;
  /** Undefined where the row cannot be read, and why. */
  readonly source: Source | undefined;
  readonly fault?: TableFault;
}

export interface TableFault {
  readonly code: string;
  readonly fix: string;
  readonly column: string | null;
}

/** Of a fault: the file ended in the middle of a row. */
export const ROW_CUT_OFF = 'ROW_CUT_OFF';
/** Of a fault: from this line on nothing can be read. */
export const CSV_NOT_READABLE = 'CSV_NOT_READABLE';

export interface Table {
  /** Rows in which nothing stood and which were passed over, so far. */
  readonly passedOver: number;
  rows(): AsyncGenerator<TableRow>;
}

/**
 * Finds the header of a table, below whatever titles stand above it, and by what its cells are divided if it is not as
 * the form says.
 *
 * @throws FileFaultError where there is none, or where a column that is read is missing or there twice
 */
export function openTable(bytes: Bytes, looked: LookedThrough, form: TableForm): Table {
  const { header, delimiter, nth } = findHeader(looked.head, form);
  let passedOver = 0;
  return {
    get passedOver() {
      return passedOver;
    },
    async *rows() {
      for await (const row of rowsBelow(bytes, looked, { ...form, delimiter }, header, nth)) {
        if (row === 'NOTHING') passedOver += 1;
        else yield row;
      }
    },
  };
}

// --- The header

/** So many lines are looked at: titles, a date, a name of the report. */
const LINES_LOOKED_AT = 20;
const DELIMITERS = [',', ';', '\t', '|'];

interface FoundHeader {
  readonly header: Header;
  readonly record: readonly string[];
  readonly delimiter: string;
  /** Rows above it. */
  readonly nth: number;
}

function findHeader(head: string, { delimiter, columns, optional = [] }: TableForm): FoundHeader {
  const tried = [delimiter, ...DELIMITERS.filter((each) => each !== delimiter)].map((each) => firstRows(head, each));
  const candidates = tried.flatMap(({ rows, delimiter }) =>
    rows.map((record, nth) => ({ header: headerOf(record, columns, optional), record, delimiter, nth })),
  );
  const whole = candidates.find(({ header }) => header.missing.length === 0);
  if (whole) {
    const [twice] = whole.header.twice;
    if (!twice) return whole;
    const places = twice.places.map((place) => place + 1).join(' and ');
    throw new FileFaultError(
      'COLUMN_TWICE',
      `Name the column "${twice.name}" once only: columns ${places} both are it.`,
    );
  }
  const [best] = candidates
    .map((found) => ({ found, likeness: likeness(found) }))
    .sort((one, other) => other.likeness - one.likeness);
  if (best && best.likeness >= 1) throw missingColumns(best.found);
  const stopped = tried[0]!.stoppedAt;
  if (stopped) throw stopped;
  throw new FileFaultError('NO_HEADER', `No line names its columns; the header has ${quoted(columns)}.`);
}

function likeness({ header, record }: FoundHeader): number {
  return namedBy(header) + nearlyThere(record, header).length / 2;
}

function missingColumns({ header, record }: FoundHeader): FileFaultError {
  const near = nearlyThere(record, header);
  const hints = near.map(
    ({ name, place, letters }) =>
      ` Column ${place + 1} is nearly "${name}": ${letters} ${letters === 1 ? 'letter differs' : 'letters differ'}.`,
  );
  return new FileFaultError(
    'COLUMN_MISSING',
    `The mapping reads ${quoted(header.missing)}: export these columns, or change the mapping.${hints.slice(0, 10).join('')}`,
  );
}

/** The first rows of a text in which something stands, and why there are no more. */
function firstRows(
  head: string,
  delimiter: string,
): { readonly delimiter: string; readonly rows: string[][]; readonly stoppedAt?: FileFaultError } {
  const rows: string[][] = [];
  try {
    parseAtOnce(head, {
      ...OPTIONS,
      delimiter,
      to: LINES_LOOKED_AT,
      info: false,
      on_record: (record: string[]) => {
        rows.push(record);
        return null;
      },
    });
    return { delimiter, rows };
  } catch (error) {
    const { code, lines } = error as { code?: string; lines?: number };
    const isCutOff = code === 'CSV_QUOTE_NOT_CLOSED';
    const stoppedAt = isCutOff
      ? new FileFaultError(ROW_CUT_OFF, CUT_OFF.fix)
      : new FileFaultError(CSV_NOT_READABLE, `Line ${lines ?? '?'} is not CSV: ${QUOTES}`);
    return { delimiter, rows, stoppedAt };
  }
}

// --- Rows

const OPTIONS = { bom: true, relax_column_count: true, skip_empty_lines: true, max_record_size: 1024 * 1024 } as const;
const QUOTES = 'a quote in a cell is doubled, and the cell is quoted.';
const CUT_OFF: TableFault = {
  code: ROW_CUT_OFF,
  fix: 'The last line of the file does not end: it may have been cut off. Export it again.',
  column: null,
};

interface Info {
  readonly lines: number;
  readonly empty_lines: number;
}

async function* rowsBelow(
  bytes: Bytes,
  looked: LookedThrough,
  form: TableForm,
  header: Header,
  above: number,
): AsyncGenerator<TableRow | 'NOTHING'> {
  let before: Info = { lines: 0, empty_lines: 0 };
  let nth = -1;
  // The last row is known to be the last only when no other comes.
  let row: TableRow | 'NOTHING' | undefined;
  for await (const parsed of recordsOf(textOf(bytes, looked), form.delimiter)) {
    if (row) yield row;
    row = undefined;
    if ('error' in parsed) {
      const fix = `From this line on it is not CSV, or a row is longer than a megabyte: ${QUOTES}`;
      const isCutOff = parsed.error.code === 'CSV_QUOTE_NOT_CLOSED';
      const fault = isCutOff ? CUT_OFF : { code: CSV_NOT_READABLE, fix, column: null };
      yield { line: before.lines + 1, source: undefined, fault };
      return;
    }
    const { record, info } = parsed;
    const line = before.lines + 1 + info.empty_lines - before.empty_lines;
    before = info;
    nth += 1;
    if (nth > above) row = rowOf(record, line, header, form);
  }
  // Nobody can tell whether the last cell is whole where its line does not end.
  if (row) yield looked.endsLine || row === 'NOTHING' ? row : { line: row.line, source: undefined, fault: CUT_OFF };
}

type Parsed = { readonly record: string[]; readonly info: Info } | { readonly error: CsvError };

/** The records of a text; where one cannot be read, all before it, and then why. The parser's message repeats a cell. */
async function* recordsOf(text: AsyncIterable<string>, delimiter: string): AsyncGenerator<Parsed> {
  const found: Parsed[] = [];
  const parser = parse({
    ...OPTIONS,
    delimiter,
    on_record: (record: string[], { lines, empty_lines }) => {
      found.push({ record, info: { lines, empty_lines } });
      return null;
    },
  });
  const ended = finished(parser.resume()).then(
    () => undefined,
    (error: Error) => error,
  );
  try {
    for await (const piece of text) {
      const failed = await new Promise<Error | null | undefined>((resolve) => parser.write(piece, resolve));
      yield* found.splice(0);
      if (failed) break;
    }
    if (parser.writable) parser.end();
    const failed = await ended;
    yield* found.splice(0);
    if (failed instanceof CsvError) yield { error: failed };
    else if (failed) throw failed;
  } finally {
    parser.destroy();
  }
}

function rowOf(record: readonly string[], line: number, header: Header, form: TableForm): TableRow | 'NOTHING' {
  const cells = record.map(plainText);
  if (cells.every((cell) => cell === '')) return 'NOTHING';
  const fault = (code: string, fix: string, column: string | null = null): TableRow => ({
    line,
    source: undefined,
    fault: { code, fix, column },
  });
  if (cells.length < header.width || cells.slice(Math.max(header.width, 1)).some((cell) => cell !== '')) {
    return fault('ROW_NOT_WHOLE', `Export this row with as many cells as there are columns: ${header.width}.`);
  }
  if (form.formulas === 'REFUSE') {
    const found = [...header.places].find(([, place]) => isFormula(record[place]!, cells[place]!));
    if (found)
      return fault('FORMULA_IN_CELL', 'A cell begins with a sign of a formula: export values alone.', found[0]);
  }
  const { places } = header;
  return {
    line,
    source: {
      isWhole: true,
      // A column that may be missing and is, is empty.
      cell: (name) => (places.has(name) ? cells[places.get(name)!] : ''),
      label: (name) => name,
      items: () => [],
    },
  };
}

/** Whether a spreadsheet would reckon with it. A number has its sign, and so has a telephone number. */
function isFormula(raw: string, cell: string): boolean {
  return cell !== '' && (/^[\t\r]/.test(raw) || /^[=@]|^[+-](?![\d\s().,/-]*$)/.test(cell));
}

function quoted(names: readonly string[]): string {
  const shown = names.slice(0, 10).map((name) => `"${name}"`);
  return `${shown.join(', ')}${names.length > 10 ? ` and ${names.length - 10} more` : ''}`;
}

import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import type { Source } from '../source.js';
import type { Layout } from './layout.js';

/** Why a whole file is not read. Names columns at most, never what is in one. */
export class FileFaultError extends Error {
  constructor(
    readonly code: string,
    readonly fix: string,
  ) {
    super(fix);
  }
}

/** A row of a CSV, and the line on which it begins. */
export interface CsvRow {
  readonly line: number;
  /** Undefined where the row cannot be read at all, and why. */
  readonly source: Source | undefined;
  readonly fault?: { readonly code: string; readonly fix: string; readonly column: string | null };
}

/** What a file begins with when it is UTF-16, and what no text holds. */
const UTF_16 = [Buffer.from([0xff, 0xfe]), Buffer.from([0xfe, 0xff])];

/**
 * Looks through a file before any of it is sent: it is UTF-8 from beginning to end.
 *
 * @param seen called with the bytes of each piece
 * @returns whether its last line ends
 * @throws FileFaultError
 */
export async function lookThrough(path: string, seen: (piece: Buffer) => void): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let first = true;
  let last = 0x0a;
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
    if (first && UTF_16.some((mark) => piece.subarray(0, 2).equals(mark))) {
      throw new FileFaultError('ENCODING_IS_UTF_16', 'The file is UTF-16: export it as UTF-8.');
    }
    first = false;
    if (piece.includes(0)) throw new FileFaultError('NOT_TEXT', 'The file holds NUL bytes: export it as UTF-8 text.');
    decodes(decoder, piece);
    seen(piece);
    last = piece.at(-1) ?? last;
  }
  decodes(decoder);
  return last === 0x0a || last === 0x0d;
}

function decodes(decoder: TextDecoder, piece?: Buffer): void {
  try {
    decoder.decode(piece, { stream: piece !== undefined });
  } catch {
    throw new FileFaultError('NOT_UTF_8', 'The file is not UTF-8 (it may be windows-1252): export it as UTF-8.');
  }
}

/**
 * The rows of a CSV, one after the other, however many.
 *
 * @param isEnded whether its last line ends
 * @param read called with the bytes that have been read
 * @throws FileFaultError where the file is of another layout
 */
export async function* csvRows(
  path: string,
  layout: Pick<Layout, 'delimiter' | 'columns'>,
  isEnded: boolean,
  read: (bytes: number) => void,
): AsyncGenerator<CsvRow> {
  const file = createReadStream(path);
  file.on('data', () => read(file.bytesRead));
  const parser = file.pipe(
    parse({
      bom: true,
      delimiter: layout.delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 256 * 1024,
    }),
  );
  file.on('error', (error) => parser.destroy(error));
  let columns: readonly string[] | undefined;
  let before: Info = { lines: 0, empty_lines: 0 };
  let row: CsvRow | undefined;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
      const line = before.lines + 1 + info.empty_lines - before.empty_lines;
      before = info;
      if (!columns) {
        columns = headOf(record, layout.columns);
        continue;
      }
      if (row) yield row;
      row = rowOf(columns, record, line);
    }
  } catch (error) {
    const { code } = error as { code?: string };
    if (!code?.startsWith('CSV_')) throw error;
    if (row) yield row;
    // The parser's own message repeats what it stumbled over.
    const cutOff = code === 'CSV_QUOTE_NOT_CLOSED';
    yield {
      line: before.lines + 1,
      source: undefined,
      fault: cutOff
        ? CUT_OFF
        : {
            code: 'CSV_NOT_READABLE',
            fix: 'From this line on it is not CSV: a quote in a cell is doubled, and the cell is quoted.',
            column: null,
          },
    };
    return;
  }
  if (!columns) throw new FileFaultError('NO_HEADER', 'The first line of a CSV names its columns.');
  // Nobody can tell whether the last cell is whole where its line does not end.
  if (row) yield isEnded ? row : { line: row.line, source: undefined, fault: CUT_OFF };
}

interface Info {
  readonly lines: number;
  readonly empty_lines: number;
}

const CUT_OFF = {
  code: 'ROW_CUT_OFF',
  fix: 'The last line of the file does not end: it may have been cut off. Export it again.',
  column: null,
};

function headOf(record: readonly string[], needed: readonly string[]): readonly string[] {
  const columns = record.map((name) => name.trim());
  const twice = columns.find((name, nth) => name !== '' && columns.indexOf(name) !== nth);
  if (twice !== undefined) throw new FileFaultError('COLUMN_TWICE', `Name the column "${twice}" once only.`);
  const missing = needed.filter((name) => !columns.includes(name));
  if (missing.length > 0) {
    const names = missing.map((name) => `"${name}"`).join(', ');
    throw new FileFaultError('COLUMN_MISSING', `The layout reads ${names}: export these, or name another layout.`);
  }
  return columns;
}

function rowOf(columns: readonly string[], record: readonly string[], line: number): CsvRow {
  if (record.length !== columns.length) {
    const fix = `Export this row with as many cells as there are columns: ${columns.length}.`;
    return { line, source: undefined, fault: { code: 'ROW_NOT_WHOLE', fix, column: null } };
  }
  const formula = record.findIndex(isFormula);
  if (formula >= 0) {
    const fix = 'A cell begins with a sign of a formula: export values alone.';
    return { line, source: undefined, fault: { code: 'FORMULA_IN_CELL', fix, column: columns[formula]! } };
  }
  const cells = new Map(columns.map((name, nth) => [name, record[nth]!.trim()]));
  return {
    line,
    source: { isWhole: true, cell: (name) => cells.get(name), label: (name) => name, items: () => [] },
  };
}

/** Whether a spreadsheet would reckon with it; a number may have its sign. */
function isFormula(cell: string): boolean {
  return /^[=@\t\r]|^[+-](?!\d+([.,]\d+)?$)/.test(cell) && cell.trim() !== '-';
}

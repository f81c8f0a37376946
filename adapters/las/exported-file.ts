import { parse } from 'csv-parse/sync';
import { columnsOf } from '../mapping.js';
import type { Cell, Source } from '../source.js';
import type { FileMapping, Mapping } from './mapping.js';

/** The rows of an exported file, each with where it stands. */
export interface ExportedRow {
  /** From 1, without the header. */
  readonly row: number;
  /** Of a CSV: the line on which it begins, from 1. */
  readonly line: number | null;
  readonly source: Source;
}

/** Why a whole file is not read. Names columns at most, never what is in one. */
export interface FileFault {
  readonly code: string;
  readonly fix: string;
}

export type Exported =
  | { readonly rows: readonly ExportedRow[] }
  | { readonly fault: FileFault }
  /** It ends in the middle of something: more of it is to come, or was lost. */
  | { readonly incomplete: true };

/** Reads a file as its mapping says it was written. */
export function readExport(bytes: Uint8Array, file: FileMapping, limits: Mapping['limits']): Exported {
  const decoded = decode(bytes, file.encoding);
  if ('fault' in decoded) return decoded;
  const read = file.format === 'csv' ? readCsv(decoded.text, file) : readJson(decoded.text, file);
  if ('rows' in read && read.rows.length > limits.rows) {
    return fault('TOO_MANY_ROWS', `Export at most ${limits.rows} rows in one file.`);
  }
  return read;
}

// --- Encoding

const BOM = [0xef, 0xbb, 0xbf];
/** The five bytes that windows-1252 gives no character. */
const UNUSED_1252 = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);

/**
 * A file in another encoding than the mapping says would give wrong names and addresses without anybody noticing, so
 * it is refused whole as soon as there is a sign of it.
 */
function decode(bytes: Uint8Array, encoding: FileMapping['encoding']): { text: string } | { fault: FileFault } {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return fault('ENCODING_IS_UTF_16', `The file is UTF-16; export it as ${encoding}.`);
  }
  if (bytes.includes(0)) {
    return fault('NOT_TEXT', `The file holds NUL bytes: it is UTF-16 or no text; export it as ${encoding}.`);
  }
  const hasBom = BOM.every((byte, index) => bytes[index] === byte);
  const utf8 = utf8Of(bytes);
  if (encoding === 'utf-8') {
    return utf8 === undefined
      ? fault('NOT_UTF_8', 'The file is not UTF-8; export it so, or name its encoding in the mapping.')
      : { text: utf8 };
  }
  if (hasBom || (utf8 !== undefined && bytes.some((byte) => byte > 0x7f))) {
    return fault('ENCODING_IS_UTF_8', 'The file is UTF-8; say so in the mapping, or export it as windows-1252.');
  }
  if (bytes.some((byte) => UNUSED_1252.has(byte))) {
    return fault('NOT_WINDOWS_1252', 'The file is not windows-1252; name its encoding in the mapping.');
  }
  return { text: new TextDecoder('windows-1252').decode(bytes) };
}

function utf8Of(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

// --- CSV

/** Of csv-parse: the file ended within quotes. */
const OPEN_AT_THE_END = 'CSV_QUOTE_NOT_CLOSED';

function readCsv(text: string, file: FileMapping): Exported {
  if (!/[\r\n]$/.test(text)) return { incomplete: true };
  let records: ReadonlyArray<{ record: string[]; info: { lines: number; empty_lines: number } }>;
  try {
    records = parse(text, {
      delimiter: file.delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as never;
  } catch (error) {
    const { code, lines } = error as { code?: string; lines?: number };
    if (code === OPEN_AT_THE_END) return { incomplete: true };
    // The parser's own message repeats what it stumbled over.
    return fault(
      'CSV_NOT_READABLE',
      `Line ${lines ?? '?'} is not CSV: a quote in a cell is doubled, and the cell is quoted.`,
    );
  }
  const [head, ...rest] = records;
  if (!head) return fault('NO_HEADER', 'The first line of a CSV names its columns.');
  const columns = head.record.map((name) => name.trim());
  const twice = columns.find((name, index) => name !== '' && columns.indexOf(name) !== index);
  if (twice !== undefined) return fault('COLUMN_TWICE', `Name the column "${twice}" once only.`);
  const missing = columnsOf(file.fields).filter((name) => !columns.includes(name));
  if (missing.length > 0) {
    return fault(
      'COLUMN_MISSING',
      `The mapping reads ${quoted(missing)}: export these columns, or change the mapping.`,
    );
  }
  let before = head.info;
  return {
    rows: rest.map(({ record, info }, index) => {
      const line = before.lines + 1 + info.empty_lines - before.empty_lines;
      before = info;
      const isWhole = record.length === columns.length;
      const cells = new Map(columns.map((name, column) => [name, record[column]?.trim() ?? '']));
      return { row: index + 1, line, source: csvSource(cells, isWhole) };
    }),
  };
}

function csvSource(cells: ReadonlyMap<string, string>, isWhole: boolean): Source {
  return { isWhole, cell: (name) => cells.get(name), label: (name) => name, items: () => [] };
}

// --- JSON

function readJson(text: string, file: FileMapping): Exported {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return { incomplete: true };
  }
  const found = file.rows === undefined ? document : at(document, file.rows);
  if (found === undefined)
    return fault('ROWS_MISSING', `The mapping looks for the rows at "${file.rows}"; they are not there.`);
  const rows = Array.isArray(found) ? found : [found];
  return { rows: rows.map((row, index) => ({ row: index + 1, line: null, source: jsonSource(row, '') })) };
}

function jsonSource(value: unknown, prefix: string): Source {
  return {
    isWhole: typeof value === 'object' && value !== null && !Array.isArray(value),
    cell: (path) => cellOf(at(value, path)),
    label: (path) => `${prefix}${path}`.replace(/\.$/, ''),
    items(path) {
      const found = at(value, path);
      if (found === undefined || found === null) return [];
      if (!Array.isArray(found)) return undefined;
      return found.map((item, index) => jsonSource(item, `${prefix}${path}[${index}].`));
    },
  };
}

/** What is at a dotted path; own properties alone, whatever a document calls its keys. */
function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((within, key) => {
    if (typeof within !== 'object' || within === null || !Object.hasOwn(within, key)) return undefined;
    return (within as Record<string, unknown>)[key];
  }, value);
}

/** A value, or a list of values; nothing deeper is one cell. */
function cellOf(value: unknown): Cell | undefined {
  if (!Array.isArray(value)) return textOf(value);
  const texts = value.map(textOf);
  return texts.every((text) => text !== undefined) ? texts : undefined;
}

function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? undefined : String(value).trim();
}

function quoted(names: readonly string[]): string {
  const shown = names.slice(0, 10).map((name) => `"${name}"`);
  return `${shown.join(', ')}${names.length > 10 ? ` and ${names.length - 10} more` : ''}`;
}

function fault(code: string, fix: string): { readonly fault: FileFault } {
  return { fault: { code, fix } };
}

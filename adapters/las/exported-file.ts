import { type Bytes, FileFaultError, lookThrough, textOf } from '../file-text.js';
import { columnsOf } from '../mapping.js';
import { type Cell, plainText, type Source } from '../source.js';
import { CSV_NOT_READABLE, openTable, ROW_CUT_OFF, type TableFault } from '../table.js';
import type { FileMapping, Mapping } from './mapping.js';

/** A row of an exported file, and where it stands. */
export interface ExportedRow {
  /** From 1, without the header. */
  readonly row: number;
  /** Of a CSV: the line on which it begins, from 1. */
  readonly line: number | null;
  /** Undefined where the row cannot be read, and why. */
  readonly source: Source | undefined;
  readonly fault?: TableFault;
}

/** Why a whole file is not read. Names columns that the mapping reads at most, never what is in one. */
export interface FileFault {
  readonly code: string;
  readonly fix: string;
}

export type Exported =
  | {
      readonly rows: readonly ExportedRow[];
      /** Rows in which nothing stood. */
      readonly passedOver: number;
    }
  | { readonly fault: FileFault }
  /** It ends in the middle of something: more of it is to come, or was lost. */
  | { readonly incomplete: true };

/** Reads a file as its mapping says it was written. */
export async function readExport(content: Uint8Array, file: FileMapping, limits: Mapping['limits']): Promise<Exported> {
  const bytes: Bytes = () => [content];
  try {
    const looked = await lookThrough(bytes, file.encoding);
    if (file.format === 'json') {
      let text = '';
      for await (const piece of textOf(bytes, looked)) text += piece;
      return readJson(text, file, limits);
    }
    if (looked.isEmpty || !looked.endsLine) return { incomplete: true };
    const { delimiter, fields } = file;
    const table = openTable(bytes, looked, { delimiter, columns: columnsOf(fields), formulas: 'TEXT' });
    const rows: ExportedRow[] = [];
    for await (const row of table.rows()) {
      if (row.fault?.code === ROW_CUT_OFF) return { incomplete: true };
      if (row.fault?.code === CSV_NOT_READABLE) {
        return fault(CSV_NOT_READABLE, `Line ${row.line}: ${row.fault.fix}`);
      }
      rows.push({ row: rows.length + 1, ...row });
      if (rows.length > limits.rows) return tooMany(limits);
    }
    return { rows, passedOver: table.passedOver };
  } catch (error) {
    if (!(error instanceof FileFaultError)) throw error;
    return error.code === ROW_CUT_OFF ? { incomplete: true } : fault(error.code, error.fix);
  }
}

function tooMany({ rows }: Mapping['limits']): { readonly fault: FileFault } {
  return fault('TOO_MANY_ROWS', `Export at most ${rows} rows in one file.`);
}

// --- JSON

function readJson(text: string, file: FileMapping, limits: Mapping['limits']): Exported {
  let document: unknown;
  try {
    document = JSON.parse(text, asWritten as (key: string, value: unknown) => unknown);
  } catch (error) {
    if (error instanceof RangeError) return fault('TOO_DEEP', 'The document has lists within lists too deep to read.');
    return { incomplete: true };
  }
  const found = file.rows === undefined ? document : at(document, file.rows);
  if (found === undefined)
    return fault('ROWS_MISSING', `The mapping looks for the rows at "${file.rows}"; they are not there.`);
  const rows = Array.isArray(found) ? found : [found];
  if (rows.length > limits.rows) return tooMany(limits);
  return {
    rows: rows.map((row, index) => ({ row: index + 1, line: null, source: jsonSource(row, '') })),
    passedOver: 0,
  };
}

/** A number as the document writes it: a long id would lose its last digits, and a rounded one would not show. */
function asWritten(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  return typeof value === 'number' ? (context?.source ?? value) : value;
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
  if (!Array.isArray(value)) return singleOf(value);
  const texts = value.map(singleOf);
  return texts.every((text) => text !== undefined) ? texts : undefined;
}

function singleOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? undefined : plainText(String(value));
}

function fault(code: string, fix: string): { readonly fault: FileFault } {
  return { fault: { code, fix } };
}

import type { RowStream } from '../../schema/row-streams.js';
import { type Line, LONGEST_LINE_BYTES } from './lines.js';

/** A line that is a row. */
export interface ReadRow {
  readonly line: number;
  readonly kind: string;
  readonly row: Readonly<Record<string, unknown>>;
  readonly bytes: number;
}

/** What becomes of a line. */
export interface LineAnswer {
  readonly line: number;
  readonly verdict: string;
  readonly kind?: string;
  readonly externalId?: string | null;
  readonly refusal?: object | null;
  readonly warnings?: readonly string[];
  readonly notices?: readonly object[];
}

/** Rows, and the answers to lines that are none. */
export function readRows(
  { lists, rule }: RowStream,
  lines: readonly Line[],
): { readonly rows: readonly ReadRow[]; readonly answers: readonly LineAnswer[] } {
  const rows: ReadRow[] = [];
  const answers: LineAnswer[] = [];
  for (const { line, bytes, ended } of lines) {
    const reject = (code: string, message: string) =>
      answers.push({ line, verdict: 'REJECTED', refusal: { rule, code, message, field: null }, warnings: [] });
    if (bytes.length > LONGEST_LINE_BYTES) {
      reject('LINE_TOO_LONG', `A line has at most ${LONGEST_LINE_BYTES} bytes.`);
      continue;
    }
    const text = textOf(bytes);
    if (text === undefined) {
      reject('LINE_NOT_UTF_8', 'A line is UTF-8: export it so.');
      continue;
    }
    if (text.trim() === '') continue;
    const value = jsonOf(text);
    if (value === undefined) {
      if (ended) reject('LINE_NOT_JSON', 'A line is one row as a JSON object.');
      else reject('LINE_CUT_OFF', 'The last line ends in the middle: send it whole, with what follows it.');
      continue;
    }
    const { kind, ...row } = value;
    if (typeof kind !== 'string' || !Object.hasOwn(lists, kind)) {
      reject('KIND_UNKNOWN', `A row says its kind: ${Object.keys(lists).join(' or ')}.`);
      continue;
    }
    rows.push({ line, kind, row, bytes: bytes.length });
  }
  return { rows, answers };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function textOf(bytes: Buffer): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

function jsonOf(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

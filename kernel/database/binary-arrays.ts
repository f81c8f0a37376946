/**
 * Arrays as PostgreSQL reads them in its binary form: a column of thousands of values, without putting each into words.
 */

/** A value for a column of JSON that is already text. */
export class Json {
  constructor(readonly text: string) {}
}

/** How values of a type are written: type and number of the array's elements, and each value as bytes. */
export interface Form {
  readonly element: string;
  readonly oid: number;
  /** Bytes of every value; absent if they differ. */
  readonly bytes?: number;
  readonly write?: (into: Buffer, at: number, value: never) => void;
  /** A value of any length, as text. */
  readonly text?: (value: never) => string;
}

const SINCE_2000_MS = Date.UTC(2000, 0, 1);
const FORMS: Readonly<Record<string, Form>> = {
  uuid: { element: 'uuid', oid: 2950, bytes: 16, write: writeUuid },
  int: { element: 'int', oid: 23, bytes: 4, write: (into, at, value: number) => into.writeInt32BE(value, at) },
  smallint: {
    element: 'smallint',
    oid: 21,
    bytes: 2,
    write: (into, at, value: number) => into.writeInt16BE(value, at),
  },
  boolean: { element: 'boolean', oid: 16, bytes: 1, write: (into, at, value: boolean) => into.writeUInt8(+value, at) },
  timestamptz: { element: 'timestamptz', oid: 1184, bytes: 8, write: writeInstant },
  jsonb: {
    element: 'text',
    oid: 25,
    text: (value: object) => (value instanceof Json ? value.text : JSON.stringify(value)),
  },
  'text[]': { element: 'text', oid: 25, text: (value: readonly string[]) => `{${value.map(quoted).join()}}` },
};
/** Text, which the database reads into its own type. */
const FORM_OF_OTHERS: Form = { element: 'text', oid: 25, text: (value) => String(value) };

/** The form of a type, such as `timestamptz(3)`. */
export function formOf(type: string): Form {
  return FORMS[type.replace(/\(\d+\)$/, '')] ?? FORM_OF_OTHERS;
}

function writeInstant(into: Buffer, at: number, value: Date): void {
  const micros = (value.getTime() - SINCE_2000_MS) * 1000;
  const high = Math.floor(micros / 2 ** 32);
  into.writeInt32BE(high, at);
  into.writeUInt32BE(micros - high * 2 ** 32, at + 4);
}

/** What each hexadecimal digit stands for, by its code. */
const DIGITS = new Uint8Array(128);
for (const digit of '0123456789abcdefABCDEF') DIGITS[digit.charCodeAt(0)] = Number.parseInt(digit, 16);

/** Digit by digit: a row has six of them, and taking out the hyphens first would take four times as long. */
function writeUuid(into: Buffer, at: number, value: string): void {
  let from = 0;
  for (let byte = 0; byte < 16; byte += 1) {
    if (value[from] === '-') from += 1;
    into[at + byte] = (DIGITS[value.charCodeAt(from)]! << 4) | DIGITS[value.charCodeAt(from + 1)]!;
    from += 2;
  }
}

function quoted(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}

/**
 * The array of these values, in binary.
 *
 * @param values in the form's own texts, if it has them
 */
export function arrayOf({ bytes, write, oid }: Form, values: readonly unknown[]): Buffer {
  let room = 20 + values.length * (4 + (bytes ?? 0));
  // No letter takes more than three bytes for each of its UTF-16 units.
  if (bytes === undefined) for (const value of values) room += ((value as string | null) ?? '').length * 3;
  const array = Buffer.allocUnsafe(room);
  array.writeInt32BE(1, 0);
  array.writeInt32BE(values.includes(null) ? 1 : 0, 4);
  array.writeInt32BE(oid, 8);
  array.writeInt32BE(values.length, 12);
  array.writeInt32BE(1, 16);
  let at = 20;
  for (const value of values) {
    let length = -1;
    if (value !== null) {
      length = bytes ?? array.write(value as string, at + 4, 'utf8');
      write?.(array, at + 4, value as never);
    }
    array.writeInt32BE(length, at);
    at += 4 + Math.max(length, 0);
  }
  return array.subarray(0, at);
}

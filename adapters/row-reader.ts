import {
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
} from 'graphql';
import {
  type CellMapping,
  columnsOf,
  type FieldsMapping,
  type ListMapping,
  MappingError,
  type Written,
} from './mapping.js';
import { type Cell, group, part, type Source } from './source.js';
import { damageOf, type Meaning } from './spreadsheet.js';
import { ShownTwice, type Span, settleTimes } from './wall-clock.js';
import { readDate, readInstants, readNhsNumber, readPostcode, readTime } from './written-forms.js';

/**
 * From a row of an export to the hub's own input. What that input looks like is read from the published schema: the
 * mapping says where each of its fields is, and a field or a word that the schema does not know is refused before any
 * file is opened.
 */
export interface RowReader {
  read(source: Source): RowReading;
}

export interface RowReading {
  /** The input, when nothing was refused. */
  readonly input: Readonly<Record<string, unknown>> | null;
  readonly refusals: readonly CellRefusal[];
  /** What may not have been meant as it was taken. */
  readonly warnings: readonly CellRefusal[];
  /** Their name of each of our fields that was read, by its path: `calls.0.minutes`. */
  readonly columns: ReadonlyMap<string, string>;
}

/** Of a warning: London clocks show the time twice, and nothing in the row says which one is meant. */
export const AMBIGUOUS_TIME = 'AMBIGUOUS_TIME';
const WHICH_TIME =
  'London clocks show this time twice in this night: it was taken as the earlier. To say which, write the instant with its offset, such as 2026-10-25T01:30:00Z.';
const SKIPPED_TIME =
  'London clocks skip this time: in this night 02:00 follows 01:00. Write a time before 01:00 or from 02:00 on, or the instant with its offset, such as 2027-03-28T00:45:00Z.';

/** A cell that cannot be taken. Says what would be, and never what was there. */
export interface CellRefusal {
  /** Their name of it, if it has one. */
  readonly column: string | null;
  /** Path in our input. */
  readonly field: string;
  readonly code: string;
  readonly fix: string;
}

/** Fields that mean more than their type says, dotted and without the places of items. */
export interface Meanings {
  /** Filled in by the adapter. */
  readonly own?: readonly string[];
  readonly ids?: readonly string[];
  readonly telephones?: readonly string[];
  /** Which instants end what others begin, so that an hour that comes twice is read as the one that fits. */
  readonly spans?: readonly Span[];
}

/** @throws MappingError when the mapping does not fit the schema */
export function createRowReader(
  input: GraphQLInputObjectType,
  fields: FieldsMapping,
  mapping: Written,
  { own = [], ids = [], telephones = [], spans = [] }: Meanings,
): RowReader {
  const faults: string[] = [];
  const read = objectReader(
    input,
    fields,
    { mapping, own, ids, telephones, fault: (path, what) => faults.push(`${path}: ${what}`) },
    '',
  );
  if (faults.length > 0) throw new MappingError(faults);
  return {
    read(source) {
      if (!source.isWhole) {
        const fix = 'Export this row with as many cells as there are columns.';
        return {
          input: null,
          refusals: [{ column: null, field: 'input', code: 'ROW_NOT_WHOLE', fix }],
          warnings: [],
          columns: new Map(),
        };
      }
      const { value, refusals, columns: named } = read(source, '');
      const columns = new Map(named);
      if (refusals.length > 0) return { input: null, refusals, warnings: [], columns };
      const input = value as Record<string, unknown>;
      const warnings = settleTimes(input, spans).map((path) => ({
        column: columns.get(path) || null,
        field: `input.${path}`,
        code: AMBIGUOUS_TIME,
        fix: WHICH_TIME,
      }));
      return { input, refusals, warnings, columns };
    },
  };
}

/** What came of one part of a row. */
interface Reading {
  /** Undefined is nothing: the field is left out. */
  readonly value: unknown;
  /** Whether the export says anything here; constants say nothing. */
  readonly isFilled: boolean;
  readonly refusals: readonly CellRefusal[];
  readonly columns: ReadonlyArray<readonly [path: string, column: string]>;
}
type Read = (source: Source, path: string) => Reading;

interface Making {
  readonly mapping: Written;
  readonly own: readonly string[];
  readonly ids: readonly string[];
  readonly telephones: readonly string[];
  fault(path: string, what: string): void;
}

const NOTHING: Reading = { value: undefined, isFilled: false, refusals: [], columns: [] };

/** Their names of what a refusal speaks of: the field itself, what it is within, or what is within it. */
export function columnOf(columns: ReadonlyMap<string, string>, field: string): string | null {
  const path = field.replace(/^input\.?/, '');
  for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
    const column = columns.get(at);
    if (column) return column;
  }
  const within = [...columns].filter(([at]) => path !== '' && at.startsWith(`${path}.`)).map(([, column]) => column);
  return within.length > 0 ? [...new Set(within)].slice(0, 5).join(', ') : null;
}

// --- Objects

function objectReader(type: GraphQLInputObjectType, fields: FieldsMapping, making: Making, path: string): Read {
  const known = type.getFields();
  const mapped = new Map<string, Mapped>();
  for (const [name, to] of Object.entries(fields)) {
    const [head = '', ...rest] = name.split('.');
    if (!Object.hasOwn(known, head)) {
      making.fault(`${path}${name}`, `is no field of ${type.name}, which has ${Object.keys(known).join(', ')}`);
      continue;
    }
    if (path === '' && making.own.includes(head)) {
      making.fault(head, 'is filled in by the adapter');
      continue;
    }
    const before = mapped.get(head);
    if (before && (rest.length === 0 || before.to))
      making.fault(`${path}${head}`, 'is mapped both as one and in parts');
    else if (rest.length === 0) mapped.set(head, { to, parts: {} });
    else mapped.set(head, { to: undefined, parts: { ...before?.parts, [rest.join('.')]: to } });
  }
  const readers: Array<readonly [name: string, read: Read]> = [];
  for (const field of Object.values(known)) {
    if (path === '' && making.own.includes(field.name)) continue;
    const at = `${path}${field.name}`;
    const to = mapped.get(field.name);
    if (to) readers.push([field.name, fieldReader(field, to, making, at)]);
    else if (!isRequiredInputField(field)) continue;
    else if (isListType(getNullableType(field.type))) readers.push([field.name, () => ({ ...NOTHING, value: [] })]);
    else making.fault(at, 'is needed and not mapped');
  }
  return (source, at) => {
    const readings = readers.map(([name, read]) => [name, read(source, at === '' ? name : `${at}.${name}`)] as const);
    return {
      value: Object.fromEntries(readings.flatMap(([name, { value }]) => (value === undefined ? [] : [[name, value]]))),
      isFilled: readings.some(([, { isFilled }]) => isFilled),
      refusals: readings.flatMap(([, { refusals }]) => refusals),
      columns: readings.flatMap(([, { columns }]) => columns),
    };
  };
}

/** What is mapped to one field: itself, or the fields within it. */
interface Mapped {
  readonly to: FieldsMapping[string] | undefined;
  readonly parts: FieldsMapping;
}

function fieldReader(field: GraphQLInputField, { to, parts }: Mapped, making: Making, path: string): Read {
  const type = getNamedType(field.type);
  const refused = (what: string): Read => {
    making.fault(path, what);
    return () => NOTHING;
  };
  if (!isInputObjectType(type)) {
    if (to === undefined || isListMapping(to)) return refused('is a single value: name a column, or { "from": ... }');
    return cellReader(field, to, making, path);
  }
  if (isListType(getNullableType(field.type))) {
    if (to === undefined || !isListMapping(to)) return refused('is a list: give "repeat", "in", "path" or "each"');
    return listReader(type, to, making, path);
  }
  if (to !== undefined) return refused(`is an object: map its ${Object.keys(type.getFields()).join(', ')}`);
  const read = objectReader(type, parts, making, `${path}.`);
  if (isNonNullType(field.type)) return read;
  // Of what need not be there, an empty part of the row says that it is not.
  return (source, at) => {
    const reading = read(source, at);
    return reading.isFilled ? reading : NOTHING;
  };
}

function isListMapping(to: CellMapping | ListMapping): to is ListMapping {
  return typeof to === 'object' && !('from' in to || 'constant' in to || 'place' in to);
}

// --- Lists of objects

function listReader(type: GraphQLInputObjectType, to: ListMapping, making: Making, path: string): Read {
  if ('each' in to) {
    const reads = to.each.map((fields) => objectReader(type, fields, making, `${path}.`));
    return (source, at) =>
      itemsOf(
        at,
        reads.map((read) => [read, source]),
      );
  }
  const read = objectReader(type, to.fields, making, `${path}.`);
  if ('repeat' in to) {
    return (source, at) =>
      itemsOf(
        at,
        Array.from({ length: to.repeat }, (_, index) => [read, group(source, index + 1)]),
      );
  }
  if ('path' in to) {
    return (source, at) => {
      const items = source.items(to.path);
      if (!items) return refuse(source.label(to.path), at, 'NOT_A_LIST', 'Give a list of objects here.');
      return itemsOf(
        at,
        items.map((item) => [read, item]),
      );
    };
  }
  const places = columnsOf(to.fields).map(Number);
  if (!places.every((place) => Number.isInteger(place) && place > 0)) {
    making.fault(path, 'is in one cell: name the values of an item by their place, from 1');
  }
  const most = Math.max(1, ...places);
  return (source, at) => {
    const cell = source.cell(to.in) ?? '';
    const texts = (typeof cell === 'string' ? cell.split(to.items) : cell).filter((text) => text.trim() !== '');
    if (
      texts.some((text) =>
        text
          .split(to.parts)
          .slice(most)
          .some((rest) => rest.trim() !== ''),
      )
    ) {
      const fix = `Give at most ${most} values in an item, with "${to.parts}" between them and in none of them.`;
      return refuse(source.label(to.in), at, 'TOO_MANY_PARTS', fix);
    }
    return itemsOf(
      at,
      texts.map((text) => [read, part(source.label(to.in), text, to.parts)]),
    );
  };
}

/** The items that say something, counted without those that do not. */
function itemsOf(at: string, items: ReadonlyArray<readonly [Read, Source]>): Reading {
  const readings: Reading[] = [];
  for (const [read, source] of items) {
    if (!source.isWhole)
      return refuse(source.label(''), at, 'NOT_AN_OBJECT', 'Give an object for each item of the list.');
    const reading = read(source, `${at}.${readings.length}`);
    if (reading.isFilled) readings.push(reading);
  }
  return {
    value: readings.map(({ value }) => value),
    isFilled: readings.length > 0,
    refusals: readings.flatMap(({ refusals }) => refusals),
    columns: readings.flatMap(({ columns }) => columns),
  };
}

// --- Cells

type Taken = { readonly value: unknown } | { readonly code: string; readonly fix: string };

function cellReader(field: GraphQLInputField, to: CellMapping, making: Making, path: string): Read {
  const { mapping } = making;
  const how = typeof to === 'object' && 'from' in to ? to : undefined;
  const { fix, take } = takerOf(field.type, how, mapping, meaningOf(field, making, path));
  const isList = isListType(getNullableType(field.type));
  const isNeeded = isRequiredInputField(field) && !isList;
  const constantOf = (constant: string | number | boolean): unknown => {
    const taken = typeof constant === 'boolean' ? { value: constant } : take(String(constant));
    if ('value' in taken && isOfType(field.type, taken.value)) return isList ? [taken.value] : taken.value;
    making.fault(path, `does not take ${JSON.stringify(constant)}. ${fix}`);
    return undefined;
  };
  if (typeof to === 'object' && 'constant' in to) {
    const value = constantOf(to.constant);
    return () => ({ ...NOTHING, value });
  }
  if (typeof to === 'object' && 'place' in to) {
    if (!isOfType(field.type, 1)) making.fault(path, 'takes no number');
    return (_, at) => ({ ...NOTHING, value: placeOf(at) });
  }
  const from = typeof to === 'string' ? [to] : [to.from].flat();
  const { joinedBy, separator, codes, otherwise } =
    typeof to === 'string' ? ({ joinedBy: ' ', separator: ';' } as ReadCell) : (to as ReadCell);
  const known = codes === undefined ? undefined : codesOf(codes, field.type, making, path);
  // A list that must be there and has no value of its own is empty; anything else is left to the hub.
  const whenEmpty =
    otherwise !== undefined ? constantOf(otherwise) : isList && isRequiredInputField(field) ? [] : undefined;
  const { cellCharacters } = mapping.limits;

  const taken = (text: string): Taken => {
    if (!known) return take(text);
    const ours = known.get(folded(text));
    return ours === undefined ? { code: 'WORD_NOT_KNOWN', fix: `Use one of: ${shown(known.words)}.` } : { value: ours };
  };

  return (source, at) => {
    const column = from.map((name) => source.label(name)).join(', ');
    const cells = from.map((name) => source.cell(name));
    if (cells.some((cell) => cell === undefined)) return refuse(column, at, 'NOT_A_VALUE', 'Give a single value here.');
    const texts = textsOf(cells as readonly Cell[], joinedBy, isList ? separator : undefined);
    if (texts.length === 0) {
      if (whenEmpty === undefined && isNeeded)
        return refuse(column, at, 'VALUE_MISSING', 'Fill this in; it is needed.', false);
      return { ...NOTHING, value: whenEmpty, columns: [[at, column]] };
    }
    if (texts.some((text) => text.length > cellCharacters)) {
      return refuse(column, at, 'CELL_TOO_LONG', `Give at most ${cellCharacters} characters.`);
    }
    const values: unknown[] = [];
    for (const text of texts) {
      const answer = taken(text);
      if ('code' in answer) return refuse(column, at, answer.code, answer.fix);
      if (answer.value !== null) values.push(...[answer.value].flat());
    }
    const value = isList ? values : values[0];
    if (value === undefined && isNeeded) {
      return refuse(column, at, 'VALUE_MISSING', 'Fill this in with a word that says something; it is needed.');
    }
    return { value, isFilled: true, refusals: [], columns: [[at, column]] };
  };
}

function meaningOf(field: GraphQLInputField, { ids, telephones }: Making, path: string): Meaning {
  if (telephones.includes(path)) return 'TELEPHONE';
  return ids.includes(path) || getNamedType(field.type).name === 'ID' ? 'ID' : 'OTHER';
}

/** Of a field within a list: the place of its item, from 1. `contacts.0.order` is 1. */
function placeOf(at: string): number {
  return Number(at.split('.').at(-2)) + 1;
}

type ReadCell = Extract<CellMapping, { readonly from: unknown }>;

function refuse(column: string, field: string, code: string, fix: string, isFilled = true): Reading {
  const refusals = [{ column: column === '' ? null : column, field: `input.${field}`, code, fix }];
  return { value: undefined, isFilled, refusals, columns: [[field, column]] };
}

/** The text of one or several cells; of a list, each value by itself. None when there is nothing. */
function textsOf(cells: readonly Cell[], joinedBy: string, separator: string | undefined): string[] {
  if (separator !== undefined) {
    return cells
      .flatMap((cell) => (typeof cell === 'string' ? cell.split(separator) : cell))
      .map((text) => text.trim())
      .filter((text) => text !== '');
  }
  const joined = cells
    .flat()
    .filter((text) => text !== '')
    .join(joinedBy);
  return joined === '' ? [] : [joined];
}

// --- Codes

interface Codes {
  get(text: string): unknown;
  readonly words: readonly string[];
}

function codesOf(
  codes: NonNullable<ReadCell['codes']>,
  type: GraphQLInputType,
  making: Making,
  path: string,
): Codes | undefined {
  const named = making.mapping.codes;
  const list = typeof codes !== 'string' ? codes : Object.hasOwn(named, codes) ? named[codes] : undefined;
  if (!list) {
    making.fault(path, `reads the codes "${String(codes)}", which the mapping does not have`);
    return undefined;
  }
  for (const [word, ours] of Object.entries(list)) {
    if (Array.isArray(ours) && !isListType(getNullableType(type))) {
      making.fault(path, `the code "${word}" gives several values to a field that takes one`);
    }
    for (const each of ours === null ? [] : [ours].flat()) {
      if (!isOfType(type, each))
        making.fault(path, `the code "${word}" gives ${JSON.stringify(each)}, which the field does not take`);
    }
  }
  const known = new Map(Object.entries(list).map(([word, ours]) => [folded(word), ours]));
  return { get: (text) => known.get(text), words: Object.keys(list) };
}

/** People write their own words in many ways. */
function folded(text: string): string {
  return text.trim().replace(/\s+/g, ' ').toLowerCase();
}

const WORDS_SHOWN = 25;

function shown(words: readonly string[]): string {
  const more = words.length - WORDS_SHOWN;
  return `${words.slice(0, WORDS_SHOWN).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Whether a value that the mapping gives could be one of the field's. */
function isOfType(type: GraphQLInputType, value: unknown): boolean {
  const named = getNamedType(type);
  if (isEnumType(named)) return typeof value === 'string' && named.getValue(value) !== undefined;
  if (named.name === 'Boolean') return typeof value === 'boolean';
  if (named.name === 'Int' || named.name === 'Pence') return Number.isSafeInteger(value);
  return typeof value === 'string';
}

// --- Values

/** How a text becomes a value of a type, and what to tell whoever wrote another. */
interface Taker {
  readonly fix: string;
  take(text: string): Taken;
}

function takerOf(
  type: GraphQLInputType,
  { unit, dateAlone = false, digits }: Partial<ReadCell> = {},
  mapping: Written,
  meaning: Meaning,
): Taker {
  const named = getNamedType(type);
  if (isEnumType(named)) {
    const words = named.getValues().map(({ name }) => name);
    return taker('WORD_NOT_KNOWN', `Use one of: ${shown(words)}.`, (text) => (words.includes(text) ? text : undefined));
  }
  const { dates, times, dateTimes, yes, no } = mapping;
  switch (named.name) {
    case 'Boolean':
      return taker('NOT_YES_OR_NO', `Use one of: ${shown([...yes, ...no])}.`, (text) => yesOrNo(text, mapping));
    case 'Int':
    case 'Pence':
      return numberTaker(unit);
    case 'LocalDate':
      return taker('DATE_NOT_READABLE', `Write a date of the calendar as ${dates.join(' or ')}.`, (text) =>
        readDate(text, dates),
      );
    case 'LocalTime':
      return taker('TIME_NOT_READABLE', `Write a time of day as ${times.join(' or ')}.`, (text) =>
        readTime(text, times),
      );
    case 'DateTime':
      return instantTaker(dateTimes, dateAlone ? dates : []);
    case 'NHSNumber':
      return unlessDamaged(
        'OTHER',
        undefined,
        taker(
          'NHS_NUMBER_NOT_VALID',
          'An NHS number has ten digits and a valid check digit; leave it out when it is not known.',
          readNhsNumber,
        ),
      );
    case 'Postcode':
      return taker('POSTCODE_NOT_READABLE', 'Write a whole UK postcode such as BR1 1AB.', readPostcode);
    default:
      return unlessDamaged(
        meaning,
        digits,
        taker('TEXT_NOT_READABLE', 'Give text.', (text) => text),
      );
  }
}

function taker(code: string, fix: string, read: (text: string) => unknown): Taker {
  return {
    fix,
    take(text) {
      const value = read(text);
      return value === undefined ? { code, fix } : { value };
    },
  };
}

function instantTaker(dateTimes: readonly string[], dates: readonly string[]): Taker {
  const fix = `Write a date and time that London clocks show as ${[...dateTimes, ...dates].join(' or ')}.`;
  return {
    fix,
    take(text) {
      const readings = readInstants(text, dateTimes, dates);
      if (!readings) return { code: 'DATE_AND_TIME_NOT_READABLE', fix };
      const [first, second] = readings;
      if (!first) return { code: 'TIME_SKIPPED', fix: SKIPPED_TIME };
      return { value: second ? new ShownTwice(first, second) : first };
    },
  };
}

/** Refuses what a spreadsheet has changed on its way. */
function unlessDamaged(meaning: Meaning, digits: number | undefined, { fix, take }: Taker): Taker {
  return { fix, take: (text) => damageOf(text, meaning, digits) ?? take(text) };
}

function yesOrNo(text: string, { yes, no }: Written): boolean | undefined {
  const said = folded(text);
  const isOneOf = (words: readonly string[]) => words.some((word) => folded(word) === said);
  if (isOneOf(yes)) return true;
  if (isOneOf(no)) return false;
  // A JSON document says it itself.
  return said === 'true' ? true : said === 'false' ? false : undefined;
}

function numberTaker(unit: ReadCell['unit']): Taker {
  switch (unit) {
    case 'hours':
      return taker('NUMBER_NOT_READABLE', 'Write hours that make whole minutes, such as 0.75.', (text) =>
        scaled(text, 60),
      );
    case 'pounds':
      return taker('NUMBER_NOT_READABLE', 'Write pounds and pence, such as 1234.50.', (text) =>
        scaled(text.replace(/^£\s*/, '').replace(/(?<=\d),(?=\d{3})/g, ''), 100),
      );
    default:
      return taker('NUMBER_NOT_READABLE', 'Write a whole number.', (text) => scaled(text, 1));
  }
}

/** The whole number that a decimal is in the smaller unit; undefined when it is none. */
function scaled(text: string, by: number): number | undefined {
  if (!/^-?\d{1,9}(\.\d{1,4})?$/.test(text)) return undefined;
  const ten = 10_000;
  const exact = Math.round(Number(text) * ten) * by;
  return exact % ten === 0 ? exact / ten : undefined;
}

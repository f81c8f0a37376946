import { isNhsNumber } from '../../../../kernel/values/nhs-number.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { PersonBrought } from '../people/person.js';

/** What the case already knows about the person and everybody around them; empty if nothing is known. */
export interface KnownIdentity {
  /** Names of the person and of every contact, whole or in parts. */
  readonly names: readonly string[];
  readonly addressLines: readonly string[];
  /** `YYYY-MM-DD`. */
  readonly datesOfBirth: readonly string[];
  /** NHS number, council and LAS ids. */
  readonly references: readonly string[];
  readonly telephones: readonly string[];
}

/** Everything by which a text of an advert could tell whom it is about. [IDG-01] */
export function knownIdentity(brought: PersonBrought, sourceId: string): KnownIdentity {
  const { person, contacts } = brought;
  const routes = contacts.flatMap((contact) => contact.routes);
  const valuesOf = (...kinds: string[]) => routes.filter(({ kind }) => kinds.includes(kind)).map(({ value }) => value);
  return {
    names: [person.name, ...contacts.map((contact) => contact.name)],
    addressLines: [person.address, ...valuesOf('POST')].flatMap((address) => address.split(/[\n,]/)),
    datesOfBirth: [person.dateOfBirth],
    references: [person.councilPersonId, sourceId, ...(person.nhsNumber ? [person.nhsNumber] : [])],
    telephones: [...(person.telephone ? [person.telephone] : []), ...valuesOf('TELEPHONE', 'TEXT')],
  };
}

/** One way of finding one kind of personal data in a text. The first finder of a kind that finds anything is enough. */
interface Finder {
  readonly kind: string;
  readonly finds: (text: string, known: KnownIdentity) => boolean;
}

/**
 * Refuses free text that would tell a reader of an advert whom it is about: one refusal a kind of personal data found.
 *
 * Two nets: what the case knows about this person and their contacts, in any case, accent or punctuation; and what
 * looks like anybody's telephone, e-mail, postcode, street address, NHS number, birth date, or title and surname. The
 * refusal names the kind and the field, and never repeats the text. It would rather refuse too much: the writer can say
 * it otherwise, and nobody can unsay what was broadcast. [IDG-01; 001 Arr(e)]
 */
export function screeningRefusals(text: string, field: string, known: KnownIdentity): readonly Refusal[] {
  // Invisible characters would otherwise split a word or a number in two.
  const visible = text.normalize('NFKC').replace(/\p{Cf}/gu, '');
  const kinds = new Set(FINDERS.filter((finder) => finder.finds(visible, known)).map((finder) => finder.kind));
  return [...kinds].map((kind) =>
    refuse(
      'IDG-01',
      'PERSONAL_DATA_IN_ADVERT',
      `This text holds ${kind}, and every provider who is asked will read it: describe the need without it.`,
      field,
    ),
  );
}

const FINDERS: readonly Finder[] = [
  { kind: 'a name', finds: (text, { names }) => names.flatMap(nameParts).some((part) => saysName(text, part)) },
  { kind: 'a name', finds: (text) => TITLE_AND_NAME.test(text) },
  { kind: 'an address', finds: (text, { addressLines }) => addressLines.some((line) => saysAddress(text, line)) },
  { kind: 'an address', finds: (text) => [STREET, ROAD, FLAT].some((pattern) => pattern.test(text)) },
  { kind: 'a postcode', finds: (text) => POSTCODE.test(text) },
  {
    kind: 'a date of birth',
    finds: (text, { datesOfBirth }) => datesIn(text).some((date) => datesOfBirth.includes(date)),
  },
  { kind: 'a date of birth', finds: (text) => BIRTH.test(text) },
  { kind: 'an NHS number', finds: (text) => (text.match(TEN_DIGITS) ?? []).some(isNhsNumber) },
  {
    kind: 'a case reference',
    finds: (text, { references }) => references.some((reference) => saysReference(text, reference)),
  },
  {
    kind: 'a telephone number',
    finds: (text, { telephones }) => telephones.some((number) => saysTelephone(text, number)),
  },
  { kind: 'a telephone number', finds: (text) => TELEPHONE.test(text) },
  { kind: 'an e-mail address', finds: (text) => EMAIL.test(text) },
];

// --- Names

/** In the usual case, in capitals, and `mr` and `mrs` in small letters; `MS` is left to the illness. */
const TITLE_AND_NAME = /\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Lady|Revd?|MR|MRS|MISS|DR)\b\.?\s+\p{Lu}|\bmrs?\b\.?\s+\p{L}/u;

/**
 * Words of everyday care notes that are names too. They count as a name only when written with a capital, even at the
 * beginning.
 */
const ALSO_WORDS = new Set(
  'may will grace hope rose mark bill joy faith young long short hill day long bath wood green brown white black grey cook potter baker carer dean frank grant guy holly ivy jack ray rob sandy sky summer sunny dawn june april august pat art bob drew miles case chase christian early hand head legg little love may moody noble pain parish peace price rich savage sharp small smart speed storm strong sweet swift walker ward waters way wise'.split(
    ' ',
  ),
);

/** `Anne-Marie O'Neil` as anne, marie, annemarie, neil, oneil: initials say too little to be looked for. */
function nameParts(name: string): readonly string[] {
  const words = name.split(/\s+/).flatMap((word) => [...wordsOf(word), wordsOf(word).join('')]);
  return words.filter((word) => word.length > 1);
}

function saysName(text: string, part: string): boolean {
  if (!ALSO_WORDS.has(part)) return ` ${wordsOf(text).join(' ')} `.includes(` ${part} `);
  return text.split(/[^\p{L}]+/u).some((word) => /^\p{Lu}/u.test(word) && folded(word) === part);
}

// --- Addresses

const STREET_WORDS =
  'Road|Rd|Street|Avenue|Ave|Lane|Close|Drive|Way|Court|Gardens|Crescent|Place|Terrace|Grove|Hill|Square|Mews|Rise|Walk|Park|Row|Parade|House';
/** A number and a street written with capitals. */
const STREET = new RegExp(`\\b\\d{1,4}[A-Za-z]?,?\\s+(?:\\p{Lu}[\\p{L}'’-]*\\s+){1,3}(?:${STREET_WORDS})\\b`, 'u');
/** In any case, with the words that mean nothing else. */
const ROAD = /\b\d{1,4}[a-z]?,?\s+[a-z'’-]+\s+(?:road|street|avenue|crescent)\b/i;
const FLAT = /\b(?:flat|apartment)\s+\d/i;
/** The inward half leaves out the letters that no postcode ends in, which spares `B12 3mg`. */
const POSTCODE = /\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[ABD-HJLNP-UW-Z]{2}\b/i;

/** The line as it stands, and its street without the number when that still says where. */
function saysAddress(text: string, line: string): boolean {
  const said = ` ${wordsOf(text).join(' ')} `;
  const words = wordsOf(line);
  const street = words.filter((word) => !/^\d/.test(word));
  const wanted = street.length > 1 ? street : words;
  return wanted.join('').length > 3 && said.includes(` ${wanted.join(' ')} `);
}

// --- Dates of birth

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH = `(${MONTHS.join('|')})[a-z]*`;
const DATES = [
  { pattern: /\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b/g, read: ([, y, m, d]: string[]) => [y, m, d] },
  { pattern: /\b(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})\b/g, read: ([, d, m, y]: string[]) => [y, m, d] },
  {
    pattern: new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?(?:\\s+of)?[\\s-]+${MONTH},?[\\s-]+(\\d{4}|\\d{2})\\b`, 'gi'),
    read: ([, d, m, y]: string[]) => [y, m, d],
  },
  {
    pattern: new RegExp(`\\b${MONTH}\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4}|\\d{2})\\b`, 'gi'),
    read: ([, m, d, y]: string[]) => [y, m, d],
  },
] as const;
const BIRTH = /\b(?:born|birth|d\.?o\.?b)\b\.?[^.;\n]{0,20}\d/i;

/** Every date in the text, `YYYY-MM-DD`; a year of two digits is read in both centuries. */
function datesIn(text: string): readonly string[] {
  return DATES.flatMap(({ pattern, read }) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const [year = '', month = '', day = ''] = read(match);
      const named = MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1;
      const monthAndDay = `${String(named || month).padStart(2, '0')}-${day.padStart(2, '0')}`;
      return year.length === 4 ? [`${year}-${monthAndDay}`] : [`19${year}-${monthAndDay}`, `20${year}-${monthAndDay}`];
    }),
  );
}

// --- Numbers and references

/** Written in one, or as three, three and four. */
const TEN_DIGITS = /(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)/g;
/** A British number: nine or ten digits after the 0, or after the country's code with or without the 0. */
const TELEPHONE = /(?<!\d)(?:(?:\+|00)44[\s().-]{0,3}(?:0[\s().-]{0,3})?|0)(?:[\s().-]{0,2}\d){9,10}(?!\d)/;
const EMAIL = /[^\s@]+@[^\s@]+\.\p{L}{2,}/u;

/** Its last six digits are enough, however grouped: people leave the dialling code out. */
function saysTelephone(text: string, number: string): boolean {
  const digits = number.replace(/\D/g, '');
  return digits.length >= 6 && new RegExp(`${spaced(digits.slice(-6))}(?!\\d)`, 'u').test(text);
}

/** Shorter than four characters it would be found in any text. */
function saysReference(text: string, reference: string): boolean {
  const wanted = wordsOf(reference).join('');
  if (wanted.length < 4) return false;
  return new RegExp(`(?<![\\p{L}\\p{N}])${spaced(wanted)}(?![\\p{L}\\p{N}])`, 'u').test(folded(text));
}

/** A pattern for these letters and digits with at most two other characters between each. */
function spaced(characters: string): string {
  return [...characters].join('[^\\p{L}\\p{N}]{0,2}');
}

// --- Words

/** Small letters without accents. */
function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

function wordsOf(text: string): readonly string[] {
  return folded(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

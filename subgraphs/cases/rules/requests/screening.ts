import type { PersonalData } from '../../../../kernel/screening/anybodys-data.js';
import { ALSO_WORDS } from '../../../../kernel/screening/given-names.js';
import { folded, type ScreenedText, wordsOf } from '../../../../kernel/screening/screened-text.js';
import { councilTextRefusals, screening } from '../../../../kernel/screening/screening.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { PersonBrought } from '../people/person.js';
import type { SpecialistGround } from './specialist.js';

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

/**
 * Refuses free text that would tell a reader of an advert whom it is about: one refusal a kind of personal data found.
 *
 * Two nets: what the case knows about this person and their contacts, in any case, accent, alphabet or punctuation; and
 * what looks like anybody's (kernel/screening/anybodys-data.ts). The refusal names the kind and the field, and never
 * repeats the text. It would rather refuse too much: the writer can say it otherwise, and nobody can unsay what was
 * broadcast. What no screen can find is in the README of this subgraph. [IDG-01; 001 Arr(e)]
 */
export function screeningRefusals(text: string, field: string, known: KnownIdentity): readonly Refusal[] {
  const knownIn = (screened: ScreenedText) => knownData(screened, known);
  return screening(text, field, knownIn, (kind) => {
    const message = `This text holds ${kind}, and every provider who is asked will read it: describe the need without it.`;
    return refuse('IDG-01', 'PERSONAL_DATA_IN_ADVERT', message, field);
  });
}

/** Refuses free text that would tell whose case it is to roles of the council that read no person. [IDG-01, IDG-05] */
export function caseTextRefusals(text: string, field: string, known: KnownIdentity): readonly Refusal[] {
  return councilTextRefusals(text, field, (screened) => knownData(screened, known));
}

/** Refuses the ground of a specialist flag that tells whose case it is. [ASM-22, IDG-05] */
export function specialistScreening(ground: SpecialistGround | null, known: KnownIdentity): readonly Refusal[] {
  const { definitionVersion = '', justification = '' } = ground ?? {};
  const at = 'input.specialistGround';
  return [
    ...caseTextRefusals(definitionVersion, `${at}.definitionVersion`, known),
    ...caseTextRefusals(justification, `${at}.justification`, known),
  ];
}

function knownData(text: ScreenedText, known: KnownIdentity): readonly PersonalData[] {
  const { names, addressLines, datesOfBirth, references, telephones } = known;
  const found: PersonalData[] = [];
  if (names.some((name) => nameParts(name).some((part) => saysName(text, part)))) found.push('a name');
  if (addressLines.some((line) => saysAddress(text, line))) found.push('an address');
  const dates = new Set(datesIn(text.visible));
  if (datesOfBirth.some((date) => dates.has(date) || saysCompactly(text, date))) found.push('a date of birth');
  if (references.some((reference) => saysReference(text, reference))) found.push('a case reference');
  if (telephones.some((number) => saysTelephone(text, number))) found.push('a telephone number');
  return found;
}

/** `Anne-Marie O'Neil` as anne, marie, annemarie, neil, oneil: initials say too little to be looked for. */
function nameParts(name: string): readonly string[] {
  const words = name.split(/\s+/).flatMap((word) => [...wordsOf(word), wordsOf(word).join('')]);
  return words.filter((word) => word.length > 1);
}

function saysName({ words, capitalised, said }: ScreenedText, part: string): boolean {
  if (ALSO_WORDS.has(part)) return capitalised.has(part);
  return words.has(part) || said.includes(` ${part} `);
}

/** The line as it stands, and its street without the number when that still says where. */
function saysAddress({ said }: ScreenedText, line: string): boolean {
  const words = wordsOf(line);
  const street = words.filter((word) => !/^\d/.test(word));
  const wanted = street.length > 1 ? street : words;
  return wanted.join('').length > 3 && said.includes(` ${wanted.join(' ')} `);
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH = `(${MONTHS.join('|')})[a-z]{0,6}`;
const BETWEEN = '[^\\p{L}\\p{N}]{1,3}';
/** A date within the tail of another is found as well: each is looked for at every place. */
const dateAt = (source: string) => new RegExp(`(?=${source})`, 'giu');
const DATES = [
  {
    pattern: dateAt(`(?<!\\d)(\\d{4})${BETWEEN}(\\d{1,2})${BETWEEN}(\\d{1,2})(?!\\d)`),
    read: ([, y, m, d]: string[]) => [y, m, d],
  },
  {
    pattern: dateAt(`(?<!\\d)(\\d{1,2})${BETWEEN}(\\d{1,2})${BETWEEN}(\\d{4}|\\d{2})(?!\\d)`),
    read: ([, d, m, y]: string[]) => [y, m, d],
  },
  {
    pattern: dateAt(`\\b(\\d{1,2})(?:st|nd|rd|th)?(?: of)?(?:${BETWEEN})?${MONTH}(?:${BETWEEN})?(\\d{4}|\\d{2})\\b`),
    read: ([, d, m, y]: string[]) => [y, m, d],
  },
  {
    pattern: dateAt(`\\b${MONTH} (\\d{1,2})(?:st|nd|rd|th)?${BETWEEN}(\\d{4}|\\d{2})\\b`),
    read: ([, m, d, y]: string[]) => [y, m, d],
  },
] as const;

/** `07031941` and `19410307`. */
function saysCompactly({ words }: ScreenedText, date: string): boolean {
  const [year, month, day] = date.split('-');
  return words.has(`${day}${month}${year}`) || words.has(`${year}${month}${day}`);
}

/** Every date in the text, also within others, `YYYY-MM-DD`; a year of two digits is read in both centuries. */
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

/** Its last six digits are enough, however grouped: people leave the dialling code out. */
function saysTelephone({ sixDigits }: ScreenedText, number: string): boolean {
  return sixDigits.has(number.replace(/\D/g, '').slice(-6));
}

/** Shorter than four characters it would be found in any text. */
function saysReference({ visible }: ScreenedText, reference: string): boolean {
  const wanted = wordsOf(reference).join('');
  if (wanted.length < 4) return false;
  const apart = [...wanted].join('[^\\p{L}\\p{N}]{0,2}');
  return new RegExp(`(?<![\\p{L}\\p{N}])${apart}(?![\\p{L}\\p{N}])`, 'u').test(folded(visible));
}

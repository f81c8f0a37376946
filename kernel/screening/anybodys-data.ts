import { isNhsNumber } from '../values/nhs-number.js';
import { POSTAL_AREAS } from '../values/postcode.js';
import { ALSO_WORDS, GIVEN_NAMES } from './given-names.js';
import { folded, type ScreenedText } from './screened-text.js';

/** The kinds of personal data that the screening tells apart, as it names them. */
export type PersonalData =
  | 'a name'
  | 'an address'
  | 'a postcode'
  | 'a date of birth'
  | 'an NHS number'
  | 'a National Insurance number'
  | 'a case reference'
  | 'a telephone number'
  | 'an e-mail address'
  | 'a code to get in'
  | 'letters that stand for others';

/**
 * What looks like anybody's data, whoever the text is about. Each pattern is linear: whatever repeats in it is bounded,
 * or cannot overlap with what may follow. [IDG-01]
 */
export function anybodysData(text: ScreenedText): ReadonlySet<PersonalData> {
  return new Set(SHAPES.filter(({ isIn }) => isIn(text)).map(({ kind }) => kind));
}

interface Shape {
  readonly kind: PersonalData;
  readonly isIn: (text: ScreenedText) => boolean;
}

/** At most two signs between the characters of something that is written apart. */
const APART = "[\\s.,·•_/()'–—-]{0,2}";

// --- Names

/** In the usual case, in capitals, and `mr` and `mrs` in small letters; `MS` is left to the illness. */
const TITLE_AND_NAME =
  /\b(?:Mr|Mrs|Ms|Miss|Mx|Mister|Dr|Doctor|Prof|Professor|Sir|Dame|Lady|Lord|Revd?|Reverend|Canon|Rabbi|Imam|Pastor|Auntie|Aunty|Aunt|Uncle|MR|MRS|MISS|DR)\b[.,]? ?\p{Lu}|\bmrs?\b\.? \p{L}/u;

/** Who somebody is to somebody: a name follows. */
const RELATIONS = new Set(
  `son sons daughter daughters wife husband partner neighbour neighbours sister sisters brother brothers mother father mum
   mam dad nan nana grandma grandad niece nephew friend friends grandson granddaughter cousin carer carers called named
   contact ring phone call visit tell nurse`.split(/\s+/),
);
/** Two words after which a name follows. */
const PHRASES = new Set([
  'name is',
  'known as',
  'ask for',
  'speak to',
  'talk to',
  'son is',
  'daughter is',
  'wife is',
  'husband is',
]);
/** Words that have a capital and are nobody. */
const NOBODY = new Set(
  `january february march april may june july august september october november december monday tuesday wednesday thursday
   friday saturday sunday christmas easter ramadan diwali english polish tamil turkish british urdu punjabi bengali gujarati
   arabic somali french spanish italian portuguese welsh social district community adult care the a an i female male
   alzheimer’s parkinson’s stedy`.split(/\s+/),
);

/** Somebody named after what they are to somebody, or after `ask for`: `daughter Jane`, `her name is Jane`. */
function isNamedAs({ written }: ScreenedText): boolean {
  return written.some(({ word, gap }, nth) => {
    if (!/^(?: |, |: | - )$/.test(gap) || !isCapitalised(word) || NOBODY.has(folded(word))) return false;
    // Where all is in capitals, a capital says nothing.
    if (!/\p{Ll}/u.test(word) && !GIVEN_NAMES.has(folded(word))) return false;
    const before = folded(written[nth - 1]!.word);
    return RELATIONS.has(before) || (nth > 1 && PHRASES.has(`${folded(written[nth - 2]!.word)} ${before}`));
  });
}

/** A given name that is no other word, with a capital. */
function isGivenName({ written }: ScreenedText): boolean {
  return written.some(({ word }, nth) => {
    const [first = ''] = word.split(/['’-]/);
    const isName = GIVEN_NAMES.has(folded(first)) && !ALSO_WORDS.has(folded(first)) && /^\p{Lu}\p{Ll}/u.test(first);
    return isName && !NOBODY.has(folded(written[nth + 1]?.word ?? ''));
  });
}

/** A given name with a capital beside another word with one: `Will Madeup`, `Madeup, Hope`. */
function isFullName({ written }: ScreenedText): boolean {
  return written.some(({ word, gap }, nth) => {
    const before = written[nth - 1];
    if (!before || !isCapitalised(word) || !isCapitalised(before.word)) return false;
    const pair = [folded(before.word), folded(word)] as const;
    if (pair.some((each) => NOBODY.has(each))) return false;
    return (gap === ' ' && GIVEN_NAMES.has(pair[0])) || (gap === ', ' && GIVEN_NAMES.has(pair[1]));
  });
}

/** `Jane`, `JANE` and `O’Neil`, not `A` or `II`. */
function isCapitalised(word: string): boolean {
  return /^\p{Lu}.*\p{L}/u.test(word) && !/^[IVX]+$/.test(word);
}

/** Letters of sounds, of the Cherokee, small capitals and letters in boxes: nobody writes care in them. */
const STAND_FOR_OTHERS = /[\u0250-\u02af\u1d00-\u1dbf\u13a0-\u13ff\uab70-\uabbf\u{1f100}-\u{1f1ff}]/u;

// --- Addresses

const STREET_WORDS =
  'Road|Rd|Street|St|Avenue|Ave|Lane|Ln|Close|Drive|Way|Court|Gardens|Gdns|Crescent|Cres|Place|Terrace|Grove|Hill|Square|Mews|Rise|Walk|Park|Row|Parade|House|Cottages?|Lodge|Villas?|Green';
/** A number and a street written with capitals. */
const STREET = new RegExp(`\\b\\d{1,4}[A-Za-z]?,? (?:\\p{Lu}[\\p{L}'’-]{0,30} ){1,3}(?:${STREET_WORDS})\\b`, 'u');
/** In any case, with the words that mean nothing else. */
const ROAD =
  /\b\d{1,4}[a-z]?,? [a-z'’-]{1,30} (?:[a-z'’-]{1,30} )?(?:road|street|avenue|crescent|terrace|mews|grove|lane|gardens|cottages)\b/i;
/** A street without its number, with capitals. */
const STREET_NAME =
  /\b(?:[Ii]n|[Oo]n|[Aa]t|[Oo]f|[Ff]rom|[Aa]long|[Oo]ff|[Nn]ear) \p{Lu}[\p{L}'’-]{1,30} (?:\p{Lu}[\p{L}'’-]{1,30} )?(?:Road|Street|Avenue|Lane|Close|Crescent|Terrace|Grove|Mews|Gardens)\b/u;
const FLAT = /\b(?:flat|apartment|apt)\.? ?(?:no\.? ?|number )?(?:\d|[a-h]\b)/i;

// --- Postcodes

const AREAS = POSTAL_AREAS.map((area) => [...area].join(APART)).join('|');
/** The inward half leaves out the letters that no postcode ends in, which spares `B12 3mg`. */
const INWARD = '[ABD-HJLNP-UW-Z]';
const POSTCODE = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${AREAS})${APART}[\\dOI]${APART}[A-Z\\d]?${APART}[\\dOI]${APART}${INWARD}${APART}${INWARD}(?![\\p{L}\\p{N}])`,
  'giu',
);

/** One of its digits may be a letter that looks like one, not both. */
function hasPostcode({ visible }: ScreenedText): boolean {
  return [...visible.matchAll(POSTCODE)].some(([match]) => /\d/.test(match));
}

// --- Dates of birth

const BIRTH = /\b(?:born|birth(?:day)?|d\.?o\.?b|bday)\b\.?[^.;\n]{0,20}\d/i;

// --- Numbers and references

const NUMBER = /\d(?:[^\p{L}\p{N}]{0,2}\d){9,}/gu;
/** What has many digits and is no number: times of day, and days with their year. */
const TIMES_AND_DAYS = /(?<!\d)\d{1,2}:\d{2}(?!\d)|(?<!\d)\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d{2}(?!\d)/g;
const DIGIT_WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** The numbers of a text, those in words as digits. */
function numbersOf({ numeric }: ScreenedText): string {
  return numeric
    .replace(TIMES_AND_DAYS, ' x ')
    .replace(/(?<!\p{L})(?:zero|nought|one|two|three|four|five|six|seven|eight|nine)(?!\p{L})/giu, (word) =>
      String(Math.max(0, DIGIT_WORDS.indexOf(word.toLowerCase()))),
    );
}

/**
 * Ten digits with the right check digit that begin and end where a group of digits does. A group is read whole, so that
 * the tail of a longer number is none.
 */
function hasNhsNumber(text: ScreenedText): boolean {
  for (const [run] of numbersOf(text).matchAll(NUMBER)) {
    const groups = run.match(/\d+/g)!;
    for (let first = 0; first < groups.length; first += 1) {
      let digits = '';
      for (let last = first; digits.length < 10 && last < groups.length; last += 1) digits += groups[last];
      if (digits.length === 10 && isNhsNumber(digits)) return true;
    }
  }
  return false;
}

const NATIONAL_INSURANCE = new RegExp(
  `(?<![\\p{L}\\p{N}])[A-CEGHJ-PR-TW-Z]${APART}[A-CEGHJ-NPR-TW-Z](?:${APART}\\d){6}${APART}[A-D](?![\\p{L}\\p{N}])`,
  'iu',
);
const REFERENCE =
  /\b(?:id|ref|reference|case|client|customer|person|patient|hospital|mrn|las|mosaic|liquidlogic|passport|policy|account)\b[ .:#]{0,3}(?:id|ref|no|num|number)?[ .:#]{0,3}[a-z]{0,4}[-/ ]?\d{4,}/i;

/** A British number: nine or ten digits after the 0, or after the country's code with or without the 0. */
const TELEPHONE =
  /(?<!\d)(?:(?:\+|00)? ?44[^\p{L}\p{N}]{0,3}(?:0[^\p{L}\p{N}]{0,3})?|0)(?:[^\p{L}\p{N}]{0,3}\d){9,10}(?!\d)/u;
/** A mobile number without its 0. */
const MOBILE = /(?<![\d+])7\d{3}[ .·•_/–—-]{1,2}\d{3}[ .·•_/–—-]{0,2}\d{3}(?!\d)/;
function hasTelephone(text: ScreenedText): boolean {
  const numbers = numbersOf(text);
  return TELEPHONE.test(numbers) || MOBILE.test(numbers);
}

const SPOKEN_DIGIT = '(?:zero|nought|oh?|one|two|three|four|five|six|seven|eight|nine|double|treble|triple)';
/** Nine digits or more in words. */
const SPOKEN_NUMBER = new RegExp(`(?: ${SPOKEN_DIGIT}){9}(?= )`);

/** An at-sign, or its word in brackets, before something with a dot. */
const EMAIL =
  /(?<=[^\s@]) ?@ ?[^\s@]{1,200}? ?(?:\.|[([{]dot[)\]}]) ?\p{L}{2}|(?<=\S) ?[([{] ?at ?[)\]}] ?[\w.-]{1,60}|\bat [\w-]{1,60} dot (?:com|co|org|net|uk|nhs)\b/iu;

// --- Ways in

const WAY_IN =
  '(?:key ?-? ?safe|key ?box|lock ?box|key ?pad|door|gate|entry|entrance|access|alarm|intercom|pin|pass ?code|code)s?';
const CODE_DIGITS = '(?:[A-Z][ .-]?)?\\d(?:[ .·-]?\\d){2,7}[A-Z]?';
/** A way in and its code within a few words; a code of three digits at least. */
const CODE_AFTER = new RegExp(`\\b${WAY_IN}\\b(?=[^.\\n]{0,30}\\b(?:${CODE_DIGITS})\\b)[^.\\n]{0,40}`, 'i');
const CODE_BEFORE = new RegExp(
  `\\b${CODE_DIGITS}\\b[^.;\\n\\d]{0,25}\\b(?:key ?-? ?safe|key ?box|lock ?box|key ?pad)`,
  'i',
);
/** The words that mean nothing but a code; `door` and `gate` need the word as well. */
const CODE_WORD = /key ?-? ?safe|key ?box|lock ?box|key ?pad|pin|code|alarm|intercom/i;

/** A number of four to six digits that is no year, beside what is opened by one. */
const OPENED_BY =
  /\b(?:door|gate|entry|buzzer|safe|press|dial|key in|type in)\b[^.\n\d]{0,20}\b(?!(?:19|20)\d\d\b)\d{4,6}\b/i;

function hasWayIn(text: ScreenedText): boolean {
  const numbers = numbersOf(text);
  const after = CODE_AFTER.exec(numbers);
  if ((after !== null && CODE_WORD.test(after[0])) || CODE_BEFORE.test(numbers) || OPENED_BY.test(numbers)) return true;
  return text.words.has('keysafe') && /\d{4}/.test(numbers);
}

const SHAPES: readonly Shape[] = [
  { kind: 'a name', isIn: ({ visible }) => TITLE_AND_NAME.test(visible) },
  { kind: 'a name', isIn: isNamedAs },
  { kind: 'a name', isIn: isGivenName },
  { kind: 'a name', isIn: isFullName },
  { kind: 'letters that stand for others', isIn: ({ visible }) => STAND_FOR_OTHERS.test(visible) },
  { kind: 'an address', isIn: ({ visible }) => [STREET, ROAD, STREET_NAME, FLAT].some((each) => each.test(visible)) },
  { kind: 'a postcode', isIn: hasPostcode },
  { kind: 'a date of birth', isIn: ({ visible }) => BIRTH.test(visible) },
  { kind: 'an NHS number', isIn: hasNhsNumber },
  { kind: 'a National Insurance number', isIn: ({ numeric }) => NATIONAL_INSURANCE.test(numeric) },
  { kind: 'a case reference', isIn: ({ visible }) => REFERENCE.test(visible) },
  { kind: 'a telephone number', isIn: hasTelephone },
  { kind: 'a telephone number', isIn: ({ said }) => SPOKEN_NUMBER.test(said) },
  { kind: 'an e-mail address', isIn: ({ visible }) => EMAIL.test(visible) },
  { kind: 'a code to get in', isIn: hasWayIn },
];

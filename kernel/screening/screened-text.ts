import { LONGEST_TEXT } from '../values/input-limits.js';

/** A text as it is screened: read once, so that whatever is looked for afterwards is a look-up. */
export interface ScreenedText {
  /** As a reader sees it: compatible letters in their plain form, nothing invisible, one blank for any. */
  readonly visible: string;
  /** The same with letters written for digits as digits: `O7700` as `07700`. */
  readonly numeric: string;
  /** Words and numbers as they are written, and what stands before each. */
  readonly written: readonly Written[];
  /** Small letters without accents, in words and numbers, with a blank around each. */
  readonly said: string;
  /** The words of `said`, also without a final s; and letters that stand alone one after another, as one word. */
  readonly words: ReadonlySet<string>;
  /** The words that are written with a capital. */
  readonly capitalised: ReadonlySet<string>;
  /** Every six digits in a row that no seventh follows, however they are grouped. */
  readonly sixDigits: ReadonlySet<string>;
}

export interface Written {
  readonly word: string;
  /** Between it and the word before. */
  readonly gap: string;
}

/** The visible form of a text may be this much longer than what was written: one sign can stand for a sentence. */
export const MOST_SCREENED = LONGEST_TEXT;

/**
 * A text made ready for the screening, or null if it is longer than is screened, before or after each sign is written
 * out. Its work grows with the length of the text alone. [IDG-01]
 */
export function screenedText(text: string): ScreenedText | null {
  if (text.length > MOST_SCREENED) return null;
  const visible = text
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .replace(/\p{Nd}/gu, digitOf)
    .replace(/\s+/g, ' ')
    .replace(/[\p{Script=Cyrillic}\p{Script=Greek}ıⅼ]/gu, (letter) => LOOKS_LIKE.get(letter) ?? letter);
  if (visible.length > MOST_SCREENED) return null;
  const written = writtenIn(visible);
  const spelt = spelledOut(written);
  const words = wordsOf(visible);
  const numeric = visible.replace(NUMBER_WITH_LETTERS, (number) => number.replace(/o/gi, '0').replace(/[Il]/g, '1'));
  return {
    visible,
    numeric,
    written,
    said: ` ${words.join(' ')} `,
    words: new Set([
      ...joinedWords(written),

      ...words,
      ...words.filter((word) => /\p{L}s$/u.test(word)).map((word) => word.slice(0, -1)),
      ...spelt,
    ]),
    capitalised: new Set(written.filter(({ word }) => /^\p{Lu}/u.test(word)).flatMap(({ word }) => wordsOf(word))),
    sixDigits: sixDigitsOf(numeric),
  };
}

/** Characters that are not seen, fillers and signs on other signs: they would split a word or a number in two. */
const INVISIBLE = /\p{Cf}|\p{Variation_Selector}|[\u115f\u1160\u3164\uffa0]|\u20e3/gu;

/** A digit of any script as one of ours: they stand in tens, each from its nought up. */
function digitOf(digit: string): string {
  if (digit <= '9') return digit;
  const point = digit.codePointAt(0)!;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(point - value - 1))) value += 1;
  return String(value);
}

/** The words and numbers of a text, in small letters without accents. */
export function wordsOf(text: string): readonly string[] {
  return folded(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Small letters without accents. */
export function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

function writtenIn(text: string): readonly Written[] {
  let end = 0;
  return [...text.matchAll(/[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*/gu)].map(({ 0: word, index }) => {
    const gap = text.slice(end, index);
    end = index + word.length;
    return { word, gap };
  });
}

/** Two words with nothing but one sign between them as one, `Mar-garet`; and one word with a capital within as two. */
function joinedWords(written: readonly Written[]): readonly string[] {
  return written.flatMap(({ word, gap }, nth) => {
    const before = written[nth - 1]?.word;
    const joined = before && /^[^\s\p{L}\p{N}]$/u.test(gap) ? [folded(before + word)] : [];
    return [...joined, wordsOf(word).join(''), ...word.split(/(?<=\p{Ll})(?=\p{Lu})/u).map(folded)];
  });
}

/** `M A R Y` and `M-a-r-y` as mary: letters that stand alone, three or more in a row. */
function spelledOut(written: readonly Written[]): readonly string[] {
  const spelt: string[] = [];
  let run = '';
  for (const word of [...written.map(({ word }) => word), '']) {
    if (/^\p{L}$/u.test(word)) run += word;
    else {
      if (run.length > 2) spelt.push(folded(run));
      run = '';
    }
  }
  return spelt;
}

/** Digits with letters among them that look like digits, and no other letter beside. */
const NUMBER_WITH_LETTERS = /(?<![\p{L}\d])[\dOoIl]*\d[\dOoIl]*(?!\p{L})/gu;

/** Digits count as in a row with at most two signs between them that are neither letters nor digits. */
function sixDigitsOf(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [run] of text.matchAll(/\d(?:[^\p{L}\p{N}]{0,2}\d){5,}/gu)) {
    // What stands directly before another digit is the beginning of a longer number.
    const digits = [...run.matchAll(/\d/g)];
    for (let last = 5; last < digits.length; last += 1) {
      const isFollowed = digits[last + 1]?.index === digits[last]!.index + 1;
      if (!isFollowed) found.add(digits.slice(last - 5, last + 1).join(''));
    }
  }
  return found;
}

/** Letters of other alphabets that look like ours. */
const LOOKS_LIKE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    а: 'a',
    в: 'b',
    е: 'e',
    к: 'k',
    м: 'm',
    н: 'h',
    о: 'o',
    р: 'p',
    с: 'c',
    т: 't',
    у: 'y',
    х: 'x',
    ѕ: 's',
    і: 'i',
    ї: 'i',
    ј: 'j',
    ԁ: 'd',
    ԛ: 'q',
    ԝ: 'w',
    һ: 'h',
    А: 'A',
    В: 'B',
    Е: 'E',
    З: '3',
    К: 'K',
    М: 'M',
    Н: 'H',
    О: 'O',
    Р: 'P',
    С: 'C',
    Т: 'T',
    У: 'Y',
    Х: 'X',
    Ѕ: 'S',
    І: 'I',
    Ј: 'J',
    α: 'a',
    β: 'b',
    ε: 'e',
    η: 'n',
    ι: 'i',
    κ: 'k',
    ν: 'v',
    ο: 'o',
    ρ: 'p',
    σ: 'o',
    τ: 't',
    υ: 'u',
    χ: 'x',
    Α: 'A',
    Β: 'B',
    Ε: 'E',
    Ζ: 'Z',
    Η: 'H',
    Ι: 'I',
    Κ: 'K',
    Μ: 'M',
    Ν: 'N',
    Ο: 'O',
    Ρ: 'P',
    Τ: 'T',
    Υ: 'Y',
    Χ: 'X',
    ı: 'i',
  }),
);

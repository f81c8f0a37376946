/**
 * What a spreadsheet does to ids and numbers on their way through it, where it shows. A value that was changed is refused:
 * what it was before nobody can say, and several people's ids may have become one.
 */
export interface Damage {
  readonly code: string;
  /** What to do; never what is there. */
  readonly fix: string;
}

/** What a text stands for: an id, a telephone number, or anything else. */
export type Meaning = 'ID' | 'TELEPHONE' | 'OTHER';

const AS_TEXT = 'export this column as text, not as a number';

/** @param digits how many an id has, where the mapping knows */
export function damageOf(text: string, meaning: Meaning, digits?: number): Damage | undefined {
  if (/^[+-]?\d([.,]\d+)?E[+-]\d{1,3}$/i.test(text)) {
    return { code: 'ROUNDED_NUMBER', fix: `A spreadsheet has rounded this to a power of ten: ${AS_TEXT}.` };
  }
  if (meaning !== 'OTHER' && /^\d+[.,]0+$/.test(text)) {
    return { code: 'NUMBER_WITH_DECIMALS', fix: `A spreadsheet has made a number of this: ${AS_TEXT}.` };
  }
  const hasLost = digits === undefined ? meaning === 'TELEPHONE' && /^[1-9]\d{9}$/.test(text) : isShort(text, digits);
  if (hasLost) return { code: 'NOUGHT_LOST', fix: `It has lost the noughts that it begins with: ${AS_TEXT}.` };
  return undefined;
}

/** Whether it is of digits alone, and of fewer than it should have. */
function isShort(text: string, digits: number): boolean {
  return /^\d+$/.test(text) && text.length < digits;
}

/**
 * Of ids of one column: those that have lost the noughts that they began with. Where one id begins with a nought, all
 * that are of digits alone are as long as it.
 */
export function idsWithLostNoughts(ids: Iterable<string>): ReadonlySet<string> {
  const ofDigits = [...new Set(ids)].filter((id) => /^\d+$/.test(id));
  const length = Math.max(0, ...ofDigits.filter((id) => id.startsWith('0')).map((id) => id.length));
  return new Set(ofDigits.filter((id) => id.length < length));
}

export const NOUGHT_LOST: Damage = {
  code: 'NOUGHT_LOST',
  fix: `Other ids of this file begin with a nought and are longer; this one has lost its own: ${AS_TEXT}.`,
};

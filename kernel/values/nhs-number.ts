/** The ten digits of an NHS number without the usual spaces or dashes, or null if the text is not one. */
export function normaliseNhsNumber(text: string): string | null {
  const digits = text.trim().replace(/[ -]/g, '');
  return hasValidCheckDigit(digits) ? digits : null;
}

/** Whether a text is an NHS number, with or without the usual spaces or dashes. */
export function isNhsNumber(text: string): boolean {
  return normaliseNhsNumber(text) !== null;
}

/** Modulus 11: the first nine digits weighted 10 down to 2, and the tenth making the sum divisible by 11. */
function hasValidCheckDigit(digits: string): boolean {
  if (!/^\d{10}$/.test(digits)) return false;
  const sum = [...digits].reduce((total, digit, place) => total + Number(digit) * (10 - place), 0);
  return sum % 11 === 0;
}

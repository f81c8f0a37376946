/** The ten digits of an NHS number without the usual spaces or dashes, or null when it is none. */
export function normaliseNhsNumber(text: string): string | null {
  const digits = text.trim().replace(/[ -]/g, '');
  return hasValidCheckDigit(digits) ? digits : null;
}

export function isNhsNumber(text: string): boolean {
  return normaliseNhsNumber(text) !== null;
}

/** Whether it is of the 999 range, which is never given to a person: the only ones that test and demo data may hold. */
export function isTestNhsNumber(text: string): boolean {
  return normaliseNhsNumber(text)?.startsWith('999') ?? false;
}

/** Modulus 11: the first nine digits weighted 10 down to 2, and the tenth making the sum divisible by 11. */
function hasValidCheckDigit(digits: string): boolean {
  if (!/^\d{10}$/.test(digits)) return false;
  const sum = [...digits].reduce((total, digit, place) => total + Number(digit) * (10 - place), 0);
  return sum % 11 === 0;
}

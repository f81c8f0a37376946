import { createHash, randomUUID } from 'node:crypto';

/**
 * A new opaque id: a UUID of version 7, random but for the millisecond in which it was made, with which it begins. Rows
 * that come together so lie together in every index. References that people read are made beside it (`reference`), never
 * out of it (IDG-07).
 */
export function newId(): string {
  const now = Date.now();
  if (now !== latest.millisecond) latest = { millisecond: now, beginning: beginningOf(now) };
  // A random UUID has its version at the place where this one has: only the number differs.
  return latest.beginning + randomUUID().slice(15);
}

/** How ids of the latest millisecond begin: of a batch of rows there are thousands in each. */
let latest = { millisecond: Number.NaN, beginning: '' };

function beginningOf(millisecond: number): string {
  const digits = millisecond.toString(16).padStart(12, '0');
  return `${digits.slice(0, 8)}-${digits.slice(8)}-7`;
}

const ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Whether a text from outside has the form of an id; nothing can be found under any other. */
export function isId(text: string): boolean {
  return ID.test(text);
}

/** A text from outside as the hub writes it, if it has the form of an id; any other as it is. */
export function asId(text: string): string {
  return isId(text) ? text.toLowerCase() : text;
}

/** The id in a subject of the event log: `7f3c…` of `call-off/7f3c…`. */
export function idOf(subject: string): string {
  return subject.slice(subject.indexOf('/') + 1);
}

/** Longer than any reference that there is. */
export const LONGEST_REFERENCE = 20;

/** A reference as somebody has written it down or heard it: small letters, and letters that stand for digits. */
export function normaliseReference(text: string): string {
  const written = text.trim().toUpperCase();
  const dash = written.indexOf('-');
  return (
    written.slice(0, dash + 1) +
    written
      .slice(dash + 1)
      .replace(/O/g, '0')
      .replace(/[IL]/g, '1')
  );
}

/**
 * A human reference such as `CO-7KX2M9`: an opaque id's own digits in Crockford's alphabet, so that it can be read
 * over a telephone and says nothing about anybody.
 */
export function referenceFor(prefix: string, id: string): string {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  const digest = createHash('sha256').update(id).digest();
  let text = '';
  for (let i = 0; i < 7; i++) text += alphabet[digest[i]! & 31];
  return `${prefix}-${text}`;
}

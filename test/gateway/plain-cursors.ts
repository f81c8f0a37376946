import type { Cursors } from '../../kernel/log/cursors.js';

const placeOf = (cursor: string) => (/^\d{1,15}$/.test(cursor) ? Number(cursor) : null);

/** Cursors that a test can read. */
export const PLAIN: Cursors = {
  show: String,
  position: String,
  read: placeOf,
  readItem: placeOf,
};

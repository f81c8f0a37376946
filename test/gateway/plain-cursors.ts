import type { Cursors } from '../../kernel/log/cursors.js';

const placeOf = (cursor: string) => (/^\d{1,15}$/.test(cursor) ? Number(cursor) : null);

/** Cursors that a test can read; its schema calls them Place, for they are not of the form of a Cursor. */
export const PLAIN: Cursors = {
  show: String,
  position: String,
  read: placeOf,
  readItem: placeOf,
};

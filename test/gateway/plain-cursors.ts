import type { Cursors } from '../../kernel/log/cursors.js';

/** Cursors that a test can read. */
export const PLAIN: Cursors = {
  show: String,
  position: String,
  read: (cursor) => (/^\d{1,15}$/.test(cursor) ? Number(cursor) : null),
};

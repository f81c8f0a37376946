import type pg from 'pg';
import { type Cursors, cursorsUnder } from '../../kernel/log/cursors.js';

/** The cursors of a hub under test, for a test that knows the log's numbers. */
export async function cursorsOf(pool: pg.Pool): Promise<Cursors> {
  const { rows } = await pool.query<{ secret: string }>('select secret from platform.cursor_secret');
  return cursorsUnder(rows[0]!.secret);
}

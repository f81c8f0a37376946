import type { EntityManager } from '../../../../kernel/database/orm.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { authorise } from '../../../../kernel/identity/caller.js';
import type { Outcome, Refusal } from '../../../../kernel/values/refusal.js';
import type { WardPostcodesImported } from '../../../../schema/events/providers.js';
import { Ward } from '../../entities/geography/patch.js';
import { REGISTER } from '../../entities/readers.js';
import { type GeoRow, type GeoTableRow, geoTableRefusals, readGeoRow } from '../../rules/geography/geo-row.js';
import type { PostcodeInWard } from '../../rules/geography/patch-resolution.js';
import { wardsOf } from './import-wards.js';

export interface ImportWardPostcodes {
  readonly council: string;
  readonly rows: readonly PostcodeLine[];
}

/** One line of the postcode table's file: its cells by column, and the line it stood on. */
export interface PostcodeLine {
  readonly line: number;
  readonly cells: unknown;
}

export interface ImportReport {
  /** Rows that are now in the table. */
  readonly accepted: number;
  /** Of those, the ones that were not in it, or otherwise. */
  readonly changed: number;
  /** Rows that were passed over. */
  readonly refused: number;
  /** Why, by line and column. */
  readonly refusals: readonly Refusal[];
}

/**
 * Adds rows to a council's postcode table [PROV-15, PROV-16]; a row for the same postcode from the same day replaces
 * the one held. The same file again changes nothing. Rows at fault are passed over and reported; the others are taken,
 * in one statement: forty thousand take seconds.
 */
export async function importWardPostcodes(work: Work, input: ImportWardPostcodes): Promise<Outcome<ImportReport>> {
  const { council } = input;
  authorise(work.caller, { scope: 'register:write', roles: REGISTER, council });
  return inTransaction(work, council, async (t) => {
    // One import of a council at a time: no postcode may be placed twice by two files.
    await t.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`providers/wards/${council}`]);
    const wards = wardsOf(await t.em.find(Ward, { council }));
    const refusals: Refusal[] = [];
    const read: GeoRow[] = [];
    for (const { line, cells } of input.rows) {
      const row = readGeoRow(cells, line, wards);
      if (row.result) read.push(row.result);
      refusals.push(...row.refusals);
    }
    const held = await heldOf(t.em, council, read);
    let rows: readonly GeoRow[] = read;
    // A row that is passed over leaves the held one standing that it would have replaced: so look again.
    for (let faults = contradictions(held, rows); faults.length > 0; faults = contradictions(held, rows)) {
      refusals.push(...faults);
      const lines = new Set(faults.map(({ field }) => field));
      rows = rows.filter(({ line }) => !lines.has(`lines[${line}].postcode`));
    }
    const changed = await upsert(t.em, council, rows);
    if (changed > 0) {
      await t.tell({
        type: 'WardPostcodesImported',
        subject: `council/${council}`,
        council,
        audience: { roles: ['contract-officer'] },
        data: { changed },
      } satisfies Omit<WardPostcodesImported, 'actor' | 'occurredAt'>);
    }
    return {
      accepted: rows.length,
      changed,
      refused: input.rows.length - rows.length,
      refusals,
    };
  });
}

function contradictions(held: readonly GeoTableRow[], rows: readonly GeoRow[]): readonly Refusal[] {
  const replaced = new Set(rows.map(key));
  return geoTableRefusals([...held.filter((row) => !replaced.has(key(row))), ...rows]);
}

function key({ postcode, from }: GeoTableRow): string {
  return `${postcode} ${from}`;
}

/** What the table holds of the same postcodes. */
async function heldOf(em: EntityManager, council: string, rows: readonly GeoRow[]): Promise<readonly GeoTableRow[]> {
  const held = await em.execute<PostcodeInWard[]>(
    `select postcode, ward_code as "wardCode", valid_from as "from", valid_to as "to" from providers.ward_postcode
     where council = ? and postcode in (select jsonb_array_elements_text(?::jsonb))`,
    [council, JSON.stringify(rows.map(({ postcode }) => postcode))],
  );
  return held.map((row) => ({ ...row, line: null }));
}

async function upsert(em: EntityManager, council: string, rows: readonly GeoRow[]): Promise<number> {
  if (rows.length === 0) return 0;
  const { affectedRows } = await em.execute<{ affectedRows: number }>(
    `insert into providers.ward_postcode as held (council, postcode, ward_code, valid_from, valid_to)
     select ?, postcode, "wardCode", "from", "to"
     from jsonb_to_recordset(?::jsonb) as given (postcode text, "wardCode" text, "from" text, "to" text)
     on conflict (council, postcode, valid_from) do update
       set ward_code = excluded.ward_code, valid_to = excluded.valid_to
       where (held.ward_code, held.valid_to) is distinct from (excluded.ward_code, excluded.valid_to)`,
    [council, JSON.stringify(rows)],
    'run',
  );
  return affectedRows;
}

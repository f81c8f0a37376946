import { once } from '../../../../kernel/database/idempotency.js';
import { lockNamed } from '../../../../kernel/database/locks.js';
import type { EntityManager } from '../../../../kernel/database/orm.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import type { Outcome, Refusal } from '../../../../kernel/values/refusal.js';
import type { WardPostcodesImported } from '../../../../schema/events/providers.js';
import { Ward } from '../../entities/geography/patch.js';
import { PostcodeImport } from '../../entities/geography/postcode-import.js';
import { REGISTER } from '../../entities/readers.js';
import { type GeoRow, readGeoRow } from '../../rules/geography/geo-row.js';
import { type GeoTableRow, geoTableRefusals } from '../../rules/geography/geo-table.js';
import type { PostcodeInWard } from '../../rules/geography/patch-resolution.js';
import { wardsOf } from '../../rules/geography/wards.js';

export const allowed = { scope: 'register:write', roles: REGISTER } satisfies Allowed;

export interface ImportWardPostcodes {
  readonly council: string;
  readonly rows: readonly PostcodeLine[];
  readonly idempotencyKey: string;
}

/** One line of the postcode table's file: its cells by column, and the line it stood on. */
export interface PostcodeLine {
  readonly line: number;
  readonly cells: unknown;
}

/**
 * Adds rows to a council's postcode table; a row for the same postcode from the same day replaces the row held. The
 * same file again changes nothing. Rows at fault are skipped and reported; the others are taken in one statement, so
 * that forty thousand take seconds. [PROV-15, PROV-16]
 */
export async function importWardPostcodes(
  work: Work,
  { council, rows, idempotencyKey }: ImportWardPostcodes,
): Promise<Outcome<PostcodeImport>> {
  authorise(work.caller, allowed, { council });
  return inTransaction(work, council, (t) =>
    once(
      t,
      { act: 'importWardPostcodes', key: idempotencyKey, input: { council }, judged: { rows } },
      () => take(t, council, rows),
      (id) => t.em.findOneOrFail(PostcodeImport, { id }),
    ),
  );
}

async function take(t: Transaction, council: string, lines: readonly PostcodeLine[]): Promise<PostcodeImport> {
  // One import of a council at a time: no postcode may be placed twice by two files.
  await lockNamed(t, `wards/${council}`);
  const wards = wardsOf(await t.em.find(Ward, { council }));
  const refusals: Refusal[] = [];
  const read: GeoRow[] = [];
  for (const { line, cells } of lines) {
    const row = readGeoRow(cells, line, wards);
    if (row.result) read.push(row.result);
    refusals.push(...row.refusals);
  }
  const held = await heldOf(t.em, council, read);
  let rows: readonly GeoRow[] = read;
  // A row that is skipped leaves in place the held row that it would have replaced: so look again.
  for (let faults = contradictions(held, rows); faults.length > 0; faults = contradictions(held, rows)) {
    refusals.push(...faults);
    const atFault = new Set(faults.map(({ field }) => field));
    rows = rows.filter(({ line }) => !atFault.has(`lines[${line}].postcode`));
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
  const report = t.em.create(PostcodeImport, {
    council,
    importedAt: await t.now(),
    accepted: rows.length,
    changed,
    refused: lines.length - rows.length,
    refusals,
  });
  t.em.persist(report);
  return report;
}

function contradictions(held: readonly GeoTableRow[], rows: readonly GeoRow[]): readonly Refusal[] {
  const replaced = new Set(rows.map(key));
  return geoTableRefusals([...held.filter((row) => !replaced.has(key(row))), ...rows]);
}

function key({ postcode, from }: GeoTableRow): string {
  return `${postcode} ${from}`;
}

/** The rows that the table holds of the same postcodes. */
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

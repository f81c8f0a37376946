import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { authorise } from '../../../../kernel/identity/caller.js';
import { inputLimitRefusals } from '../../../../kernel/values/input-limits.js';
import { type Outcome, type Refusal, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { WardsImported } from '../../../../schema/events/providers.js';
import { Patch, Ward } from '../../entities/geography/patch.js';
import { REGISTER } from '../../entities/readers.js';
import { patchMapRefusals, type Ward as WardFacts } from '../../rules/geography/wards.js';
import type { DateSpan } from '../../rules/hours/date-span.js';

/** One row of a council's map: a ward, and the patch that it is in on these days. */
export interface WardRow {
  readonly code: string;
  readonly name: string;
  readonly patch: string;
  readonly from: string;
  readonly to?: string | null;
}

export interface ImportWards {
  readonly council: string;
  readonly rows: readonly WardRow[];
}

/**
 * Adds rows to a council's map of wards and patches [PROV-15]; a row for the same ward from the same day replaces the
 * one held. The same rows again change nothing. A map is right or it is not: when any rule refuses, no row is taken.
 *
 * Refuses `WARD_ROW_INCOMPLETE`, and what `patchMapRefusals` does of the map that would result; `field` is
 * `rows[3].patch`.
 */
export async function importWards(work: Work, input: ImportWards): Promise<Outcome<readonly Ward[]>> {
  const { council } = input;
  authorise(work.caller, { scope: 'register:write', roles: REGISTER, council });
  return inTransaction(work, council, async (t) => {
    // One import of a council at a time: each must see the map that the other leaves.
    await t.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`providers/wards/${council}`]);
    const rows = input.rows.map((row) => ({
      wardCode: row.code.trim().toUpperCase(),
      name: row.name.trim(),
      patch: row.patch.trim(),
      from: row.from,
      to: row.to ?? null,
    }));
    unlessRefused(
      rows.flatMap(incomplete),
      input.rows.flatMap((row, index) => inputLimitRefusals(row, `rows[${index}]`)),
    );
    const held = await t.em.find(Ward, { council });
    const replaced = new Map(held.map((ward) => [key(ward), ward]));
    const given = new Set(rows.map(key));
    const map = [...rows, ...held.filter((ward) => !given.has(key(ward)))];
    unlessRefused(patchMapRefusals(wardsOf(map), map).map((refusal) => ({ ...refusal, ...inRows(refusal.field) })));

    const changed = rows.filter((row) => {
      const ward = replaced.get(key(row));
      return !ward || ward.patch !== row.patch || ward.name !== row.name || ward.to !== row.to;
    });
    const wards = rows.map((row) => {
      const ward = replaced.get(key(row));
      if (ward) return t.em.assign(ward, row);
      const added = t.em.create(Ward, { council, ...row });
      t.em.persist(added);
      return added;
    });
    await addPatches(
      t,
      council,
      map.map(({ patch }) => patch),
    );
    await t.em.flush();
    if (changed.length > 0) {
      await t.tell({
        type: 'WardsImported',
        subject: `council/${council}`,
        council,
        audience: { roles: ['contract-officer'] },
        data: { rows: changed.map(({ wardCode: code, patch, from, to }) => ({ code, patch, from, to })) },
      } satisfies Omit<WardsImported, 'actor' | 'occurredAt'>);
    }
    return wards;
  });
}

async function addPatches(t: Transaction, council: string, codes: readonly string[]): Promise<void> {
  const known = new Set((await t.em.find(Patch, { council })).map(({ code }) => code));
  for (const code of new Set(codes)) if (!known.has(code)) t.em.persist(t.em.create(Patch, { council, code }));
}

/** A ward exists from the first day of its rows to the last, whichever patch it is in. */
export function wardsOf(
  map: ReadonlyArray<DateSpan & { readonly wardCode: string; readonly name: string }>,
): readonly WardFacts[] {
  return [...new Set(map.map(({ wardCode }) => wardCode))].map((code) => {
    const rows = map.filter(({ wardCode }) => wardCode === code).sort((one, other) => (one.from < other.from ? -1 : 1));
    const ends = rows.map(({ to }) => to).sort();
    return { code, name: rows.at(-1)!.name, from: rows[0]!.from, to: ends.includes(null) ? null : ends.at(-1)! };
  });
}

function key({ wardCode, from }: { readonly wardCode: string; readonly from: string }): string {
  return `${wardCode} ${from}`;
}

function incomplete(row: { wardCode: string; name: string; patch: string }, index: number): Refusal[] {
  return (['wardCode', 'name', 'patch'] as const)
    .filter((column) => row[column] === '')
    .map((column) => ({
      rule: 'PROV-15',
      code: 'WARD_ROW_INCOMPLETE',
      message: 'Each row has the code and the name of a ward, and the code of its patch.',
      field: `rows[${index}].${column === 'wardCode' ? 'code' : column}`,
    }));
}

/** The rows given come first in the map, so that they have the same places there; of others there is no field. */
function inRows(field: string | undefined): { field?: string } {
  return field ? { field: field.replace(/^map/, 'rows').replace(/wardCode$/, 'code') } : {};
}

import { once } from '../../../../kernel/database/idempotency.js';
import { lockNamed } from '../../../../kernel/database/locks.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { accepted, type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { WardsImported } from '../../../../schema/events/providers.js';
import { Patch, Ward } from '../../entities/geography/patch.js';
import { REGISTER } from '../../entities/readers.js';
import { patchMapRefusals } from '../../rules/geography/patch-map.js';
import { MOST_WARD_ROWS, tidyWardRow, type WardRow, wardRowRefusals } from '../../rules/geography/ward-row.js';
import { wardsOf } from '../../rules/geography/wards.js';

export const allowed = { scope: 'register:write', roles: REGISTER } satisfies Allowed;

export interface ImportWards {
  readonly council: string;
  readonly rows: readonly WardRow[];
  readonly idempotencyKey: string;
}

/**
 * Adds rows to a council's map of wards and patches; a row for the same ward from the same day replaces the row held.
 * The same rows again change nothing. A map is right or wrong as a whole: when any rule refuses, no row is taken.
 *
 * Refuses what `wardRowRefusals` does, and what `patchMapRefusals` does of the map that would result; `field` is
 * `rows[3].patch`. [PROV-15]
 */
export async function importWards(
  work: Work,
  { council, rows, idempotencyKey }: ImportWards,
): Promise<Outcome<readonly Ward[]>> {
  authorise(work.caller, allowed, { council });
  const { result, refusals } = await inTransaction(work, council, (t) =>
    once(
      t,
      { act: 'importWards', key: idempotencyKey, input: { council, rows }, mostEntries: MOST_WARD_ROWS },
      async () => ({ id: council, wards: await take(t, council, rows) }),
      async () => ({ id: council, wards: await wardsHeld(t, council, rows) }),
    ),
  );
  return result ? accepted(result.wards) : { result, refusals };
}

async function take(t: Transaction, council: string, given: readonly WardRow[]): Promise<readonly Ward[]> {
  // One import of a council at a time: each must see the map that the other leaves.
  await lockNamed(t, `wards/${council}`);
  unlessRefused(given.flatMap(wardRowRefusals));
  const rows = given.map(tidyWardRow);
  const held = await t.em.find(Ward, { council });
  const replaced = new Map(held.map((ward) => [key(ward), ward]));
  const keys = new Set(rows.map(key));
  const map = [...rows, ...held.filter((ward) => !keys.has(key(ward)))];
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
}

/** The rows of an import that was taken before, as they are held now. */
async function wardsHeld(t: Transaction, council: string, rows: readonly WardRow[]): Promise<readonly Ward[]> {
  const held = new Map((await t.em.find(Ward, { council })).map((ward) => [key(ward), ward]));
  return rows.flatMap((row) => held.get(key(tidyWardRow(row))) ?? []);
}

async function addPatches(t: Transaction, council: string, codes: readonly string[]): Promise<void> {
  const known = new Set((await t.em.find(Patch, { council })).map(({ code }) => code));
  for (const code of new Set(codes)) if (!known.has(code)) t.em.persist(t.em.create(Patch, { council, code }));
}

function key({ wardCode, from }: { readonly wardCode: string; readonly from: string }): string {
  return `${wardCode} ${from}`;
}

/** The rows given come first in the map, so they have the same places there; a row that was held has no field. */
function inRows(field: string | undefined): { field?: string } {
  return field ? { field: field.replace(/^map/, 'rows').replace(/wardCode$/, 'code') } : {};
}

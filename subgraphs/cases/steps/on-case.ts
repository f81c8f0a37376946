import { LockMode } from '@mikro-orm/core';
import { once } from '../../../kernel/database/idempotency.js';
import { inTransaction, type Transaction, type Work } from '../../../kernel/database/work.js';
import { authorise, type Caller, isProvider, type Role, type Scope } from '../../../kernel/identity/caller.js';
import { isId } from '../../../kernel/values/ids.js';
import { inputLimitRefusals } from '../../../kernel/values/input-limits.js';
import { type Outcome, type Refusal, RefusedError, refused, unlessRefused } from '../../../kernel/values/refusal.js';
import { transition } from '../../../kernel/values/state-table.js';
import { Placement } from '../entities/placements/placement.js';
import { Package } from '../entities/requests/package.js';
import { type PlacementEvent, placementStates } from '../rules/placements/placement-states.js';
import { type PackageEvent, packageStates } from '../rules/requests/package-states.js';

/**
 * How every command holds the case it changes: whoever changes a package, or anything that hangs on it, holds the
 * package's row. One lock, always the first, so that no two commands wait for each other.
 */

/** The package with its row held until the transaction ends, or null: none, or not of this council. */
export async function lockPackage(t: Transaction, id: string): Promise<Package | null> {
  return t.em.findOne(Package, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
}

export interface Case {
  readonly carePackage: Package;
  readonly placement: Placement;
}

/** A placement as it stands once its package is held. */
export async function lockCase(t: Transaction, placementId: string, packageId: string): Promise<Case | null> {
  const carePackage = await lockPackage(t, packageId);
  const placement = carePackage && (await t.em.findOne(Placement, { id: placementId, packageId }));
  return placement ? { carePackage, placement } : null;
}

/** Takes a package along SM-1; refuses an event that its state does not know. */
export function movePackage(carePackage: Package, ...events: PackageEvent[]): void {
  for (const event of events) {
    const step = transition(packageStates, carePackage.state ?? '(new)', event);
    if ('refusal' in step) throw new RefusedError([step.refusal]);
    carePackage.state = step.to;
  }
}

/** Takes a placement along SM-4; refuses an event that its state does not know. */
export function movePlacement(placement: Placement, event: PlacementEvent): void {
  const step = transition(placementStates, placement.state ?? '(new)', event);
  if ('refusal' in step) throw new RefusedError([step.refusal]);
  placement.state = step.to;
}

/** What one may act on at all, and with which credential. */
export interface Allowed {
  readonly scope: Scope;
  readonly roles: readonly Role[];
}

/** What is not there and what one may not see are answered alike. [IDG-05] */
export function notFound(what: string, field: string): Refusal {
  return { rule: 'IDG-05', code: 'NOT_FOUND', message: `There is no such ${what} among those you may act on.`, field };
}

/** One act of a council on one package, done once for its key. */
export async function onPackage(
  work: Work,
  act: string,
  allowed: Allowed,
  input: { readonly idempotencyKey: string; readonly packageId: string },
  change: (t: Transaction, carePackage: Package) => Promise<void>,
): Promise<Outcome<Package>> {
  authorise(work.caller, allowed);
  const missing = notFound('package', 'input.packageId');
  if (!isId(input.packageId)) return refused(missing);
  return inTransaction(work, work.caller.organisation, (t) =>
    once(
      t,
      { act, key: input.idempotencyKey, input },
      async () => {
        unlessRefused(inputLimitRefusals(input, 'input'));
        const carePackage = await lockPackage(t, input.packageId);
        if (!carePackage) throw new RefusedError([missing]);
        await change(t, carePackage);
        return carePackage;
      },
      (id) => t.em.findOneOrFail(Package, id),
    ),
  );
}

/** One act on one placement, by its council or by the provider whose it is, done once for its key. */
export async function onPlacement(
  work: Work,
  act: string,
  allowed: Allowed,
  input: { readonly idempotencyKey: string; readonly placementId: string },
  change: (t: Transaction, held: Case) => Promise<void>,
): Promise<Outcome<Placement>> {
  authorise(work.caller, allowed);
  const missing = notFound('placement', 'input.placementId');
  const seen = await whoseIs(work, 'placement', input.placementId);
  if (!seen) return refused(missing);
  return inTransaction(work, seen.council, (t) =>
    once(
      t,
      { act, key: input.idempotencyKey, input },
      async () => {
        unlessRefused(inputLimitRefusals(input, 'input'));
        const held = await lockCase(t, input.placementId, seen.packageId);
        if (!held) throw new RefusedError([missing]);
        await change(t, held);
        return held.placement;
      },
      (id) => t.em.findOneOrFail(Placement, id),
    ),
  );
}

/**
 * Council and package of a row that hangs on a placement, when the caller's own eyes see it: row-level security hides
 * other councils' rows, and other providers'.
 */
export async function whoseIs(
  work: Work,
  table: 'placement' | 'ipo' | 'document_query',
  id: string,
): Promise<{ readonly council: string; readonly packageId: string } | null> {
  if (!isId(id)) return null;
  const rows = (await work.em.execute(`select council, package_id, provider_id from cases.${table} where id = ?`, [
    id,
  ])) as Array<{
    council: string;
    package_id: string;
    provider_id: string;
  }>;
  const row = rows[0];
  if (!row || !isOwn(work.caller, row.council, row.provider_id)) return null;
  return { council: row.council, packageId: row.package_id };
}

function isOwn(caller: Caller, council: string, providerId: string): boolean {
  if (isProvider(caller)) return caller.organisation === providerId;
  return caller.role === 'hub' || caller.councils.includes(council);
}

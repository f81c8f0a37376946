import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { isProvider } from '../../../../kernel/identity/caller.js';
import { Disclosure } from '../../entities/people/disclosure.js';
import type { Opened } from '../../entities/people/words.js';
import type { Ground } from '../../rules/people/access.js';

/** Something identified that is about to be shown to somebody. */
export interface Opening {
  readonly council: string;
  readonly personId: string;
  /** Null for the person's own record, which belongs to no one package. */
  readonly packageId: string | null;
  readonly opened: Opened;
  readonly version: number | null;
  readonly ground: Ground;
}

/** The documents whose first reading by the awarded provider is its receipt for the full request. (AWRD-08) */
const FULL_REQUEST: readonly Opened[] = ['SERVICE_REQUEST', 'DISCHARGE_PASSPORT'];

/**
 * Writes down who is shown what, before they are; and, the first time the awarded provider reads its full request,
 * the receipt. [IDG-16, IDG-03, AWRD-08]
 */
export async function recordDisclosures(work: Work, openings: readonly Opening[]): Promise<void> {
  const { subject, role, organisation } = work.caller;
  await inTransaction(work, '*', async (t) => {
    const at = await t.now();
    for (const { council, personId, packageId, opened, version, ground } of openings) {
      t.em.persist(
        t.em.create(Disclosure, {
          council,
          personId,
          packageId,
          opened,
          version,
          ground,
          at,
          subject,
          role,
          organisation,
        }),
      );
    }
    const read = openings.flatMap(({ opened, packageId }) =>
      FULL_REQUEST.includes(opened) && packageId ? [packageId] : [],
    );
    if (!isProvider(work.caller) || read.length === 0) return;
    await t.em.execute(
      `update cases.placement set documents_read_at = ?
       where provider_id = ? and package_id in (${read.map(() => '?').join(', ')})
         and documents_sent_at is not null and documents_read_at is null and ended_at is null`,
      [at, organisation, ...read],
      { method: 'run' },
    );
  });
}

import { lockNamed } from '../../../../kernel/database/locks.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import type { CallOff } from '../../entities/call-offs/call-off.js';

type OfPatch = Pick<CallOff, 'council' | 'patch'>;

/**
 * Lets the awards of a patch follow one another, for each is placed by those before it: of two at once one would not count
 * the other, and could never be explained by what had gone before. Taken after the call-off's lock, and before the lock on
 * a provider. [EVAL-02, EVAL-13]
 */
export async function holdAwards(t: Transaction, { council, patch }: OfPatch): Promise<void> {
  await lockNamed(t, `awards/${council}/${patch}`);
}

/** The position of the last award of a patch, 0 before the first; the caller holds its awards. */
export async function lastPosition(t: Transaction, { council, patch }: OfPatch): Promise<number> {
  await t.em.flush();
  const [row] = (await t.em.execute(
    'select coalesce(max(position), 0)::int as last from tenders.award where council = ? and patch = ?',
    [council, patch],
  )) as Array<{ last: number }>;
  return row!.last;
}

import type { Work } from '../../../kernel/database/work.js';
import { type Caller, isProvider } from '../../../kernel/identity/caller.js';
import { isId } from '../../../kernel/values/ids.js';

/**
 * Council and package of a row that belongs to a placement, if the caller may act on it: row-level security hides the
 * rows of other councils and other providers.
 */
export async function whoseIs(
  { em, caller }: Pick<Work, 'em' | 'caller'>,
  table: 'placement' | 'ipo' | 'document_query',
  id: string,
): Promise<{ readonly council: string; readonly packageId: string } | null> {
  if (!isId(id)) return null;
  const rows = (await em.execute(`select council, package_id, provider_id from cases.${table} where id = ?`, [
    id,
  ])) as Array<{
    council: string;
    package_id: string;
    provider_id: string;
  }>;
  const row = rows[0];
  if (!row || !isOwn(caller, row.council, row.provider_id)) return null;
  return { council: row.council, packageId: row.package_id };
}

function isOwn(caller: Caller, council: string, providerId: string): boolean {
  if (isProvider(caller)) return caller.organisation === providerId;
  return caller.role === 'hub' || caller.councils.includes(council);
}

import type { EntityManager } from '../../../../kernel/database/orm.js';
import { mayBeKey } from '../../rules/councils/council-record.js';

/** Those of these councils that there are. */
export async function councilsNamed(em: EntityManager, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await em.execute<Array<{ id: string }>>(
    'select id from platform.council where id in (select jsonb_array_elements_text(?::jsonb))',
    [JSON.stringify(keys.filter(mayBeKey))],
  );
  return new Set(rows.map(({ id }) => id));
}

import type { EntityManager } from '../../../../kernel/database/orm.js';
import { isId } from '../../../../kernel/values/ids.js';

/** The call-offs of packages, sought alone or with others: which call-off is of which of these packages. [ROUT-37, ROUT-39] */
export async function callOffsOfPackages(
  em: EntityManager,
  packageIds: readonly string[],
  { onlyLive }: { readonly onlyLive: boolean },
): Promise<ReadonlyArray<{ readonly id: string; readonly packageId: string }>> {
  const asked = packageIds.filter(isId);
  if (asked.length === 0) return [];
  return (await em.execute(
    `with asked as (select * from unnest(?::uuid[]) as asked (package_id)), found as (
       select call_off.id, call_off.ended_at, asked.package_id from asked
       join tenders.call_off on call_off.package_id = asked.package_id
       union
       select call_off.id, call_off.ended_at, asked.package_id from asked
       join tenders.call_off
         on call_off.packages @> jsonb_build_array(jsonb_build_object('packageId', asked.package_id::text)))
     select id, package_id as "packageId" from found ${onlyLive ? 'where ended_at is null' : ''}`,
    [`{${asked.join(',')}}`],
  )) as Array<{ id: string; packageId: string }>;
}

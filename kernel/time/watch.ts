import type { EntityManager } from '../database/orm.js';

/** A while in which a subgraph served nobody, both ends by the hub's clock. */
export interface Outage {
  readonly from: Date;
  readonly to: Date;
}

/** A shorter gap means a busy machine: the timer beats every few seconds. Which longer gaps count is policy. */
const NOTICED_MS = 60_000;

/**
 * Notes that the clocks of this subgraph are watched; whichever of its processes is first does so. If no process did for
 * a minute or more, `back` is told of the outage in the transaction that ends it: once, whatever dies when.
 *
 * The database's own time counts the gap, since a sandbox's time may be moved; while that stands still nothing is lost.
 * [NFR-07]
 */
export async function watch(
  em: EntityManager,
  subgraph: string,
  back: (em: EntityManager, outage: Outage) => Promise<void>,
): Promise<void> {
  const watched = await em.execute(
    `update platform.watch set at = clock_timestamp()
     where subgraph = ? and at > clock_timestamp() - ? * interval '1 millisecond' returning subgraph`,
    [subgraph, NOTICED_MS],
  );
  if (watched.length > 0) return;
  await em.transactional(async (inner) => {
    const held = inner as EntityManager;
    await held.execute(
      `insert into platform.watch (subgraph, at) values (?, clock_timestamp()) on conflict do nothing`,
      [subgraph],
      { method: 'run' },
    );
    const [last] = (await held.execute(
      `select platform.now() as now, extract(epoch from clock_timestamp() - at) * 1000 as gap_ms,
         exists (select 1 from platform.sandbox_clock where frozen_at is not null) as frozen
       from platform.watch where subgraph = ? for update`,
      [subgraph],
    )) as Array<{ now: Date; gap_ms: string; frozen: boolean }>;
    const to = new Date(last!.now);
    const gapMs = Number(last!.gap_ms);
    if (gapMs >= NOTICED_MS && !last!.frozen) await back(held, { from: new Date(to.getTime() - gapMs), to });
    await held.execute(`update platform.watch set at = clock_timestamp() where subgraph = ?`, [subgraph], {
      method: 'run',
    });
  });
}

import type { EntityManager } from '../database/orm.js';

/** A while in which nobody could reach this part of the hub, both ends by the hub's clock. */
export interface Outage {
  readonly from: Date;
  readonly to: Date;
}

/** A shorter gap means a busy machine: timers and gateways beat every few seconds. Which longer gaps count is policy. */
const NOTICED_MS = 60_000;

/** Gateways that have been silent for so long may be down: until one is back, nothing that providers wait for is due. */
const SILENT_MS = 20_000;

/**
 * Notes that this subgraph could be reached: that one of its processes watches its clocks, whichever is first, and that
 * some gateway lets clients in. Answers whether it can be reached now, as far as is known; where no gateway has ever
 * been up, its processes alone are judged by.
 *
 * If it could not be reached for a minute or more, `back` is told of the outage in the transaction that ends it: once,
 * whatever dies when. Of several gateways one that is down takes nothing from anybody.
 *
 * The database's own time counts the gap, since a sandbox's time may be moved; while that stands still nothing is lost.
 * [NFR-07]
 */
export async function watch(
  em: EntityManager,
  subgraph: string,
  back: (em: EntityManager, outage: Outage) => Promise<void>,
): Promise<boolean> {
  const watched = (await em.execute(
    `update platform.watch as watched set at = greatest(watched.at, least(clock_timestamp(), door.at))
     from (${DOOR}) as door
     where watched.subgraph = ? and watched.at > clock_timestamp() - ? * interval '1 millisecond'
     returning door.silent`,
    [SILENT_MS, subgraph, NOTICED_MS],
  )) as Array<{ silent: boolean }>;
  const [before] = watched;
  if (before) return !before.silent;
  return em.transactional(async (inner) => {
    const held = inner as EntityManager;
    await held.execute(
      `insert into platform.watch (subgraph, at) values (?, clock_timestamp()) on conflict do nothing`,
      [subgraph],
      { method: 'run' },
    );
    const [last] = (await held.execute(
      `select platform.now() as now, extract(epoch from clock_timestamp() - watched.at) * 1000 as gap_ms, door.silent,
         exists (select 1 from platform.sandbox_clock where frozen_at is not null) as frozen
       from platform.watch as watched, (${DOOR}) as door where watched.subgraph = ? for update of watched`,
      [SILENT_MS, subgraph],
    )) as Array<{ now: Date; gap_ms: string; silent: boolean; frozen: boolean }>;
    const { frozen, silent } = last!;
    // It is not over yet.
    if (silent) return false;
    const to = new Date(last!.now);
    const gapMs = Number(last!.gap_ms);
    if (gapMs >= NOTICED_MS && !frozen) await back(held, { from: new Date(to.getTime() - gapMs), to });
    await held.execute(`update platform.watch set at = clock_timestamp() where subgraph = ?`, [subgraph], {
      method: 'run',
    });
    return true;
  });
}

/** Until when some gateway is known to have been up, and whether all have fallen silent; time that stands still waits for none. */
const DOOR = `
  select coalesce(max(at), 'infinity') as at,
    coalesce(max(at) < clock_timestamp() - ? * interval '1 millisecond', false)
      and not exists (select 1 from platform.sandbox_clock where frozen_at is not null) as silent
  from platform.watch where subgraph = 'gateway'`;

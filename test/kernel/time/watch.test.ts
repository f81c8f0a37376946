import { setTimeout as sleep } from 'node:timers/promises';
import type { EntityManager } from '../../../kernel/database/orm.js';
import { inTransaction } from '../../../kernel/database/work.js';
import { startDeadline } from '../../../kernel/time/deadlines.js';
import type { AfterOutage } from '../../../kernel/time/due-deadlines.js';
import { type Outage, watch } from '../../../kernel/time/watch.js';
import { comesTrue, type Ground, toyGround } from '../ground.js';

const MINUTE = 60_000;

let ground: Ground;
beforeEach(async () => {
  ground = await toyGround();
  ground.startSequencer();
  await ground.time.clock.runFrom(new Date('2026-06-01T12:00:00.000Z'));
});
afterEach(() => ground.stop());

/** As if nobody had watched for so many minutes. */
async function away(minutes: number): Promise<void> {
  await ground.admin.query(`update platform.watch set at = clock_timestamp() - $1 * interval '1 minute'`, [minutes]);
}

/** Every process looks at its deadlines now. */
async function wake(): Promise<void> {
  await ground.admin.query('notify clock_moved');
}

function noteIn(outages: Outage[]): AfterOutage {
  return async (_work, outage) => {
    outages.push(outage);
  };
}

describe('NFR-07: who watches the clocks', () => {
  it('NFR-07: a first start follows no outage; one after an hour is told of it before it serves, to the minute', async () => {
    const outages: Outage[] = [];
    const first = await ground.startProcess({ afterOutage: noteIn(outages) });
    expect(outages).toEqual([]);
    await first.stop();
    await away(60);
    const again = await ground.startProcess({ afterOutage: noteIn(outages) });
    expect(outages).toHaveLength(1);
    const [{ from, to }] = outages as [Outage];
    expect(Math.round((to.getTime() - from.getTime()) / MINUTE)).toBe(60);
    expect(Math.abs(to.getTime() - (await ground.time.now()).getTime())).toBeLessThan(MINUTE);
    await again.stop();
  });

  it('NFR-07: of two processes that come back one ends the outage, once', async () => {
    const outages: Outage[] = [];
    await ground.startProcess({ afterOutage: noteIn(outages) });
    await ground.startProcess({ afterOutage: noteIn(outages) });
    await away(30);
    await wake();
    expect(await comesTrue(() => outages.length > 0)).toBe(true);
    await ground.startProcess({ afterOutage: noteIn(outages) });
    expect(outages).toHaveLength(1);
  });

  it('NFR-07: an outage whose mending failed is seen to again', async () => {
    const outages: Outage[] = [];
    const tries: AfterOutage = async (_work, outage) => {
      outages.push(outage);
      if (outages.length === 1) throw new Error('not yet');
    };
    await ground.startProcess({ afterOutage: tries });
    await away(30);
    await wake();
    expect(await comesTrue(() => outages.length === 2)).toBe(true);
    expect(outages[1]!.from.getTime()).toBeCloseTo(outages[0]!.from.getTime(), -3);
  });

  it('NFR-07: while a sandbox’s clock stands still nothing is lost, and a gap of seconds is no outage', async () => {
    const outages: Outage[] = [];
    const process = await ground.startProcess({ afterOutage: noteIn(outages) });
    await process.stop();
    await away(0.5);
    await (await ground.startProcess({ afterOutage: noteIn(outages) })).stop();
    await ground.time.clock.freezeAt(await ground.time.now());
    await away(60);
    await ground.startProcess({ afterOutage: noteIn(outages) });
    expect(outages).toEqual([]);
  });
});

describe('NFR-07: whether anybody is let in', () => {
  /** As if gateways had last been heard so long ago; the subgraph's own processes watch all the while. */
  async function gatewaysSilent(seconds: number): Promise<void> {
    await ground.admin.query(
      `insert into platform.watch values ('gateway', clock_timestamp() - $1 * interval '1 second')
       on conflict (subgraph) do update set at = excluded.at`,
      [seconds],
    );
    await ground.admin.query(
      `update platform.watch set at = least(at, clock_timestamp() - $1 * interval '1 second') where subgraph = 'toy'`,
      [seconds],
    );
  }
  /** As one gateway of any number says it. */
  async function gatewayBeats(): Promise<void> {
    const gateway = await ground.client('platform_reader');
    await gateway.query('select platform.gateway_is_up()');
  }
  /** The rows of the clocks, as timers of the subgraph see them; none of them runs. */
  async function aWatcher(): Promise<EntityManager> {
    const process = await ground.startProcess();
    await process.stop();
    const em = (await ground.openDatabase()).orm.em.fork();
    em.setSessionContext({ role: 'toy_system', variables: {} });
    return em;
  }
  const lastReached = async () => {
    const { rows } = await ground.admin.query<{ ago: number }>(
      `select extract(epoch from clock_timestamp() - at)::float8 as ago from platform.watch where subgraph = 'toy'`,
    );
    return rows[0]!.ago;
  };
  async function startDeadlineOf(process: Awaited<ReturnType<Ground['startProcess']>>): Promise<void> {
    const dueAt = new Date((await ground.time.now()).getTime() - 1);
    await inTransaction(process.work(), '*', (t) =>
      startDeadline(t, { rule: 'kept', subject: 'note/1', council: 'bromley', dueAt, data: {} }),
    );
  }

  it('NFR-07: while every gateway is down nothing falls due that providers wait for; once one is back the outage is told, and then it falls due', async () => {
    const happened: string[] = [];
    const parts = {
      afterOutage: (async (_work, { from, to }) => {
        happened.push(`away ${Math.round((to.getTime() - from.getTime()) / MINUTE)}`);
      }) satisfies AfterOutage,
      deadlines: {
        kept: async () => {
          happened.push('due');
          return 'MET' as const;
        },
      },
    };
    const process = await ground.startProcess(parts);
    await gatewaysSilent(30 * 60);
    await startDeadlineOf(process);
    for (let turn = 0; turn < 3; turn++) {
      await wake();
      // A turn that has come this far has seen the deadline, had it been free to take it.
      await sleep(300);
    }
    expect(happened).toEqual([]);
    // A process that begins meanwhile does not either.
    await ground.startProcess(parts);
    expect(happened).toEqual([]);
    await gatewayBeats();
    expect(await comesTrue(() => happened.length === 2)).toBe(true);
    expect(happened).toEqual(['away 30', 'due']);
  });

  it('NFR-07: where no outage is made good, deadlines fall due whether anybody is let in or not', async () => {
    const fired: string[] = [];
    const process = await ground.startProcess({
      deadlines: {
        kept: async () => {
          fired.push('due');
          return 'MET';
        },
      },
    });
    await gatewaysSilent(30 * 60);
    await startDeadlineOf(process);
    expect(await comesTrue(() => fired.length === 1)).toBe(true);
  });

  it('NFR-07: of several gateways one that is down is no outage while another is up', async () => {
    const outages: Outage[] = [];
    await ground.startProcess({ afterOutage: noteIn(outages) });
    await gatewaysSilent(0);
    // One has been silent for an hour; the other, which writes the same row, has not.
    await gatewayBeats();
    await wake();
    expect(await comesTrue(async () => (await lastReached()) < 1)).toBe(true);
    expect(outages).toEqual([]);
  });

  it.each([
    [0, true],
    [19, true],
    [21, false],
    [59, false],
    [61, false],
  ])('NFR-07: of gateways that have been silent for %d seconds some may be up: %s', async (seconds, reachable) => {
    const em = await aWatcher();
    await gatewaysSilent(seconds);
    expect(await watch(em, 'toy', async () => {})).toBe(reachable);
    expect(Math.round(await lastReached())).toBeGreaterThanOrEqual(seconds);
  });

  it.each([
    [58, 0],
    [61, 1],
  ])('NFR-07: gateways that come back after %d seconds end %d outages', async (seconds, outages) => {
    const told: Outage[] = [];
    const em = await aWatcher();
    await gatewaysSilent(seconds);
    await gatewayBeats();
    const back = async (_em: unknown, outage: Outage) => void told.push(outage);
    expect(await watch(em, 'toy', back)).toBe(true);
    expect(told).toHaveLength(outages);
    for (const { from, to } of told) expect(Math.round((to.getTime() - from.getTime()) / 1000)).toBe(seconds);
    expect(await watch(em, 'toy', back)).toBe(true);
    expect(told).toHaveLength(outages);
  });

  it('NFR-07: where no gateway has ever been up, the subgraph is judged by its own processes', async () => {
    expect(await watch(await aWatcher(), 'toy', async () => {})).toBe(true);
  });

  it('NFR-07: a gateway writes that it is up, and no other row', async () => {
    const gateway = await ground.client('platform_reader');
    await gateway.query('select platform.gateway_is_up()');
    for (const statement of [
      `update platform.watch set at = clock_timestamp() where subgraph = 'gateway'`,
      `insert into platform.watch values ('toy', clock_timestamp())`,
      `delete from platform.watch`,
    ]) {
      await expect(gateway.query(statement)).rejects.toThrow('permission denied');
    }
    const stranger = await ground.client('toy_council');
    await expect(stranger.query('select platform.gateway_is_up()')).rejects.toThrow('permission denied');
  });
});

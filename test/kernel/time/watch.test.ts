import type { AfterOutage } from '../../../kernel/time/due-deadlines.js';
import type { Outage } from '../../../kernel/time/watch.js';
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

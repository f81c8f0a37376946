import { setTimeout as sleep } from 'node:timers/promises';
import { inTransaction } from '../../../kernel/database/work.js';
import { type DeadlineEffects, startDeadline } from '../../../kernel/time/deadlines.js';
import { comesTrue, type Ground, newSeed, randomFrom, toyGround } from '../ground.js';
import { CALLERS, keepNote } from '../toy.js';

const NOON = new Date('2026-06-01T12:00:00.000Z');
const later = (ms: number) => new Date(NOON.getTime() + ms);

let ground: Ground;
beforeEach(async () => {
  ground = await toyGround();
  ground.startSequencer();
});
afterEach(() => ground.stop());

describe('the clock of a hub', () => {
  it('is the database’s, to the millisecond, unless somebody has set another', async () => {
    const { rows } = await ground.admin.query<{ before: Date }>('select clock_timestamp() as before');
    const now = await ground.time.now();
    expect(now.getTime()).toBeGreaterThanOrEqual(rows[0]!.before.getTime());
    expect(now.getTime() - rows[0]!.before.getTime()).toBeLessThan(60_000);
    const exact = await ground.admin.query(
      `select date_trunc('milliseconds', platform.now()) = platform.now()::timestamptz as exact`,
    );
    expect(exact.rows).toHaveLength(1);
  });

  it('stands still where it is frozen, for every reader', async () => {
    await ground.time.clock.freezeAt(NOON);
    const db = await ground.openDatabase();
    const seen = new Set<string>();
    for (let times = 0; times < 3; times++) {
      seen.add((await ground.time.now()).toISOString());
      await inTransaction(ground.workFor(db, CALLERS.bromley), 'bromley', async (t) =>
        seen.add((await t.now()).toISOString()),
      );
      await sleep(5);
    }
    expect([...seen]).toEqual([NOON.toISOString()]);
  });

  it('runs on from where it is set to run from', async () => {
    await ground.time.clock.freezeAt(later(-1000));
    await ground.time.clock.runFrom(NOON);
    const first = await ground.time.now();
    await sleep(50);
    const second = await ground.time.now();
    expect(first.getTime()).toBeGreaterThanOrEqual(NOON.getTime());
    expect(first.getTime()).toBeLessThan(NOON.getTime() + 60_000);
    expect(second.getTime() - first.getTime()).toBeGreaterThanOrEqual(49);
  });

  it('dates what commands write and what the log says of it', async () => {
    await ground.time.clock.freezeAt(NOON);
    const db = await ground.openDatabase();
    await keepNote(ground.workFor(db, CALLERS.bromley), { council: 'bromley', text: 'dated' });
    const { rows } = await ground.admin.query('select occurred_at, recorded_at from platform.event');
    expect(rows).toEqual([{ occurred_at: NOON, recorded_at: NOON }]);
  });

  it('takes the timers with it: a deadline fires when the clock comes to it, and not before', async () => {
    await ground.time.clock.freezeAt(NOON);
    const fired: Date[] = [];
    const process = await ground.startProcess({
      deadlines: {
        'WIN-01': async (t) => {
          fired.push(await t.now());
          return 'MET';
        },
      },
    });
    await inTransaction(process.work(), '*', (t) =>
      startDeadline(t, { rule: 'WIN-01', subject: 'note/1', council: 'bromley', dueAt: later(60_000) }),
    );
    await sleep(100);
    expect(fired).toEqual([]);
    await ground.time.clock.runFrom(later(59_800));
    expect(await comesTrue(() => fired.length > 0)).toBe(true);
    expect(fired[0]!.getTime()).toBeGreaterThan(later(60_000).getTime());
    expect(fired[0]!.getTime()).toBeLessThan(later(120_000).getTime());
  });
});

describe('passing a sandbox’s time', () => {
  /** Says when it was fired; one in two starts another deadline, some minutes after its own instant. */
  function chain(fired: Array<{ subject: string; at: Date; dueAt: Date }>, random: () => number): DeadlineEffects {
    return {
      'WIN-01': async (t, { subject, dueAt }) => {
        fired.push({ subject, at: await t.now(), dueAt });
        if (random() < 0.5) {
          const next = new Date(dueAt.getTime() + 1 + Math.floor(random() * 300_000));
          await startDeadline(t, { rule: 'WIN-01', subject: `${subject}+`, council: 'bromley', dueAt: next });
        }
        return 'MET';
      },
    };
  }

  it('fires every deadline on the way in order, each a millisecond after its instant, with what follows from it', async () => {
    const seed = newSeed();
    const random = randomFrom(seed);
    const fired: Array<{ subject: string; at: Date; dueAt: Date }> = [];
    await ground.time.clock.freezeAt(NOON);
    const process = await ground.startProcess({ deadlines: chain(fired, random) });
    await inTransaction(process.work(), '*', async (t) => {
      for (let nth = 0; nth < 15; nth++) {
        const dueAt = later(Math.floor(random() * 3_600_000));
        await startDeadline(t, { rule: 'WIN-01', subject: `note/${nth}`, council: 'bromley', dueAt });
      }
    });
    await ground.time.freezeAt(later(7_200_000));
    const inOrder = [...fired].sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
    expect({ seed, fired: fired.length }).toEqual({ seed, fired: expect.any(Number) });
    expect(fired.length).toBeGreaterThanOrEqual(15);
    expect({ seed, fired }).toEqual({ seed, fired: inOrder });
    expect({ seed, at: fired.map(({ at }) => at) }).toEqual({
      seed,
      at: fired.map(({ dueAt }) => new Date(dueAt.getTime() + 1)),
    });
    const { rows } = await ground.admin.query(`select 1 from toy.deadline where status = 'RUNNING'`);
    expect(rows).toEqual([]);
    expect(await ground.time.now()).toEqual(later(7_200_000));
  });

  it('has reactions done before it goes on', async () => {
    const heardAt: Date[] = [];
    await ground.time.clock.freezeAt(NOON);
    const process = await ground.startProcess({
      deadlines: { 'WIN-01': async () => 'MISSED' },
      reactions: {
        DeadlineMissed: (async (t: { now(): Promise<Date> }) => {
          await sleep(20);
          heardAt.push(await t.now());
        }) as never,
      },
    });
    await inTransaction(process.work(), '*', async (t) => {
      for (const ms of [1000, 2000, 3000]) {
        await startDeadline(t, { rule: 'WIN-01', subject: `note/${ms}`, council: 'bromley', dueAt: later(ms) });
      }
    });
    await ground.time.freezeAt(later(10_000));
    expect(heardAt).toEqual([later(1001), later(2001), later(3001)]);
  });

  it('leaves a deadline at the very instant it goes to, which still complies', async () => {
    const fired: Array<{ subject: string; at: Date; dueAt: Date }> = [];
    await ground.time.clock.freezeAt(NOON);
    const process = await ground.startProcess({ deadlines: chain(fired, () => 1) });
    await inTransaction(process.work(), '*', (t) =>
      startDeadline(t, { rule: 'WIN-01', subject: 'note/1', council: 'bromley', dueAt: later(1000) }),
    );
    await ground.time.freezeAt(later(1000));
    expect(fired).toEqual([]);
    await ground.time.advanceTo(later(1000));
    expect(await comesTrue(() => fired.length === 1)).toBe(true);
  });

  it('goes forward only', async () => {
    await ground.time.clock.freezeAt(NOON);
    await expect(ground.time.freezeAt(later(-1))).rejects.toThrow('forward only');
  });

  it('says what is left where things do not settle', async () => {
    await ground.time.clock.freezeAt(NOON);
    const process = await ground.startProcess({
      reactions: {
        Told: (async () => {
          await comesTrue(() => false, 600);
        }) as never,
      },
    });
    await ground.write({ type: 'Told' });
    await expect(ground.time.settled(200)).rejects.toThrow(/does not settle.*"behind":"1"/);
    await process.stop();
  });
});

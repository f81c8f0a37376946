import { setTimeout as sleep } from 'node:timers/promises';
import { followEvents } from '../../../kernel/log/event-log.js';
import { comesTrue, type Ground, newSeed, randomFrom, toyGround } from '../ground.js';
import { playMany } from './interleavings.js';

let ground: Ground;
beforeEach(async () => {
  ground = await toyGround();
});
afterEach(() => ground.stop());

const SEQUENCER_LOCKS = `select pid, granted from pg_locks
  where locktype = 'advisory' and objid = 4119002 and database = (select oid from pg_database where datname = current_database())`;

async function seqsInOrderOfWriting(): Promise<Array<number | null>> {
  const { rows } = await ground.admin.query<{ seq: number | null }>(
    'select seq::int from platform.event order by position',
  );
  return rows.map(({ seq }) => seq);
}

async function numbered(count: number): Promise<boolean> {
  const all = async () => {
    const { rows } = await ground.admin.query<{ n: number }>('select count(seq)::int as n from platform.event');
    return rows[0]!.n === count;
  };
  return comesTrue(all, 10_000);
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_each, nth) => nth + 1);
}

it('numbers what is committed densely from 1, in the order of writing', async () => {
  await ground.write(...upTo(1200).map(() => ({ type: 'Written' })));
  ground.startSequencer();
  expect(await numbered(1200)).toBe(true);
  expect(await seqsInOrderOfWriting()).toEqual(upTo(1200));
});

it('skips no event of a transaction that commits late, however transactions interleave', async () => {
  ground.startSequencer();
  const events = await ground.openEvents();
  const writers = await Promise.all([1, 2, 3].map(() => ground.client('toy_system')));
  await playMany(300, writers, events);
});

it('gives a reader only the types it asks for, a batch at a time', async () => {
  ground.startSequencer();
  const events = await ground.openEvents();
  await ground.write({ type: 'Kept' }, { type: 'Lost' }, { type: 'Kept' }, { type: 'Kept' });
  await numbered(4);
  const kept = await events.read(0, 2, ['Kept']);
  expect(kept.map(({ seq, type }) => [seq, type])).toEqual([
    [1, 'Kept'],
    [3, 'Kept'],
  ]);
  expect(await events.read(4, 10)).toEqual([]);
  expect(await events.head()).toBe(4);
});

describe('two sequencers at once', () => {
  it('take turns: one holds the lock and numbers, the other waits', async () => {
    ground.startSequencer();
    ground.startSequencer();
    const locks = async () =>
      (await ground.admin.query<{ granted: boolean }>(SEQUENCER_LOCKS)).rows.map((row) => row.granted);
    expect(await comesTrue(async () => (await locks()).length === 2)).toBe(true);
    expect((await locks()).sort()).toEqual([false, true]);
    await Promise.all(upTo(20).map(() => ground.write(...upTo(10).map(() => ({ type: 'Written' })))));
    expect(await numbered(200)).toBe(true);
    expect(await seqsInOrderOfWriting()).toEqual(expect.arrayContaining(upTo(200)));
    // A second one at work would have met the first's numbers and lost its transaction.
    expect(ground.logged).toEqual([]);
  });

  it('never number twice while whichever holds the lock is killed, and the other takes over', async () => {
    ground.startSequencer();
    ground.startSequencer();
    let writing = true;
    let written = 0;
    const write = async () => {
      while (writing) {
        await ground.write({ type: 'Written' }, { type: 'Written' });
        written += 2;
      }
    };
    const writers = [write(), write()];
    for (let kills = 0; kills < 5; kills++) {
      const held = `select pid from (${SEQUENCER_LOCKS}) as locks where granted`;
      expect(await comesTrue(async () => (await ground.admin.query(held)).rowCount === 1)).toBe(true);
      const before = (
        await ground.admin.query<{ head: number }>('select coalesce(max(seq), 0)::int as head from platform.event')
      ).rows[0]!.head;
      await ground.admin.query(`select pg_terminate_backend(pid) from (${held}) as holders`);
      expect(await numberedBeyond(before)).toBe(true);
    }
    writing = false;
    await Promise.all(writers);
    expect(await numbered(written)).toBe(true);
    const seqs = await seqsInOrderOfWriting();
    expect([...seqs].sort((a, b) => a! - b!)).toEqual(upTo(written));
  });

  async function numberedBeyond(seq: number): Promise<boolean> {
    return comesTrue(async () => {
      const { rows } = await ground.admin.query<{ n: number }>(
        'select coalesce(max(seq), 0)::int as n from platform.event',
      );
      return rows[0]!.n > seq;
    });
  }

  it('could not give one number twice even without the lock: the table refuses it', async () => {
    await ground.write({ type: 'First' }, { type: 'Second' });
    const sequencer = await ground.client('platform_sequencer');
    await sequencer.query('update platform.event set seq = 1 where position = 1');
    await expect(sequencer.query('update platform.event set seq = 1 where position = 2')).rejects.toMatchObject({
      code: '23505',
    });
  });

  it('stop at once, whether at work, waiting for the other or still connecting', async () => {
    const atWork = ground.startSequencer();
    expect(await comesTrue(async () => (await ground.admin.query(SEQUENCER_LOCKS)).rowCount === 1)).toBe(true);
    const waiting = ground.startSequencer();
    expect(await comesTrue(async () => (await ground.admin.query(SEQUENCER_LOCKS)).rowCount === 2)).toBe(true);
    const connecting = ground.startSequencer();
    await Promise.all([waiting.stop(), connecting.stop()]);
    await atWork.stop();
    expect(await comesTrue(async () => (await ground.admin.query(SEQUENCER_LOCKS)).rowCount === 0)).toBe(true);
  });
});

describe('following the log', () => {
  it('gives each event once and in order to a follower that is cut at random and goes on from its cursor', async () => {
    const seed = newSeed();
    const random = randomFrom(seed);
    ground.startSequencer();
    const events = await ground.openEvents();
    const COUNT = 400;
    const writing = (async () => {
      for (let n = 0; n < COUNT; n++) {
        await ground.write({ type: n % 4 === 3 ? 'Ignored' : 'Told', data: { n } });
        if (random() < 0.05) await sleep(10);
      }
    })();
    const followers = [1, 2, 3].map(async () => {
      const told: number[] = [];
      let cursor = 0;
      let cuts = 0;
      while (told.length < COUNT * 0.75) {
        const cut = new AbortController();
        const cutAfterMs = setTimeout(() => cut.abort(), random() * 60);
        let left = Math.floor(random() * 40);
        for await (const event of followEvents(events, cursor, ['Told'], cut.signal)) {
          told.push((event.data as { n: number }).n);
          cursor = event.seq;
          if (left-- === 0) break;
        }
        clearTimeout(cutAfterMs);
        cuts++;
      }
      return { told, cuts };
    });
    await writing;
    const expected = upTo(COUNT)
      .map((nth) => nth - 1)
      .filter((n) => n % 4 !== 3);
    for (const { told, cuts } of await Promise.all(followers)) {
      expect({ seed, told }).toEqual({ seed, told: expected });
      expect(cuts).toBeGreaterThan(3);
    }
  });

  it('ends at once when it is told to while it waits', async () => {
    const events = await ground.openEvents();
    const took: number[] = [];
    for (let times = 0; times < 5; times++) {
      const cut = new AbortController();
      const next = followEvents(events, 0, ['Told'], cut.signal).next();
      await sleep(50);
      const since = Date.now();
      cut.abort();
      expect(await next).toEqual({ done: true, value: undefined });
      took.push(Date.now() - since);
    }
    // Sooner than its next look, at least once of several times: the machine may be busy.
    expect(Math.min(...took)).toBeLessThan(900);
  });

  it('goes on though the connection that wakes it and those that read are killed', async () => {
    ground.startSequencer();
    const events = await ground.openEvents();
    const cut = new AbortController();
    const following = followEvents(events, 0, ['Told'], cut.signal);
    await ground.write({ type: 'Told', data: { n: 1 } });
    expect((await following.next()).value).toMatchObject({ seq: 1 });
    const next = following.next();
    await sleep(50);
    expect(await ground.kill('toy_app')).toBeGreaterThan(0);
    await ground.write({ type: 'Told', data: { n: 2 } });
    expect((await next).value).toMatchObject({ seq: 2 });
    cut.abort();
  });
});

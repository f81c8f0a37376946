import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import type { EntityManager } from '../../../kernel/database/orm.js';
import type { Transaction } from '../../../kernel/database/work.js';
import { PeerUnavailableError } from '../../../kernel/graphql/peers.js';
import { serviceCaller } from '../../../kernel/graphql/subgraph-server.js';
import { type Reactions, Reactor, together } from '../../../kernel/log/reactions.js';
import type { LoggedEvent } from '../../../schema/events/envelope.js';
import { comesTrue, type Ground, newSeed, randomFrom, toyGround } from '../ground.js';
import { Note } from '../toy.js';

let ground: Ground;
beforeEach(async () => {
  ground = await toyGround();
  ground.startSequencer();
});
afterEach(() => ground.stop());

type React = (t: Transaction, event: LoggedEvent) => Promise<void>;

function onTold(react: React): { reactions: Reactions } {
  return { reactions: { Told: react as Reactions[string] } };
}

/** A reaction that keeps a note of the event: what is kept was applied, and once for each note. */
const keep: React = async (t, event) => {
  t.em.persist(t.em.create(Note, { council: 'bromley', text: String((event.data as { n: number }).n) }));
};

async function kept(): Promise<number[]> {
  const { rows } = await ground.admin.query<{ n: number }>('select text::int as n from toy.note order by n');
  return rows.map(({ n }) => n);
}

async function quarantined(): Promise<Array<{ seq: number; reason: string }>> {
  return (await ground.admin.query('select seq::int, reason from toy.quarantined_event order by seq')).rows;
}

async function tell(count: number): Promise<void> {
  await ground.write(...Array.from({ length: count }, (_each, nth) => ({ type: 'Told', data: { n: nth + 1 } })));
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_each, nth) => nth + 1);
}

it('applies each event once and in order, with two reactors at work', async () => {
  const applied: number[] = [];
  const react: React = async (t, event) => {
    applied.push(event.seq);
    await sleep(1);
    await keep(t, event);
  };
  await ground.startProcess(onTold(react));
  await ground.startProcess(onTold(react));
  await tell(80);
  await ground.time.settled();
  expect(applied).toEqual(upTo(80));
  expect(await kept()).toEqual(upTo(80));
});

it('applies each event once though connections are killed at random, and quarantines none for it', async () => {
  const seed = newSeed();
  const random = randomFrom(seed);
  const react: React = async (t, event) => {
    await sleep(random() * 4);
    await keep(t, event);
    if (random() < 0.5) await t.em.flush();
    await sleep(random() * 4);
  };
  await ground.startProcess(onTold(react));
  await ground.startProcess(onTold(react));
  const telling = tell(80);
  for (let kills = 0; kills < 15; kills++) {
    await sleep(random() * 40);
    await ground.kill('toy_app');
  }
  await telling;
  await ground.time.settled(20_000);
  expect({ seed, kept: await kept() }).toEqual({ seed, kept: upTo(80) });
  expect(await quarantined()).toEqual([]);
});

it('keeps the cursor with the effect: what is undone leaves the event to be applied again', async () => {
  let tries = 0;
  const react: React = async (t, event) => {
    await keep(t, event);
    await t.em.flush();
    if (++tries === 1) throw new Error('once');
  };
  await ground.startProcess(onTold(react));
  await tell(2);
  await ground.time.settled();
  expect(await kept()).toEqual([1, 2]);
  expect(tries).toBe(3);
});

it('moves its cursor past what it has no interest in, so that anyone sees it has heard everything', async () => {
  await ground.startProcess(onTold(keep));
  await ground.write({ type: 'Other' }, { type: 'Other' });
  await ground.time.settled();
  const { rows } = await ground.admin.query('select seq::int from toy.reaction_cursor');
  expect(rows).toEqual([{ seq: 2 }]);
});

describe('events that are taken together', () => {
  const notes = (t: Transaction, events: readonly LoggedEvent[]) => Promise.all(events.map((event) => keep(t, event)));

  it('are those that come in a row, each once and in order, whatever connections are killed', async () => {
    const seed = newSeed();
    const random = randomFrom(seed);
    const runs: number[][] = [];
    const reactions: Reactions = {
      Told: together(async (t, events) => {
        await notes(t, events);
        await t.em.flush();
        await sleep(random() * 10);
        runs.push(events.map(({ seq }) => seq));
      }),
      Other: async () => {},
    };
    await ground.startProcess({ reactions });
    for (let told = 0; told < 90; told += 30) {
      await ground.write(
        ...Array.from({ length: 30 }, (_each, nth) => ({ type: 'Told', data: { n: told + nth + 1 } })),
        { type: 'Other' },
      );
      await ground.kill('toy_app');
    }
    await ground.time.settled(20_000);
    expect({ seed, kept: await kept() }).toEqual({ seed, kept: upTo(90) });
    expect(Math.max(...runs.map((run) => run.length))).toBeGreaterThan(1);
    for (const run of runs) expect(run).toEqual(run.map((_seq, nth) => run[0]! + nth));
    expect(await quarantined()).toEqual([]);
  });

  it('are each taken alone once they have failed together, and only the one at fault is quarantined', async () => {
    const runs: number[] = [];
    const reactions: Reactions = {
      Told: together(async (t, events) => {
        await notes(t, events);
        await t.em.flush();
        if (events.some(({ data }) => (data as { n: number }).n === 7)) throw new Error('cannot be understood');
        runs.push(events.length);
      }),
    };
    await tell(10);
    await ground.startProcess({ reactions });
    await ground.time.settled(20_000);
    expect(await kept()).toEqual([1, 2, 3, 4, 5, 6, 8, 9, 10]);
    expect(await quarantined()).toEqual([{ seq: 7, reason: expect.any(String) }]);
    await tell(10);
    await ground.time.settled(20_000);
    expect(runs.slice(0, 9)).toEqual(Array(9).fill(1));
  });
});

/** What was thrown, and where; not its words, which may repeat what somebody gave. */
const HERE = /^Error at test\/kernel\/log\/reactions\.test\.ts:\d+:\d+$/;

describe('an event that cannot be applied', () => {
  it('is quarantined with its reason after three tries, and keeps the next waiting no longer than those take', async () => {
    const tries: number[] = [];
    await ground.startProcess(
      onTold(async (t, event) => {
        tries.push(event.seq);
        await keep(t, event);
        await t.em.flush();
        if (event.seq === 2) throw new Error('cannot be understood');
      }),
    );
    await tell(4);
    await ground.time.settled();
    expect(tries).toEqual([1, 2, 2, 2, 3, 4]);
    expect(await kept()).toEqual([1, 3, 4]);
    expect(await quarantined()).toEqual([{ seq: 2, reason: expect.stringMatching(HERE) }]);
    expect(ground.logged.filter(({ msg }) => msg === 'event quarantined')).toEqual([
      expect.objectContaining({ seq: 2, type: 'Told', reason: expect.stringMatching(HERE) }),
    ]);
  });

  it('is also one whose rows the database refuses, even as late as at the end of the transaction', async () => {
    await ground.startProcess(
      onTold(async (t, event) => {
        const { n } = event.data as { n: number };
        t.em.persist(t.em.create(Note, { council: 'bromley', text: n === 1 ? '1'.repeat(101) : String(n) }));
      }),
    );
    await tell(2);
    await ground.time.settled();
    expect(await kept()).toEqual([2]);
    expect(await quarantined()).toEqual([{ seq: 1, reason: expect.stringContaining('note_is_short') }]);
  });

  it('is one that failed three times itself: what others failed before it does not count', async () => {
    const tries: number[] = [];
    await ground.startProcess(
      onTold(async (t, event) => {
        tries.push(event.seq);
        if (tries.filter((seq) => seq === event.seq).length < 3) throw new Error('not yet');
        await keep(t, event);
      }),
    );
    await tell(2);
    await ground.time.settled();
    expect(tries).toEqual([1, 1, 1, 2, 2, 2]);
    expect(await kept()).toEqual([1, 2]);
    expect(await quarantined()).toEqual([]);
  });

  it('is the only one quarantined, whichever of two reactors fails on it', async () => {
    const react: React = async (t, event) => {
      if (event.seq % 3 === 0) throw new Error(`cannot apply ${event.seq}`);
      await keep(t, event);
    };
    await ground.startProcess(onTold(react));
    await ground.startProcess(onTold(react));
    await tell(10);
    await ground.time.settled();
    expect(await kept()).toEqual([1, 2, 4, 5, 7, 8, 10]);
    expect(await quarantined()).toEqual([3, 6, 9].map((seq) => ({ seq, reason: expect.stringMatching(HERE) })));
  });
});

it('never quarantines for another subgraph that does not answer: it tries until it does, and keeps the order', async () => {
  let unanswered = 0;
  await ground.startProcess(
    onTold(async (t, event) => {
      if (event.seq === 2 && unanswered < 5) {
        unanswered++;
        throw new PeerUnavailableError('providers', 'timed out');
      }
      await keep(t, event);
    }),
  );
  await tell(3);
  await ground.time.settled();
  expect(unanswered).toBe(5);
  expect(await kept()).toEqual([1, 2, 3]);
  expect(await quarantined()).toEqual([]);
});

it('never quarantines for a connection that is lost, however often one event meets it', async () => {
  let lost = 0;
  await ground.startProcess(
    onTold(async (t, event) => {
      if (event.seq === 1 && lost < 4) {
        lost++;
        const [own] = (await t.em.execute('select pg_backend_pid() as pid')) as Array<{ pid: number }>;
        await ground.admin.query('select pg_terminate_backend($1)', [own!.pid]);
      }
      await keep(t, event);
    }),
  );
  await tell(2);
  await ground.time.settled();
  expect(lost).toBe(4);
  expect(await kept()).toEqual([1, 2]);
  expect(await quarantined()).toEqual([]);
});

it('lets a process that waits its turn stop at once', async () => {
  let holding = false;
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const react: React = async (t, event) => {
    holding = true;
    await held;
    await keep(t, event);
  };
  await ground.startProcess(onTold(react));
  await tell(1);
  expect(await comesTrue(() => holding)).toBe(true);
  const waiting = await ground.startProcess(onTold(react));
  await sleep(100);
  const stopped = waiting.stop().then(() => 'stopped');
  expect(await Promise.race([stopped, sleep(60_000, 'still waiting', { ref: false })])).toBe('stopped');
  letGo();
  await ground.time.settled();
  expect(await kept()).toEqual([1]);
});

it('waits for what goes first, once it is woken, and holds nothing meanwhile', async () => {
  const db = await ground.openDatabase();
  const work = (em: EntityManager) => ({ ...ground.workFor(db, serviceCaller('toy')), em });
  let asked = 0;
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const quiet = () => {
    asked += 1;
    return held;
  };
  const reactor = new Reactor(
    db,
    onTold(keep).reactions,
    await ground.openEvents(),
    work,
    pino({ enabled: false }),
    quiet,
  );
  await reactor.start();
  expect(await comesTrue(() => asked === 1)).toBe(true);
  await tell(1);
  await sleep(50);
  const { rows } = await ground.admin.query(
    `select 1 from pg_stat_activity where datname = current_database() and usename = 'toy_app' and xact_start is not null`,
  );
  expect([asked, await kept(), rows]).toEqual([1, [], []]);
  letGo();
  expect(await comesTrue(async () => (await kept()).length === 1)).toBe(true);
  await reactor.stop();
});

import { setTimeout as sleep } from 'node:timers/promises';
import { inTransaction, type Transaction } from '../../../kernel/database/work.js';
import type { RunningSubgraph } from '../../../kernel/graphql/subgraph-server.js';
import {
  cancelDeadlines,
  type DeadlineEffects,
  type DueDeadline,
  meetDeadline,
  startDeadline,
} from '../../../kernel/time/deadlines.js';
import { comesTrue, type Ground, newSeed, randomFrom, statementsOf, toyGround } from '../ground.js';
import { Note } from '../toy.js';

const DUE = new Date('2026-06-01T12:00:00.000Z');
const before = (ms: number) => new Date(DUE.getTime() - ms);
const after = (ms: number) => new Date(DUE.getTime() + ms);

let ground: Ground;
beforeEach(async () => {
  ground = await toyGround();
  ground.startSequencer();
  await ground.time.clock.freezeAt(before(60_000));
});
afterEach(() => ground.stop());

async function inOneTransaction(process: RunningSubgraph, act: (t: Transaction) => Promise<void>): Promise<void> {
  await inTransaction(process.work(), '*', act);
}

function start(process: RunningSubgraph, rule: string, subject: string, dueAt = DUE, data = {}): Promise<void> {
  return inOneTransaction(process, (t) => startDeadline(t, { rule, subject, council: 'bromley', dueAt, data }));
}

/** What the log tells of deadlines, in order of writing. */
async function told(): Promise<Array<[type: string, subject: string, rule: string]>> {
  const { rows } = await ground.admin.query(
    `select type, subject, data->>'rule' as rule from platform.event where type like 'Deadline%' order by position`,
  );
  return rows.map(({ type, subject, rule }) => [type, subject, rule]);
}

/** An effect that keeps a note of itself: what is kept happened, and once for each note. */
async function keep(t: Transaction, { rule, subject }: DueDeadline): Promise<'MET'> {
  t.em.persist(t.em.create(Note, { council: 'bromley', text: `${rule} ${subject}` }));
  return 'MET';
}

/** An effect that only says that it was. */
function noteIn(fired: string[]): DeadlineEffects[string] {
  return async (_t, { subject }) => {
    fired.push(subject);
    return 'MET';
  };
}

async function kept(): Promise<string[]> {
  return (await ground.admin.query<{ text: string }>('select text from toy.note order by text')).rows.map(
    ({ text }) => text,
  );
}

describe('a deadline is inclusive', () => {
  it.each([
    { atMs: -1, fires: false },
    { atMs: 0, fires: false },
    { atMs: 1, fires: true },
  ])('WIN-21: $atMs ms from its instant it has fired: $fires', async ({ atMs, fires }) => {
    const fired: string[] = [];
    const process = await ground.startProcess({
      deadlines: { 'WIN-01': noteIn(fired) },
    });
    await start(process, 'WIN-01', 'note/boundary');
    // Due before it, so that it shows when the timer has looked at this instant.
    await start(process, 'WIN-01', 'note/witness', before(2));
    await ground.time.clock.freezeAt(after(atMs));
    expect(await comesTrue(() => fired.includes('note/witness'))).toBe(true);
    await sleep(100);
    expect(fired).toEqual(fires ? ['note/witness', 'note/boundary'] : ['note/witness']);
  });

  it('WIN-21: the effect is told the deadline, and its one instant is after it', async () => {
    const seen: Array<{ deadline: DueDeadline; now: Date }> = [];
    const process = await ground.startProcess({
      deadlines: {
        'WIN-01': async (t, deadline) => {
          seen.push({ deadline, now: await t.now() });
          return 'MET';
        },
      },
    });
    await start(process, 'WIN-01', 'note/1', DUE, { stage: 'PATCH' });
    await ground.time.freezeAt(after(5000));
    expect(seen).toEqual([
      {
        deadline: {
          id: expect.any(String),
          rule: 'WIN-01',
          subject: 'note/1',
          council: 'bromley',
          dueAt: DUE,
          data: { stage: 'PATCH' },
        },
        now: after(1),
      },
    ]);
  });
});

describe('a deadline that a command meets as it falls due', () => {
  const hold = (t: Transaction, subject: string) =>
    t.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 1))', [subject]);

  it('WIN-21: neither waits for the other: who holds the subject first decides, and no other deadline is kept waiting', async () => {
    const fired: string[] = [];
    const deadlines: DeadlineEffects = {
      'WIN-01': async (t, deadline) => {
        await hold(t, deadline.subject);
        fired.push(deadline.subject);
        return keep(t, deadline);
      },
    };
    // Two processes: the timer of one waits for the subject.
    const process = await ground.startProcess({ deadlines });
    await ground.startProcess({ deadlines });
    await start(process, 'WIN-01', 'note/held');
    await start(process, 'WIN-01', 'note/witness', after(1));
    await inOneTransaction(process, async (t) => {
      await hold(t, 'note/held');
      await ground.time.clock.freezeAt(after(10));
      expect(await comesTrue(() => fired.includes('note/witness'))).toBe(true);
      await meetDeadline(t, 'WIN-01', 'note/held');
    });
    await ground.time.settled();
    expect(await kept()).toEqual(['WIN-01 note/witness']);
    const ends = (await told()).filter(([type, subject]) => type !== 'DeadlineStarted' && subject === 'note/held');
    expect(ends).toEqual([['DeadlineMet', 'note/held', 'WIN-01']]);
    expect(ground.logged).toEqual([]);
  });
});

describe('what becomes of a deadline', () => {
  const effects: DeadlineEffects = { 'WIN-01': async () => 'MET', 'WIN-12': async () => 'MISSED' };

  it('WIN-21: is told: started, then met, missed or cancelled, each once', async () => {
    const process = await ground.startProcess({ deadlines: effects });
    for (const subject of ['note/passes', 'note/in-time', 'note/unwanted']) {
      await start(process, 'WIN-01', subject);
      await start(process, 'WIN-12', subject);
    }
    await inOneTransaction(process, (t) => meetDeadline(t, 'WIN-12', 'note/in-time'));
    await inOneTransaction(process, (t) => cancelDeadlines(t, 'note/unwanted', 'WIN-12'));
    await inOneTransaction(process, (t) => cancelDeadlines(t, 'note/unwanted'));
    await ground.time.freezeAt(after(1000));
    const ends = (await told()).filter(([type]) => type !== 'DeadlineStarted').sort();
    expect(ends).toEqual([
      ['DeadlineCancelled', 'note/unwanted', 'WIN-01'],
      ['DeadlineCancelled', 'note/unwanted', 'WIN-12'],
      ['DeadlineMet', 'note/in-time', 'WIN-01'],
      ['DeadlineMet', 'note/in-time', 'WIN-12'],
      ['DeadlineMet', 'note/passes', 'WIN-01'],
      ['DeadlineMissed', 'note/passes', 'WIN-12'],
    ]);
    const { rows } = await ground.admin.query(
      `select type, audience, data from platform.event where subject = 'note/passes' and type in ('DeadlineMet', 'DeadlineMissed') order by type`,
    );
    expect(rows).toEqual([
      { type: 'DeadlineMet', audience: {}, data: { rule: 'WIN-01', dueAt: DUE.toISOString() } },
      { type: 'DeadlineMissed', audience: { roles: ['broker'] }, data: { rule: 'WIN-12', dueAt: DUE.toISOString() } },
    ]);
  });

  it('WIN-21: the same rule, subject and instant twice is one deadline, told once', async () => {
    const fired: string[] = [];
    const process = await ground.startProcess({
      deadlines: { 'WIN-01': noteIn(fired) },
    });
    await start(process, 'WIN-01', 'note/1');
    await start(process, 'WIN-01', 'note/1');
    await ground.time.freezeAt(after(1));
    expect(fired).toEqual(['note/1']);
    expect(await told()).toEqual([
      ['DeadlineStarted', 'note/1', 'WIN-01'],
      ['DeadlineMet', 'note/1', 'WIN-01'],
    ]);
  });

  it('WIN-21: one that was cancelled and is started again runs, fires, and is told of anew', async () => {
    const fired: string[] = [];
    const process = await ground.startProcess({ deadlines: { 'WIN-01': noteIn(fired) } });
    await start(process, 'WIN-01', 'note/1');
    await inOneTransaction(process, (t) => cancelDeadlines(t, 'note/1'));
    await start(process, 'WIN-01', 'note/1');
    await ground.time.freezeAt(after(1));
    expect(fired).toEqual(['note/1']);
    expect((await told()).map(([type]) => type)).toEqual([
      'DeadlineStarted',
      'DeadlineCancelled',
      'DeadlineStarted',
      'DeadlineMet',
    ]);
  });

  it('WIN-21: an effect that settles what runs for its subject does not settle its own deadline again', async () => {
    const process = await ground.startProcess({
      deadlines: {
        'WIN-12': async (t, { subject }) => {
          await meetDeadline(t, 'WIN-12', subject);
          await cancelDeadlines(t, subject);
          return 'MISSED';
        },
      },
    });
    await start(process, 'WIN-12', 'note/1');
    await ground.time.freezeAt(after(1));
    expect((await told()).map(([type]) => type)).toEqual(['DeadlineStarted', 'DeadlineMissed']);
  });

  it('WIN-21: one that is undone with its transaction never was', async () => {
    const process = await ground.startProcess({ deadlines: effects });
    const undone = inOneTransaction(process, async (t) => {
      await startDeadline(t, { rule: 'WIN-01', subject: 'note/1', council: 'bromley', dueAt: DUE });
      throw new Error('changed its mind');
    });
    await expect(undone).rejects.toThrow('changed its mind');
    await ground.time.freezeAt(after(1));
    expect(await told()).toEqual([]);
  });
});

describe('two timers over one database', () => {
  it('WIN-21: fire each deadline once, sharing the work', async () => {
    const firedBy = [0, 0];
    const timer = (nth: 0 | 1): DeadlineEffects => ({
      'WIN-01': async (t, deadline) => {
        firedBy[nth]!++;
        await sleep(2);
        return keep(t, deadline);
      },
    });
    const process = await ground.startProcess({ deadlines: timer(0) });
    await ground.startProcess({ deadlines: timer(1) });
    const subjects = Array.from({ length: 100 }, (_each, nth) => `note/${nth}`);
    for (const subject of subjects) await start(process, 'WIN-01', subject);
    await ground.time.clock.freezeAt(after(1));
    expect(await comesTrue(async () => (await kept()).length >= 100)).toBe(true);
    await sleep(100);
    expect(await kept()).toEqual(subjects.map((subject) => `WIN-01 ${subject}`).sort());
    expect(firedBy[0]! + firedBy[1]!).toBe(100);
    expect(Math.min(...firedBy)).toBeGreaterThan(0);
  });

  it('WIN-21: fire each once though their connections are killed at random', async () => {
    const seed = newSeed();
    const random = randomFrom(seed);
    const deadlines: DeadlineEffects = {
      'WIN-01': async (t, deadline) => {
        await sleep(random() * 4);
        return keep(t, deadline);
      },
    };
    const process = await ground.startProcess({ deadlines });
    await ground.startProcess({ deadlines });
    const subjects = Array.from({ length: 60 }, (_each, nth) => `note/${nth}`);
    for (const subject of subjects) await start(process, 'WIN-01', subject);
    await ground.time.clock.runFrom(after(1));
    for (let kills = 0; kills < 12; kills++) {
      await sleep(random() * 25);
      await ground.kill('toy_app', '%');
    }
    expect(await comesTrue(async () => (await kept()).length >= 60, 90_000)).toBe(true);
    await sleep(100);
    expect({ seed, kept: await kept() }).toEqual({ seed, kept: subjects.map((subject) => `WIN-01 ${subject}`).sort() });
  });

  it('WIN-21: a slow effect in one does not keep the other from the next deadline', async () => {
    const order: string[] = [];
    const deadlines: DeadlineEffects = {
      'WIN-01': async (_t, { subject }) => {
        if (subject === 'note/slow') await comesTrue(() => order.includes('note/neighbour'), 60_000);
        order.push(subject);
        return 'MET';
      },
    };
    const process = await ground.startProcess({ deadlines });
    await ground.startProcess({ deadlines });
    await start(process, 'WIN-01', 'note/slow', before(1));
    await start(process, 'WIN-01', 'note/neighbour');
    await ground.time.clock.freezeAt(after(1));
    await ground.time.settled();
    expect(order).toEqual(['note/neighbour', 'note/slow']);
  });
});

describe('an effect that fails', () => {
  it('WIN-21: is undone, tried again later, and delays no neighbour', async () => {
    const order: Array<{ subject: string; at: Date; keptBefore: number }> = [];
    const process = await ground.startProcess({
      deadlines: {
        'WIN-01': async (t, deadline) => {
          const { subject } = deadline;
          order.push({ subject, at: await t.now(), keptBefore: await t.em.count(Note) });
          await keep(t, deadline);
          await t.em.flush();
          if (order.length === 1) throw new Error('not yet');
          return 'MET';
        },
      },
    });
    await start(process, 'WIN-01', 'note/faulty', before(1));
    await start(process, 'WIN-01', 'note/neighbour');
    await ground.time.clock.runFrom(after(1));
    expect(await comesTrue(async () => (await kept()).length === 2)).toBe(true);
    expect(order).toEqual([
      { subject: 'note/faulty', at: expect.any(Date), keptBefore: 0 },
      { subject: 'note/neighbour', at: expect.any(Date), keptBefore: 0 },
      { subject: 'note/faulty', at: expect.any(Date), keptBefore: 1 },
    ]);
    expect(order[2]!.at.getTime() - order[0]!.at.getTime()).toBeGreaterThanOrEqual(1000);
    expect(ground.logged).toEqual([
      expect.objectContaining({
        msg: 'deadline effect failed',
        rule: 'WIN-01',
        subject: 'note/faulty',
        error: 'not yet',
      }),
    ]);
  });

  it('WIN-21: a rule nobody knows the effect of is said in the log, and the others go on', async () => {
    const process = await ground.startProcess({ deadlines: { 'WIN-01': keep } });
    await start(process, 'WIN-99', 'note/1', before(1));
    await start(process, 'WIN-01', 'note/2');
    await ground.time.freezeAt(after(1));
    expect(await kept()).toEqual(['WIN-01 note/2']);
    expect(ground.logged).toEqual([expect.objectContaining({ error: 'no effect is known for deadline rule WIN-99' })]);
  });
});

describe('the timer', () => {
  it('WIN-21: wakes for a deadline that is started while it sleeps, and for one already past', async () => {
    const process = await ground.startProcess({ deadlines: { 'WIN-01': keep } });
    await ground.time.clock.runFrom(DUE);
    await sleep(50);
    await start(process, 'WIN-01', 'note/past', before(3_600_000));
    await start(process, 'WIN-01', 'note/soon', new Date((await ground.time.now()).getTime() + 200));
    expect(await comesTrue(async () => (await kept()).length === 2, 4500)).toBe(true);
  });

  it('WIN-21: does not spin while the clock stands at the very instant of a deadline', async () => {
    const process = await ground.startProcess({ deadlines: { 'WIN-01': keep } });
    await start(process, 'WIN-01', 'note/1');
    await ground.time.clock.freezeAt(DUE);
    await sleep(100);
    const statements = await statementsOf(process.db, () => sleep(300));
    const looks = statements.filter((text) => text.includes('toy.deadline'));
    expect(looks.length).toBeLessThan(5);
  });
});

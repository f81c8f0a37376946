import { setTimeout as sleep } from 'node:timers/promises';
import { LockMode } from '@mikro-orm/core';
import type { SubgraphDatabase } from '../../../kernel/database/orm.js';
import { inTransaction, type Transaction, type Work } from '../../../kernel/database/work.js';
import { newId } from '../../../kernel/values/ids.js';
import { RefusedError, refused, unlessRefused } from '../../../kernel/values/refusal.js';
import { type Ground, newSeed, randomFrom, statementsOf, toyGround } from '../ground.js';
import { CALLERS, keepNote, Note } from '../toy.js';

let ground: Ground;
let db: SubgraphDatabase;
let work: Work;
beforeAll(async () => {
  ground = await toyGround();
  db = await ground.openDatabase();
  work = ground.workFor(db, CALLERS.bromley);
});
afterAll(() => ground.stop());

async function count(table: 'toy.note' | 'toy.idempotency' | 'platform.event' | 'toy.deadline'): Promise<number> {
  return (await ground.admin.query<{ n: number }>(`select count(*)::int as n from ${table}`)).rows[0]!.n;
}

const NO = { rule: 'WIN-01', code: 'WINDOW_CLOSED', message: 'The window has closed.' };

describe('a command', () => {
  it('happens whole: rows, event and answer', async () => {
    const [notes, events] = [await count('toy.note'), await count('platform.event')];
    const { result, refusals } = await keepNote(work, { council: 'bromley', text: 'kept' });
    expect(refusals).toEqual([]);
    expect(result).toMatchObject({ council: 'bromley', text: 'kept' });
    expect([await count('toy.note'), await count('platform.event')]).toEqual([notes + 1, events + 1]);
    const { rows } = await ground.admin.query(
      'select subject, council, actor, occurred_at = recorded_at as at_once from platform.event where subject = $1',
      [`note/${result!.id}`],
    );
    expect(rows).toEqual([
      {
        subject: `note/${result!.id}`,
        council: 'bromley',
        actor: { subject: 'user:broker-bromley', role: 'broker', organisation: 'bromley' },
        at_once: true,
      },
    ]);
  });

  it('that a rule refuses leaves nothing behind and answers why', async () => {
    const before = [await count('toy.note'), await count('platform.event')];
    const outcome = await inTransaction(work, 'bromley', async (t) => {
      t.em.persist(t.em.create(Note, { council: 'bromley', text: 'undone' }));
      await t.em.flush();
      await t.tell({ type: 'NoteKept', subject: 'note/1', council: 'bromley', audience: {}, data: {} });
      unlessRefused(undefined, [NO], null);
    });
    expect(outcome).toEqual({ result: null, refusals: [NO] });
    expect([await count('toy.note'), await count('platform.event')]).toEqual(before);
  });

  it('that fails leaves nothing behind and throws', async () => {
    const before = await count('toy.note');
    const failing = inTransaction(work, 'bromley', async (t) => {
      t.em.persist(t.em.create(Note, { council: 'bromley', text: 'undone' }));
      await t.em.flush();
      throw new Error('broken');
    });
    await expect(failing).rejects.toThrow('broken');
    expect(await count('toy.note')).toBe(before);
  });

  it('whose event cannot be kept leaves nothing behind and throws, though the event goes out with what follows it', async () => {
    const before = [await count('toy.note'), await count('platform.event')];
    const small = await ground.openDatabase(1);
    const noted = ground.workFor(small, CALLERS.bromley);
    for (const last of [async () => {}, (t: Transaction) => t.em.count(Note)]) {
      const failing = inTransaction(noted, 'bromley', async (t) => {
        t.em.persist(t.em.create(Note, { council: 'bromley', text: 'undone' }));
        await t.em.flush();
        await t.tell({ type: null as never, subject: 'note/1', council: 'bromley', audience: {}, data: {} });
        await last(t);
      });
      await expect(failing).rejects.toThrow('null value in column "type"');
    }
    expect([await count('toy.note'), await count('platform.event')]).toEqual(before);
    expect((await keepNote(noted, { council: 'bromley', text: 'kept' })).refusals).toEqual([]);
  });

  it('takes a message for each answer that it waits for, and one to end', async () => {
    const statements = await statementsOf(db, () => keepNote(work, { council: 'bromley', text: 'few words' }));
    const kinds = statements.map((each) => each.split(';').map((words) => words.trim().split(' ', 1)[0]));
    expect(kinds).toEqual([['begin', 'select', 'insert'], ['select'], ['insert', 'insert'], ['update', 'commit']]);
  });

  it('joined to another takes that one with it when a rule refuses', async () => {
    const before = await count('toy.note');
    const outcome = await inTransaction(work, 'bromley', async (t) => {
      await keepNote(t, { council: 'bromley', text: 'undone with the other' });
      await inTransaction(t, 'bromley', async () => {
        throw new RefusedError([NO]);
      });
    });
    expect(outcome).toEqual(refused(NO));
    expect(await count('toy.note')).toBe(before);
  });

  it('has one instant, read when it is first asked for: after the locks it waited for', async () => {
    const { result: note } = await keepNote(work, { council: 'bromley', text: 'contended' });
    const lock = (t: Transaction) => t.em.findOneOrFail(Note, note!.id, { lockMode: LockMode.PESSIMISTIC_WRITE });
    let released = 0;
    const first = inTransaction(work, 'bromley', async (t) => {
      await lock(t);
      await sleep(120);
      released = (await t.now()).getTime();
    });
    await sleep(20);
    const second = await inTransaction(work, 'bromley', async (t) => {
      await lock(t);
      const now = await t.now();
      await sleep(10);
      return [now, await t.now()] as const;
    });
    await first;
    expect(second.result![0].getTime()).toBeGreaterThanOrEqual(released);
    expect(second.result![1]).toBe(second.result![0]);
  });

  it('keeps no place in the pool when its connection is lost', async () => {
    const small = await ground.openDatabase(2);
    const lost = ground.workFor(small, CALLERS.bromley);
    for (let times = 0; times < 4; times++) {
      const cut = inTransaction(lost, 'bromley', async (t) => {
        const [own] = (await t.em.execute('select pg_backend_pid() as pid')) as Array<{ pid: number }>;
        await ground.admin.query('select pg_terminate_backend($1)', [own!.pid]);
        await sleep(5);
        await t.em.count(Note);
      });
      await expect(cut).rejects.toThrow();
    }
    const { result } = await keepNote(lost, { council: 'bromley', text: 'still room' });
    expect(result).toMatchObject({ text: 'still room' });
  });
});

describe('an act under an idempotency key', () => {
  it('IDG-27: counts once, however many of its twins come at the same time, and each is answered the same', async () => {
    const seed = newSeed();
    const random = randomFrom(seed);
    const before = await count('toy.note');
    const acts = Array.from({ length: 40 }, (_each, nth) => ({
      key: `key-of-${nth}-${newId()}`,
      input: { council: 'bromley', text: `note ${nth}` },
      twins: 1 + Math.floor(random() * 5),
    }));
    const answers = await Promise.all(
      acts.map(({ key, input, twins }) =>
        Promise.all(
          Array.from({ length: twins }, async () => {
            await sleep(random() * 20);
            return keepNote(work, input, key);
          }),
        ),
      ),
    );
    for (const [nth, twins] of answers.entries()) {
      const ids = new Set(twins.map(({ result }) => result!.id));
      expect({ seed, answers: ids.size }).toEqual({ seed, answers: 1 });
      expect(twins.map(({ result }) => result!.text)).toEqual(twins.map(() => `note ${nth}`));
    }
    expect({ seed, notes: await count('toy.note') }).toEqual({ seed, notes: before + acts.length });
  });

  it('IDG-27: is answered the same again later, in whatever order its input names things', async () => {
    const key = newId();
    const first = await keepNote(work, { council: 'bromley', providerId: null, text: 'once' }, key);
    const again = await keepNote(work, { text: 'once', providerId: null, council: 'bromley' }, key);
    expect(again.result!.id).toBe(first.result!.id);
  });

  it('leaves the one instant of its command to be read later, after the locks that it waits for', async () => {
    const statements = await statementsOf(db, () => keepNote(work, { council: 'bromley', text: 'later' }));
    const place = (words: string) => statements.findIndex((each) => each.includes(words));
    expect(place('insert into toy.idempotency')).not.toBe(-1);
    expect(place('select platform.now() as now')).toBeGreaterThan(place('insert into toy.idempotency'));
  });

  it('IDG-27: with another input is refused, and nothing is kept of it', async () => {
    const key = newId();
    await keepNote(work, { council: 'bromley', text: 'first' }, key);
    const before = await count('toy.note');
    const other = await keepNote(work, { council: 'bromley', text: 'second' }, key);
    expect(other).toEqual(
      refused(
        expect.objectContaining({ rule: 'IDG-27', code: 'IDEMPOTENCY_KEY_REUSED', field: 'input.idempotencyKey' }),
      ),
    );
    expect(await count('toy.note')).toBe(before);
  });

  it('IDG-27: belongs to one organisation: the same key of another is another act', async () => {
    const key = newId();
    const ours = await keepNote(work, { council: 'bromley', text: 'ours' }, key);
    const theirs = await keepNote(ground.workFor(db, CALLERS.ashdown), { council: 'ashdown', text: 'theirs' }, key);
    expect(ours.result!.text).toBe('ours');
    expect(theirs.result!.text).toBe('theirs');
  });

  it('IDG-27: that was refused keeps nothing, and may be tried again under its key', async () => {
    const key = newId();
    const keys = await count('toy.idempotency');
    const refusedFirst = await inTransaction(work, 'bromley', async (t) => {
      await keepNote(t, { council: 'bromley', text: 'try' }, key);
      unlessRefused(NO);
    });
    expect(refusedFirst.refusals).toEqual([NO]);
    expect(await count('toy.idempotency')).toBe(keys);
    const again = await keepNote(work, { council: 'bromley', text: 'another input' }, key);
    expect(again.result).toMatchObject({ text: 'another input' });
  });

  it.each([
    { length: 7, taken: false },
    { length: 8, taken: true },
    { length: 200, taken: true },
    { length: 201, taken: false },
  ])('IDG-27: a key of $length characters is taken: $taken', async ({ length, taken }) => {
    const { result, refusals } = await keepNote(work, { council: 'bromley', text: 'key' }, 'k'.repeat(length));
    expect(result !== null).toBe(taken);
    expect(refusals.map(({ code }) => code)).toEqual(taken ? [] : ['IDEMPOTENCY_KEY_LENGTH']);
  });
});

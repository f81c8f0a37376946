import { setTimeout as sleep } from 'node:timers/promises';
import { inTransaction } from '../../kernel/database/work.js';
import { type DeadlineEffects, startDeadline } from '../../kernel/time/deadlines.js';
import { leaksIn, SOME_NOTES } from '../kernel/graphql/requests.js';
import { comesTrue, type Ground, newSeed, randomFrom, toyGround } from '../kernel/ground.js';
import { playMany } from '../kernel/log/interleavings.js';
import { Note } from '../kernel/toy.js';

/** What test/kernel shows a little of, at length. */

const MINUTES = 60_000;

let ground: Ground;
beforeEach(async () => {
  ground = await toyGround();
});
afterEach(() => ground.stop());

it(
  'skips no event of a transaction that commits late, in 10,000 interleavings',
  async () => {
    ground.startSequencer();
    const events = await ground.openEvents();
    const writers = await Promise.all([1, 2, 3].map(() => ground.client('toy_system')));
    await playMany(10_000, writers, events);
  },
  60 * MINUTES,
);

it(
  'IDG-26: of 100,000 interleaved requests over one pool, each sees its caller’s rows and no other',
  async () => {
    await ground.admin.query(SOME_NOTES);
    const process = await ground.startProcess();
    const seed = newSeed();
    expect({ seed, leaks: await leaksIn(100_000, process, seed) }).toEqual({ seed, leaks: [] });
  },
  60 * MINUTES,
);

it(
  'WIN-21: fires 10,000 deadlines due within 10 seconds once each, by two timers whose connections are killed every second',
  async () => {
    const COUNT = 10_000;
    const seed = newSeed();
    const random = randomFrom(seed);
    const deadlines: DeadlineEffects = {
      'WIN-01': async (t, { subject }) => {
        t.em.persist(t.em.create(Note, { council: 'bromley', text: subject }));
        return 'MET';
      },
    };
    ground.startSequencer();
    const noon = new Date('2026-06-01T12:00:00.000Z');
    await ground.time.clock.freezeAt(noon);
    const process = await ground.startProcess({ deadlines });
    await ground.startProcess({ deadlines });
    for (let nth = 0; nth < COUNT; nth += 500) {
      await inTransaction(process.work(), '*', async (t) => {
        for (let each = nth; each < nth + 500; each++) {
          const dueAt = new Date(noon.getTime() + 1000 + Math.floor(random() * 10_000));
          await startDeadline(t, { rule: 'WIN-01', subject: `note/${each}`, council: 'bromley', dueAt });
        }
      });
    }
    await ground.time.clock.runFrom(noon);
    let killing = true;
    const killer = (async () => {
      while (killing) {
        await sleep(1000);
        await ground.kill('toy_app');
      }
    })();
    const count = async () =>
      (await ground.admin.query<{ n: number }>('select count(*)::int as n from toy.note')).rows[0]!.n;
    expect(await comesTrue(async () => (await count()) >= COUNT, 10 * MINUTES)).toBe(true);
    killing = false;
    await killer;
    await sleep(500);
    const { rows } = await ground.admin.query<{ effects: number; subjects: number }>(
      'select count(*)::int as effects, count(distinct text)::int as subjects from toy.note',
    );
    expect({ seed, ...rows[0] }).toEqual({ seed, effects: COUNT, subjects: COUNT });
  },
  30 * MINUTES,
);

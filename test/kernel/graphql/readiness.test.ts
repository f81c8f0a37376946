import { setTimeout as sleep } from 'node:timers/promises';
import { readiness, readyAnswer } from '../../../kernel/graphql/readiness.js';

const never = () => new Promise(() => {});

it('NFR-06: names what does not answer, whether it fails, hangs or throws at once', async () => {
  const ready = readiness({
    tenders: async () => {},
    cases: async () => {
      throw new Error('connect ECONNREFUSED');
    },
    database: never,
    log: () => Promise.reject(new Error('nobody numbers it')),
  });
  expect(await ready()).toEqual(['cases', 'database', 'log']);
});

it('NFR-06: is ready when all that it needs answers', async () => {
  expect(await readiness({ database: async () => {}, log: async () => 7 })()).toEqual([]);
  expect(readyAnswer([])).toEqual({ status: 200, body: { status: 'ready' } });
  expect(readyAnswer(['log'])).toEqual({ status: 503, body: { status: 'not ready', without: ['log'] } });
});

it('NFR-06: is no lever: however many ask at once, what it needs is asked once', async () => {
  let asked = 0;
  const ready = readiness({
    database: async () => {
      asked += 1;
      await sleep(20);
    },
  });
  await Promise.all(Array.from({ length: 500 }, () => ready()));
  expect(asked).toBe(1);
  // Later it is asked anew: what it says is what is so now.
  for (let times = 0; times < 500 && asked < 2; times++) {
    await ready();
    await sleep(20);
  }
  expect(asked).toBe(2);
});

import { noLongerThan } from '../../../kernel/time/patience.js';

const never = new Promise<void>(() => {});

/** Time that passes when the test says so. */
function timer() {
  const set: Array<{ readonly ms: number; readonly signal: AbortSignal; pass(): void }> = [];
  const pause = (ms: number, signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      set.push({ ms, signal, pass: resolve });
    });
  return { set, pause };
}

it('ends with what it waits for, and its timer with it', async () => {
  const { set, pause } = timer();
  await noLongerThan(2000, Promise.resolve(), pause);
  expect(set.map(({ ms, signal }) => [ms, signal.aborted])).toEqual([[2000, true]]);
});

it('ends once its time is over, though what it waits for never comes', async () => {
  const { set, pause } = timer();
  let ended = false;
  const waiting = noLongerThan(2000, never, pause).then(() => {
    ended = true;
  });
  await Promise.resolve();
  expect(ended).toBe(false);
  set[0]!.pass();
  await waiting;
  expect(ended).toBe(true);
});

it('fails as what it waits for fails', async () => {
  await expect(noLongerThan(2000, Promise.reject(new Error('broken')), timer().pause)).rejects.toThrow('broken');
});

import { mapInSlices } from '../../../../kernel/values/in-slices.js';

/** Keeps the process for so long. */
function work(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

describe('many things, one after the other', () => {
  it.each([0, 1, 100, 101, 1000])('NFR-06: %d are made in their order', async (count) => {
    const all = Array.from({ length: count }, (_, nth) => nth);
    expect(await mapInSlices(all, (each) => each * 2)).toEqual(all.map((each) => each * 2));
  });

  it('NFR-06: others go on in between, and of two that are made so each has its turn', async () => {
    const order: string[] = [];
    const others = setInterval(() => order.push('other'), 1);
    const made = (name: string) =>
      mapInSlices(Array(101).fill(0), () => {
        work(0.5);
        order.push(name);
      });
    await Promise.all([made('a'), made('b')]);
    clearInterval(others);
    expect(order.lastIndexOf('other')).toBeGreaterThan(order.indexOf('b'));
    const turns = order.filter((each) => each !== 'other').filter((each, nth, all) => each !== all[nth - 1]);
    expect(turns.slice(0, 4)).toEqual(['a', 'b', 'a', 'b']);
  });

  it('NFR-06: one that fails says so, and keeps no turn', async () => {
    const failing = mapInSlices(Array(101).fill(0), () => {
      throw new Error('cannot be made');
    });
    await expect(failing).rejects.toThrow('cannot be made');
    expect(await mapInSlices(Array(101).fill(1), (each) => each)).toHaveLength(101);
  });
});

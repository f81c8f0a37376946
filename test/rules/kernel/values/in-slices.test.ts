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
    const made = (name: string) => mapInSlices(Array(101).fill(0), () => void (work(0.5), order.push(name)));
    await Promise.all([made('a'), made('b')]);
    clearInterval(others);
    const turns = order.filter((each, nth) => each !== order[nth - 1]);
    expect(turns.filter((each) => each === 'other').length).toBeGreaterThan(10);
    const [a, b] = ['a', 'b'].map((name) => turns.filter((each) => each === name).length);
    expect(Math.abs(a! - b!)).toBeLessThanOrEqual(1);
  });

  it('NFR-06: one that fails says so, and keeps no turn', async () => {
    const failing = mapInSlices(Array(101).fill(0), () => {
      throw new Error('cannot be made');
    });
    await expect(failing).rejects.toThrow('cannot be made');
    expect(await mapInSlices(Array(101).fill(1), (each) => each)).toHaveLength(101);
  });
});

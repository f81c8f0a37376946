import type { Asker, Lane } from '../../../kernel/database/asker.js';
import { GivenUpError } from '../../../kernel/database/given-up.js';
import { Places } from '../../../kernel/database/places.js';

/** Of ten places one client holds three at once, reading fills six, and acts fill eight. */
const SIZE = 10;

const reads = (client: string): Asker => ({ client, lane: 'read' });
const acts = (client: string): Asker => ({ client, lane: 'act' });

/** Takes places and notes who got one, in order. */
function served() {
  const places = new Places(SIZE);
  const order: string[] = [];
  const leaving = new Map<string, Array<() => void>>();
  const take = (asker: Asker | undefined, name = asker?.client ?? 'hub') => {
    void places.take(asker).then(
      (leave) => {
        order.push(name);
        leaving.set(name, [...(leaving.get(name) ?? []), leave]);
      },
      (error) => order.push(`${name}: ${(error as Error).name}`),
    );
    return settled();
  };
  const leave = async (name: string) => {
    leaving.get(name)!.shift()!();
    await settled();
  };
  return { places, order, take, leave };
}

function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

describe('connections to the database', () => {
  it('NFR-06: one client holds no more than a few at once, however many it asks for', async () => {
    const { places, order, take } = served();
    for (let nth = 0; nth < 50; nth++) await take(reads('flood'));
    expect(order).toEqual(['flood', 'flood', 'flood']);
    expect(places.counts()).toEqual({ taken: 3, waiting: 47 });
    await take(reads('other'));
    expect(order.at(-1)).toBe('other');
  });

  it('NFR-06: a client that floods waits behind itself: others that come later are served before its rest', async () => {
    const { order, take, leave } = served();
    for (const client of ['a', 'b']) for (let nth = 0; nth < 3; nth++) await take(reads(client));
    for (let nth = 0; nth < 20; nth++) await take(reads('flood'));
    for (const client of ['c', 'd', 'e']) await take(reads(client));
    order.length = 0;
    for (const client of ['a', 'a', 'a', 'b', 'b', 'b']) await leave(client);
    expect(order).toEqual(['flood', 'c', 'd', 'e', 'flood', 'flood']);
  });

  it.each<[Lane, number]>([
    ['read', 6],
    ['act', 8],
    ['own', 10],
  ])('NFR-06: %s fills %d of ten places, and keeps nobody above it waiting', async (lane, filled) => {
    const { places, order, take } = served();
    for (let nth = 0; nth < 20; nth++) await take({ client: `client-${nth}`, lane });
    expect(places.counts()).toEqual({ taken: filled, waiting: 20 - filled });
    order.length = 0;
    if (lane === 'read') for (const client of ['x', 'y']) await take(acts(client));
    if (lane !== 'own') for (const nth of [1, 2]) await take(undefined, `clock-${nth}`);
    expect(order).toEqual({ read: ['x', 'y', 'clock-1', 'clock-2'], act: ['clock-1', 'clock-2'], own: [] }[lane]);
  });

  it('NFR-06: a place that becomes free goes to a clock before an act, and to an act before what is read', async () => {
    const { order, take, leave } = served();
    for (let nth = 0; nth < SIZE; nth++) await take(undefined);
    await take(reads('reader'));
    await take(acts('bidder'));
    await take({ client: 'desk', lane: 'own' });
    await take(undefined, 'clock');
    order.length = 0;
    for (let nth = 0; nth < 8; nth++) await leave('hub');
    expect(order).toEqual(['desk', 'clock', 'bidder', 'reader']);
  });

  it('NFR-06: what is given up while it waits leaves the queue and is told so', async () => {
    const { places, order, take, leave } = served();
    for (let nth = 0; nth < 3; nth++) await take(reads('flood'));
    const leaving = new AbortController();
    await take({ ...reads('flood'), givenUp: leaving.signal }, 'given up');
    await take(reads('flood'), 'behind it');
    leaving.abort();
    await settled();
    expect(order.at(-1)).toBe(`given up: ${new GivenUpError().name}`);
    expect(places.counts()).toEqual({ taken: 3, waiting: 1 });
    await leave('flood');
    expect(order.at(-1)).toBe('behind it');
    await expect(places.take({ ...reads('late'), givenUp: leaving.signal })).rejects.toThrow(GivenUpError);
  });

  it('NFR-06: an asker that holds one may take another, so that it waits for nobody who waits for it', async () => {
    const { order, take } = served();
    const asker = reads('nested');
    await take(asker);
    for (const client of ['a', 'b', 'c']) for (let nth = 0; nth < 3; nth++) await take(reads(client));
    order.length = 0;
    await take(asker);
    expect(order).toEqual(['nested']);
    await take(asker);
    expect(order).toEqual(['nested']);
  });

  it('NFR-06: a place that is left twice is left once', async () => {
    const places = new Places(SIZE);
    const leave = await places.take(undefined);
    leave();
    leave();
    expect(places.counts()).toEqual({ taken: 0, waiting: 0 });
  });
});

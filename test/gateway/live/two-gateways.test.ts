import { natsBinary, natsServer } from '../../harness/nats.js';
import { comesTrue, newSeed, randomFrom } from '../../kernel/ground.js';
import { type Gateways, gateways, subjectOf } from '../gateways.js';
import { FAULTLESS, faultsOf } from './follower.js';

/** Two processes of the gateway over one database: one log, one order, whichever of them tells. */
const PROVIDERS = ['oakwood', 'willow', 'elm'];
const EVENTS = 120;
const ways: Array<[string, boolean]> = [['LISTEN', false]];
const binary = natsBinary();
if (binary) ways.push(['a nats-server', true]);

let hub: Gateways;
const ends: Array<() => Promise<unknown>> = [];
afterEach(async () => {
  await hub.stop();
  for (const end of ends.splice(0)) await end();
});

describe.each(ways)('two gateways, woken by %s', (_, brokered) => {
  it('NTF-01: deliver the same; when one is killed its clients go on at the other, without gap or repeat', async () => {
    const nats = brokered ? await natsServer(binary!) : undefined;
    if (nats) ends.push(() => nats.kill());
    hub = await gateways(PROVIDERS);
    const first = await hub.start({ wake: nats?.url });
    const second = await hub.start({ wake: nats?.url });
    const seed = newSeed();
    const random = randomFrom(seed);
    // Half of them begin at each; who has lost one tries the other.
    const followers = await Promise.all(
      PROVIDERS.flatMap((provider) =>
        [0, 1].map(async (begin) => {
          let attempt = begin;
          const url = () => [first, second][attempt++ % 2]!.url;
          return { provider, follower: await hub.follow(subjectOf(provider), url) };
        }),
      ),
    );
    expect(await comesTrue(() => followers.every(({ follower }) => follower.connected()), 30_000)).toBe(true);
    for (let nth = 0; nth < EVENTS; nth++) {
      await hub.record(PROVIDERS.filter(() => random() < 0.7));
      if (nth === EVENTS / 3) await first.kill();
      if (nth % 20 === 0) followers[Math.floor(random() * followers.length)]!.follower.cut();
    }
    for (const { provider, follower } of followers) {
      const expected = await hub.logged(provider);
      await comesTrue(() => follower.got.length >= expected.length, 30_000);
      expect({ seed, provider, ...faultsOf(follower.got, expected) }).toEqual({ seed, provider, ...FAULTLESS });
      expect(expected.length).toBeGreaterThan(EVENTS / 3);
    }
  });
});

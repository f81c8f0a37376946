import {
  clientsAreCut,
  gatewayIsKilled,
  leaderIsKilled,
  oneSubscribesAgainAndAgain,
  postgresIsKilled,
  type Share,
  socketsStall,
  subscribesBeforeTheSchema,
  tendersIsKilled,
} from '../gateway/live/live-faults.js';
import { meetsAtAnyPoint } from '../gateway/live/meeting.js';
import { toyGateway } from '../gateway/toy-gateway.js';
import { newSeed } from '../kernel/ground.js';

/** What test/gateway/live/feed.test.ts and test/gateway/live/live-faults.test.ts shows a little of, at length. */
const MINUTES = 60_000;
const LONG: Share = { followers: 200, events: 4000, rounds: 40 };

/** Of two to six clients each, with their cuts: some ten thousand meetings of what is replayed and what is live. */
it(
  'NTF-01: begun and cut anywhere while events go on, every client has each event once and in order',
  async () => {
    const hub = await toyGateway();
    try {
      await meetsAtAnyPoint(hub, 1000, newSeed());
    } finally {
      await hub.stop(500);
    }
  },
  30 * MINUTES,
);

describe('nobody misses anything, for long', () => {
  it('NFR-06: when clients are cut at random', () => clientsAreCut(LONG), 30 * MINUTES);
  it('NFR-06: when gateways are killed one after the other', () => gatewayIsKilled(LONG), 30 * MINUTES);
  it('NFR-06: when the subgraph that renders events does not answer', () => tendersIsKilled(LONG), 30 * MINUTES);
  it(
    'NFR-06: when who numbers the log is killed between commit and numbering',
    () => leaderIsKilled(LONG),
    30 * MINUTES,
  );
  it('NFR-06: when the database is killed', () => postgresIsKilled({ ...LONG, rounds: 10 }), 30 * MINUTES);
  it.each([0.01, 0.1, 0.5])(
    'NFR-06: when %p of the sockets stand still',
    (share) => socketsStall({ ...LONG, followers: 60 }, share),
    30 * MINUTES,
  );
  it('NFR-06: when one client subscribes 10,000 times', () => oneSubscribesAgainAndAgain(10_000), 30 * MINUTES);
  it('NFR-06: when a client is there before the schema is', () => subscribesBeforeTheSchema(1000), 30 * MINUTES);
});

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
} from './live-faults.js';

/** A short share of what test/soak/live.test.ts does at length. */
const SHORT: Share = { followers: 6, events: 60, rounds: 2 };

describe('nobody misses anything', () => {
  it('NFR-06: when clients are cut at random', () => clientsAreCut(SHORT));
  it('NFR-06: when a gateway is killed', () => gatewayIsKilled(SHORT));
  it('NFR-06: when the subgraph that renders events does not answer', () => tendersIsKilled(SHORT));
  it('NFR-06: when who numbers the log is killed between commit and numbering', () => leaderIsKilled(SHORT));
  it('NFR-06: when the database is killed', () => postgresIsKilled({ ...SHORT, rounds: 1 }));
  it('NFR-06: when half of the sockets stand still', () => socketsStall(SHORT, 0.5));
  it('NFR-06: when one client subscribes again and again', () => oneSubscribesAgainAndAgain(500));
  it('NFR-06: when a client is there before the schema is', () => subscribesBeforeTheSchema(20));
});

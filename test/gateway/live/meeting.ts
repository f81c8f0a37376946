import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { aGrant } from '../clients.js';
import { OAKWOOD, type ToyGateway } from '../toy-gateway.js';
import { FAULTLESS, faultsOf, follow } from './follower.js';

const ELM = 'machine:rostering-elm';
const FEED = 'subscription ($after: Place) { callOffFeed(after: $after) { cursor } }';
const EVENTS = 60;
const IN_TIME_MS = 60_000;

/** Whose events they are in turn: of two providers who share an execution, and of one who does not. */
const AUDIENCES = [['willow'], ['oakwood'], ['elm'], ['oakwood', 'elm']];

/**
 * Clients that begin anywhere in the log and are cut anywhere in it, while events go on: what they replay and what they
 * are told live meet at a number, so each has every event for it once and in order.
 */
export async function meetsAtAnyPoint(hub: ToyGateway, numRuns: number, seed: number): Promise<void> {
  hub.grants.put(aGrant({ subject: ELM, organisation: 'elm' }));
  await sleep(20);
  const cuts = fc.array(fc.record({ after: fc.integer({ min: 0, max: 25 }), away: fc.integer({ min: 0, max: 15 }) }), {
    minLength: 1,
    maxLength: 4,
  });
  const client = fc.record({ organisation: fc.constantFrom('oakwood', 'elm'), cuts });
  await fc.assert(
    fc.asyncProperty(fc.array(client, { minLength: 2, maxLength: 6 }), async (clients) => {
      const from = await hub.log.head();
      const expected: Record<string, number[]> = { oakwood: [], elm: [], willow: [] };
      let writing = true;
      const writer = (async () => {
        for (let nth = 0; nth < EVENTS; nth++) {
          const providers = AUDIENCES[nth % AUDIENCES.length]!;
          const seq = hub.log.record({ audience: { providers } });
          for (const each of providers) expected[each]!.push(seq);
          if (nth % 5 === 0) await sleep(1);
        }
        writing = false;
      })();
      const all = clients.map(async ({ organisation, cuts: mine }) => {
        const subject = organisation === 'elm' ? ELM : OAKWOOD;
        const authorization = `Bearer ${await hub.provider.token(subject)}`;
        const due = expected[organisation]!;
        const follower = follow({
          url: () => hub.url,
          authorization,
          query: FEED,
          after: String(from),
          read: Number,
          pauseMs: 15,
        });
        for (const { after } of mine) {
          const enough = follower.got.length + after;
          await until(() => follower.got.length >= enough || (!writing && follower.got.length >= due.length));
          follower.cut();
        }
        await until(() => !writing && follower.got.length >= due.length);
        // More would come now.
        await sleep(5);
        follower.stop();
        return { organisation, ...faultsOf(follower.got, due) };
      });
      const found = await Promise.all(all);
      await writer;
      expect(found).toEqual(clients.map(({ organisation }) => ({ organisation, ...FAULTLESS })));
    }),
    { seed, numRuns, endOnFailure: true },
  );
}

async function until(holds: () => boolean): Promise<void> {
  const end = performance.now() + IN_TIME_MS;
  while (!holds()) {
    if (performance.now() > end) throw new Error('it did not happen in time');
    await sleep(1);
  }
}

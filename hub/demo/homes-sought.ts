import { readerFor } from '../../kernel/database/reader.js';
import type { Work } from '../../kernel/database/work.js';
import type { RunningSubgraph } from '../../kernel/graphql/subgraph-server.js';
import type { Caller } from '../../kernel/identity/caller.js';
import { submitServiceRequest } from '../../subgraphs/cases/commands/requests/submit-service-request.js';
import { recordChoice } from '../../subgraphs/tenders/commands/awards/record-choice.js';
import { Bid } from '../../subgraphs/tenders/entities/bids/bid.js';
import { CallOff } from '../../subgraphs/tenders/entities/call-offs/call-off.js';
import type { SandboxTime } from '../sandbox-clock.js';
import { somebodyOf } from './callers.js';
import { done } from './done.js';
import { People } from './people.js';

const COUNCIL = 'bracknell';

/**
 * Bracknell seeks places in homes: for one person three homes are proposed, and the family is to prefer one; for another the
 * preferred home has been sent the request form; and a respite stay has one home proposed.
 */
export async function seekHomes(
  subgraphs: ReadonlyMap<string, RunningSubgraph>,
  time: SandboxTime,
  seed: number,
): Promise<void> {
  const people = new People(seed);
  const work = (subgraph: string, caller: Caller): Work => ({ ...subgraphs.get(subgraph)!.work(), caller });
  const { db, caller: system } = subgraphs.get('tenders')!.work();
  const read = readerFor(db, system);
  for (const [nth, serviceType] of [
    [910, 'RESIDENTIAL'],
    [911, 'RESIDENTIAL'],
    [912, 'RESPITE'],
  ] as const) {
    const request = people.homeRequest(nth, await time.now(), serviceType, ['Forest']);
    await done(async () => submitServiceRequest(work('cases', somebodyOf(COUNCIL, 'case-system')), request));
    await time.settled();
  }
  const [, asked] = await read.find(CallOff, { council: COUNCIL, stage: 'HOMES' }, { orderBy: { id: 'asc' } });
  const { id: bidId } = (await read.findOne(Bid, { callOffId: asked!.id }, { orderBy: { id: 'asc' } }))!;
  await done(async () =>
    recordChoice(work('tenders', somebodyOf(COUNCIL, 'practitioner')), {
      ...{ callOffId: asked!.id, bidId, reason: 'Near to where her friends live.' },
      decidedBy: { who: 'FAMILY', how: 'Her son saw it with her.', at: await time.now() },
      topUp: null,
      idempotencyKey: 'demo-preferred-home',
    }),
  );
  await time.settled();
}

import { readerFor } from '../../kernel/database/reader.js';
import type { Work } from '../../kernel/database/work.js';
import type { RunningSubgraph } from '../../kernel/graphql/subgraph-server.js';
import type { Caller } from '../../kernel/identity/caller.js';
import { submitServiceRequest } from '../../subgraphs/cases/commands/requests/submit-service-request.js';
import { submitTender } from '../../subgraphs/tenders/commands/bids/submit-tender.js';
import { CallOff } from '../../subgraphs/tenders/entities/call-offs/call-off.js';
import { HomeStandingCopy } from '../../subgraphs/tenders/entities/invitations/home-standing-copy.js';
import { requirementsOf } from '../../subgraphs/tenders/rules/bids/requirements.js';
import type { SandboxTime } from '../sandbox-clock.js';
import { demoId } from './borough.js';
import { managerOf, somebodyOf } from './callers.js';
import { done } from './done.js';
import { People } from './people.js';

const COUNCIL = 'ravensbourne';
/** Who has tendered for the place with nursing: the home that is above the standard fee, and the one at it. */
const TENDERERS = ['quayside', 'longbridge'] as const;

/**
 * Ravensbourne seeks places in homes by micro procurement: for one person two homes have tendered, and the period goes on; for
 * another, a place without nursing, it has begun.
 */
export async function seekPlaces(
  subgraphs: ReadonlyMap<string, RunningSubgraph>,
  time: SandboxTime,
  seed: number,
): Promise<void> {
  const people = new People(seed);
  const work = (subgraph: string, caller: Caller): Work => ({ ...subgraphs.get(subgraph)!.work(), caller });
  const { db, caller: system } = subgraphs.get('tenders')!.work();
  const read = readerFor(db, system);
  const requested = async (nth: number, serviceType: 'NURSING' | 'RESIDENTIAL') => {
    const request = people.homeRequest(nth, await time.now(), serviceType, ['Riverside']);
    const { id: packageId } = await done(async () =>
      submitServiceRequest(work('cases', somebodyOf(COUNCIL, 'case-system')), request),
    );
    await time.settled();
    return read.findOneOrFail(CallOff, { packageId });
  };
  const callOff = await requested(920, 'NURSING');
  for (const key of TENDERERS) {
    const providerId = demoId(`provider/${key}`);
    const { homeId } = await read.findOneOrFail(HomeStandingCopy, { council: COUNCIL, providerId });
    await done(async () =>
      submitTender(work('tenders', managerOf(key, providerId, [COUNCIL])), {
        ...{ callOffId: callOff.id, version: callOff.version, canMeetNeeds: true, homeId },
        requirementAnswers: requirementsOf(callOff.need).map(({ code }) => ({ code, met: true })),
        ...{ startDate: callOff.need.neededFrom, startTime: '11:00', weeklyPricePence: null, clientSentAt: null },
        idempotencyKey: `demo-tender-${key}`,
      }),
    );
  }
  await requested(921, 'RESIDENTIAL');
}

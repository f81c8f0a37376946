import { submitServiceRequest } from '../../subgraphs/cases/commands/requests/submit-service-request.js';
import type { Package } from '../../subgraphs/cases/entities/requests/package.js';
import { recordScheme } from '../../subgraphs/providers/commands/schemes/record-scheme.js';
import { demoPostcode } from './borough.js';
import { somebodyOf } from './callers.js';
import { done } from './done.js';
import { type Played, preparedActs } from './prepared-acts.js';

/**
 * Doncaster: one specialist package is out to the open framework with a response in, and for another the broker has yet to set
 * the questions. Islington: one package is out to a lot of its dynamic purchasing system, the four of a scheme are out for one bid
 * each, and one of a small group waits for the other. [ROUT-42, ROUT-41, ROUT-37, ROUT-39, ASM-23, PROV-20]
 */
export async function playPrepared(played: Played): Promise<void> {
  const { people, time, work } = played;
  const { requested, budgeted, published, responded } = preparedActs(played);
  const specialist = await requested('doncaster', 910, 'Donside');
  await budgeted('doncaster', specialist.id, 150_000);
  await responded('riverbank', await published('doncaster', specialist.id, {}), 142_500);
  const draft = await requested('doncaster', 911, 'Donside');
  await budgeted('doncaster', draft.id, 98_000);
  const alone = await requested('islington', 920, 'Canalside');
  const lot = { lot: 'COMPLEX_BEHAVIOUR', setBy: [], costPct: 30, qualityPct: 70 };
  await responded('lockside', await published('islington', alone.id, lot), 131_000);
  const shared = { lot: 'SUPPORTED_LIVING', setBy: [], costPct: 30, qualityPct: 70, portalReference: 'DN-islington-2' };
  const living = await inScheme({ people, time, work }, 930);
  for (const { id } of living) await budgeted('islington', id, 60_000);
  await responded('lockside', await published('islington', living[0]!.id, shared), 80_000, 38_000);
  // One of a pair has asked, and the draft waits for the other.
  const pair = { schemeId: null, group: 'PAIR-2026-1', people: 2 };
  const one = people.sharedRequest(940, await time.now(), 'Canalside', pair);
  await done(async () => submitServiceRequest(work('cases', somebodyOf('islington', 'case-system')), one));
  await time.settled();
}

/** A scheme of Islington's with four people in it, all of whom are to be supported by one provider. (PROV-20, ROUT-39) */
async function inScheme({ people, time, work }: Omit<Played, 'callOffOf'>, from: number) {
  const officer = () => work('providers', somebodyOf('islington', 'contract-officer'));
  const scheme = {
    ...{ council: 'islington', name: 'Lock House', area: 'Canalside', postcode: demoPostcode('Canalside', 0, 7) },
    ...{ propertyTypes: ['SHARED_HOUSE'] as const, capacity: 5, onSiteProviderId: null, agreementId: null },
    coreWeeklyPence: 80_000,
  };
  const { id: schemeId } = await done(() =>
    recordScheme(officer(), { ...scheme, occupants: [], idempotencyKey: 'demo-lock-house' }),
  );
  const together = { schemeId, group: null, people: null };
  const living: Package[] = [];
  for (let nth = from; nth < from + 4; nth += 1) {
    const request = people.sharedRequest(nth, await time.now(), 'Canalside', together);
    const kept = await done(async () =>
      submitServiceRequest(work('cases', somebodyOf('islington', 'case-system')), request),
    );
    living.push(kept as Package);
  }
  const occupants = living.map(({ id }) => id);
  await done(() =>
    recordScheme(officer(), { ...scheme, schemeId, occupants, idempotencyKey: 'demo-lock-house-people' }),
  );
  await time.settled();
  return living;
}

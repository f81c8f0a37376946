import type { TestSubgraph } from '../../../harness/subgraph.js';
import { asking, fresh, startCases } from '../harness.js';

let hub: TestSubgraph;
let cases: ReturnType<typeof asking>;
beforeAll(async () => {
  hub = await startCases();
  cases = asking(hub);
});
afterAll(() => hub.stop());

it('SM-1, SM-4, AWRD-01, AWRD-02, AWRD-03: from the request to the end of care, each step told as an event', async () => {
  const { id: packageId, reference } = await cases.submitted();
  expect(reference).toMatch(/^PK-/);
  expect(await cases.stateOf('package', packageId)).toBe('SOURCING');

  const placementId = await cases.awarded(packageId);
  expect(await cases.stateOf('package', packageId)).toBe('PLACED');
  expect(await cases.stateOf('placement', placementId)).toBe('DOCS_SENT');

  await cases.act('oak', 'beginAssessment', { placementId }, 'OnPlacementInput');
  await cases.act('oak', 'confirmFirstCall', { placementId, firstCallAt: '2026-06-08T07:00:00Z' });
  await cases.act('practitioner', 'authorisePlan', { placementId });
  await cases.act('las', 'recordServiceLine', { placementId, lasLineId: fresh('LINE') });
  expect(await cases.stateOf('placement', placementId)).toBe('IPO_ISSUED');

  await hub.time.freezeAt(new Date('2026-06-08T07:05:00Z'));
  await cases.firstCallMade(placementId, new Date('2026-06-08T07:01:00Z'));
  expect(await cases.stateOf('placement', placementId)).toBe('ACTIVE');
  expect(await cases.stateOf('package', packageId)).toBe('ACTIVE');

  await hub.time.freezeAt(new Date('2026-09-30T10:00:00Z'));
  const ended = await cases.act('broker', 'endPlacement', { placementId, reason: 'SELF_CARE', endDate: '2026-09-30' });
  expect(ended.refusals).toEqual([]);
  expect(await cases.stateOf('placement', placementId)).toBe('ENDED');
  expect(await cases.stateOf('package', packageId)).toBe('CLOSED');

  const { rows } = await hub.pool.query<{ type: string }>(
    `select type from platform.event where type not like 'Deadline%' and (data->>'packageId' = $1) order by seq`,
    [packageId],
  );
  expect(rows.map(({ type }) => type)).toEqual([
    'ServiceRequestReady',
    'CallOffAwarded',
    'PlacementProposed',
    'FullDocumentsAvailable',
    'ProviderAssessing',
    'FirstCallConfirmed',
    'CarePlanIssued',
    'ServiceLineAdded',
    'IpoIssued',
    'FirstCallMade',
    'PlacementStarted',
    'PlacementEnded',
  ]);
});

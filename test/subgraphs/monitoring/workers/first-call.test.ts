import { randomUUID } from 'node:crypto';
import { type Caller, SCOPES } from '../../../../kernel/identity/caller.js';
import { monitoring } from '../../../../subgraphs/monitoring/subgraph.js';
import { recorded } from '../../../harness/recorded.js';
import { startTestSubgraph, type TestSubgraph } from '../../../harness/subgraph.js';

const maple = randomUUID();
const oak = randomUUID();
const council = (id: string, role: Caller['role'] = 'broker'): Caller => ({
  subject: `user:${id}`,
  role,
  organisation: id,
  councils: [id],
  scopes: [],
});
const provider = (id: string, scopes: Caller['scopes'] = SCOPES): Caller => ({
  subject: `machine:${id}`,
  role: 'rostering',
  organisation: id,
  councils: ['bromley'],
  scopes,
});

const REPORT = /* GraphQL */ `
  mutation Report($input: ReportFirstCallInput!) {
    reportFirstCall(input: $input) { firstCall { id madeAt warnings } refusals { rule code field } }
  }
`;

describe('first calls', () => {
  let hub: TestSubgraph;
  beforeAll(async () => {
    hub = await startTestSubgraph(monitoring, {
      callers: {
        broker: council('bromley'),
        maple: provider(maple),
        oak: provider(oak),
        'maple without scope': provider(maple, ['bids:write']),
      },
    });
  });
  afterAll(() => hub.stop());

  function aPlacement() {
    const ids = { placementId: randomUUID(), packageId: randomUUID(), callOffId: randomUUID(), providerId: maple };
    const terms = {
      placementReference: `PL-${ids.placementId.slice(0, 7).toUpperCase()}`,
      personId: randomUUID(),
      careType: 'STANDARD_ADULT',
      patch: 'East',
      weeklyWorkerMinutes: 840,
      hourlyRatePence: 2100,
      calls: { versionId: randomUUID(), from: null, to: null, calls: [] },
    };
    return {
      ids,
      event: recorded('PlacementProposed', { ...ids, ...terms }, { subject: `placement/${ids.placementId}` }),
    };
  }
  const reportOf = (placementId: string, over: Record<string, unknown> = {}) => ({
    input: {
      placementId,
      madeAt: '2026-06-01T08:59:00.000Z',
      workerRole: 'FIELD_SUPERVISOR',
      nextCarerAdvised: true,
      idempotencyKey: randomUUID(),
      ...over,
    },
  });

  it('ROUT-11: a first call is kept, told once, and warned about when a supervisor did not make it', async () => {
    const { ids, event } = aPlacement();
    await hub.hear(event);
    const report = reportOf(ids.placementId, { workerRole: 'CARE_WORKER' });
    const first = await hub.as('maple', REPORT, report);
    expect(first).toMatchObject({
      data: { reportFirstCall: { firstCall: { warnings: ['FIRST_CALL_WITHOUT_SUPERVISOR'] }, refusals: [] } },
    });
    expect(await hub.as('maple', REPORT, report)).toEqual(first);
    const told = (await hub.told('FirstCallMade')).filter((each) => each.subject === event.subject);
    expect(told).toHaveLength(1);
    expect(told[0]!.occurredAt).toEqual(new Date('2026-06-01T08:59:00.000Z'));
  });

  it.each([['made in the future', { madeAt: '2026-06-01T09:05:00.001Z' }, 'INSTANT_IN_FUTURE']])(
    'ROUT-11: a first call %s is refused and nothing is told',
    async (_what, over, code) => {
      const { ids, event } = aPlacement();
      await hub.hear(event);
      expect(await hub.as('maple', REPORT, reportOf(ids.placementId, over))).toMatchObject({
        data: { reportFirstCall: { firstCall: null, refusals: [{ rule: 'ROUT-11', code, field: 'input.madeAt' }] } },
      });
      expect((await hub.told('FirstCallMade')).filter((each) => each.subject === event.subject)).toEqual([]);
    },
  );

  it('ROUT-11: a second first call, and one of a placement withdrawn, are refused', async () => {
    const { ids, event } = aPlacement();
    await hub.hear(event);
    await hub.as('maple', REPORT, reportOf(ids.placementId));
    expect(await hub.as('maple', REPORT, reportOf(ids.placementId))).toMatchObject({
      data: { reportFirstCall: { refusals: [{ code: 'FIRST_CALL_ALREADY_REPORTED' }] } },
    });
    const other = aPlacement();
    await hub.hear(other.event, {
      ...other.event,
      type: 'PlacementWithdrawn',
      data: { ...other.ids, reason: 'CANNOT_MEET_NEEDS' },
    });
    expect(await hub.as('maple', REPORT, reportOf(other.ids.placementId))).toMatchObject({
      data: { reportFirstCall: { refusals: [{ code: 'PLACEMENT_NOT_LIVE' }] } },
    });
  });

  it('IDG-05: a provider cannot report for another’s placement, and is not told that it exists', async () => {
    const { ids, event } = aPlacement();
    await hub.hear(event);
    const asOther = await hub.as('oak', REPORT, reportOf(ids.placementId));
    const asNobodys = await hub.as('oak', REPORT, reportOf(randomUUID()));
    expect(asOther.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', rule: 'IDG-05' });
    expect(asOther.errors?.[0]?.message).toBe(asNobodys.errors?.[0]?.message);
  });

  it('IDG-27: a credential without the scope cannot report', async () => {
    const { ids, event } = aPlacement();
    await hub.hear(event);
    const { errors } = await hub.as('maple without scope', REPORT, reportOf(ids.placementId));
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', rule: 'IDG-27' });
  });
});

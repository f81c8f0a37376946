import { randomUUID } from 'node:crypto';
import { type Caller, SCOPES } from '../../../../kernel/identity/caller.js';
import { monitoring } from '../../../../subgraphs/monitoring/subgraph.js';
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

describe('monitoring', () => {
  let hub: TestSubgraph;
  beforeAll(async () => {
    hub = await startTestSubgraph(monitoring, {
      callers: {
        broker: council('bromley'),
        officer: council('bromley', 'contract-officer'),
        stranger: council('ashdown'),
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
    };
    return {
      ids,
      event: {
        type: 'PlacementProposed',
        subject: `placement/${ids.placementId}`,
        council: 'bromley',
        data: { ...ids, ...terms },
      },
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

  it('WIN-21: a deadline is in the register while it runs and after, for its own council alone', async () => {
    const subject = `call-off/${randomUUID()}`;
    const data = { rule: 'WIN-01', dueAt: '2026-06-01T11:00:00.000Z' };
    await hub.hear({ type: 'DeadlineStarted', subject, council: 'bromley', data });
    const ask =
      'query($subject: String) { deadlines(subject: $subject) { edges { node { rule status dueAt settledAt } } } }';
    expect(await hub.as('broker', ask, { subject })).toMatchObject({
      data: {
        deadlines: {
          edges: [{ node: { rule: 'WIN-01', status: 'RUNNING', dueAt: '2026-06-01T11:00:00.000Z', settledAt: null } }],
        },
      },
    });
    await hub.hear({
      type: 'DeadlineMissed',
      subject,
      council: 'bromley',
      data,
      occurredAt: new Date('2026-06-01T11:00:00.001Z'),
    });
    expect(await hub.as('broker', ask, { subject })).toMatchObject({
      data: { deadlines: { edges: [{ node: { status: 'MISSED', settledAt: '2026-06-01T11:00:00.001Z' } }] } },
    });
    expect(await hub.as('stranger', ask, { subject })).toMatchObject({ data: { deadlines: { edges: [] } } });
  });

  it('WIN-21: a clock that was cancelled and runs again is in the register as running', async () => {
    const subject = `call-off/${randomUUID()}`;
    const data = { rule: 'WIN-01', dueAt: '2026-06-01T11:00:00.000Z' };
    const of = { subject, council: 'bromley', data };
    await hub.hear({ type: 'DeadlineStarted', ...of }, { type: 'DeadlineCancelled', ...of });
    const ask = 'query($subject: String) { deadlines(subject: $subject) { edges { node { status settledAt } } } }';
    await hub.hear({ type: 'DeadlineStarted', ...of });
    expect(await hub.as('broker', ask, { subject })).toMatchObject({
      data: { deadlines: { edges: [{ node: { status: 'RUNNING', settledAt: null } }] } },
    });
  });

  it('WIN-21: the register is paged without gap or repeat', async () => {
    const subject = `call-off/${randomUUID()}`;
    const rules = ['WIN-01', 'WIN-02', 'WIN-05', 'ROUT-10', 'ROUT-15'];
    for (const rule of rules) {
      await hub.hear({
        type: 'DeadlineStarted',
        subject,
        council: 'bromley',
        data: { rule, dueAt: '2026-06-01T12:00:00.000Z' },
      });
    }
    const seen: string[] = [];
    let after: string | null = null;
    for (let page = 0; page < 5; page++) {
      const ask =
        'query($subject: String, $after: String) { deadlines(subject: $subject, first: 2, after: $after) { edges { node { rule } } pageInfo { hasNextPage endCursor } } }';
      const { data } = await hub.as('broker', ask, { subject, after });
      const found = (
        data as never as {
          deadlines: {
            edges: Array<{ node: { rule: string } }>;
            pageInfo: { hasNextPage: boolean; endCursor: string };
          };
        }
      ).deadlines;
      seen.push(...found.edges.map((edge) => edge.node.rule));
      if (!found.pageInfo.hasNextPage) break;
      after = found.pageInfo.endCursor;
    }
    expect(seen.sort()).toEqual([...rules].sort());
  });

  it('ROUT-12: a bid, a decline and silence are all kept; a provider sees its own and never another’s', async () => {
    const callOffId = randomUUID();
    const of = (providerId: string) => ({
      callOffId,
      packageId: randomUUID(),
      providerId,
      stage: 'PATCH',
      patch: 'East',
    });
    const subject = `call-off/${callOffId}`;
    await hub.hear(
      { type: 'InvitationAnswered', subject, council: 'bromley', data: of(maple) },
      {
        type: 'InvitationDeclined',
        subject,
        council: 'bromley',
        data: { ...of(oak), response: 'DECLINED', reasonCode: 'NO_CAPACITY' },
      },
      {
        type: 'InvitationDeclined',
        subject,
        council: 'bromley',
        data: { ...of(oak), response: 'DECLINED', reasonCode: 'NO_CAPACITY' },
      },
    );
    const ask = '{ invitationResponses { edges { node { callOffId response reasonCode provider { id } } } } }';
    const responsesOf = async (caller: string) => {
      const { data } = await hub.as(caller, ask);
      const all = (
        data as never as {
          invitationResponses: {
            edges: Array<{ node: { callOffId: string; response: string; provider: { id: string } } }>;
          };
        }
      ).invitationResponses;
      return all.edges
        .map((edge) => edge.node)
        .filter((node) => node.callOffId === callOffId)
        .map((node) => [node.provider.id, node.response]);
    };
    expect((await responsesOf('broker')).sort()).toEqual(
      [
        [maple, 'BID'],
        [oak, 'DECLINED'],
      ].sort(),
    );
    expect(await responsesOf('oak')).toEqual([[oak, 'DECLINED']]);
    expect(await responsesOf('stranger')).toEqual([]);
  });

  it('PROV-07: Inadequate opens one full review, however often it is told', async () => {
    const event = {
      type: 'ContractReviewTriggered',
      subject: `provider/${oak}`,
      council: 'bromley',
      data: { providerId: oak, kind: 'FULL', rule: 'PROV-07' },
    };
    await hub.hear(event, event);
    expect(
      await hub.as('officer', '{ contractReviews { edges { node { kind rule status provider { id } } } } }'),
    ).toMatchObject({
      data: {
        contractReviews: {
          edges: [{ node: { kind: 'FULL', rule: 'PROV-07', status: 'OPEN', provider: { id: oak } } }],
        },
      },
    });
    expect(await hub.told('ContractReviewOpened')).toHaveLength(1);
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

  it.each([['made in the future', { madeAt: '2026-06-01T09:05:00.001Z' }, 'FIRST_CALL_IN_FUTURE']])(
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

import { randomUUID } from 'node:crypto';
import { recorded } from '../../../harness/recorded.js';
import { aCall, aLog, aPlan, at, startVisits, type VisitsGround } from '../visits/visits-harness.js';

const STATEMENT = /* GraphQL */ `
  query Statement($provider: ID) {
    payableStatement(from: "2026-06-01", to: "2026-06-02", provider: $provider) {
      visits(first: 50) { edges { node { day status payableMinutes amountPence reasons visit { id } } } }
    }
  }
`;
const CORRECT = /* GraphQL */ `
  mutation Correct($input: CorrectVisitInput!) { correctVisit(input: $input) { visit { id } refusals { code } } }
`;
const TOTAL = /* GraphQL */ `
  query Total($from: LocalDate!, $to: LocalDate!, $provider: ID) {
    payableStatement(from: $from, to: $to, provider: $provider) { fingerprint amountPence adjustmentPence totalPence }
  }
`;
const APPROVE = /* GraphQL */ `
  mutation Approve($input: ApproveStatementInput!) { approveStatement(input: $input) { refusals { code } } }
`;
const DAY = 24 * 60;

describe('pay by the word of the council', () => {
  let ground: VisitsGround;
  beforeEach(async () => {
    ground = await startVisits();
  });
  afterEach(() => ground.hub.stop());

  const lines = async () => {
    const { data, errors } = await ground.hub.as('officer', STATEMENT, { provider: ground.maple });
    expect(errors).toBeUndefined();
    const { visits } = (
      data as unknown as { payableStatement: { visits: { edges: Array<{ node: Record<string, unknown> }> } } }
    ).payableStatement;
    return visits.edges.map(({ node }) => node);
  };
  /** Somebody comes at nine on a day, and is logged. */
  async function isMade(placement: string, day: number) {
    await ground.hub.time.freezeAt(at(day * DAY + 100));
    const plannedStart = at(day * DAY + 60);
    await ground.record({
      plans: [aPlan(placement, { plannedStart })],
      logs: [aLog(placement, { arrivedAt: plannedStart })],
    });
  }

  it('PAY-10, VAR-02: a suspension told late unpays nothing that was made before it was told; what is made after is asked about', async () => {
    const placementId = await ground.placement({ careType: 'STANDARD_ADULT', funding: 'COUNCIL_ARRANGED' });
    await isMade(placementId, 0);
    const suspension = {
      ...{ placementId, packageId: randomUUID(), callOffId: randomUUID(), providerId: ground.maple },
      ...{ variationId: randomUUID(), kind: 'SUSPEND', initiator: 'COUNCIL', changes: null },
      ...{ effectiveFrom: '2026-06-01', effectiveTo: null, weeklyWorkerMinutes: { before: 840, after: 0 } },
    };
    await ground.hub.time.freezeAt(at(DAY));
    await ground.hub.hear(recorded('VariationEffective', suspension, { subject: `placement/${placementId}` }));
    await isMade(placementId, 1);
    const [before, after] = await lines();
    expect(before).toMatchObject({ day: '2026-06-01', status: 'PAYABLE', amountPence: 1050, reasons: [] });
    expect(after).toMatchObject({ day: '2026-06-02', status: 'NOT_PAYABLE', amountPence: 0, reasons: ['SUSPENDED'] });

    const { id: visitId } = after!.visit as { id: string };
    const accepted = { visitId, state: 'COMPLETED', acceptedMinutes: 20 };
    const evidence = { reason: 'STILL_NEEDED', evidence: 'REF-1', idempotencyKey: randomUUID() };
    const { data } = await ground.hub.as('officer', CORRECT, { input: { ...accepted, ...evidence } });
    expect(data).toEqual({ correctVisit: { visit: { id: visitId }, refusals: [] } });
    expect(await lines()).toMatchObject([
      { amountPence: 1050 },
      { status: 'PAYABLE', payableMinutes: 20, amountPence: 700, reasons: ['ACCEPTED'] },
    ]);
  });

  it('DEL-01, PAY-02, ASM-06: of a place in a home no call is expected, missed or paid, and its admission is reported', async () => {
    const inAHome = { calls: [], weeklyWorkerMinutes: 0, hourlyRatePence: null } as never;
    const placementId = await ground.placement(inAHome);
    const of = { placementId, packageId: randomUUID(), callOffId: randomUUID(), providerId: ground.maple };
    const confirmed = { ...of, firstCallAt: at(60).toISOString(), agreed: [] };
    const subject = `placement/${placementId}`;
    await ground.hub.hear({ type: 'FirstCallConfirmed', subject, council: 'bromley', data: confirmed } as never);
    await ground.hub.time.freezeAt(at(61));
    const { data } = await ground.hub.as(
      'maple',
      'mutation ($input: ReportFirstCallInput!) { reportFirstCall(input: $input) { refusals { code } } }',
      {
        input: {
          ...{ placementId, madeAt: at(60), workerRole: 'SENIOR_CARER', nextCarerAdvised: true },
          idempotencyKey: randomUUID(),
        },
      },
    );
    expect(data).toEqual({ reportFirstCall: { refusals: [] } });
    const started = { ...of, startedAt: at(60).toISOString(), lastDate: null };
    await ground.hub.hear(recorded('PlacementStarted', started, { subject }));
    await ground.hub.time.freezeAt(at(2 * DAY));
    expect(await lines()).toEqual([]);
    expect(await ground.rows('select id from monitoring.visit where placement_id = $1', [placementId])).toEqual([]);
    expect(await ground.hub.told('VisitAlertRaised')).toEqual([]);
    const commissioned = `query ($provider: ID) { payableStatement(from: "2026-06-01", to: "2026-06-02", provider: $provider) {
      commissionedMinutes totalPence } }`;
    const statement = await ground.hub.as('officer', commissioned, { provider: ground.maple });
    expect(statement.data).toEqual({ payableStatement: { commissionedMinutes: 0, totalPence: 0 } });
  });

  it('PAY-07, PAY-11: a visit that was approved stays, and is taken back, when its log says another day afterwards', async () => {
    const placementId = randomUUID();
    const known = { placementId, placementReference: 'PL-1', packageId: randomUUID(), personId: randomUUID() };
    const terms = { careType: 'STANDARD_ADULT', funding: 'COUNCIL_ARRANGED', patch: 'East', hourlyRatePence: 2100 };
    const nightRatesPence = { SLEEP_IN: null, WAKING_NIGHT: null };
    const calls = { versionId: randomUUID(), from: null, to: null, calls: [aCall()] };
    const startedAt = at(-30 * DAY).toISOString();
    const { maple: providerId } = ground;
    const placement = { ...known, ...terms, providerId, weeklyWorkerMinutes: 210, nightRatesPence, calls, startedAt };
    const told = { providerId, placements: [placement] };
    const taken = { type: 'PlacementsTakenOver', council: 'bromley', subject: `provider/${providerId}`, data: told };
    await ground.hub.hear(taken as never);

    const log = aLog(placementId, { arrivedAt: at(-5 * DAY + 60) });
    await ground.record({ logs: [log] });
    const first = { from: '2026-05-25', to: '2026-05-28' };
    const next = { from: '2026-05-29', to: '2026-05-31' };
    const ask = async (days: typeof first) => {
      const { data } = await ground.hub.as('officer', TOTAL, { ...days, provider: providerId });
      return (data as unknown as { payableStatement: { fingerprint: string } }).payableStatement;
    };
    const { fingerprint, ...total } = await ask(first);
    expect(total).toEqual({ amountPence: 1050, adjustmentPence: 0, totalPence: 1050 });
    const input = { providerId, ...first, fingerprint, idempotencyKey: randomUUID() };
    const approved = await ground.hub.as('officer', APPROVE, { input });
    expect(approved.data).toEqual({ approveStatement: { refusals: [] } });

    const moved = { arrivedAt: at(-2 * DAY + 60), departedAt: at(-2 * DAY + 90), asOf: at(-1) };
    await ground.record({ logs: [{ ...log, ...moved }] });
    expect(await ask(next)).toMatchObject({ amountPence: 1050, adjustmentPence: -1050, totalPence: 0 });
  });
});

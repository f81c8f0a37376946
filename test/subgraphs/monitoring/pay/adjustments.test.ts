import { randomUUID } from 'node:crypto';
import { type FiguresGround, maple, startFigures } from '../figures/figures-ground.js';
import { aCall } from '../visits/visits-harness.js';

const STATEMENT = /* GraphQL */ `
  query Statement($from: LocalDate!, $to: LocalDate!, $provider: ID, $placement: ID, $first: Int = 50, $after: String) {
    payableStatement(from: $from, to: $to, provider: $provider, placement: $placement) {
      amountPence heldPence adjustmentMinutes adjustmentPence totalPence fingerprint
      adjustments(first: $first, after: $after) {
        totalCount pageInfo { hasNextPage endCursor }
        edges {
          node {
            visit { id } placement { id } day cause status approvedMinutes approvedPence payableMinutes amountPence
            differenceMinutes differencePence reasons
          }
        }
      }
    }
  }
`;
const APPROVE = /* GraphQL */ `
  mutation Approve($input: ApproveStatementInput!) {
    approveStatement(input: $input) {
      approved { id amountPence adjustmentPence lines(first: 50, adjustments: true) { edges { node { cause minutes amountPence visit { id } } } } }
      refusals { code }
    }
  }
`;
const APPROVED = /* GraphQL */ `
  query Approved($provider: ID) {
    approvedStatements(provider: $provider, first: 50) {
      edges { node { from to amountPence adjustmentPence lines(first: 50) { edges { node { visit { id } minutes amountPence cause status } } } } }
    }
  }
`;
const CORRECT = /* GraphQL */ `
  mutation Correct($input: CorrectVisitInput!) { correctVisit(input: $input) { visit { state payableMinutes } refusals { code } } }
`;
const WEEK_1 = { from: '2026-06-01', to: '2026-06-07' };
const WEEK_2 = { from: '2026-06-08', to: '2026-06-14' };
const WEEK_3 = { from: '2026-06-15', to: '2026-06-21' };
type Node = Record<string, unknown> & { visit: { id: string } };
const nodes = (page: { edges: Array<{ node: Node }> }) => page.edges.map(({ node }) => node);

describe('what changed after its day was approved', () => {
  let ground: FiguresGround;
  let placementId: string;
  const call = aCall();
  beforeEach(async () => {
    ground = await startFigures();
    await ground.stands(maple);
    placementId = await ground.places('2026-05-01', { hourlyRatePence: 2100 });
  });
  afterEach(() => ground.hub.stop());

  const statement = async (week: typeof WEEK_1, over: Record<string, unknown> = {}) =>
    (await ground.ask('officer', STATEMENT, { ...week, provider: maple, ...over })).payableStatement;
  const approve = async (week: typeof WEEK_1) => {
    const { fingerprint } = await statement(week);
    const input = { providerId: maple, ...week, fingerprint, idempotencyKey: randomUUID() };
    const { approved, refusals } = (await ground.ask('officer', APPROVE, { input })).approveStatement;
    expect(refusals).toEqual([]);
    return approved;
  };
  const correct = async (
    visitId: string,
    state: string,
    actualMinutes: number | null = null,
    acceptedMinutes: number | null = null,
  ) => {
    const evidence = { reason: 'FOUND_OTHERWISE', evidence: 'REF-1', idempotencyKey: randomUUID() };
    const { correctVisit } = await ground.ask('officer', CORRECT, {
      input: { visitId, state, actualMinutes, acceptedMinutes, ...evidence },
    });
    expect(correctVisit.refusals).toEqual([]);
    return correctVisit.visit;
  };
  const noted = async () =>
    (await ground.hub.pool.query('select visit_id from monitoring.unsettled_visit')).rows.map((row) => row.visit_id);

  it('PAY-07, PAY-11: an overpaid visit is taken back by the next statement, once, and the case system is told', async () => {
    placementId = await ground.places('2026-05-01', { hourlyRatePence: 2100, calls: [call] });
    const [, changed] = await ground.visits(
      { placementId, day: '2026-06-01' },
      { placementId, day: '2026-06-02', call },
    );
    expect(await approve(WEEK_1)).toMatchObject({ amountPence: 2100, adjustmentPence: 0 });
    await correct(changed!, 'MISSED');
    await ground.visits({ placementId, day: '2026-06-08' });

    const second = await statement(WEEK_2);
    expect(second).toMatchObject({ amountPence: 1050, adjustmentMinutes: -30, adjustmentPence: -1050, totalPence: 0 });
    expect(nodes(second.adjustments)).toEqual([
      {
        ...{ visit: { id: changed }, placement: { id: placementId }, day: '2026-06-02', cause: 'CHANGED' },
        ...{ status: 'NOT_PAYABLE', approvedMinutes: 30, approvedPence: 1050, payableMinutes: 0, amountPence: 0 },
        ...{ differenceMinutes: -30, differencePence: -1050, reasons: ['MISSED'] },
      },
    ]);
    // Its own days have it as it stands, and do not settle it a second time.
    expect(await statement(WEEK_1)).toMatchObject({ amountPence: 1050, adjustmentPence: 0, totalPence: 1050 });

    const approved = await approve(WEEK_2);
    expect(approved).toMatchObject({ amountPence: 0, adjustmentPence: -1050 });
    expect(nodes(approved.lines)).toEqual([
      { cause: 'CHANGED', minutes: -30, amountPence: -1050, visit: { id: changed } },
    ]);
    const told = await ground.hub.told('PayableStatementApproved');
    expect(told.at(-1)!.data).toMatchObject({
      ...{ amountPence: 0, adjustmentPence: -1050 },
      placements: [{ placementId, payableMinutes: 0, amountPence: 0, adjustmentMinutes: -30, adjustmentPence: -1050 }],
    });
    expect((await statement(WEEK_3)).adjustments.totalCount).toBe(0);
    expect(await approve(WEEK_3)).toMatchObject({ amountPence: 0, adjustmentPence: 0 });
    const all = await ground.ask('maple', APPROVED);
    expect(
      nodes(all.approvedStatements)
        .map(({ amountPence }) => amountPence)
        .sort(),
    ).toEqual([0, 0, 2100]);
    expect(await noted()).toEqual([]);
  });

  it('PAY-07, PAY-11: a statement of less than nothing is approved, and says so', async () => {
    const [visit] = await ground.visits({ placementId, day: '2026-06-01' });
    await approve(WEEK_1);
    await correct(visit!, 'MISSED');
    expect(await statement(WEEK_2)).toMatchObject({ amountPence: 0, totalPence: -1050 });
    expect(await approve(WEEK_2)).toMatchObject({ amountPence: -1050, adjustmentPence: -1050 });
  });

  it('PAY-11: a statement that was read before the change is not approved any more', async () => {
    const [visit] = await ground.visits({ placementId, day: '2026-06-01' });
    await approve(WEEK_1);
    const { fingerprint } = await statement(WEEK_2);
    await correct(visit!, 'MISSED');
    const input = { providerId: maple, ...WEEK_2, fingerprint, idempotencyKey: randomUUID() };
    const { refusals } = (await ground.ask('officer', APPROVE, { input })).approveStatement;
    expect(refusals).toEqual([{ code: 'STATEMENT_CHANGED' }]);
  });

  it('PAY-11: a visit of approved days that becomes known later is an adjustment; one of later days is not', async () => {
    placementId = await ground.places('2026-05-01', { hourlyRatePence: 2100, calls: [call] });
    await ground.visits({ placementId, day: '2026-06-01' });
    await approve(WEEK_1);
    const [late, later] = await ground.visits(
      { placementId, day: '2026-06-03', state: 'MISSED', call },
      { placementId, day: '2026-06-09', state: 'MISSED', call },
    );
    await correct(late!, 'COMPLETED', 30);
    await correct(later!, 'COMPLETED', 30);
    expect(await noted()).toEqual([late]);
    const { adjustments } = await statement(WEEK_2);
    expect(nodes(adjustments)).toMatchObject([{ visit: { id: late }, cause: 'REPORTED_LATE', differencePence: 1050 }]);
    expect(await approve(WEEK_2)).toMatchObject({ amountPence: 2100, adjustmentPence: 1050 });
  });

  it('PAY-06, PAY-11: what was held when its day was approved is looked at with each statement, and stays held', async () => {
    const noRate = await ground.places('2026-05-01', { hourlyRatePence: null });
    const [held] = await ground.visits({ placementId: noRate, day: '2026-06-01' });
    await approve(WEEK_1);
    expect(await noted()).toEqual([held]);
    const { adjustments, adjustmentPence } = await statement(WEEK_2);
    expect(nodes(adjustments)).toMatchObject([{ status: 'HELD', differencePence: 0, reasons: ['NO_RATE'] }]);
    expect(adjustmentPence).toBe(0);
    await approve(WEEK_2);
    expect(await noted()).toEqual([held]);
    await correct(held!, 'MISSED');
    expect(nodes((await statement(WEEK_3)).adjustments)).toMatchObject([{ cause: 'RELEASED', status: 'NOT_PAYABLE' }]);
    await approve(WEEK_3);
    expect(await noted()).toEqual([]);
  });

  it('PAY-05, PAY-11: a D2A line without its message stays held until an officer accepts minutes of it', async () => {
    const d2a = await ground.places('2026-05-20', { careType: 'D2A', hourlyRatePence: 2100, calls: [call] });
    const [held] = await ground.visits({ placementId: d2a, day: '2026-06-01', call });
    await approve(WEEK_1);
    expect(nodes((await statement(WEEK_2)).adjustments)).toMatchObject([
      { status: 'HELD', differencePence: 0, reasons: ['NO_FORMAL_MESSAGE'] },
    ]);
    await correct(held!, 'COMPLETED', 30, 30);
    expect(nodes((await statement(WEEK_2)).adjustments)).toMatchObject([
      { visit: { id: held }, cause: 'RELEASED', status: 'PAYABLE', differencePence: 1050, reasons: ['ACCEPTED'] },
    ]);
    expect(await approve(WEEK_2)).toMatchObject({ amountPence: 1050, adjustmentPence: 1050 });
    expect(await noted()).toEqual([]);
  });

  it('PAY-06, PAY-11: a variation that is told late is looked at again, from its first day', async () => {
    const [, second] = await ground.visits({ placementId, day: '2026-06-02' }, { placementId, day: '2026-06-03' });
    await approve(WEEK_1);
    const levels = { before: 840, after: 900 };
    await ground.changes(placementId, 'INCREASE', '2026-06-03', levels, { initiator: 'TRUSTED_ASSESSOR' });
    expect(nodes((await statement(WEEK_2)).adjustments)).toMatchObject([
      { visit: { id: second }, status: 'HELD', approvedPence: 1050, differencePence: 0, reasons: ['AWAITS_SIGN_OFF'] },
    ]);
  });

  it('PAY-11: of a statement from before lines were kept nothing is settled again', async () => {
    await ground.hub.pool.query(
      `insert into monitoring.approved_statement
         (id, council, provider_id, "from", "to", amount_pence, adjustment_pence, held_pence, lines_kept, placements,
          fingerprint, policy_version, approved_at, approved_by)
       values ($1, 'bromley', $2, '2026-06-01', '2026-06-07', 0, 0, 0, false, '[]', '', 'bromley/1', now(), 'user:officer')`,
      [randomUUID(), maple],
    );
    const [visit] = await ground.visits({ placementId, day: '2026-06-01' });
    await correct(visit!, 'MISSED');
    expect((await statement(WEEK_2)).adjustments.totalCount).toBe(0);
  });

  it('PAY-07, PAY-11: whatever changes between approvals, all that was approved is what stands', async () => {
    // A small generator of its own, for the same run each time.
    let seed = 20_260_601;
    const random = (below: number) => {
      seed = (seed + 0x6d2b79f5) | 0;
      const mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
      return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
    };
    const days = Array.from({ length: 5 }, (_, nth) => `2026-06-0${nth + 1}`);
    const visits: Array<{ id: string; state: string }> = [];
    const adds = async (day: string) => {
      const state = ['COMPLETED', 'MISSED', 'REFUSED'][random(3)]!;
      const [id] = await ground.visits({ placementId, day, state, at: `${10 + visits.length}:00` });
      visits.push({ id: id!, state });
      return visits.at(-1)!;
    };
    const changes = async (visit: { id: string; state: string }) => {
      const next = ['COMPLETED', 'MISSED', 'REFUSED'].filter((state) => state !== visit.state)[random(2)]!;
      const minutes = next === 'COMPLETED' ? random(5) * 10 : null;
      await correct(visit.id, next, minutes, minutes);
      visit.state = next;
    };
    for (const day of days) await adds(day);
    let approvals = 0;
    const approveDay = () => approve({ from: `2026-06-${10 + approvals}`, to: `2026-06-${10 + approvals++}` });
    await approve(WEEK_1);
    for (let step = 0; step < 30; step++) {
      const what = random(4);
      if (what === 0) await approveDay();
      // One that becomes known late is settled from its first change on.
      else if (what === 1 && visits.length < 12) await changes(await adds(days[random(5)]!));
      else await changes(visits[random(visits.length)]!);
    }
    await approveDay();
    const { rows } = await ground.hub.pool.query(
      `select coalesce(sum(amount_pence), 0)::int as pence, coalesce(sum(minutes), 0)::int as minutes from monitoring.approved_line`,
    );
    const { rows: standing } = await ground.hub.pool.query(
      `select coalesce(sum(payable_minutes), 0)::int as minutes from monitoring.visit where state = 'COMPLETED'`,
    );
    const { rows: statements } = await ground.hub.pool.query(
      'select sum(amount_pence)::int as pence from monitoring.approved_statement',
    );
    expect(rows[0].minutes).toBe(standing[0].minutes);
    expect(rows[0].pence).toBe((await statement(WEEK_1)).amountPence);
    expect(statements[0].pence).toBe(rows[0].pence);
    expect(approvals).toBeGreaterThan(3);
  });
});

import { randomUUID } from 'node:crypto';
import { type FiguresGround, fern, maple, oak, startFigures } from '../figures/figures-ground.js';

const STATEMENT = /* GraphQL */ `
  query Statement($from: LocalDate!, $to: LocalDate!, $placement: ID, $provider: ID, $first: Int = 50, $after: String) {
    payableStatement(from: $from, to: $to, placement: $placement, provider: $provider) {
      provider { id }
      commissionedMinutes scheduledMinutes actualMinutes payableMinutes amountPence heldPence
      policyVersion fingerprint
      visits(first: $first, after: $after) {
        edges {
          node {
            visit { id externalId } placement { id } day status band scheduledMinutes actualMinutes payableMinutes
            differenceMinutes ratePence rateSource amountPence validation reasons
          }
        }
        pageInfo { hasNextPage endCursor }
      }
      days(first: 50) { edges { node { placement { id } day visits payableMinutes amountPence heldPence } } }
    }
  }
`;
const APPROVE = /* GraphQL */ `
  mutation Approve($input: ApproveStatementInput!) {
    approveStatement(input: $input) { approved { id amountPence heldPence from to } refusals { rule code } }
  }
`;
const JUNE = { from: '2026-06-01', to: '2026-06-07' };
type Line = Record<string, unknown>;

describe('payable statements', () => {
  let ground: FiguresGround;
  let placementId: string;
  beforeEach(async () => {
    ground = await startFigures();
    await ground.stands(maple);
    placementId = await ground.places('2026-05-01', { weeklyWorkerMinutes: 420, hourlyRatePence: 2101 });
  });
  afterEach(() => ground.hub.stop());
  const statement = async (over: Record<string, unknown> = {}, caller = 'officer') =>
    (await ground.ask(caller, STATEMENT, { ...JUNE, provider: maple, ...over })).payableStatement;
  const linesOf = (read: { visits: { edges: Array<{ node: Line }> } }) => read.visits.edges.map(({ node }) => node);

  it('PAY-01, PAY-02, PAY-03, PAY-10: a line for each visit, rounded once; the days and the whole are their sums', async () => {
    const of = { placementId };
    await ground.visits(
      { ...of, day: '2026-06-01' },
      { ...of, day: '2026-06-01', at: '12:00', actualMinutes: 20, payableMinutes: 15 },
      { ...of, day: '2026-06-02', state: 'MISSED', payableMinutes: 30 },
      { ...of, day: '2026-06-03', state: 'CANCELLED', off: 'SUSPENDED' },
      { ...of, day: '2026-06-04', state: 'NO_REPLY_CLOSED', payableMinutes: 30 },
      { ...of, day: '2026-06-05', at: '22:30' },
      { ...of, day: '2026-06-06', state: 'PLANNED' },
      { ...of, day: '2026-06-08' },
    );
    const read = await statement({ placement: placementId, provider: undefined });
    expect(
      linesOf(read).map(({ day, status, payableMinutes, amountPence, reasons }) => [
        day,
        status,
        payableMinutes,
        amountPence,
        reasons,
      ]),
    ).toEqual([
      ['2026-06-01', 'PAYABLE', 30, 1051, []],
      ['2026-06-01', 'PAYABLE', 15, 525, ['SHORTER_THAN_PLANNED']],
      ['2026-06-02', 'NOT_PAYABLE', 0, 0, ['MISSED']],
      ['2026-06-03', 'NOT_PAYABLE', 0, 0, ['SUSPENDED']],
      ['2026-06-04', 'PAYABLE', 30, 1051, ['NO_REPLY_CLOSED']],
      ['2026-06-05', 'PAYABLE', 30, 1051, ['NIGHT_AT_BLENDED_RATE']],
      ['2026-06-06', 'NOT_OVER', 0, 0, ['NOT_OVER']],
    ]);
    expect(linesOf(read)[1]).toMatchObject({
      differenceMinutes: -10,
      ratePence: 2101,
      rateSource: 'AWARD',
      band: 'DAY',
    });
    expect(read).toMatchObject({
      provider: { id: maple },
      commissionedMinutes: 420,
      scheduledMinutes: 180,
      actualMinutes: 80,
      payableMinutes: 105,
      amountPence: 1051 + 525 + 1051 + 1051,
      heldPence: 0,
      policyVersion: 'bromley/1',
    });
    expect(read.days.edges[0].node).toMatchObject({
      day: '2026-06-01',
      visits: 2,
      payableMinutes: 45,
      amountPence: 1576,
    });
    const sum = read.days.edges.reduce((so: number, { node }: { node: Line }) => so + Number(node.amountPence), 0);
    expect(sum).toBe(read.amountPence);
  });

  it('PAY-03, PROV-32, AWRD-10: a night is paid by the flat rate of its kind, and held without one', async () => {
    const nights = await ground.places('2026-05-01', {
      hourlyRatePence: 2101,
      nightRatesPence: { SLEEP_IN: 6150, WAKING_NIGHT: null },
    });
    const of = { placementId: nights, at: '21:00', commissionedMinutes: 540 };
    await ground.visits(
      { ...of, day: '2026-06-01', night: 'SLEEP_IN' },
      { ...of, day: '2026-06-02', night: 'SLEEP_IN', actualMinutes: 270, payableMinutes: 270 },
      { ...of, day: '2026-06-03', night: 'WAKING_NIGHT' },
      { ...of, day: '2026-06-04', at: '21:59' },
      { ...of, day: '2026-06-05', at: '22:00' },
    );
    const read = await statement({ placement: nights });
    expect(
      linesOf(read).map(({ band, status, ratePence, amountPence, reasons }) => [
        band,
        status,
        ratePence,
        amountPence,
        reasons,
      ]),
    ).toEqual([
      ['SLEEP_IN', 'PAYABLE', 6150, 6150, []],
      ['SLEEP_IN', 'PAYABLE', 6150, 3075, ['SHORTER_THAN_PLANNED']],
      ['WAKING_NIGHT', 'HELD', null, 0, ['NO_RATE']],
      ['DAY', 'PAYABLE', 2101, 18_909, []],
      ['NIGHT', 'PAYABLE', 2101, 18_909, ['NIGHT_AT_BLENDED_RATE']],
    ]);
  });

  it('PAY-02, PAY-10: what is off pays what the council accepted of it, and what it is asked about is not paid', async () => {
    const mixed = await ground.places('2026-05-01', {
      hourlyRatePence: 2101,
      nightRatesPence: { SLEEP_IN: 6150, WAKING_NIGHT: null },
    });
    const of = { placementId: mixed };
    const night = { at: '21:00', commissionedMinutes: 540, night: 'SLEEP_IN' } as const;
    await ground.visits(
      { ...of, day: '2026-06-01', off: 'NOT_COMMISSIONED', acceptedMinutes: 20 },
      { ...of, ...night, day: '2026-06-02', off: 'SUSPENDED', acceptedMinutes: 540 },
      { ...of, ...night, day: '2026-06-03', off: 'SUSPENDED', query: 'MADE_BUT_NOT_EXPECTED' },
      { ...of, day: '2026-06-04', state: 'MISSED', query: 'CLAIMED_AFTER_MISSED' },
      { ...of, day: '2026-06-05', query: 'WORKED_ELSEWHERE' },
    );
    const read = await statement({ placement: mixed });
    expect(
      linesOf(read).map(({ status, payableMinutes, amountPence, reasons }) => [
        status,
        payableMinutes,
        amountPence,
        reasons,
      ]),
    ).toEqual([
      ['PAYABLE', 20, 700, ['ACCEPTED']],
      ['PAYABLE', 540, 6150, ['ACCEPTED']],
      ['NOT_PAYABLE', 0, 0, ['SUSPENDED']],
      ['NOT_PAYABLE', 0, 0, ['MISSED']],
      ['HELD', 30, 1051, ['OPEN_QUERY']],
    ]);
    expect(read).toMatchObject({ amountPence: 6850, heldPence: 1051 });
  });

  it.each(['DIRECT_PAYMENT', 'SELF_FUNDED'])(
    'PAY-04, ASM-19: of care that is %s nothing is payable',
    async (funding) => {
      const paidOtherwise = await ground.places('2026-05-01', { funding, hourlyRatePence: 2101 });
      await ground.visits({ placementId: paidOtherwise, day: '2026-06-01' });
      const read = await statement({ placement: paidOtherwise });
      expect(read.amountPence).toBe(0);
      expect(linesOf(read)).toMatchObject([{ status: 'NOT_PAYABLE', reasons: [funding] }]);
    },
  );

  it('PAY-02: a provider’s statement has all of its placements, a page at a time', async () => {
    const other = await ground.places('2026-05-01', { weeklyWorkerMinutes: 210 });
    for (const day of ['2026-06-01', '2026-06-02', '2026-06-03']) {
      await ground.visits({ placementId, day }, { placementId: other, day });
    }
    await ground.visits({ placementId: randomUUID(), providerId: oak, day: '2026-06-01' });
    const whole = await statement();
    expect(whole.commissionedMinutes).toBe(630);
    expect(linesOf(whole)).toHaveLength(6);
    const paged: Line[] = [];
    let after: string | null = null;
    for (let page = 0; page < 4; page++) {
      const read = await statement({ first: 4, after });
      paged.push(...linesOf(read));
      after = read.visits.pageInfo.endCursor;
      if (!read.visits.pageInfo.hasNextPage) break;
    }
    expect(paged).toEqual(linesOf(whole));
  });

  it('PAY-06: from a trusted assessor’s change on, lines are held; before it they are payable', async () => {
    await ground.changes(
      placementId,
      'INCREASE',
      '2026-06-03',
      { before: 420, after: 460 },
      { initiator: 'TRUSTED_ASSESSOR' },
    );
    await ground.visits({ placementId, day: '2026-06-02' }, { placementId, day: '2026-06-03' });
    const read = await statement();
    expect(linesOf(read).map(({ status, reasons }) => [status, reasons])).toEqual([
      ['PAYABLE', []],
      ['HELD', ['AWAITS_SIGN_OFF']],
    ]);
    expect(read).toMatchObject({ commissionedMinutes: 420, amountPence: 1051, heldPence: 1051 });
  });

  it('PAY-07: an approved statement is told to the case system; nothing is approved twice, unseen or early', async () => {
    await ground.visits({ placementId, day: '2026-06-01' }, { placementId, day: '2026-06-02', state: 'MISSED' });
    const { fingerprint } = await statement();
    const approve = async (over: Record<string, unknown> = {}, caller = 'officer') =>
      (
        await ground.ask(caller, APPROVE, {
          input: { providerId: maple, ...JUNE, fingerprint, idempotencyKey: randomUUID(), ...over },
        })
      ).approveStatement;
    expect((await approve({ fingerprint: 'another' })).refusals).toEqual([
      { rule: 'PAY-07', code: 'STATEMENT_CHANGED' },
    ]);
    expect((await approve({ to: '2026-07-03' })).refusals).toContainEqual({ rule: 'PAY-07', code: 'DAYS_NOT_OVER' });
    expect((await approve({ from: '2026-05-01' })).refusals).toEqual([{ rule: 'PAY-07', code: 'STATEMENT_SPAN' }]);

    const idempotencyKey = randomUUID();
    const { approved, refusals } = await approve({ idempotencyKey }, 'broker');
    expect(refusals).toEqual([]);
    expect(approved).toMatchObject({ amountPence: 1051, heldPence: 0, ...JUNE });
    expect(await ground.hub.told('PayableStatementApproved')).toMatchObject([
      {
        audience: { providers: [maple], roles: ['case-system'] },
        data: {
          statementId: approved.id,
          amountPence: 1051,
          placements: [{ placementId, payableMinutes: 30, amountPence: 1051 }],
        },
      },
    ]);
    expect(await approve({ idempotencyKey }, 'broker')).toEqual({ approved, refusals: [] });
    expect((await approve()).refusals).toEqual([{ rule: 'PAY-07', code: 'DAYS_APPROVED' }]);
    const { errors } = await ground.ask('maple', APPROVE, {
      input: { providerId: maple, ...JUNE, fingerprint, idempotencyKey },
    });
    expect(errors[0].extensions.code).toBe('FORBIDDEN');
  });

  it('CM-01, PROV-25: what was approved in twelve months makes a framework provider monitored, a penny over', async () => {
    await ground.stands(fern, { vehicle: 'FRAMEWORK' });
    const spend = (pence: number, to: string) =>
      ground.hub.pool.query(
        `insert into monitoring.approved_statement
           (id, council, provider_id, "from", "to", amount_pence, adjustment_pence, held_pence, lines_kept, placements, fingerprint, policy_version, approved_at, approved_by)
         values ($1, 'bromley', $2, $3, $3, $4, 0, 0, true, '[]', '', 'bromley/1', now(), 'user:officer')`,
        [randomUUID(), fern, to, pence],
      );
    const monitoredAs = async () => {
      const ask = 'query($provider: ID) { kpiSheet(period: "2026-27 Q1", provider: $provider) { monitoredAs } }';
      return (await ground.ask('officer', ask, { provider: fern })).kpiSheet.monitoredAs;
    };
    await spend(40_000_000, '2025-06-30');
    await spend(50_000_000, '2025-07-01');
    expect(await monitoredAs()).toBeNull();
    await spend(1, '2026-06-30');
    expect(await monitoredAs()).toBe('SPEND');
  });

  it('IDG-26, IDG-27: a statement is its provider’s and its council’s', async () => {
    await ground.visits({ placementId, day: '2026-06-01' });
    expect((await statement({ provider: undefined }, 'maple')).amountPence).toBe(1051);
    expect((await statement({}, 'stranger')).amountPence).toBe(0);
    expect(await statement({ placement: placementId, provider: undefined }, 'stranger')).toBeNull();
    expect(await statement({ placement: placementId, provider: undefined }, 'oak')).toBeNull();
    const { errors } = await ground.ask('oak', STATEMENT, { ...JUNE, provider: maple });
    expect(errors[0].extensions).toMatchObject({ code: 'FORBIDDEN', rule: 'IDG-23' });
    const long = await ground.ask('officer', STATEMENT, { from: '2026-05-01', to: '2026-06-05', provider: maple });
    expect(long.errors[0].extensions.code).toBe('BAD_USER_INPUT');
  });
});

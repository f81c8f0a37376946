import { randomUUID } from 'node:crypto';
import { recordVisits } from '../../../../subgraphs/monitoring/commands/reports/record-visits.js';
import { KPI_LINES } from '../../../../subgraphs/monitoring/rules/figures/kpi-register.js';
import type { LogReport, PlanReport } from '../../../../subgraphs/monitoring/rules/reports/visit-report.js';
import { statementsOf } from '../../../kernel/ground.js';
import { aCall, aLog, aPlan, machine } from '../visits/visits-harness.js';
import { type FiguresGround, fern, maple, oak, startFigures } from './figures-ground.js';

const Q1 = '2026-27 Q1';
const SHEET = /* GraphQL */ `
  query Sheet($period: String!, $provider: ID, $lines: [String!]) {
    kpiSheet(period: $period, provider: $provider, lines: $lines) {
      period from to policyVersion monitoredAs returned fingerprint closedAt
      cells {
        line numerator denominator value declared difference verdict rag before trend computed
      }
      changedSinceClose { line value }
      checks { rule severity }
    }
  }
`;
const EVIDENCE = /* GraphQL */ `
  query Evidence($period: String!, $provider: ID, $line: String!, $part: KpiPart!, $after: String) {
    kpiEvidence(period: $period, provider: $provider, line: $line, part: $part, first: 3, after: $after) {
      edges { node { kind id day amount placement { id } } }
      pageInfo { hasNextPage endCursor }
    }
  }
`;
const DECLARE = /* GraphQL */ `
  mutation Declare($input: DeclareKpisInput!) {
    declareKpis(input: $input) {
      sheet { returned cells { line declared verdict } }
      refusals { rule code field }
    }
  }
`;
const CLOSE = /* GraphQL */ `
  mutation Close($input: CloseQuarterInput!) {
    closeQuarter(input: $input) { closedAt sheets discrepancies { provider { id } lines } refusals { rule code } }
  }
`;
const REOPEN = /* GraphQL */ `
  mutation Reopen($input: ReopenQuarterInput!) {
    reopenQuarter(input: $input) { quarter refusals { rule code } }
  }
`;
type Cell = Record<string, number | string | null>;

describe('the KPI sheet', () => {
  let ground: FiguresGround;
  const cellsOf = async (caller: string, period: string, provider?: string): Promise<Map<string, Cell>> => {
    const { kpiSheet } = await ground.ask(caller, SHEET, { period, provider });
    return new Map(kpiSheet.cells.map((cell: Cell) => [cell.line, cell]));
  };
  const parts = (cells: Map<string, Cell>, line: string) => {
    const { numerator, denominator, value } = cells.get(line)!;
    return [numerator, denominator, value];
  };

  beforeAll(async () => {
    ground = await startFigures();
    await ground.stands(maple, { weeklyMinutes: 60 * 2950 });
    await ground.stands(oak);
    await ground.stands(fern, { vehicle: 'FRAMEWORK' });

    // Invitations: five of the quarter, one of the day before it, one of the day after.
    await ground.invites('2026-03-31T22:59:59Z', { [maple]: 'BID' });
    await ground.invites('2026-03-31T23:00:00Z', { [maple]: 'BID', [oak]: 'DECLINED' }, { awarded: maple });
    await ground.invites('2026-05-04T09:00:00Z', { [maple]: 'DECLINED', [oak]: 'BID' }, { awarded: oak });
    await ground.invites('2026-05-05T09:00:00Z', { [maple]: 'NO_RESPONSE' });
    await ground.invites('2026-06-01T09:00:00Z', { [maple]: 'BID' }, { stage: 'FRAMEWORK', route: 'FRAMEWORK' });
    const d2a = await ground.invites(
      '2026-06-30T22:59:00Z',
      { [maple]: 'BID' },
      { route: 'D2A_PATCH', careType: 'D2A', awarded: maple, bidAt: '2026-06-30T23:20:30Z' },
    );
    await ground.invites('2026-06-30T23:00:00Z', { [maple]: 'BID' });

    // People: one of long standing, one that ends on the last day, one with two placements, one withdrawn, one to come.
    const person = randomUUID();
    const long = await ground.places('2024-05-20');
    await ground.places('2024-02-29');
    const leap = await ground.places('2025-03-30', { ended: { on: '2026-06-30' } });
    await ground.places('2026-04-02', { personId: person, ended: { on: '2026-04-20' } });
    await ground.places('2026-04-21', { personId: person });
    await ground.places('2026-05-01', { withdrawn: true });
    await ground.places(null);
    await ground.places('2026-07-01');
    await ground.places('2025-04-10', { ended: { on: '2026-04-09' } });
    await ground.places('2025-04-10', { ended: { on: '2026-04-10' } });
    await ground.places('2026-04-15', { providerId: oak, personId: person });
    const discharge = { careType: 'D2A', callOffId: d2a };
    await ground.places('2026-06-30', discharge);
    await ground.places('2026-05-01', { careType: 'D2A', ended: { on: '2026-05-28', reason: 'SELF_CARE' } });
    await ground.places('2026-03-01', { careType: 'D2A', ended: { on: '2026-04-11', reason: 'RESIDENTIAL' } });

    // Changes: less and more again (net nothing), less, more, more for a while, suspended, and one after the quarter.
    await ground.changes(long, 'REDUCE', '2026-04-01', { before: 840, after: 420 });
    await ground.changes(long, 'INCREASE', '2026-06-30', { before: 420, after: 840 });
    await ground.changes(randomUUID(), 'REDUCE', '2026-05-10', { before: 840, after: 600 });
    await ground.changes(leap, 'INCREASE', '2026-05-10', { before: 840, after: 900 });
    await ground.changes(randomUUID(), 'TEMPORARY_INCREASE', '2026-05-11', { before: 300, after: 400 });
    await ground.changes(randomUUID(), 'SUSPEND', '2026-05-12', { before: 300, after: 0 });
    await ground.changes(randomUUID(), 'INCREASE', '2026-07-01', { before: 300, after: 400 });

    const of = { placementId: long };
    await ground.visits(
      { ...of, day: '2026-03-31', state: 'MISSED' },
      { ...of, day: '2026-04-01', flags: ['LATE', 'OUTSIDE_WINDOW'], byTeam: true },
      { ...of, day: '2026-04-01', at: '12:00', flags: ['SHORT'], actualMinutes: 20, byTeam: false, workersLogged: 0 },
      { ...of, day: '2026-04-01', at: '18:00', state: 'MISSED', flags: ['TIME_CRITICAL_BREACHED'] },
      { ...of, day: '2026-05-20', workersCame: 2, workersLogged: 1, commissionedMinutes: 60 },
      { ...of, day: '2026-05-20', at: '12:00', state: 'CANCELLED' },
      { ...of, day: '2026-05-20', at: '18:00', state: 'REFUSED' },
      { ...of, day: '2026-06-30', state: 'MISSED' },
      { ...of, day: '2026-06-30', at: '12:00', flags: ['OUTSIDE_WINDOW'] },
      { ...of, day: '2026-07-01', state: 'MISSED' },
    );
    await ground.visits({ placementId: randomUUID(), providerId: oak, day: '2026-04-02' });
  });
  afterAll(() => ground.hub.stop());

  it('KPI-1.1, KPI-1.2, KPI-1.3, KPI-20, AMB-16: invitations of the quarter by the London day that they were told on', async () => {
    const cells = await cellsOf('officer', Q1, maple);
    expect(parts(cells, 'KPI-1.1')).toEqual([5, null, 5]);
    expect(parts(cells, 'KPI-1.2')).toEqual([3, null, 3]);
    expect(parts(cells, 'KPI-1.2/AWARDED')).toEqual([2, null, 2]);
    expect(parts(cells, 'KPI-1.3')).toEqual([3, 5, 60]);
    expect(cells.get('KPI-20')).toMatchObject({ numerator: 3, before: 1, trend: 'UP' });
  });

  it('KPI-29: of patch invitations that are settled, those not taken', async () => {
    expect(parts(await cellsOf('officer', Q1, maple), 'KPI-29')).toEqual([2, 4, 50]);
  });

  it('KPI-2.1: packages that had an anniversary while they ran; 29 February falls on the 28th', async () => {
    // 20 May 2024, and 10 April 2025 for the one that ended on that day; not the one that ended the day before.
    expect(parts(await cellsOf('officer', Q1, maple), 'KPI-2.1')).toEqual([2, null, 2]);
    expect(parts(await cellsOf('officer', '2026-02', maple), 'KPI-2.1')).toEqual([1, null, 1]);
    expect(parts(await cellsOf('officer', '2024-05', maple), 'KPI-2.1')).toEqual([0, null, 0]);
  });

  it('KPI-2.5, KPI-2.6, KPI-22: packages by what their changes come to; for a while counts as more hours alone', async () => {
    const cells = await cellsOf('officer', Q1, maple);
    expect(parts(cells, 'KPI-2.5')).toEqual([1, null, 1]);
    expect(parts(cells, 'KPI-2.6')).toEqual([1, null, 1]);
    expect(parts(cells, 'KPI-22')).toEqual([3, null, 3]);
  });

  it('KPI-3.1, KPI-3.2: people are counted once; whose last day is the quarter’s last is closed', async () => {
    const cells = await cellsOf('officer', Q1, maple);
    // Two of long standing, the one with two placements, and the discharge of the last day.
    expect(parts(cells, 'KPI-3.1')).toEqual([4, null, 4]);
    expect(parts(cells, 'KPI-3.2')).toEqual([5, null, 5]);
    expect(parts(await cellsOf('officer', '2026-04', maple), 'KPI-3.2')).toEqual([3, null, 3]);
  });

  it('KPI-3.3, KPI-3.4, KPI-3.5, KPI-3.6, KPI-40: visits of the quarter, from its first day to its last', async () => {
    const cells = await cellsOf('officer', Q1, maple);
    expect(parts(cells, 'KPI-3.3')).toEqual([7, 91, 0.08]);
    expect(parts(cells, 'KPI-3.4')).toEqual([2, null, 2]);
    expect(parts(cells, 'KPI-3.5')).toEqual([2, 7, 28.57]);
    expect(parts(cells, 'KPI-3.6')).toEqual([2, 4, 50]);
    expect(parts(cells, 'KPI-40/LATE')).toEqual([1, null, 1]);
    expect(parts(cells, 'KPI-40/SHORT')).toEqual([1, null, 1]);
    expect(parts(cells, 'KPI-40/TIME_CRITICAL')).toEqual([1, null, 1]);
    expect(cells.get('KPI-3.4')).toMatchObject({ before: 1, trend: 'UP' });
    expect(cells.get('KPI-3.5')).toMatchObject({ rag: 'RED' });
  });

  it.each([
    [899, 89.9, 'RED'],
    [900, 90, 'GREEN'],
  ])(
    'KPI-26, DEL-03: of 1,000 attendances %d logged electronically are %s %%, which is %s',
    async (logged, value, rag) => {
      const providerId = randomUUID();
      const placementId = await ground.places('2025-10-01', { providerId, ended: { on: '2025-12-31' } });
      const of = { placementId, providerId, day: '2025-11-04', workersCame: 500 };
      await ground.visits({ ...of, workersLogged: 500 }, { ...of, workersLogged: logged - 500 });
      const cells = await cellsOf('officer', '2025-26 Q3', providerId);
      expect(cells.get('KPI-26')).toMatchObject({ numerator: logged, denominator: 1000, value, rag });
    },
  );

  it('KPI-26, KPI-27, KPI-28, DEL-13, DEL-14: logging by worker, the regular team, contact time', async () => {
    const cells = await cellsOf('officer', Q1, maple);
    expect(parts(cells, 'KPI-26')).toEqual([3, 5, 60]);
    expect(parts(cells, 'KPI-27')).toEqual([1, 4, 25]);
    expect(parts(cells, 'KPI-27/NAMED')).toEqual([2, 4, 50]);
    expect(parts(cells, 'KPI-28')).toEqual([140, 240, 58.33]);
    expect(parts(cells, 'KPI-28/RELIABILITY')).toEqual([4, 7, 57.14]);
  });

  it('KPI-32: of discharge to assess the response, the start, the length and the outcome', async () => {
    const cells = await cellsOf('officer', Q1, maple);
    expect(parts(cells, 'KPI-32/RESPONSE')).toEqual([21, 1, 21]);
    expect(parts(cells, 'KPI-32/SAME_DAY')).toEqual([1, 2, 50]);
    expect(parts(cells, 'KPI-32/LENGTH')).toEqual([70, 2, 35]);
    expect(parts(cells, 'KPI-32/OUTCOME')).toEqual([1, 2, 50]);
  });

  it('KPI-33, PROV-23: weekly hours against the ceiling, by the latest standing', async () => {
    expect((await cellsOf('officer', Q1, maple)).get('KPI-33')).toMatchObject({
      numerator: 60 * 2950 + 1200,
      denominator: 180_000,
      value: 99,
      rag: 'AMBER',
      before: null,
      trend: null,
    });
  });

  it('SHOW-05: nothing to take a share of is not applicable', async () => {
    const cells = await cellsOf('officer', '2020-21 Q1', maple);
    for (const line of ['KPI-1.3', 'KPI-3.5', 'KPI-3.6', 'KPI-26', 'KPI-27', 'KPI-28', 'KPI-29', 'KPI-32/LENGTH']) {
      expect([line, cells.get(line)!.value, cells.get(line)!.rag]).toEqual([line, null, null]);
    }
    expect(parts(cells, 'KPI-3.4')).toEqual([0, null, 0]);
  });

  it('SHOW-05: behind every computed part there is exactly what it counts, a page at a time', async () => {
    const cells = await cellsOf('officer', Q1, maple);
    const differing: unknown[] = [];
    let compared = 0;
    for (const line of KPI_LINES.filter(({ numerator }) => numerator)) {
      for (const part of ['NUMERATOR', 'DENOMINATOR'] as const) {
        const cell = cells.get(line.id)!;
        const figure = part === 'NUMERATOR' ? cell.numerator : cell.denominator;
        let after: string | null = null;
        let sum = 0;
        const seen = new Set<string>();
        for (let page = 0; page < 60; page++) {
          const { kpiEvidence }: { kpiEvidence: EvidencePage } = await ground.ask('officer', EVIDENCE, {
            ...{ period: Q1, provider: maple, line: line.id, part, after },
          });
          for (const { node } of kpiEvidence.edges) {
            expect(seen.has(node.id)).toBe(false);
            seen.add(node.id);
            sum += node.amount;
          }
          after = kpiEvidence.pageInfo.endCursor;
          if (!kpiEvidence.pageInfo.hasNextPage) break;
        }
        if (sum !== (figure ?? 0)) differing.push([line.id, part, figure, sum]);
        compared += 1;
      }
    }
    expect(differing).toEqual([]);
    expect(compared).toBe(60);
  });

  it('SHOW-05: a sheet, and those of the whole council, ask as many statements however much was recorded', async () => {
    const { db } = ground.hub.subgraph;
    // The least of several: what timers look for meanwhile can only add some.
    const statements = async (act: () => Promise<unknown>) => {
      const counts: number[] = [];
      for (let nth = 0; nth < 4; nth++) counts.push((await statementsOf(db, act)).length);
      return Math.min(...counts);
    };
    const ofCouncil = 'query($period: String!) { kpiCouncilSheet(period: $period) { providers { fingerprint } } }';
    const empty = await statements(() => ground.ask('officer', SHEET, { period: '2020-21 Q1', provider: maple }));
    expect(await statements(() => ground.ask('officer', SHEET, { period: Q1, provider: maple }))).toBe(empty);
    const nobody = await statements(() => ground.ask('officer', ofCouncil, { period: '2020-21 Q1' }));
    expect(await statements(() => ground.ask('officer', ofCouncil, { period: Q1 }))).toBe(nobody);
    expect(empty).toBeLessThanOrEqual(12);
  });

  it('IDG-23, IDG-26: a provider reads its own sheet alone, a council its own', async () => {
    expect(await cellsOf('maple', Q1)).toEqual(await cellsOf('officer', Q1, maple));
    const behind = { period: Q1, line: 'KPI-3.4', part: 'NUMERATOR' };
    const own = await ground.ask('maple', EVIDENCE, behind);
    expect(own.kpiEvidence.edges).toHaveLength(2);
    expect(own).toEqual(await ground.ask('officer', EVIDENCE, { ...behind, provider: maple }));
    const { errors: evidence } = await ground.ask('oak', EVIDENCE, { ...behind, provider: maple });
    expect(evidence[0].extensions.rule).toBe('IDG-23');
    const { errors: others } = await ground.ask('maple', SHEET, { period: Q1, provider: oak });
    expect(others[0].extensions).toMatchObject({ code: 'FORBIDDEN', rule: 'IDG-23' });
    expect(parts(await cellsOf('stranger', Q1, maple), 'KPI-3.4')).toEqual([0, null, 0]);
    const { errors: practitioners } = await ground.ask('practitioner', SHEET, { period: Q1, provider: maple });
    expect(practitioners[0].extensions.code).toBe('FORBIDDEN');
    const { errors: scopeless } = await ground.ask('maple without scope', SHEET, { period: Q1 });
    expect(scopeless[0].extensions).toMatchObject({ code: 'FORBIDDEN', rule: 'IDG-27' });
    const { errors: unnamed } = await ground.ask('maple of two', SHEET, { period: Q1 });
    expect(unnamed[0].extensions.code).toBe('BAD_USER_INPUT');
    const { errors: period } = await ground.ask('maple', SHEET, { period: '2026-27' });
    expect(period[0].extensions.code).toBe('BAD_USER_INPUT');
  });

  it('CM-01: the council’s sheets are those of the monitored; in its total nobody counts twice', async () => {
    const { kpiCouncilSheet } = await ground.ask(
      'commissioner',
      `query($period: String!) { kpiCouncilSheet(period: $period, lines: ["KPI-3.1", "KPI-3.4", "KPI-1.1"]) {
         total { provider { id } cells { line value } }
         providers { provider { id } monitoredAs cells { line value } }
       } }`,
      { period: Q1 },
    );
    const values = (sheet: { cells: Cell[] }) => sheet.cells.map(({ value }) => value);
    expect(kpiCouncilSheet.total.provider).toBeNull();
    // Oak's one person is one of maple's.
    expect(values(kpiCouncilSheet.total)).toEqual([7, 4, 2]);
    const rows = kpiCouncilSheet.providers.map(
      (sheet: { provider: { id: string }; monitoredAs: string; cells: Cell[] }) => [
        sheet.provider.id,
        sheet.monitoredAs,
        values(sheet),
      ],
    );
    expect(new Map(rows.map(([id, as, cells]: unknown[]) => [id, [as, cells]]))).toEqual(
      new Map([
        [maple, ['PATCH', [5, 4, 2]]],
        [oak, ['PATCH', [2, 1, 0]]],
      ]),
    );
  });
});

interface EvidencePage {
  readonly edges: ReadonlyArray<{ readonly node: { readonly id: string; readonly amount: number } }>;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

describe('a quarter and its end', () => {
  let ground: FiguresGround;
  beforeEach(async () => {
    ground = await startFigures(new Date('2026-06-30T12:00:00Z'));
    await ground.stands(maple);
    await ground.stands(fern, { vehicle: 'FRAMEWORK' });
  });
  afterEach(() => ground.hub.stop());
  const declare = (lines: Array<{ line: string; value: number }>, over: Record<string, unknown> = {}) =>
    ground.ask('maple', DECLARE, {
      input: { council: 'bromley', quarter: Q1, lines, idempotencyKey: randomUUID(), ...over },
    });
  const close = (idempotencyKey: string = randomUUID()) =>
    ground.ask('officer', CLOSE, { input: { quarter: Q1, idempotencyKey } });
  const sheet = async (caller = 'officer') =>
    (await ground.ask(caller, SHEET, { period: Q1, provider: maple })).kpiSheet;

  it('NTF-37: when it is over, its return is due from every monitored provider, and the next one runs', async () => {
    expect(await ground.hub.told('KpiReturnDue')).toEqual([]);
    await ground.hub.time.advanceTo(new Date('2026-07-01T09:00:00Z'));
    expect(await ground.hub.told('KpiReturnDue')).toMatchObject([
      {
        audience: { providers: [maple], roles: ['contract-officer'] },
        data: { providerId: maple, quarter: Q1 },
        occurredAt: new Date('2026-06-30T23:00:00.000Z'),
      },
    ]);
    const { rows } = await ground.hub.pool.query(
      `select data->>'quarter' as quarter, due_at from monitoring.deadline where status = 'RUNNING' and rule = 'NTF-37'`,
    );
    expect(rows).toEqual([{ quarter: '2026-27 Q2', due_at: new Date('2026-09-30T22:59:59.999Z') }]);
  });

  it('CM-05, NTF-37: what a provider declares is kept version by version, and held against what was computed', async () => {
    await ground.visits({ placementId: randomUUID(), day: '2026-05-01', state: 'MISSED' });
    expect(await declare([{ line: 'KPI-3.4', value: 1 }])).toMatchObject({
      declareKpis: { sheet: null, refusals: [{ code: 'QUARTER_NOT_OVER', field: 'input.quarter' }] },
    });
    await ground.hub.time.advanceTo(new Date('2026-07-02T09:00:00Z'));
    const idempotencyKey = randomUUID();
    const first = await declare([{ line: 'KPI-3.4', value: 4 }], { idempotencyKey });
    expect(first.declareKpis.refusals).toEqual([]);
    expect(await declare([{ line: 'KPI-3.4', value: 4 }], { idempotencyKey })).toEqual(first);
    await declare([
      { line: 'KPI-3.4', value: 3 },
      { line: 'KPI-7.1', value: 41 },
    ]);
    const cells = new Map((await sheet()).cells.map((cell: Cell) => [cell.line, cell]));
    expect(cells.get('KPI-3.4')).toMatchObject({ value: 1, declared: 3, difference: 2, verdict: 'QUERY' });
    expect(cells.get('KPI-7.1')).toMatchObject({ value: null, declared: 41, verdict: null });
    const { rows } = await ground.hub.pool.query(
      `select line, version, value from monitoring.declared_kpi order by line, version`,
    );
    expect(rows).toEqual([
      { line: 'KPI-3.4', version: 1, value: 4 },
      { line: 'KPI-3.4', version: 2, value: 3 },
      { line: 'KPI-7.1', version: 1, value: 41 },
    ]);
  });

  it.each([
    ['a line that is none', [{ line: 'KPI-9.9', value: 1 }], 'NO_SUCH_LINE', 'input.lines.0.line'],
    ['a negative figure', [{ line: 'KPI-4.1', value: -1 }], 'VALUE_INVALID', 'input.lines.0.value'],
    ['three decimal places', [{ line: 'KPI-1.4', value: 99.125 }], 'VALUE_INVALID', 'input.lines.0.value'],
    [
      'a line twice',
      [
        { line: 'KPI-4.1', value: 1 },
        { line: 'KPI-4.1', value: 2 },
      ],
      'LINE_TWICE',
      'input.lines.1.line',
    ],
    ['nothing', [], 'LINES_COUNT', 'input.lines'],
  ])('CM-05: %s is refused', async (_what, lines, code, field) => {
    await ground.hub.time.advanceTo(new Date('2026-07-02T09:00:00Z'));
    expect((await declare(lines)).declareKpis).toMatchObject({ sheet: null, refusals: [{ code, field }] });
    const { rows } = await ground.hub.pool.query('select 1 from monitoring.declared_kpi');
    expect(rows).toEqual([]);
  });

  it('NTF-37: closing freezes the sheets and tells discrepancies; opening again takes a reason', async () => {
    const [missed] = await ground.visits({ placementId: randomUUID(), day: '2026-05-01', state: 'MISSED' });
    expect((await close()).closeQuarter.refusals).toMatchObject([{ code: 'QUARTER_NOT_OVER' }]);
    await ground.hub.time.advanceTo(new Date('2026-07-02T09:00:00Z'));
    await declare([{ line: 'KPI-3.5', value: 0 }]);
    const before = await sheet();
    expect(before).toMatchObject({ closedAt: null, monitoredAs: 'PATCH', returned: true });

    expect((await close()).closeQuarter).toMatchObject({
      sheets: 1,
      discrepancies: [{ provider: { id: maple }, lines: ['KPI-3.5'] }],
      refusals: [],
    });
    expect(await ground.hub.told('KpiDiscrepancyFound')).toMatchObject([
      { audience: { providers: [maple], roles: ['contract-officer'] }, data: { quarter: Q1, lines: ['KPI-3.5'] } },
    ]);
    expect((await close()).closeQuarter.refusals).toMatchObject([{ rule: 'NTF-37', code: 'QUARTER_CLOSED' }]);
    expect((await declare([{ line: 'KPI-4.1', value: 1 }])).declareKpis.refusals).toMatchObject([
      { code: 'QUARTER_CLOSED' },
    ]);
    expect(await sheet()).toMatchObject({ fingerprint: before.fingerprint, changedSinceClose: [] });

    await ground.corrects(missed!, { state: 'COMPLETED', arrived_at: new Date('2026-05-01T08:00:00Z') });
    const closed = await sheet('maple');
    expect(closed.fingerprint).toBe(before.fingerprint);
    expect(closed.cells.find(({ line }: Cell) => line === 'KPI-3.4').value).toBe(1);
    expect(closed.changedSinceClose).toContainEqual({ line: 'KPI-3.4', value: 0 });

    const reopen = (reason: string, idempotencyKey: string = randomUUID()) =>
      ground.ask('officer', REOPEN, { input: { quarter: Q1, reason, idempotencyKey } });
    expect((await reopen('why')).reopenQuarter).toMatchObject({ quarter: null, refusals: [{ code: 'REASON_LENGTH' }] });
    expect((await reopen('A visit was corrected on evidence.')).reopenQuarter).toEqual({ quarter: Q1, refusals: [] });
    const open = await sheet();
    expect(open).toMatchObject({ closedAt: null, changedSinceClose: [] });
    expect(open.fingerprint).not.toBe(before.fingerprint);
    expect((await reopen('A visit was corrected on evidence.')).reopenQuarter.refusals).toMatchObject([
      { code: 'QUARTER_NOT_CLOSED' },
    ]);
    expect((await close()).closeQuarter.refusals).toEqual([]);
    expect((await sheet()).fingerprint).toBe(open.fingerprint);
  });

  it('NTF-37, IDG-27: closing, and opening again, count once for a key and answer alike', async () => {
    await ground.visits({ placementId: randomUUID(), day: '2026-05-01', state: 'MISSED' });
    await ground.hub.time.advanceTo(new Date('2026-07-02T09:00:00Z'));
    await declare([{ line: 'KPI-3.4', value: 4 }]);
    const [closing, opening] = [randomUUID(), randomUUID()];
    const first = await close(closing);
    expect(first.closeQuarter).toMatchObject({
      sheets: 1,
      discrepancies: [{ provider: { id: maple }, lines: ['KPI-3.4'] }],
    });
    expect(await close(closing)).toEqual(first);
    const reopen = () =>
      ground.ask('officer', REOPEN, {
        input: { quarter: Q1, reason: 'A visit was corrected on evidence.', idempotencyKey: opening },
      });
    const opened = await reopen();
    expect(opened.reopenQuarter).toEqual({ quarter: Q1, refusals: [] });
    expect(await reopen()).toEqual(opened);
    // A lost answer of then is answered as it was then, and closes nothing now.
    expect(await close(closing)).toEqual(first);
    expect((await sheet()).closedAt).toBeNull();
    const audience = { providers: [maple], roles: ['contract-officer'] };
    expect(await ground.hub.told('KpiQuarterClosed')).toMatchObject([{ audience, data: { quarter: Q1 } }]);
    expect(await ground.hub.told('KpiQuarterReopened')).toMatchObject([{ audience, data: { quarter: Q1 } }]);
  });

  it('NTF-37, DEL-20: what is reported for a closed quarter is held, and counted when it is opened again', async () => {
    const placement = await ground.places('2026-05-01', { calls: [aCall({ requestedStart: '18:00' })] });
    await ground.hub.time.advanceTo(new Date('2026-07-02T09:00:00Z'));
    const at = (day: string) => new Date(`${day}T17:00:00Z`);
    const report = async (rows: { plans?: readonly PlanReport[]; logs?: readonly LogReport[] }) => {
      const work = { ...ground.hub.subgraph.work(), caller: machine('rostering', maple) };
      const input = { council: 'bromley', source: 'roster', plans: [], logs: [], ...rows };
      return (await recordVisits(work, input)).result!.map(({ verdict }) => verdict);
    };
    const plan = (day: string) => aPlan(placement, { asOf: new Date(`${day}T06:00:00Z`), plannedStart: at(day) });
    const cell = async (line: string) => {
      const { cells } = await sheet();
      return cells.find((each: Cell) => each.line === line);
    };
    // It became known on the last day of the quarter, and nobody came.
    expect(await cell('KPI-3.4')).toMatchObject({ numerator: 1 });
    await close();
    const log = aLog(placement, { arrivedAt: at('2026-06-30') });
    expect(await report({ plans: [plan('2026-06-29')], logs: [log] })).toEqual(['HELD', 'HELD']);
    expect(await report({ plans: [plan('2026-07-01')] })).toEqual(['NEW']);
    expect(await cell('KPI-3.5')).toMatchObject({ numerator: 1, denominator: 1 });
    const reason = 'The provider’s system was late.';
    await ground.ask('officer', REOPEN, { input: { quarter: Q1, reason, idempotencyKey: randomUUID() } });
    expect(await cell('KPI-3.5')).toMatchObject({ numerator: 1, denominator: 2, value: 50 });
  });

  it('NTF-37: nobody but a contract officer closes, and a provider declares for itself alone', async () => {
    await ground.hub.time.advanceTo(new Date('2026-07-02T09:00:00Z'));
    for (const caller of ['commissioner', 'broker', 'maple']) {
      const { errors } = await ground.ask(caller, CLOSE, { input: { quarter: Q1, idempotencyKey: randomUUID() } });
      expect(errors[0].extensions.code).toBe('FORBIDDEN');
    }
    const input = {
      council: 'ashdown',
      quarter: Q1,
      lines: [{ line: 'KPI-4.1', value: 1 }],
      idempotencyKey: randomUUID(),
    };
    const { errors } = await ground.ask('maple', DECLARE, { input });
    expect(errors[0].extensions).toMatchObject({ code: 'FORBIDDEN', rule: 'IDG-26' });
  });
});

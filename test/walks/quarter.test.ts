import { addMinutes } from '../../kernel/time/working-time.js';
import { startTestHub, type TestHub } from '../harness/hub.js';
import { CASE_SYSTEM, nextKey, people, providerId, rostering } from './borough.js';
import { type Answer, Walk } from './walk.js';

const OFFICER = 'user:contract-officer@bromley';
const MANAGER = 'user:manager@oakwood';
const Q1 = '2026-27 Q1';
const LINES = ['KPI-3.4', 'KPI-3.5'];

describe('a quarter', () => {
  let hub: TestHub;
  beforeEach(async () => {
    hub = await startTestHub();
  });
  afterEach(() => hub.stop());

  it('CM-05, NTF-37, SHOW-05: is read, corrected, declared, closed with a discrepancy, and opened again', async () => {
    const walk = new Walk(
      hub,
      'quarter',
      'A quarter is read, corrected, declared and closed',
      'Oakwood has cared for somebody since before the hub, until 9 June. The council’s contract officer reads the sheet of the quarter; a visit turns out to have been otherwise; what the provider declares is held against what was computed; and what comes after the quarter was closed waits until it is opened again.',
    );
    let placement = '';
    await walk.before(async () => {
      placement = await aRunningPlacement(walk);
    });
    const calls = ['2026-06-02', '2026-06-03', '2026-06-04', '2026-06-05'].map((day) => aCall(placement, day));
    walk.tell(
      'In June the council expects five more calls. Four are planned; of the third nobody logs in, and it is missed. Of the fifth nobody says anything: it is missed as well.',
    );
    await reports(
      walk,
      calls.map(({ plan }) => plan),
    );
    await walk.timePassesTo(new Date('2026-06-05T20:00:00Z'));
    await reports(walk, [], [calls[0]!.log, calls[1]!.log, calls[3]!.log]);

    walk.tell('The quarter is over: its return is due, and the officer reads the sheet.');
    await walk.timePassesTo(new Date('2026-07-01T08:00:00Z'));
    const first = await sheet(walk);
    expect(cell(first, 'KPI-3.4')).toMatchObject({ value: 2, before: 0, trend: 'UP' });
    walk.tell('Which visits were they?');
    const { kpiEvidence } = await walk.as<Answer>(OFFICER, 'kpi-evidence', {
      ...{ period: Q1, provider: providerId('oakwood'), line: 'KPI-3.4', part: 'NUMERATOR' },
    });
    const missed = kpiEvidence.edges.map(({ node }: Answer) => node);
    expect(missed.map(({ day }: Answer) => day).sort()).toEqual(['2026-06-04', '2026-06-09']);
    expect(missed).toMatchObject([
      { kind: 'VISIT', amount: 1 },
      { kind: 'VISIT', amount: 1 },
    ]);

    walk.tell(
      'The log of the third call comes late, from a telephone that had been without a signal. The sheet that was read is no longer what the visits say: its fingerprint is another.',
    );
    await reports(walk, [], [calls[2]!.log]);
    const second = await sheet(walk);
    expect(cell(second, 'KPI-3.4').value).toBe(1);
    expect(second.fingerprint).not.toBe(first.fingerprint);

    walk.tell('The provider returns its own figures. It had counted three calls as missed.');
    const { declareKpis } = await walk.as<Answer>(MANAGER, 'declare-kpis', {
      input: {
        council: 'bromley',
        quarter: Q1,
        lines: [
          { line: 'KPI-3.4', value: 3 },
          { line: 'KPI-4.1', value: 1 },
        ],
        idempotencyKey: nextKey(),
      },
    });
    expect(declareKpis.refusals).toEqual([]);
    walk.tell('The officer closes the quarter, and is told what is to be asked about.');
    const { closeQuarter } = await walk.as<Answer>(OFFICER, 'close-quarter', {
      input: { quarter: Q1, idempotencyKey: nextKey() },
    });
    expect(closeQuarter).toMatchObject({ refusals: [], discrepancies: [{ lines: ['KPI-3.4'] }] });
    const closed = await sheet(walk);
    expect(cell(closed, 'KPI-3.4')).toMatchObject({ declared: 3, difference: 2, verdict: 'QUERY' });

    walk.tell('Oakwood had forgotten to report the fifth call. What it reports now is held: the quarter is closed.');
    const late = aCall(placement, '2026-06-09');
    expect(await reports(walk, [late.plan], [late.log])).toEqual(['HELD', 'HELD']);
    expect((await sheet(walk)).fingerprint).toBe(closed.fingerprint);
    walk.tell('The officer opens it again and says why; what was held is counted, and the quarter is closed anew.');
    const reopened = await walk.as<Answer>(OFFICER, 'reopen-quarter', {
      input: { quarter: Q1, reason: 'One call of June had not been reported.', idempotencyKey: nextKey() },
    });
    expect(reopened.reopenQuarter.refusals).toEqual([]);
    expect(cell(await sheet(walk), 'KPI-3.5')).toMatchObject({ numerator: 0, denominator: 5 });
    const again = await walk.as<Answer>(OFFICER, 'close-quarter', {
      input: { quarter: Q1, idempotencyKey: nextKey() },
    });
    expect(again.closeQuarter.refusals).toEqual([]);
    await walk.end();
  });

  async function sheet(walk: Walk): Promise<Answer> {
    const asked = { period: Q1, provider: providerId('oakwood'), lines: LINES };
    return (await walk.as<Answer>(OFFICER, 'kpi-sheet', asked)).kpiSheet;
  }

  const cell = ({ cells }: Answer, line: string) => cells.find((each: Answer) => each.line === line);

  async function aRunningPlacement(walk: Walk): Promise<string> {
    const { person, groups, carePlan } = people.request(900, await hub.time.now());
    const days = ['TUE', 'WED', 'THU', 'FRI'];
    const calls = [{ days, startTime: '08:00', minutes: 30, activities: ['PERSONAL_CARE'] }];
    const { takeOverPlacements } = await walk.as<Answer>(CASE_SYSTEM, 'take-over-placements', {
      input: {
        idempotencyKey: nextKey(),
        placements: [
          {
            ...{ person, groups, calls, carePlan },
            lasLineId: 'LINE-900',
            providerId: providerId('oakwood'),
            careType: 'STANDARD_ADULT',
            startedOn: '2025-05-12',
            hourlyRatePence: 2200,
          },
        ],
      },
    });
    expect(takeOverPlacements.refusals).toEqual([]);
    const [{ id: placementId, reference }] = takeOverPlacements.placements;
    const { endPlacement } = await walk.as<Answer>(CASE_SYSTEM, 'end-placement', {
      input: { idempotencyKey: nextKey(), placementId, reason: 'SELF_CARE', endDate: '2026-06-09' },
    });
    expect(endPlacement.refusals).toEqual([]);
    return reference;
  }

  /** A call of half an hour at eight, and the log of the worker who made it. */
  function aCall(placement: string, day: string): { readonly plan: object; readonly log: object } {
    const plannedStart = new Date(`${day}T07:00:00Z`);
    const plannedEnd = addMinutes(plannedStart, 30);
    const [V, L] = [`V-${day}`, `L-${day}`];
    const gps = { arrivedBy: 'GPS', departedBy: 'GPS' };
    return {
      plan: { externalId: V, asOf: '2026-05-29T09:00:00.000Z', placement, plannedStart, plannedEnd },
      log: {
        ...{ externalId: L, asOf: plannedEnd, placement, visitExternalId: V, worker: 'W-17' },
        ...{ arrivedAt: plannedStart, departedAt: plannedEnd, ...gps },
      },
    };
  }

  /** What Oakwood's rostering system reports; answers what came of each row. */
  async function reports(walk: Walk, plans: readonly object[], logs: readonly object[] = []): Promise<string[]> {
    const { recordVisits } = await walk.as<Answer>(rostering('oakwood'), 'record-visits', {
      input: { council: 'bromley', source: 'oakwood-roster', plans, logs },
    });
    return recordVisits.rows.map(({ verdict }: Answer) => verdict);
  }
});

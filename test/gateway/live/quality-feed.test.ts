import { randomUUID } from 'node:crypto';
import { cqcRecordOf, providerNamed } from '../../../hub/demo/borough.js';
import { People } from '../../../hub/demo/people.js';
import { inTransaction } from '../../../kernel/database/work.js';
import { startTestHub, type TestHub, type Watching } from '../../harness/hub.js';
import { type Answer, promised } from '../../walks/walk.js';

interface Item {
  readonly cursor: string;
  readonly type: string;
  readonly council: { readonly id: string; readonly name: string };
  readonly providerId: string | null;
  readonly [field: string]: unknown;
}
type Watcher = Watching<{ qualityFeed: Item }>;

const OFFICER = 'user:contract-officer@bromley';
const BROKER = 'user:broker@bromley';
const CASE_SYSTEM = 'machine:case-system@bromley';
const Q1 = '2026-27 Q1';
const idOf = (provider: string) => providerNamed(provider).id;
const people = new People(11);

describe('the quality feed', () => {
  let hub: TestHub;
  beforeEach(async () => {
    hub = await startTestHub();
  });
  afterEach(() => hub.stop());

  const watch = async (subject: string, after?: string): Promise<Watcher> =>
    hub.watch(subject, await promised('watch-quality'), after === undefined ? {} : { after });
  const itemAt = async (subject: string, cursor: string) => {
    const { data } = await hub.graphql<{ qualityFeedItem: Item | null }>(subject, await promised('read-quality-item'), {
      cursor,
    });
    return data!.qualityFeedItem;
  };
  const typesOf = (watcher: Watcher) => watcher.all.map(({ qualityFeed }) => qualityFeed.type);

  /** One promised operation with an input, whose payload refuses nothing; answers the payload. */
  async function act(subject: string, operation: string, input: Record<string, unknown>): Promise<Answer> {
    const { data, errors } = await hub.graphql<Answer>(subject, await promised(operation), { input });
    expect(errors).toBeUndefined();
    const [payload] = Object.values(data as Record<string, { refusals: unknown[] }>);
    expect(payload!.refusals).toEqual([]);
    return payload;
  }

  /** The council asks for care in the South, whose one patch provider declines. */
  async function thornfieldDeclines(nth: number): Promise<void> {
    await act(CASE_SYSTEM, 'submit-service-request', {
      ...people.request(nth, await hub.time.now(), { patch: 'South' }),
    });
    const { rows } = await hub.pool.query<{ callOffId: string }>(
      `select data->>'callOffId' as "callOffId" from platform.event
       where type = 'CallOffPublished' and data->>'stage' = 'PATCH' order by seq desc limit 1`,
    );
    await act('machine:rostering@thornfield', 'decline-invitation', {
      callOffId: rows[0]!.callOffId,
      reason: 'CAPACITY',
      idempotencyKey: randomUUID(),
    });
  }

  it('NTF-32, CM-06: a persistent decline is told to brokerage, contract officer and the provider itself, once, and to nobody else', async () => {
    const told = await Promise.all(['user:manager@thornfield', BROKER, OFFICER].map((subject) => watch(subject)));
    const others = await Promise.all(
      [
        'user:manager@oakwood',
        'user:manager@larkspur',
        CASE_SYSTEM,
        'user:broker@ashdown',
        'user:contract-officer@ashdown',
      ].map((subject) => watch(subject)),
    );
    for (const nth of [1, 2]) await thornfieldDeclines(nth);
    for (const watcher of told) expect(watcher.all).toEqual([]);

    await thornfieldDeclines(3);
    const [first] = await told[0]!.take(1);
    expect(first).toEqual({
      qualityFeed: {
        cursor: expect.any(String),
        type: 'PersistentDeclineFlagged',
        occurredAt: '2026-06-01T08:00:00.000Z',
        publishedAt: '2026-06-01T08:00:00.000Z',
        council: { id: 'bromley', name: 'Bromley' },
        providerId: idOf('thornfield'),
        invitations: 3,
        declined: 3,
        reasonCode: 'CONSECUTIVE',
        ...{ quarter: null, lines: null, rule: null, subject: null, dueAt: null, placementId: null, caseId: null },
        ...{ contractReview: null, statement: null, invoice: null },
      },
    });
    for (const watcher of told.slice(1)) expect(await watcher.take(1)).toEqual([first]);

    // The spell goes on: it has been told.
    await thornfieldDeclines(4);
    for (const watcher of told) expect(typesOf(watcher)).toEqual(['PersistentDeclineFlagged']);
    for (const watcher of others) expect(watcher.all).toEqual([]);

    const { cursor } = first!.qualityFeed;
    for (const subject of ['user:manager@thornfield', BROKER, OFFICER]) {
      expect(await itemAt(subject, cursor)).toEqual(first!.qualityFeed);
    }
    for (const subject of ['user:manager@oakwood', CASE_SYSTEM, 'user:broker@ashdown']) {
      expect(await itemAt(subject, cursor)).toBeNull();
    }
  });

  it('IDG-27: a credential that may not read figures, or whose role no event names, is not told of them', async () => {
    const ask = 'query ($cursor: Cursor!) { qualityFeedItem(cursor: $cursor) { type } }';
    for (const [subject, rule] of [
      ['machine:rostering@oakwood', 'IDG-05'],
      ['machine:call-monitoring@oakwood', 'IDG-05'],
      ['user:practitioner@bromley', 'IDG-05'],
    ] as const) {
      const { errors } = await hub.graphql(subject, ask, { cursor: '0' });
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', rule });
    }
  });

  it('NTF-37, CM-05, PAY-07, WIN-21: each hears of its own figures, pay and clocks, and no figure is told', async () => {
    const [oakwood, linden, officer, broker, caseSystem] = await Promise.all(
      ['user:manager@oakwood', 'user:manager@linden', OFFICER, BROKER, CASE_SYSTEM].map((subject) => watch(subject)),
    );
    const placement = await aRunningPlacement();
    const plan = {
      externalId: 'V-1',
      asOf: '2026-05-29T09:00:00.000Z',
      placement,
      plannedStart: '2026-06-02T07:00:00.000Z',
      plannedEnd: '2026-06-02T07:30:00.000Z',
    };
    await hub.graphql('machine:rostering@oakwood', await promised('record-visits'), {
      input: { council: 'bromley', source: 'roster', plans: [plan], logs: [] },
    });
    // Nobody comes, and nobody at the desk acts.
    await hub.time.freezeAt(new Date('2026-06-02T08:15:00Z'));
    const missed = (await broker!.take(2)).map(({ qualityFeed }) => qualityFeed);
    expect(missed).toMatchObject([
      { type: 'DeadlineMissed', rule: 'DEL-23', dueAt: '2026-06-02T07:35:00.000Z', subject: expect.any(String) },
      { type: 'DeadlineMissed', rule: 'DEL-22', subject: expect.stringMatching(/^alert\//) },
    ]);

    await act('machine:rostering@oakwood', 'record-visits', {
      ...{ council: 'bromley', source: 'roster', plans: [] },
      logs: [
        {
          ...{ externalId: 'L-1', asOf: '2026-06-02T08:30:00.000Z', placement, visitExternalId: 'V-1', worker: 'W-1' },
          ...{ arrivedAt: '2026-06-02T07:00:00.000Z', departedAt: '2026-06-02T07:30:00.000Z' },
          ...{ arrivedBy: 'GPS', departedBy: 'GPS' },
        },
      ],
    });
    await hub.time.freezeAt(new Date('2026-06-05T08:00:00Z'));
    const days = { from: '2026-06-01', to: '2026-06-04' };
    const { data } = await hub.graphql<Answer>(OFFICER, await promised('payable-statement'), {
      ...days,
      provider: idOf('oakwood'),
    });
    const { fingerprint, amountPence } = (data as Answer).payableStatement;
    await act(OFFICER, 'approve-statement', {
      ...{ providerId: idOf('oakwood'), ...days, fingerprint, idempotencyKey: randomUUID() },
    });
    const [approved] = await caseSystem!.take(1);
    expect(approved!.qualityFeed).toMatchObject({
      type: 'PayableStatementApproved',
      providerId: idOf('oakwood'),
      statement: { ...days, amountPence },
    });
    expect(await oakwood!.take(1)).toEqual([approved]);

    await hub.time.freezeAt(new Date('2026-07-01T08:00:00Z'));
    // Oakwood works for two councils, and each is owed a return.
    const due = (await oakwood!.take(2)).map(({ qualityFeed }) => qualityFeed);
    expect(due.map(({ type, council, quarter }) => [type, council.id, quarter]).sort()).toEqual([
      ['KpiReturnDue', 'ashdown', Q1],
      ['KpiReturnDue', 'bromley', Q1],
    ]);
    await act('user:manager@oakwood', 'declare-kpis', {
      ...{ council: 'bromley', quarter: Q1, idempotencyKey: randomUUID() },
      lines: [
        { line: 'KPI-3.4', value: 7 },
        { line: 'KPI-36', value: 3 },
      ],
    });
    await act(OFFICER, 'close-quarter', { quarter: Q1, idempotencyKey: randomUUID() });
    await act(OFFICER, 'reopen-quarter', {
      ...{ quarter: Q1, reason: 'A call of June had not been reported.', idempotencyKey: randomUUID() },
    });
    const quarter = ['KpiQuarterClosed', 'KpiDiscrepancyFound', 'KpiQuarterReopened'];
    const told = (await oakwood!.take(3)).map(({ qualityFeed }) => qualityFeed);
    expect(told.map(({ type }) => type)).toEqual(quarter);
    expect(told[1]).toMatchObject({ providerId: idOf('oakwood'), quarter: Q1, lines: ['KPI-3.4'] });
    expect(told[0]).toMatchObject({ providerId: null, quarter: Q1 });
    await linden!.take(3);
    expect(typesOf(linden!)).toEqual(['KpiReturnDue', 'KpiQuarterClosed', 'KpiQuarterReopened']);
    expect(JSON.stringify(linden!.all)).not.toContain(idOf('oakwood'));
    const ofOfficer = officer!.all.map(({ qualityFeed }) => qualityFeed);
    expect(ofOfficer.filter(({ type }) => type !== 'KpiReturnDue').map(({ type }) => type)).toEqual(quarter);
    expect(ofOfficer.filter(({ type }) => type === 'KpiReturnDue')).toHaveLength(8);
    // KPI-36 counts people by what they are: three of them are not told, nor that somebody declared them.
    expect(JSON.stringify([oakwood!.all, officer!.all])).not.toContain('KPI-36');
    expect(typesOf(broker!).every((type) => type === 'DeadlineMissed')).toBe(true);
    expect(typesOf(caseSystem!)).toEqual(['PayableStatementApproved']);

    const resumed = await watch('user:manager@oakwood', told[0]!.cursor);
    expect((await resumed.take(2)).map(({ qualityFeed }) => qualityFeed)).toEqual(told.slice(1));
  });

  it('PROV-07: a review that the rule-book opens is told to the contract officers of its council alone', async () => {
    const [officer, broker, manager, elsewhere] = await Promise.all(
      [OFFICER, BROKER, 'user:manager@thornfield', 'user:contract-officer@ashdown'].map((subject) => watch(subject)),
    );
    const record = cqcRecordOf({ ...providerNamed('thornfield'), rating: 'INADEQUATE' });
    const { errors } = await hub.graphql(OFFICER, await promised('import-cqc-record'), {
      input: {
        record: JSON.parse(JSON.stringify(record).replaceAll('2025-11-04', '2026-05-29')),
        idempotencyKey: randomUUID(),
      },
    });
    expect(errors).toBeUndefined();
    expect(await officer!.take(1)).toMatchObject([
      {
        qualityFeed: {
          type: 'ContractReviewOpened',
          providerId: idOf('thornfield'),
          contractReview: { kind: 'FULL', rule: 'PROV-07', state: 'OPEN' },
        },
      },
    ]);
    for (const watcher of [broker, manager, elsewhere]) expect(watcher!.all).toEqual([]);
  });

  it('NTF-32, PROV-02: a provider that every council has suspended is told all the same', async () => {
    const listening = await watch('user:manager@thornfield');
    for (const nth of [1, 2, 3]) await thornfieldDeclines(nth);
    expect(await listening.take(1)).toMatchObject([{ qualityFeed: { type: 'PersistentDeclineFlagged' } }]);
    const work = hub.hub.subgraphs.get('providers')!.work();
    await inTransaction(work, 'bromley', (t) =>
      t.tell({
        type: 'ProviderSuspended',
        subject: `provider/${idOf('thornfield')}`,
        council: 'bromley',
        audience: {},
        data: { providerId: idOf('thornfield'), reason: 'contract notice' },
      }),
    );
    await hub.time.settled();
    const anew = await watch('user:manager@thornfield', '0');
    expect(await anew.take(1)).toMatchObject([{ qualityFeed: { type: 'PersistentDeclineFlagged' } }]);
  });

  /** Care that Oakwood gives since before the hub; answers the placement's reference. */
  it('PAY-01, CM-08: an invoice that claims a missed visit is told to contract officers and its provider, and to nobody else', async () => {
    const [oakwood, officer, broker, linden] = await Promise.all(
      ['user:manager@oakwood', OFFICER, BROKER, 'user:manager@linden'].map((subject) => watch(subject)),
    );
    const placement = await aRunningPlacement();
    const [plannedStart, plannedEnd] = ['2026-06-02T07:00:00.000Z', '2026-06-02T07:30:00.000Z'];
    await act('machine:rostering@oakwood', 'record-visits', {
      ...{ council: 'bromley', source: 'roster', logs: [] },
      plans: [{ externalId: 'V-1', asOf: '2026-05-29T09:00:00.000Z', placement, plannedStart, plannedEnd }],
    });
    await hub.time.freezeAt(new Date('2026-06-03T08:00:00Z'));
    const claim = { line: 1, source: 'roster', externalId: 'V-1', minutes: 30, amountPence: 1100 };
    await act('user:manager@oakwood', 'record-invoice', {
      ...{ council: 'bromley', number: 'INV-1', from: '2026-06-01', to: '2026-06-02', lines: [claim] },
      idempotencyKey: randomUUID(),
    });
    const claimed = async (watcher: Watcher | undefined) => {
      for (let taken = 0; taken < 20; taken += 1) {
        const [item] = await watcher!.take(1);
        if (item!.qualityFeed.type === 'MissedVisitClaimed') return item!.qualityFeed;
      }
      return null;
    };
    const item = await claimed(officer);
    expect(item).toMatchObject({
      providerId: idOf('oakwood'),
      invoice: { number: 'INV-1', claimedPence: 1100, overPence: 1100 },
    });
    expect(await claimed(oakwood)).toEqual(item);
    expect(await itemAt(BROKER, item!.cursor)).toBeNull();
    for (const other of [broker, linden]) expect(typesOf(other!)).not.toContain('MissedVisitClaimed');
  });

  async function aRunningPlacement(): Promise<string> {
    const {
      person,
      groups,
      calls: [call],
      carePlan,
    } = people.request(900, await hub.time.now());
    // One call a week, on Tuesdays.
    const calls = [{ ...call, days: ['TUE'], startTime: '08:00', minutes: 30 }];
    const { placements } = await act(CASE_SYSTEM, 'take-over-placements', {
      idempotencyKey: randomUUID(),
      placements: [
        {
          ...{ person, groups, calls, carePlan, lasLineId: 'LINE-900', providerId: idOf('oakwood') },
          ...{ careType: 'STANDARD_ADULT', startedOn: '2025-05-12', hourlyRatePence: 2200 },
        },
      ],
    });
    return placements[0].reference;
  }
});

import { readFile } from 'node:fs/promises';
import { providerNamed } from '../../../hub/demo/borough.js';
import { inTransaction } from '../../../kernel/database/work.js';
import type { NewEvent } from '../../../schema/events/envelope.js';
import { startTestHub, type TestHub, type Watching } from '../../harness/hub.js';
import { proposePlacement } from '../../harness/placement.js';
import { aCall } from '../../subgraphs/monitoring/visits/visits-harness.js';

interface Item {
  readonly cursor: string;
  readonly type: string;
  readonly state: string | null;
  readonly rule: string | null;
  readonly alertId: string;
  readonly visit: { readonly plans: ReadonlyArray<{ readonly externalId: string }>; readonly state: string };
}
type Watcher = Watching<{ alertFeed: Item }>;

/** Monday 1 June 2026, 10:00 in London. */
const PLANNED = new Date('2026-06-01T09:00:00.000Z');
const after = (minutes: number, ms = 0) => new Date(PLANNED.getTime() + minutes * 60_000 + ms);
const oakwood = providerNamed('oakwood');

describe('the alert feed', () => {
  let hub: TestHub;
  beforeEach(async () => {
    hub = await startTestHub();
  });
  afterEach(() => hub.stop());

  const watch = async (subject: string, cursor?: string): Promise<Watcher> =>
    hub.watch(
      subject,
      await readFile('schema/operations/watch-alerts.graphql', 'utf8'),
      cursor === undefined ? {} : { after: cursor },
    );
  /** The next so many items about alerts: that a visit has moved is told beside them. */
  const alerts = async (watcher: Watcher, count: number) => {
    const items: Item[] = [];
    while (items.length < count) {
      const [next] = await watcher.take(1);
      if (!next) throw new Error(`told of ${items.length} alerts only`);
      if (next.alertFeed.type !== 'VisitsChanged') items.push(next.alertFeed);
    }
    return items;
  };
  const take = async (watcher: Watcher, count: number) =>
    (await alerts(watcher, count)).map(({ type, state, rule }) => [type, state ?? rule]);
  const alertsIn = ({ all }: Watcher) => all.filter(({ alertFeed }) => alertFeed.type !== 'VisitsChanged');

  async function tell(subgraph: string, event: Omit<NewEvent, 'actor' | 'occurredAt' | 'audience'>): Promise<void> {
    const work = hub.hub.subgraphs.get(subgraph)!.work();
    await inTransaction(work, event.council ?? '*', (t) => t.tell({ ...event, audience: {} }));
    await hub.time.settled();
  }

  /** Oakwood's rostering system reports one row. */
  async function record(rows: { plans?: unknown[]; logs?: unknown[] }): Promise<void> {
    const { data } = await hub.graphql<{ recordVisits: unknown }>(
      'machine:rostering@oakwood',
      await readFile('schema/operations/record-visits.graphql', 'utf8'),
      { input: { council: 'bromley', source: 'roster', ...rows } },
    );
    expect(data!.recordVisits).toMatchObject({ refusals: [], rows: [{ verdict: 'NEW' }] });
  }

  /** Calls of Oakwood's in Bromley on this Monday alone, at ten unless told otherwise; the first is planned. Answers the placement. */
  async function aPlacement(externalId: string, ...starts: readonly string[]): Promise<string> {
    const placementId = await proposePlacement(hub, {
      providerId: oakwood.id,
      calls: (starts.length > 0 ? starts : ['10:00']).map((requestedStart) => aCall({ requestedStart, days: ['MON'] })),
    });
    const plan = {
      externalId,
      asOf: (await hub.time.now()).toISOString(),
      placement: placementId,
      plannedStart: PLANNED.toISOString(),
      plannedEnd: after(30).toISOString(),
      plannedWorkers: ['W1'],
    };
    await record({ plans: [plan] });
    return placementId;
  }

  const aLog = (placement: string, visitExternalId: string, arrivedAt: Date) => ({
    externalId: `L-${visitExternalId}`,
    asOf: arrivedAt.toISOString(),
    placement,
    visitExternalId,
    worker: 'W1',
    arrivedAt: arrivedAt.toISOString(),
    arrivedBy: 'GPS',
  });

  it('NTF-19, DEL-21: a late call is pushed as its thirtieth minute ends, to those on duty and to nobody else', async () => {
    const told = await Promise.all(
      [
        'machine:rostering@oakwood',
        'user:manager@oakwood',
        'machine:call-monitoring@oakwood',
        'user:broker@bromley',
        'user:practitioner@bromley',
      ].map((subject) => watch(subject)),
    );
    const others = await Promise.all(
      [
        'machine:rostering@linden',
        'user:manager@larkspur',
        'user:broker@ashdown',
        'user:practitioner@ashdown',
        'user:contract-officer@bromley',
      ].map((subject) => watch(subject)),
    );
    const placement = await aPlacement('V-1');
    await hub.time.freezeAt(after(30));
    for (const watcher of told) expect(alertsIn(watcher)).toEqual([]);
    await hub.time.freezeAt(after(30, 1));
    const [first] = await alerts(told[0]!, 1);
    expect(first).toMatchObject({
      type: 'VisitAlertRaised',
      council: { id: 'bromley', name: 'Bromley' },
      providerId: oakwood.id,
      placementId: placement,
      plannedStart: PLANNED.toISOString(),
      publishedAt: after(30, 1).toISOString(),
      timeCritical: false,
      visit: { plans: [{ externalId: 'V-1' }], state: 'ALERTED' },
    });
    for (const watcher of told.slice(1)) expect(await alerts(watcher, 1)).toEqual([first]);

    // Twelve minutes without an act: both clocks of the desk run out, and then somebody comes.
    await hub.time.freezeAt(after(42));
    await record({ logs: [aLog(placement, 'V-1', after(42))] });
    const rest = [
      ['VisitAlertEscalated', 'DEL-23'],
      ['VisitAlertEscalated', 'DEL-22'],
      ['VisitAlertClosed', 'RESOLVED'],
    ];
    for (const watcher of told) expect(await take(watcher, 3)).toEqual(rest);
    // The escalations alone are for contract officers; whoever is of another house has heard nothing at all.
    expect(await take(others[4]!, 2)).toEqual(rest.slice(0, 2));
    for (const { all } of others.slice(0, 4)) expect(all).toEqual([]);
  });

  it('NTF-19: whoever was away resumes after the last cursor: nothing is missed, and nothing comes twice', async () => {
    const before = await watch('machine:rostering@oakwood');
    const placement = await aPlacement('V-1');
    await hub.time.freezeAt(after(31));
    const [raised] = await alerts(before, 1);
    await before.stop();
    await hub.time.freezeAt(after(36));
    await record({ logs: [aLog(placement, 'V-1', after(36))] });
    const resumed = await watch('machine:rostering@oakwood', raised!.cursor);
    expect(await take(resumed, 2)).toEqual([
      ['VisitAlertEscalated', 'DEL-23'],
      ['VisitAlertClosed', 'RESOLVED'],
    ]);
    const whole = await watch('machine:rostering@oakwood', '0');
    expect((await alerts(whole, 3)).map(({ cursor }) => cursor)).toEqual([
      raised!.cursor,
      ...alertsIn(resumed).map(({ alertFeed }) => alertFeed.cursor),
    ]);
    const [again] = resumed.all;
    const { data } = await hub.graphql<{ alertFeedItem: Item }>(
      'machine:rostering@oakwood',
      await readFile('schema/operations/read-alert-item.graphql', 'utf8'),
      { cursor: again!.alertFeed.cursor },
    );
    expect(data!.alertFeedItem).toEqual(again!.alertFeed);
    const linden = await hub.graphql<{ alertFeedItem: Item }>(
      'machine:rostering@linden',
      'query ($cursor: Cursor!) { alertFeedItem(cursor: $cursor) { type } }',
      { cursor: again!.alertFeed.cursor },
    );
    expect(linden.data).toEqual({ alertFeedItem: null });
  });

  it('NTF-19, PROV-02: a provider that every council has suspended is told all the same', async () => {
    const listening = await watch('machine:rostering@oakwood');
    for (const council of ['bromley', 'ashdown']) {
      await tell('providers', {
        type: 'ProviderSuspended',
        subject: `provider/${oakwood.id}`,
        council,
        data: { providerId: oakwood.id, reason: 'contract notice' },
      });
    }
    await aPlacement('V-1');
    await hub.time.freezeAt(after(31));
    expect(await take(listening, 1)).toEqual([['VisitAlertRaised', null]]);
    const anew = await watch('user:manager@oakwood', '0');
    expect(await take(anew, 1)).toEqual([['VisitAlertRaised', null]]);
  });

  it('DEL-18, DEL-20: visits that move are told as they do, and a refused call to the council alone', async () => {
    const told = await Promise.all(
      ['machine:rostering@oakwood', 'user:contract-officer@bromley'].map((subject) => watch(subject)),
    );
    const practitioner = await watch('user:practitioner@bromley');
    const other = await watch('machine:rostering@linden');
    const placement = await aPlacement('V-1', '10:00', '10:05');
    for (const watcher of told) {
      const [moved] = await watcher.take(1);
      expect(moved!.alertFeed).toMatchObject({
        type: 'VisitsChanged',
        visit: null,
        visits: [
          { placementId: placement, state: 'PLANNED' },
          { placementId: placement, state: 'PLANNED' },
        ],
      });
    }
    await hub.time.freezeAt(after(5));
    const log = aLog(placement, 'V-1', after(2));
    await record({ logs: [{ ...log, refused: { reason: 'NOT_TODAY', capacityConcern: false } }] });
    await hub.time.freezeAt(after(10));
    const again = { ...log, externalId: 'L-2', visitExternalId: 'V-2', arrivedAt: after(6).toISOString() };
    await record({
      plans: [
        {
          externalId: 'V-2',
          asOf: PLANNED.toISOString(),
          placement,
          plannedStart: after(5).toISOString(),
          plannedEnd: after(35).toISOString(),
        },
      ],
    });
    await record({
      logs: [{ ...again, asOf: after(6).toISOString(), refused: { reason: 'NO', capacityConcern: false } }],
    });
    const [refused] = await alerts(practitioner, 1);
    expect(refused).toMatchObject({
      type: 'ServiceRefused',
      placementId: placement,
      refusals: 2,
      timeCritical: false,
      visit: { plans: [{ externalId: 'V-2' }], state: 'REFUSED' },
    });
    for (const watcher of told) expect(alertsIn(watcher)).toEqual([]);
    expect(other.all).toEqual([]);
  });
});

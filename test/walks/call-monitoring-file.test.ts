import { startTestHub, type TestHub } from '../harness/hub.js';
import { afterClose, award, bid, calls, request, rostering } from './borough.js';
import { type Answer, Walk } from './walk.js';

const CALL_MONITORING = 'machine:call-monitoring@oakwood';
const OFFICER = 'user:contract-officer@bromley';

type Row = Readonly<Record<string, unknown>>;

/** Two mornings of June: their plans, and a log of each. The second log names no visit, as some systems send them. */
function rowsOf(placement: string): readonly Row[] {
  const plan = (externalId: string, day: string) => ({
    kind: 'PLAN',
    externalId,
    asOf: `${day}T04:00:00.000Z`,
    placement,
    plannedStart: `${day}T07:00:00.000Z`,
    plannedEnd: `${day}T07:45:00.000Z`,
    plannedWorkers: ['W-104'],
  });
  const log = (externalId: string, day: string, arrived: string, departed: string, visit: object) => ({
    kind: 'LOG',
    externalId,
    asOf: `${day}T${departed}:00.000Z`,
    placement,
    worker: 'W-104',
    arrivedAt: `${day}T${arrived}:00.000Z`,
    arrivedBy: 'GPS',
    arrivedMetres: 14,
    departedAt: `${day}T${departed}:00.000Z`,
    departedBy: 'GPS',
    departedMetres: 9,
    tasks: [{ task: 'PERSONAL_CARE', outcome: 'DONE' }],
    ...visit,
  });
  return [
    plan('V-1', '2026-06-02'),
    log('L-1', '2026-06-02', '07:04', '07:49', { visitExternalId: 'V-1' }),
    plan('V-2', '2026-06-03'),
    log('L-2', '2026-06-03', '07:21', '08:05', {}),
  ];
}

describe('a call-monitoring file', () => {
  let hub: TestHub;
  beforeEach(async () => {
    hub = await startTestHub();
  });
  afterEach(() => hub.stop());

  it('DEL-01, DEL-02, DEL-20: sent backwards, twice and with a later version, it ends as it would in order', async () => {
    const walk = new Walk(
      hub,
      'call-monitoring-file',
      'A call-monitoring file that comes backwards, and again',
      'A provider’s call monitoring sends its log as lines. It comes in the wrong order, a second time, and with a later version of one row. Each row is answered for itself, and each finds the call that the council commissioned.',
    );
    let placement = '';
    await walk.before(async () => {
      const oakwood = await walk.watches(rostering('oakwood'));
      await request(hub, walk, 1, { patch: 'East', neededFrom: '2026-06-02', calls: calls(['08:00', 45]) });
      const published = await walk.told(oakwood, 'CallOffPublished');
      await bid(walk, 'oakwood', published);
      await walk.timePassesTo(afterClose(published));
      expect((await award(hub, walk, published.callOffId)).refusals).toEqual([]);
      placement = (await walk.told(oakwood, 'FullDocumentsAvailable')).placementId!;
    });
    const rows = rowsOf(placement);
    await walk.timePassesTo(new Date('2026-06-03T12:00:00.000Z'));

    const send = async (sent: readonly Row[]): Promise<string[]> => {
      const text = sent.map((row) => `${JSON.stringify(row)}\n`).join('');
      walk.show(text);
      const response = await fetch(`${hub.url.replace('/graphql', '/visits')}?council=bromley&source=call-monitoring`, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-ndjson',
          authorization: `Bearer ${await hub.token(CALL_MONITORING)}`,
        },
        body: text,
      });
      const answers = (await response.text()).split('\n').filter((line) => line !== '');
      await hub.time.settled();
      walk.tell('Each line is answered:');
      walk.show(answers.join('\n'));
      const said = answers.map((line) => JSON.parse(line)).filter(({ verdict }) => verdict);
      return said.map(({ line, verdict, warnings }) => `${line} ${verdict} ${warnings}`);
    };
    const look = async () => {
      const { visits } = await walk.as<Answer>(OFFICER, 'list-visits', {
        placement,
        from: '2026-06-02',
        to: '2026-06-03',
      });
      return visits.edges.map(({ node }: Answer) => node);
    };

    walk.tell(
      'First only the logs come, the later one first. Nobody has planned a visit, but the council has commissioned a call each morning: each log is nearest to one.',
    );
    expect(await send([rows[3]!, rows[1]!])).toEqual(['1 NEW ', '2 NEW ']);
    expect(await look()).toMatchObject([
      { state: 'COMPLETED', plans: [], deviationMinutes: 4, flags: ['NOT_PLANNED'] },
      {
        state: 'COMPLETED',
        plans: [],
        deviationMinutes: 21,
        flags: ['LATE', 'OUTSIDE_WINDOW', 'NOT_TOLD', 'NOT_PLANNED'],
      },
    ]);

    walk.tell('The plans follow, backwards as well. Each answers its call.');
    expect(await send([rows[2]!, rows[0]!])).toEqual(['1 NEW ', '2 NEW ']);
    const first = await look();
    expect(first).toMatchObject([
      { plans: [{ externalId: 'V-1' }], state: 'COMPLETED', deviationMinutes: 4, flags: [] },
      {
        plans: [{ externalId: 'V-2' }],
        state: 'COMPLETED',
        deviationMinutes: 21,
        flags: ['LATE', 'OUTSIDE_WINDOW', 'NOT_TOLD'],
      },
    ]);

    walk.tell('The whole file is sent again, in order this time. It changes nothing.');
    expect(await send(rows)).toEqual(['1 UNCHANGED ', '2 UNCHANGED ', '3 UNCHANGED ', '4 UNCHANGED ']);
    expect(await look()).toEqual(first);

    walk.tell('A later version of a row corrects it; the same version with other content is not believed.');
    const corrected = { ...rows[3]!, asOf: '2026-06-03T09:00:00.000Z', arrivedAt: '2026-06-03T07:06:00.000Z' };
    expect(await send([corrected, { ...rows[1]!, departedAt: '2026-06-02T08:30:00.000Z' }])).toEqual([
      '1 UPDATED ',
      '2 REJECTED ',
    ]);
    expect(await look()).toMatchObject([
      { plans: [{ externalId: 'V-1' }], deviationMinutes: 4 },
      { plans: [{ externalId: 'V-2' }], deviationMinutes: 6, flags: [] },
    ]);
    await walk.end();
  });
});

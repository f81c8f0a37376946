import { randomUUID } from 'node:crypto';
import { startTestHub, type TestHub } from '../../harness/hub.js';

let hub: TestHub;
let provider: string;
let placement: string;
const visits: string[] = [];
beforeAll(async () => {
  hub = await startTestHub();
  const { rows } = await hub.pool.query(
    `select organisation from platform.access_grant where role = 'provider-user' and subject = 'user:manager@thornfield'`,
  );
  provider = rows[0].organisation;
  placement = randomUUID();
  await hub.pool.query(
    `insert into monitoring.expected_placement (id, council, reference, package_id, provider_id, person_id, care_type,
       patch, weekly_worker_minutes, hourly_rate_pence, live, known_on)
     values ($1, 'bromley', 'PL-TABLE1', $1, $2, $1, 'STANDARD_ADULT', 'East', 840, 2100, true, '2027-01-04')`,
    [placement, provider],
  );
  for (let nth = 0; nth < 205; nth++) {
    const id = randomUUID();
    visits.push(id);
    // The days are far from those of the demonstration.
    const start = new Date(Date.UTC(2027, 0, 4 + Math.floor(nth / 103), 7, nth % 103));
    await hub.pool.query(
      `insert into monitoring.visit (id, council, provider_id, placement_id, call_id, care_day, day, expected_start,
         expected_end, minutes, tasks, state, flags, commissioned_minutes, actual_minutes, payable_minutes)
       values ($1, 'bromley', $2, $3, $1, $4, $4, $5, $6, 30, '{}', 'COMPLETED', '{}', 30, 30, 30)`,
      [id, provider, placement, start.toISOString().slice(0, 10), start, new Date(+start + 1_800_000)],
    );
  }
});
afterAll(() => hub.stop());

async function get(query: string, { subject = 'user:manager@thornfield', method = 'GET' } = {}) {
  const url = `${hub.url.replace('/graphql', '/reconciliation.csv')}?${query}`;
  const response = await fetch(url, { method, headers: { authorization: `Bearer ${await hub.token(subject)}` } });
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
}
const rowsOf = (text: string) => text.split('\r\n').filter((row) => row !== '');

describe('a table of comma-separated values', () => {
  it('PAY-11: has a head and a row for each line of all its days, however many pages they are', async () => {
    const { status, type, text } = await get('from=2027-01-03&to=2027-01-06&council=bromley');
    expect([status, type]).toEqual([200, 'text/csv; charset=utf-8; header=present']);
    const [head, ...rows] = rowsOf(text);
    expect(head).toBe(
      'day,placement,visit,invoice,commissionedMinutes,plannedMinutes,loggedMinutes,payableMinutes,payablePence,approvedMinutes,approvedPence,invoicedMinutes,invoicedPence,status,differences,reasons',
    );
    expect(rows.map((row) => row.split(',')[2])).toEqual(visits);
    expect(rows[0]).toBe(
      `2027-01-04,${placement},${visits[0]},,30,0,30,30,1050,,,,,PAYABLE,NOT_PLANNED NOT_APPROVED NOT_INVOICED,`,
    );
    const own = await get(`from=2027-01-04&to=2027-01-04&placement=${placement}`);
    expect(rowsOf(own.text)).toHaveLength(1 + 103);
  });

  it('IDG-23, IDG-27: is read by whoever may read its rows', async () => {
    const others = await get(`from=2027-01-04&to=2027-01-04&provider=${provider}&council=bromley`, {
      subject: 'user:manager@oakwood',
    });
    expect([others.status, others.text]).toEqual([403, expect.stringContaining('IDG-23')]);
    const nobody = await fetch(hub.url.replace('/graphql', '/reconciliation.csv'));
    expect(nobody.status).toBe(401);
    const none = await get(`from=2027-01-04&to=2027-01-04&placement=${randomUUID()}`);
    expect([none.status, none.text]).toEqual([400, expect.stringContaining('BAD_USER_INPUT')]);
  });

  it.each([
    ['from=2027-01-04', 400],
    ['from=2027-01-04&to=2027-01-03', 400],
    ['from=2027-01-04&to=2028-01-05', 400],
    ['from=yesterday&to=today', 400],
  ])('PAY-11: %s is no span of days', async (query, status) => {
    expect((await get(query)).status).toBe(status);
    expect((await get('from=2027-01-04&to=2027-01-04', { method: 'POST' })).status).toBe(400);
  });
});

import type pg from 'pg';
import { COUNCIL } from './board-query.js';
import { type Figure, figure, median, percentile } from './figures.js';
import type { Ground, Server } from './ground.js';

const MEMBERS = 1000;
const CALL_OFFS = 40;

/**
 * Publishes call-offs to a patch of 1,000 members, one after the other: from the commit of the request in cases to the
 * commit of the call-off with all its invitations, by PostgreSQL's own stamps. The floor writes the same invitations and
 * answers by plain SQL, into tables of the same columns and indexes, in turns.
 */
export async function publishFigures(ground: Ground, hub: Server): Promise<Figure[]> {
  const { pool } = ground;
  await plantMembers(pool);
  const publishMs: number[] = [];
  const plainMs: number[] = [];
  for (let nth = -2; nth < CALL_OFFS; nth++) {
    const [callOff] = await ground.openCallOffs(hub, 1);
    const took = await publicationOf(pool, callOff!.id);
    const plain = await writePlainly(pool, callOff!.id);
    // The first are for warmth.
    if (nth < 0) continue;
    publishMs.push(took);
    plainMs.push(plain);
  }
  const named = 'sourcing: a call-off published to 1,000 members, request to commit';
  return [
    figure(`${named}, p95`, percentile(publishMs, 0.95), 'ms', {
      floor: percentile(plainMs, 0.95),
      goal: 'value <= 1000',
      met: (value) => value <= 1000,
    }),
    figure(`${named}, p50`, median(publishMs), 'ms', { floor: median(plainMs) }),
  ];
}

/** Members of the patch from which care is requested, as the hub has heard of them. */
async function plantMembers(pool: pg.Pool): Promise<void> {
  await pool.query(
    `insert into tenders.provider_standing (provider_id, council, version, snapshot, barred)
     select id, council, version, snapshot || jsonb_build_object('providerId', id, 'name', 'Planted Care ' || nth), false
     from (select * from tenders.provider_standing where council = $1
             and snapshot @> '{"memberships":[{"vehicle":"PATCH","patch":"East","status":"ADMITTED"}]}'
           order by provider_id limit 1) member,
       generate_series(1, $2::int) nth, lateral (select md5('member/' || nth)::uuid as id) planted`,
    [COUNCIL, MEMBERS],
  );
  await pool.query('create schema bench');
  for (const table of ['invitation', 'bid']) {
    await pool.query(`create table bench.${table} (like tenders.${table} including all)`);
  }
  await pool.query('vacuum analyze');
}

/** @throws unless everything of the call-off was written by one transaction, and as many were asked as are members */
async function publicationOf(pool: pg.Pool, callOffId: string): Promise<number> {
  const { rows } = await pool.query<{ transactions: number; asked: number; ms: number }>(
    `with written as (
       select xmin, 'call-off' as what, package_id from tenders.call_off where id = $1
       union all select xmin, 'stage', null from tenders.stage where call_off_id = $1
       union all select xmin, 'invitation', null from tenders.invitation where call_off_id = $1
       union all select xmin, 'bid', null from tenders.bid where call_off_id = $1)
     select count(distinct xmin::text)::int as transactions, count(*) filter (where what = 'bid')::int as asked,
       extract(epoch from pg_xact_commit_timestamp(max(xmin::text)::xid) - (
         select pg_xact_commit_timestamp(agreed.xmin) from cases.panel_decision agreed
         where agreed.package_id = (select package_id from tenders.call_off where id = $1)
         order by agreed.id limit 1))::float * 1000 as ms
     from written`,
    [callOffId],
  );
  const { transactions, asked, ms } = rows[0]!;
  if (transactions !== 1 || asked < MEMBERS) throw new Error(`${asked} were asked, by ${transactions} transactions.`);
  return ms;
}

async function writePlainly(pool: pg.Pool, callOffId: string): Promise<number> {
  const client = await pool.connect();
  try {
    const began = performance.now();
    await client.query('begin');
    for (const table of ['invitation', 'bid']) {
      await client.query(`insert into bench.${table} select * from tenders.${table} where call_off_id = $1`, [
        callOffId,
      ]);
    }
    await client.query('commit');
    return performance.now() - began;
  } finally {
    client.release();
  }
}

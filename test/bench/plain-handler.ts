import Fastify from 'fastify';
import pg from 'pg';
import { COUNCIL } from './board-query.js';
import type { ServerOptions } from './server.js';

const CALL_OFFS = `select c.id, c.reference, c.state, c.route, c.stage, c.patch, c.opens_at, c.closes_at, c.version,
    c.need->>'careType' as care_type, c.need->>'urgency' as urgency, c.need->>'neededFrom' as needed_from,
    p.id as package_id, p.reference as package_reference, p.state as package_state, p.weekly_worker_minutes, p.ward
  from tenders.call_off c join cases.package p on p.id = c.package_id
  where c.council = $1 and c.state = 'OPEN' order by c.closes_at, c.id limit $2`;
const CONSIDERED = `select i.call_off_id, i.invited, p.id, p.name
  from tenders.invitation i join providers.provider p on p.id = i.provider_id
  where i.call_off_id = any($1) order by i.at, i.id`;

/**
 * The least that gives the board: two statements as superuser and one handler, which knows neither GraphQL nor
 * federation, nor who asks and what they may see.
 */
export async function startPlain({ databaseUrl }: ServerOptions): Promise<string> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 });
  const fastify = Fastify();
  fastify.get<{ Querystring: { first: string } }>('/board', async ({ query }) => {
    const callOffs = (await pool.query(CALL_OFFS, [COUNCIL, Number(query.first)])).rows;
    const considered = new Map<string, object[]>(callOffs.map(({ id }) => [id, []]));
    for (const { call_off_id, invited, id, name } of (await pool.query(CONSIDERED, [[...considered.keys()]])).rows) {
      considered.get(call_off_id)!.push({ invited, provider: { id, name } });
    }
    const edges = callOffs.map((row) => ({
      node: {
        id: row.id,
        reference: row.reference,
        state: row.state,
        route: row.route,
        stage: row.stage,
        patch: row.patch,
        opensAt: row.opens_at,
        closesAt: row.closes_at,
        version: row.version,
        need: { careType: row.care_type, urgency: row.urgency, neededFrom: row.needed_from },
        package: {
          id: row.package_id,
          reference: row.package_reference,
          state: row.package_state,
          weeklyWorkerMinutes: row.weekly_worker_minutes,
          ward: row.ward,
        },
        invitations: considered.get(row.id),
      },
    }));
    return { data: { callOffs: { edges } } };
  });
  return `${await fastify.listen({ port: 0, host: '127.0.0.1' })}/board`;
}

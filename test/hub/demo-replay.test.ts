import pg from 'pg';
import { buildDemo } from '../../hub/demo/build.js';
import { publicHalf } from '../../hub/home.js';
import { startHub } from '../../hub/hub.js';
import { sandboxIssuer } from '../../hub/issuers.js';
import { prepareDatabase } from '../../hub/prepare.js';
import { SandboxTime } from '../../hub/sandbox-clock.js';
import { SUBGRAPHS } from '../../hub/subgraphs.js';
import { createLogger } from '../../kernel/values/logging.js';
import { createTestDatabase } from '../harness/database.js';
import { aClientKey, hubClient } from '../harness/hub.js';
import { promised } from '../walks/walk.js';

interface Period {
  readonly replayPeriod: {
    readonly differing: number;
    readonly edges: ReadonlyArray<{ node: { faithful: boolean | null; sameFirst: boolean | null; limits: string[] } }>;
    readonly pageInfo: { readonly hasNextPage: boolean };
  };
}

it('EVAL-13, EVAL-02: every award of the demo comes to its own order again, under its own version of the policy', async () => {
  const database = await createTestDatabase();
  await prepareDatabase(database.url, 'test');
  const pool = new pg.Pool({ connectionString: database.url, max: 3 });
  pool.on('error', () => {});
  const log = createLogger('hub', 'fatal');
  await buildDemo({ pool, databaseUrl: database.url, secret: 'test', seed: 1, log });
  const key = await aClientKey();
  const issuers = [sandboxIssuer({ keys: [publicHalf(key)] })];
  const hub = await startHub({ databaseUrl: database.url, secret: 'test', issuers, log, poolSize: 5 });
  const client = hubClient(hub.url, key, new SandboxTime(pool, SUBGRAPHS));
  try {
    const { rows } = await pool.query<{ council: string; awards: number; first: string; last: string }>(
      `select council, count(*)::int as awards, min(decided_at)::date::text as first, max(decided_at)::date::text as last
       from tenders.award group by council`,
    );
    const councils = ['bracknell', 'bromley', 'doncaster', 'islington', 'ravensbourne'];
    expect(rows.map(({ council }) => council)).toEqual(expect.arrayContaining(councils));
    const document = await promised('replay-period');
    for (const { council, awards, first: from, last: to } of rows) {
      const variables = { from, to, first: 50 };
      const { data, errors } = await client.graphql<Period>(`user:broker@${council}`, document, variables);
      expect(errors).toBeUndefined();
      const { edges, differing, pageInfo } = data!.replayPeriod;
      expect({ council, replayed: edges.length, differing, more: pageInfo.hasNextPage }).toEqual({
        ...{ council, replayed: awards, differing: 0, more: false },
      });
      expect(edges.map(({ node }) => node.faithful)).toEqual(edges.map(() => true));
      expect(
        edges.filter(({ node }) => node.sameFirst === null).every(({ node }) => node.limits.includes('SOMEBODY_CHOSE')),
      ).toBe(true);
    }
  } finally {
    await client.close();
    await hub.stop();
    await pool.end();
    await database.drop();
  }
});

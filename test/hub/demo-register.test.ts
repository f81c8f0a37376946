import { PROVIDERS } from '../../hub/demo/borough.js';
import { buildRegister, GRANTS } from '../../hub/demo/register.js';
import { readerFor } from '../../kernel/database/reader.js';
import { inTransaction } from '../../kernel/database/work.js';
import { COUNCIL_ROLES, PROVIDER_ROLES } from '../../kernel/identity/caller.js';
import { providers } from '../../subgraphs/providers/subgraph.js';
import { startTestSubgraph, type TestSubgraph } from '../harness/subgraph.js';

let hub: TestSubgraph;
beforeAll(async () => {
  hub = await startTestSubgraph(providers, { callers: {}, councils: {} });
  await buildRegister(() => hub.subgraph.work());
});
afterAll(() => hub?.stop());

it('PROV-15: the demo borough has its 22 wards in 4 patches, its providers by patch, and a credential for each role', async () => {
  const standings = (await hub.told('ProviderStandingChanged')).map(
    ({ data }) => data as { providerId: string; council: string; overall: string },
  );
  const last = new Map(standings.map((each) => [`${each.providerId} ${each.council}`, each]));
  expect(last.size).toBe(
    PROVIDERS.reduce((sum, { memberships }) => sum + new Set(memberships.map(({ council }) => council)).size, 0),
  );
  const { rows } = await hub.pool.query(
    `select patch, count(*)::int from providers.ward where council = 'bromley' group by patch order by patch`,
  );
  expect(rows).toEqual([
    { patch: 'Central', count: 6 },
    { patch: 'East', count: 6 },
    { patch: 'South', count: 2 },
    { patch: 'West', count: 8 },
  ]);
  const granted = new Set(GRANTS.map(({ role }) => role));
  expect([...COUNCIL_ROLES, ...PROVIDER_ROLES, 'operator'].filter((role) => !granted.has(role as never))).toEqual([]);
});

it('a reader finds of every row what a command finds, in the same types', async () => {
  const work = hub.subgraph.work();
  const types = new Set<string | undefined>();
  for (const entity of providers.entities) {
    const { props, primaryKeys, prototype } = work.em.getMetadata().get(entity);
    const orderBy = primaryKeys.map((key) => ({ [key]: 'asc' as const }));
    const plain = (rows: object[]) => rows.map((row) => props.map(({ name }) => Reflect.get(row, name)));
    const read = await readerFor(work.db, work.caller).find(entity, {}, { orderBy });
    const found = await inTransaction(work, '*', async ({ em }) => plain(await em.find(entity, {}, { orderBy })));
    expect(plain(read)).toEqual(found.result);
    expect(read.every((row) => Object.getPrototypeOf(row) === prototype)).toBe(true);
    for (const { name, type } of props) if (read.some((row) => Reflect.get(row, name) != null)) types.add(type);
  }
  expect([...types].sort()).toEqual(expect.arrayContaining(['BigIntType', 'Date', 'JsonType', 'string[]']));
});

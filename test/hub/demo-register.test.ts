import { PROVIDERS } from '../../hub/demo/borough.js';
import { buildRegister, GRANTS } from '../../hub/demo/register.js';
import { COUNCIL_ROLES, PROVIDER_ROLES } from '../../kernel/caller.js';
import { providers } from '../../subgraphs/providers/subgraph.js';
import { startTestSubgraph } from '../harness/subgraph.js';

it('PROV-15: the demo borough has its 22 wards in 4 patches, its providers by patch, and a credential for each role', async () => {
  const hub = await startTestSubgraph(providers, { callers: {}, councils: {} });
  try {
    await buildRegister(hub.pool, () => hub.subgraph.work());
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
  } finally {
    await hub.stop();
  }
}, 60_000);

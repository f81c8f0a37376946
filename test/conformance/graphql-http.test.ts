import { auditServer } from 'graphql-http';
import { SUBGRAPHS } from '../../hub/subgraphs.js';
import { serviceCaller } from '../../kernel/graphql/subgraph-server.js';
import { startTestSubgraph } from '../harness/subgraph.js';

/**
 * GraphQL over HTTP as its specification has it, audited for each subgraph by the suite that graphql-http publishes.
 * What is only recommended counts as well. The gateway's own audit is in test/gateway.
 */
it.each(SUBGRAPHS)('the $name subgraph passes all 61 audits of GraphQL over HTTP', async (definition) => {
  const { subgraph, stop } = await startTestSubgraph(definition, { callers: { service: serviceCaller('test') } });
  try {
    const port = await subgraph.listen(0);
    const results = await auditServer({
      url: `http://127.0.0.1:${port}/graphql`,
      fetchFn: (url: string, init: RequestInit = {}) =>
        fetch(url, { ...init, headers: { ...init.headers, authorization: 'Bearer service' } }),
    });
    const failed = results.flatMap((each) => (each.status === 'ok' ? [] : [`${each.id} ${each.name}: ${each.reason}`]));
    expect(failed).toEqual([]);
    expect(results).toHaveLength(61);
  } finally {
    await stop();
  }
});

import type { Executor } from '@graphql-tools/utils';
import { urlFor } from '../kernel/database/platform.js';
import { createAsk } from '../kernel/graphql/peers.js';
import { type RunningSubgraph, serviceCaller, startSubgraph } from '../kernel/graphql/subgraph-server.js';
import { createSigner, createVerifier, generateServiceKey, type Signer } from '../kernel/identity/signed-identity.js';
import type { Logger } from '../kernel/values/logging.js';
import { SUBGRAPHS } from './subgraphs.js';

export interface SubgraphsInOneProcess {
  readonly subgraphs: ReadonlyMap<string, RunningSubgraph>;
  /** Signs as the gateway: every subgraph here believes it. */
  readonly gatewaySigner: Signer;
  stop(): Promise<void>;
}

/**
 * The four subgraphs in this process, reached through their executors instead of HTTP; keys live as long as it does.
 * The very same subgraph code as when each runs by itself (`hub/apart.ts`).
 */
export async function startSubgraphsInOneProcess(options: {
  readonly databaseUrl: string;
  readonly secret: string;
  readonly log: Logger;
  readonly poolSize?: number;
  /** What goes before their reactions, where something of this process does. */
  readonly quiet?: () => Promise<void>;
}): Promise<SubgraphsInOneProcess> {
  const issuers = ['gateway', ...SUBGRAPHS.map(({ name }) => name)];
  const keys = new Map(
    await Promise.all(issuers.map(async (issuer) => [issuer, await generateServiceKey(issuer)] as const)),
  );
  const verifyIdentity = await createVerifier([...keys.values()].map(({ publicJwk }) => publicJwk));
  const signerOf = (issuer: string) => createSigner(issuer, keys.get(issuer)!.privateJwk);

  const peers = new Map<string, Executor>();
  const started = await Promise.all(
    SUBGRAPHS.map(async (definition) => {
      const sign = await signerOf(definition.name);
      const subgraph = await startSubgraph(definition, {
        databaseUrl: urlFor(options.databaseUrl, `${definition.name}_app`, options.secret),
        verifyIdentity,
        ask: createAsk(peers, () => sign(serviceCaller(definition.name))),
        log: options.log.child({ service: definition.name }),
        poolSize: options.poolSize,
        quiet: options.quiet,
      });
      peers.set(definition.name, subgraph.executor);
      return subgraph;
    }),
  );
  const subgraphs = new Map(started.map((each) => [each.name, each]));
  return {
    subgraphs,
    gatewaySigner: await signerOf('gateway'),
    async stop() {
      for (const subgraph of [...subgraphs.values()].reverse()) await subgraph.stop();
    },
  };
}

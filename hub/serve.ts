import type { JSONWebKeySet, JWK } from 'jose';
import { z } from 'zod';
import { createAsk } from '../kernel/graphql/peers.js';
import { serviceCaller, startSubgraph } from '../kernel/graphql/subgraph-server.js';
import { createSigner, createVerifier } from '../kernel/identity/signed-identity.js';
import { Sequencer } from '../kernel/log/sequencer.js';
import { createLogger } from '../kernel/values/logging.js';
import { openDoor } from './hub.js';
import { CommandError } from './reach.js';
import { SUBGRAPHS } from './subgraphs.js';

/** One service of a deployment, made of its environment alone (hub/apart.ts writes them). */
export interface Serving {
  readonly port: number;
  stop(): Promise<void>;
}

/** A question whether a subgraph is ready is given up after this. */
const READY_LIMIT_MS = 5000;

const json = <T>(what: string) =>
  z.string().transform((text, context): T => {
    try {
      return JSON.parse(text) as T;
    } catch {
      context.addIssue({ code: 'custom', message: `is not the JSON of ${what}` });
      return z.NEVER;
    }
  });
const addresses = z
  .string()
  .transform((text) => new Map(text.split(/\s+/).map((each) => each.split('=') as [string, string])));

const common = {
  HOST: z.string().default('0.0.0.0'),
  PORT: z.coerce.number().int().min(0).max(65535).default(4000),
  DATABASE_URL: z.url(),
  SIGNING_KEY: json<JWK>('a private key'),
  SUBGRAPHS: addresses,
};
const subgraphEnvironment = z.object({ ...common, TRUSTED_KEYS: json<JWK[]>('public keys') });
const gatewayEnvironment = z
  .object({
    ...common,
    SEQUENCER_DATABASE_URL: z.url(),
    HUB_WAKE: z
      .string()
      .regex(/^(nats|tls):\/\//)
      .optional(),
    CLIENT_KEYS: json<JSONWebKeySet>('a set of public keys').optional(),
    CLIENT_JWKS_URL: z.url().optional(),
    CLIENT_ISSUER: z.string(),
    CLIENT_AUDIENCE: z.string(),
  })
  .refine((each) => each.CLIENT_KEYS || each.CLIENT_JWKS_URL, {
    path: ['CLIENT_JWKS_URL'],
    message: 'is missing, and CLIENT_KEYS too',
  });

export async function serveSubgraph(name: string, environment: NodeJS.ProcessEnv): Promise<Serving> {
  const definition = SUBGRAPHS.find((each) => each.name === name);
  if (!definition)
    throw new CommandError(`There is no service ${name}: gateway, ${SUBGRAPHS.map((each) => each.name).join(', ')}.`);
  const config = read(subgraphEnvironment, environment);
  const sign = await createSigner(name, config.SIGNING_KEY);
  const subgraph = await startSubgraph(definition, {
    databaseUrl: config.DATABASE_URL,
    verifyIdentity: await createVerifier(config.TRUSTED_KEYS),
    ask: createAsk(config.SUBGRAPHS, () => sign(serviceCaller(name))),
    log: createLogger(name),
  });
  return { port: await subgraph.listen(config.PORT, config.HOST), stop: () => subgraph.stop() };
}

export async function serveGateway(environment: NodeJS.ProcessEnv): Promise<Serving> {
  const config = read(gatewayEnvironment, environment);
  const log = createLogger('gateway');
  // Whichever gateway holds the lock numbers the log; the others wait to take over.
  const sequencer = new Sequencer(config.SEQUENCER_DATABASE_URL, log, config.HUB_WAKE);
  sequencer.start();
  const door = await openDoor({
    readerUrl: config.DATABASE_URL,
    wake: config.HUB_WAKE,
    tokens: {
      keys: config.CLIENT_KEYS ?? new URL(config.CLIENT_JWKS_URL!),
      issuer: config.CLIENT_ISSUER,
      audience: config.CLIENT_AUDIENCE,
    },
    sign: await createSigner('gateway', config.SIGNING_KEY),
    subgraphs: Object.fromEntries(config.SUBGRAPHS),
    subgraphNeeds: Object.fromEntries([...config.SUBGRAPHS].map(([name, url]) => [name, () => ensureReady(url)])),
    host: config.HOST,
    port: config.PORT,
    log,
  });
  return {
    port: door.gateway.port,
    async stop() {
      await door.stop();
      await sequencer.stop();
    },
  };
}

async function ensureReady(subgraphUrl: string): Promise<void> {
  const response = await fetch(new URL('/ready', subgraphUrl), { signal: AbortSignal.timeout(READY_LIMIT_MS) });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`It answers ${response.status}.`);
}

function read<Config>(schema: z.ZodType<Config>, environment: NodeJS.ProcessEnv): Config {
  const parsed = schema.safeParse(environment);
  if (parsed.success) return parsed.data;
  // Names only: a value may be a secret.
  throw new CommandError(
    parsed.error.issues
      .map(
        ({ path, message }) =>
          `${path.join('.')}: ${environment[String(path[0])] === undefined ? 'is missing' : message}`,
      )
      .join('\n'),
  );
}

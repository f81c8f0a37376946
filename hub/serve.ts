import type { JSONWebKeySet, JWK } from 'jose';
import { z } from 'zod';
import { createAsk } from '../kernel/graphql/peers.js';
import { type RunningSubgraph, serviceCaller, startSubgraph } from '../kernel/graphql/subgraph-server.js';
import { createSigner, createVerifier } from '../kernel/identity/signed-identity.js';
import { Sequencer } from '../kernel/log/sequencer.js';
import { createLogger } from '../kernel/values/logging.js';
import { openDoor } from './hub.js';
import { readIssuers, sandboxIssuer } from './issuers.js';
import { endOnUncaught, type Served } from './last-resort.js';
import { CommandError } from './reach.js';
import { SUBGRAPHS } from './subgraphs.js';

/** One service of a deployment, made of its environment alone (hub/apart.ts writes them). */
export interface Serving extends Served {
  readonly port: number;
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
/** A line that is left empty says nothing. */
const given = z
  .string()
  .optional()
  .transform((text) => text?.trim() || undefined);
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
    ISSUERS: given,
    SANDBOX_KEYS: given.pipe(json<JSONWebKeySet>('a set of public keys').optional()),
  })
  .refine(({ ISSUERS, SANDBOX_KEYS }) => !(ISSUERS && SANDBOX_KEYS), {
    path: ['SANDBOX_KEYS'],
    message: 'are for trying things out, and ISSUERS for real people: set one of the two',
  })
  .refine(({ ISSUERS, SANDBOX_KEYS }) => ISSUERS || SANDBOX_KEYS, {
    path: ['ISSUERS'],
    message: 'is missing: name the identity providers whose tokens are believed',
  });

export async function serveSubgraph(name: string, environment: NodeJS.ProcessEnv): Promise<Serving> {
  const definition = SUBGRAPHS.find((each) => each.name === name);
  if (!definition)
    throw new CommandError(`There is no service ${name}: gateway, ${SUBGRAPHS.map((each) => each.name).join(', ')}.`);
  const config = read(subgraphEnvironment, environment);
  const log = createLogger(name);
  let subgraph: RunningSubgraph | undefined;
  endOnUncaught(log, () => subgraph);
  const sign = await createSigner(name, config.SIGNING_KEY);
  const running = await startSubgraph(definition, {
    databaseUrl: config.DATABASE_URL,
    verifyIdentity: await createVerifier(config.TRUSTED_KEYS),
    ask: createAsk(config.SUBGRAPHS, () => sign(serviceCaller(name))),
    log,
  });
  subgraph = running;
  return {
    port: await running.listen(config.PORT, config.HOST),
    withdraw: () => running.withdraw(),
    stop: () => running.stop(),
  };
}

export async function serveGateway(environment: NodeJS.ProcessEnv): Promise<Serving> {
  const config = read(gatewayEnvironment, environment);
  const issuers = config.ISSUERS ? await readIssuers(config.ISSUERS) : [sandboxIssuer(config.SANDBOX_KEYS!)];
  const log = createLogger('gateway');
  let serving: Serving | undefined;
  endOnUncaught(log, () => serving);
  // Whichever gateway holds the lock numbers the log; the others wait to take over.
  const sequencer = new Sequencer(config.SEQUENCER_DATABASE_URL, log, config.HUB_WAKE);
  sequencer.start();
  const door = await openDoor({
    readerUrl: config.DATABASE_URL,
    wake: config.HUB_WAKE,
    issuers,
    sign: await createSigner('gateway', config.SIGNING_KEY),
    subgraphs: Object.fromEntries(config.SUBGRAPHS),
    subgraphNeeds: Object.fromEntries([...config.SUBGRAPHS].map(([name, url]) => [name, () => ensureReady(url)])),
    host: config.HOST,
    port: config.PORT,
    log,
  });
  serving = {
    port: door.gateway.port,
    withdraw: () => door.gateway.withdraw(),
    async stop() {
      await door.stop();
      await sequencer.stop();
    },
  };
  return serving;
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
      .map(({ code, path, message }) => {
        const missing = code !== 'custom' && environment[String(path[0])] === undefined;
        return `${path.join('.')}: ${missing ? 'is missing' : message}`;
      })
      .join('\n'),
  );
}

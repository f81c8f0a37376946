import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { JWK } from 'jose';
import { urlFor } from '../kernel/database/platform.js';
import { generateServiceKey } from '../kernel/identity/signed-identity.js';
import { createLogger } from '../kernel/values/logging.js';
import { Home, publicHalf } from './home.js';
import { endOnUncaught } from './last-resort.js';
import { untilInterrupted } from './lifetime.js';
import { prepareDatabase } from './prepare.js';
import { CommandError, refuseBesideAnother } from './reach.js';
import { SUBGRAPHS } from './subgraphs.js';

/**
 * The five services, each a process with an environment of its own: what it may log in to, what it signs with, whom it
 * trusts and whom it asks. Nobody holds a secret of another. docker-compose.yml runs them so, and `npm run start:apart`
 * on one machine.
 */
export const SERVICES = [...SUBGRAPHS.map(({ name }) => name), 'gateway'] as const;

export interface Deployment {
  /** As an administrator; no service gets it. */
  readonly databaseUrl: string;
  readonly secret: string;
  /** Where each service listens, and how the others reach it. */
  readonly addresses: Readonly<Record<string, { readonly host: string; readonly port: number; readonly url: string }>>;
  /** What services sign with; each that has none here is given a new one. */
  readonly signingKeys?: Readonly<Record<string, JWK>>;
  /** Public keys of the sandbox's tokens, if those are believed. */
  readonly sandboxKeys?: readonly JWK[];
}

export type Environment = Readonly<Record<string, string>>;

/** The environment of each service; all of a deployment know each other's public keys. */
export async function environmentsOf(deployment: Deployment): Promise<Readonly<Record<string, Environment>>> {
  const { databaseUrl, secret, addresses, signingKeys = {}, sandboxKeys } = deployment;
  const keys = new Map<string, JWK>();
  for (const each of SERVICES) keys.set(each, signingKeys[each] ?? (await generateServiceKey(each)).privateJwk);
  const trusted = JSON.stringify([...keys.values()].map(publicHalf));
  const subgraphUrls = SUBGRAPHS.map(({ name }) => `${name}=${addresses[name]!.url}/graphql`).join(' ');
  const common = (service: string) => ({
    HOST: addresses[service]!.host,
    PORT: String(addresses[service]!.port),
    SIGNING_KEY: JSON.stringify(keys.get(service)!),
    SUBGRAPHS: subgraphUrls,
  });
  const environments: Record<string, Environment> = {};
  for (const { name } of SUBGRAPHS) {
    environments[name] = {
      ...common(name),
      DATABASE_URL: urlFor(databaseUrl, `${name}_app`, secret),
      TRUSTED_KEYS: trusted,
    };
  }
  environments.gateway = {
    ...common('gateway'),
    DATABASE_URL: urlFor(databaseUrl, 'platform_reader', secret),
    SEQUENCER_DATABASE_URL: urlFor(databaseUrl, 'platform_sequencer', secret),
    ...(sandboxKeys ? { SANDBOX_KEYS: JSON.stringify({ keys: sandboxKeys }) } : {}),
  };
  return environments;
}

/**
 * `hub prepare`: roles, platform and migrations, before the services of a new version start.
 * @param operator whom to make an operator then
 */
export async function prepareFromEnvironment(operator?: string): Promise<void> {
  const databaseUrl = required('DATABASE_URL', 'an administrator’s URL');
  const secret = required('HUB_SECRET', 'the deployment’s secret');
  await prepareDatabase(databaseUrl, secret);
  if (operator === undefined) return;
  const { grantOperator } = await import('./operator/bootstrap.js');
  await grantOperator(databaseUrl, secret, operator);
  process.stdout.write(`${operator} is an operator.\n`);
}

/** `hub serve`: one service, until it is told to end. */
export async function serve(service: string): Promise<void> {
  const { serveGateway, serveSubgraph } = await import('./serve.js');
  await untilInterrupted(
    async (lifetime) => {
      await lifetime.begin(
        () => (service === 'gateway' ? serveGateway(process.env) : serveSubgraph(service, process.env)),
        (running) => running.stop(),
      );
    },
    { quietly: true },
  );
}

/** The built command line, also when this file itself runs from its source, as under test. */
const CLI = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../dist/hub/cli.js' : './cli.js', import.meta.url),
);

export interface RunningApart {
  readonly gatewayUrl: string;
  /** Base URL by service, without /graphql. */
  readonly urls: Readonly<Record<string, string>>;
  readonly processes: ReadonlyMap<string, ChildProcess>;
  stop(): Promise<void>;
}

/** Starts the five services as processes on loopback ports, over a prepared database, and waits until all are ready. */
export async function startApart(options: {
  readonly databaseUrl: string;
  readonly secret: string;
  /** Public keys of the sandbox's tokens. */
  readonly sandboxKeys: readonly JWK[];
  readonly gatewayPort?: number;
  readonly logLevel?: string;
  /** Gives up the start, and ends what has been started. */
  readonly signal?: AbortSignal;
}): Promise<RunningApart> {
  const addresses: Record<string, { host: string; port: number; url: string }> = {};
  for (const service of SERVICES) {
    const port = service === 'gateway' && options.gatewayPort ? options.gatewayPort : await freePort();
    addresses[service] = { host: '127.0.0.1', port, url: `http://127.0.0.1:${port}` };
  }
  const environments = await environmentsOf({ ...options, addresses });
  const processes = new Map<string, ChildProcess>();
  const stop = async () => {
    const all = [...processes.values()];
    for (const child of all) if (isRunning(child)) child.kill('SIGTERM');
    await Promise.all(all.map((child) => ended(child, 10_000)));
  };
  try {
    // The gateway last: it is ready when those it asks are.
    for (const service of SERVICES) {
      const child = spawn(process.execPath, [CLI, 'serve', service], {
        env: { PATH: process.env.PATH, LOG_LEVEL: options.logLevel ?? 'warn', ...environments[service] },
        stdio: ['ignore', 'inherit', 'inherit'],
      });
      processes.set(service, child);
    }
    await Promise.all(
      SERVICES.map((service) => ready(addresses[service]!.url, processes.get(service)!, service, options.signal)),
    );
  } catch (error) {
    await stop();
    throw error;
  }
  const urls = Object.fromEntries(Object.entries(addresses).map(([service, { url }]) => [service, url]));
  return { gatewayUrl: urls.gateway!, urls, processes, stop };
}

/** `npm run start:apart`: the five as processes on this machine, over the database of `npm start`, until interrupted. */
export function runApart({ port }: { readonly port: number }): Promise<void> {
  return untilInterrupted(async (lifetime) => {
    // Its services end by themselves; what is not caught here is of whoever watches them.
    endOnUncaught(createLogger('apart'), () => ({ withdraw() {}, stop: () => lifetime.end() }));
    const { openHome } = await import('./open-home.js');
    const home = new Home();
    await home.ensureWritable();
    await refuseBesideAnother(home);
    const databaseUrl = await openHome(home, lifetime);
    const sandboxKeys = [publicHalf(await home.clientKey())];
    const secret = await home.secret();
    const { signal } = lifetime;
    const apart = await lifetime.begin(
      () => startApart({ databaseUrl, secret, sandboxKeys, gatewayPort: port, signal }),
      (running) => running.stop(),
    );
    await lifetime.begin(
      () => home.announce({ pid: process.pid, gatewayUrl: apart.gatewayUrl, databaseUrl }),
      () => home.withdraw(),
    );
    for (const [service, url] of Object.entries(apart.urls))
      process.stdout.write(`${service.padEnd(12)} ${url}/graphql\n`);
  });
}

function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
}

async function ready(url: string, child: ChildProcess, service: string, signal?: AbortSignal): Promise<void> {
  const giveUp = Date.now() + 90_000;
  while (Date.now() < giveUp) {
    signal?.throwIfAborted();
    if (!isRunning(child)) throw new CommandError(`The service ${service} ended before it was ready.`);
    const status = await fetch(`${url}/ready`, { signal: AbortSignal.timeout(2000) }).then(
      (response) => response.status,
      () => 0,
    );
    if (status === 200) return;
    await sleep(50);
  }
  throw new CommandError(`The service ${service} is not ready after 90 s.`);
}

async function ended(child: ChildProcess, withinMs: number): Promise<void> {
  if (!isRunning(child)) return;
  const exit = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await Promise.race([exit, sleep(withinMs, undefined, { ref: false }).then(() => child.kill('SIGKILL'))]);
  await exit;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

function required(variable: string, what: string): string {
  const value = process.env[variable];
  if (!value) throw new CommandError(`${variable} is missing: ${what}.`);
  return value;
}

import { once } from 'node:events';
import { createServer } from 'node:net';
import pg from 'pg';
import { ROLES } from '../kernel/identity/caller.js';
import { begun } from '../kernel/values/begun.js';
import { createLogger } from '../kernel/values/logging.js';
import { playQuarterBeside } from './demo/quarter-beside.js';
import { Home, publicHalf, signClientToken } from './home.js';
import { sandboxIssuer } from './issuers.js';
import { endOnUncaught, type Served } from './last-resort.js';
import { type Lifetime, untilInterrupted } from './lifetime.js';
import { refuseSmallMachine } from './machine.js';
import { forget, openHome } from './open-home.js';
import { Progress } from './progress.js';
import { refuseBesideAnother } from './reach.js';
import { welcome } from './welcome.js';

interface StartOptions {
  readonly fresh?: boolean;
  readonly port: number;
  readonly host: string;
  readonly demo: boolean;
  /** Whether the demo's providers report the calls of the present. */
  readonly life: boolean;
}

/** `npm start`: everything in one process, with the demo borough in it, until it is interrupted. */
export function start(options: StartOptions): Promise<void> {
  return untilInterrupted((lifetime) => startEverything(options, lifetime));
}

async function startEverything(options: StartOptions, lifetime: Lifetime): Promise<void> {
  const began = performance.now();
  refuseSmallMachine();
  const home = new Home();
  await home.ensureWritable();
  await refuseBesideAnother(home);
  await tryPort(options);
  if (options.fresh || (await home.isHalfBuilt())) await forget(home);
  const log = createLogger('hub', process.env.LOG_LEVEL ?? 'warn');
  let served: Served | undefined;
  endOnUncaught(log, () => served);
  const progress = await lifetime.begin(
    async () => new Progress(),
    async (shown) => shown.abandon(),
  );

  progress.begin('PostgreSQL');
  const loading = begun(
    Promise.all([import('./hub.js'), import('./demo/build.js'), import('./demo/explorer-examples.js')]),
  );
  const databaseUrl = await openHome(home, lifetime, async (url) => {
    const [, { fillWithDemo }] = await loading;
    const { signal } = lifetime;
    if (options.demo) await fillWithDemo({ home, databaseUrl: url, seed: 1, log, progress, signal });
    else await (await import('./operator/bootstrap.js')).openSandbox(url, await home.secret());
  });
  const [{ startHub }, , { explorerExamples }] = await loading;
  const pool = await lifetime.begin(
    async () => new pg.Pool({ connectionString: databaseUrl, max: 4 }),
    (opened) => opened.end(),
  );
  pool.on('error', () => {});
  const key = await home.clientKey();

  progress.begin('subgraphs and gateway');
  const examples = await explorerExamples(pool, (subject) => signClientToken(key, subject));
  const secret = await home.secret();
  const hub = await lifetime.begin(
    () =>
      startHub({
        databaseUrl,
        secret,
        issuers: [sandboxIssuer({ keys: [publicHalf(key)] })],
        port: options.port,
        host: options.host,
        log,
        wake: process.env.HUB_WAKE,
        // The explorer asks for the schema in each tab, to complete and to explain what is written there.
        limits: { introspection: ROLES },
        // The page opens its first tab with the default headers, not with those of the tab.
        explorer: { examples, defaultHeaders: examples[0]?.headers },
      }),
    (running) => running.stop(),
  );
  served = { withdraw: () => hub.withdraw(), stop: () => lifetime.end() };
  await lifetime.begin(
    () => home.announce({ pid: process.pid, gatewayUrl: hub.url, databaseUrl }),
    () => home.withdraw(),
  );
  progress.end();
  await welcome({
    url: hub.url,
    pool,
    seconds: (performance.now() - began) / 1000,
    ...hub.gateway.room,
    token: (subject) => signClientToken(key, subject),
  });
  if (!options.demo) return;
  if (options.life) {
    const { letLifeGoOn } = await import('./demo/life.js');
    const monitoring = hub.subgraphs.get('monitoring')!;
    await letLifeGoOn({ pool, databaseUrl, monitoring, seed: 1, log }, lifetime);
  }
  await playQuarterBeside(home, lifetime);
}

/** Fails if the port is taken, before anything is built. */
async function tryPort({ port, host }: { readonly port: number; readonly host: string }): Promise<void> {
  const server = createServer().listen(port, host);
  await once(server, 'listening');
  server.close();
  await once(server, 'close');
}

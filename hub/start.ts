import { once } from 'node:events';
import { createServer } from 'node:net';
import pg from 'pg';
import { ROLES } from '../kernel/identity/caller.js';
import { createLogger } from '../kernel/values/logging.js';
import { playQuarterBeside } from './demo/quarter-beside.js';
import { Home, publicHalf, signClientToken } from './home.js';
import { sandboxIssuer } from './issuers.js';
import { forget, openHome } from './open-home.js';
import { Progress } from './progress.js';
import { refuseBesideAnother } from './reach.js';
import { welcome } from './welcome.js';

/** `npm start`: everything in one process, with the demo borough in it. */
export async function start(options: { fresh?: boolean; port: number; host: string; demo: boolean }): Promise<void> {
  const began = performance.now();
  const home = new Home();
  await refuseBesideAnother(home);
  await tryPort(options);
  if (options.fresh || (await home.isHalfBuilt())) await forget(home);
  const log = createLogger('hub', process.env.LOG_LEVEL ?? 'warn');
  const progress = new Progress();

  progress.begin('PostgreSQL');
  const loading = Promise.all([import('./hub.js'), import('./demo/build.js'), import('./demo/explorer-examples.js')]);
  const database = await openHome(home, async (url) => {
    const [, { fillWithDemo }] = await loading;
    if (options.demo) await fillWithDemo({ home, databaseUrl: url, seed: 1, log, progress });
  });
  const [{ startHub }, , { explorerExamples }] = await loading;
  const pool = new pg.Pool({ connectionString: database.url, max: 4 });
  pool.on('error', () => {});
  const key = await home.clientKey();

  let endQuarter = async () => {};
  let stopping: Promise<void> | undefined;
  const stopAll = (stop: () => Promise<void>) => {
    stopping ??= (async () => {
      process.stdout.write('\nStopping…\n');
      await endQuarter();
      await stop();
      await home.withdraw();
      await pool.end();
      await database.stop();
    })();
    return stopping;
  };

  progress.begin('subgraphs and gateway');
  const examples = await explorerExamples(pool, (subject) => signClientToken(key, subject));
  const hub = await startHub({
    databaseUrl: database.url,
    secret: await home.secret(),
    issuers: [sandboxIssuer({ keys: [publicHalf(key)] })],
    port: options.port,
    host: options.host,
    log,
    wake: process.env.HUB_WAKE,
    // The explorer asks for the schema in each tab, to complete and to explain what is written there.
    limits: { introspection: ROLES },
    // The page opens its first tab with the default headers, not with those of the tab.
    explorer: { examples, defaultHeaders: examples[0]?.headers },
  });
  await home.announce({ pid: process.pid, gatewayUrl: hub.url, databaseUrl: database.url });
  progress.end();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      stopAll(() => hub.stop()).then(
        () => process.exit(0),
        (error: Error) => {
          process.stderr.write(`${error.message}\n`);
          process.exit(1);
        },
      );
    });
  }
  await welcome({
    url: hub.url,
    pool,
    seconds: (performance.now() - began) / 1000,
    ...hub.gateway.room,
    token: (subject) => signClientToken(key, subject),
  });
  if (options.demo) endQuarter = await playQuarterBeside(home);
}

/** Fails if the port is taken, before anything is built. */
async function tryPort({ port, host }: { readonly port: number; readonly host: string }): Promise<void> {
  const server = createServer().listen(port, host);
  await once(server, 'listening');
  server.close();
  await once(server, 'close');
}

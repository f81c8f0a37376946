import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import pg from 'pg';
import pc from 'picocolors';
import { ROLES } from '../kernel/identity/caller.js';
import { createLogger } from '../kernel/values/logging.js';
import { buildDemo, explorerExamples, isEmpty } from './demo/build.js';
import { playQuarterBeside } from './demo/quarter-beside.js';
import { startEmbeddedPostgres, stopEmbeddedPostgres } from './embedded-postgres.js';
import { Home, publicHalf, signClientToken } from './home.js';
import { startHub } from './hub.js';
import { prepareDatabase } from './prepare.js';
import { Progress } from './progress.js';
import { CommandError } from './reach.js';

/** A database ready for this version of the hub: the one at DATABASE_URL, or an embedded one of this home. */
export async function openHome(
  home: Home,
  say: (line: string) => void = () => {},
): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const given = process.env.DATABASE_URL;
  const embedded = given ? null : await startEmbeddedPostgres({ directory: home.postgres, log: say });
  const url = given ?? embedded!.url;
  try {
    await prepareDatabase(url, await home.secret());
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
  return { url, stop: async () => embedded?.stop() };
}

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
  const database = await openHome(home);
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

  const secret = await home.secret();
  if (options.demo && (await isEmpty(pool))) {
    progress.begin('demo borough');
    await home.building();
    await buildDemo({
      pool,
      databaseUrl: database.url,
      secret,
      seed: 1,
      log,
      progress: (share) => progress.at(share),
    }).catch(async (error) => {
      await database.stop();
      throw error;
    });
    await home.finished();
  }
  progress.begin('subgraphs and gateway');
  const examples = await explorerExamples(pool, (subject) => signClientToken(key, subject));
  const hub = await startHub({
    databaseUrl: database.url,
    secret,
    clientKeys: { keys: [publicHalf(key)] },
    port: options.port,
    host: options.host,
    log,
    wake: process.env.HUB_WAKE,
    // The explorer asks for the schema in each tab, to complete and to explain what is written there.
    limits: { introspection: ROLES },
    // The page opens its first tab with the default headers, whatever the tab's own.
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
    token: (subject) => signClientToken(key, subject),
  });
  if (options.demo) endQuarter = await playQuarterBeside(home);
}

/** `hub demo reset`: a new borough in place of all there is, while no hub runs. */
export async function resetDemo(seed: number): Promise<void> {
  const home = new Home();
  await refuseBesideAnother(home);
  await forget(home);
  const progress = new Progress();
  progress.begin('PostgreSQL');
  const database = await openHome(home);
  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  try {
    progress.begin('demo borough');
    const log = createLogger('demo', process.env.LOG_LEVEL ?? 'warn');
    await buildDemo({
      pool,
      databaseUrl: database.url,
      secret: await home.secret(),
      seed,
      log,
      progress: (share) => progress.at(share),
    });
    progress.end();
  } finally {
    await pool.end();
    await database.stop();
  }
}

/** Two hubs over one folder would share its database. One that died without a word does not answer any more. */
async function refuseBesideAnother(home: Home): Promise<void> {
  const other = await home.running();
  if (!other) return;
  const { origin } = new URL(other.gatewayUrl);
  const answers = await fetch(`${origin}/health`, { signal: AbortSignal.timeout(2000) }).then(
    ({ ok }) => ok,
    () => false,
  );
  if (!answers) return;
  throw new CommandError(`A hub runs from this folder, at ${origin}: stop it first (Ctrl-C where it was started).`);
}

/** A port that is taken is told before anything is built. */
async function tryPort({ port, host }: { readonly port: number; readonly host: string }): Promise<void> {
  const server = createServer().listen(port, host);
  await once(server, 'listening');
  server.close();
  await once(server, 'close');
}

async function forget(home: Home): Promise<void> {
  if (process.env.DATABASE_URL)
    throw new CommandError('--fresh forgets the embedded database; empty the one at DATABASE_URL yourself.');
  await stopEmbeddedPostgres(home.postgres);
  await rm(home.directory, { recursive: true, force: true });
}

async function welcome(hub: {
  readonly url: string;
  readonly pool: pg.Pool;
  readonly seconds: number;
  readonly token: (subject: string) => Promise<string>;
}): Promise<void> {
  const { rows } = await hub.pool.query<{ role: string; subject: string }>(
    `select distinct on (role) role, subject from platform.access_grant where revoked_at is null
     order by role, (subject not like '%bromley' and subject not like '%oakwood'), subject`,
  );
  const lines = [
    '',
    pc.bold(`The hub is ready, after ${hub.seconds.toFixed(1)} s.`),
    '',
    `  Explorer   ${pc.cyan(hub.url.replace(/\/graphql$/, ''))}   (a tab of examples for each role, with its token)`,
    `  GraphQL    ${pc.cyan(`${hub.url.replace(/\/graphql$/, '')}/graphql`)}   over HTTP, WebSocket (graphql-transport-ws) and event streams`,
    '',
  ];
  if (rows.length > 0) {
    lines.push(pc.bold('Tokens'), '');
    for (const { role, subject } of rows)
      lines.push(`  ${role} ${pc.dim(`(${subject})`)}`, `    ${await hub.token(subject)}`);
    lines.push(
      '',
      pc.bold('Things to try, in another terminal'),
      '',
      '  1. Watch as a provider’s rostering system: it is told of call-offs live, bids, and confirms first calls.',
      `     ${pc.green('npm run rostering -- oakwood')}`,
      '  2. Let the council’s case system ask for care in the East, and see the rostering system bid for it.',
      `     ${pc.green('npm run hub -- demo request')}`,
      '  3. Let two hours pass: windows close, outcomes are told, and everything that happened is listed.',
      `     ${pc.green('npm run hub -- clock advance 2h')}`,
      '  4. Watch a provider’s alert desk, and let a call go unanswered: its alert comes in the 30th minute.',
      `     ${pc.green('npm run hub -- watch alerts')}   and   ${pc.green('npm run hub -- demo late-call')}`,
    );
  }
  lines.push(
    '',
    pc.dim('Ctrl-C stops everything; npm start finds it all again; npm start -- --fresh starts over.'),
    '',
  );
  process.stdout.write(`${lines.join('\n')}\n`);
}

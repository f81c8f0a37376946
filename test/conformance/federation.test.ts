import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginInlineTrace } from '@apollo/server/plugin/inlineTrace';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import { composeServices } from '@theguild/federation-composition';
import Fastify from 'fastify';
import { parse } from 'graphql';
import { createGateway, type GatewayOptions } from '../../gateway/gateway.js';
import { serviceCaller } from '../../kernel/graphql/subgraph-server.js';
import { createLogger } from '../../kernel/values/logging.js';
import { productsSchema } from './products/products.js';

/**
 * Apollo's compatibility suite for federation libraries, run from its package: its jest files, its subgraphs `users`
 * and `inventory`, our `products` out of our kernel, and our gateway in place of its router.
 *
 * Neither `products` nor the gateway asks who calls here, as the suite carries no identity: products stands on a plain
 * Apollo Server over the kernel's schema, with tracing on, and the gateway is asked through a bare HTTP server.
 */

type Planner = NonNullable<GatewayOptions['planner']>;

const require = createRequire(import.meta.url);
const suite = dirname(require.resolve('@apollo/federation-subgraph-compatibility-tests/package.json'));
const jestOfSuite = createRequire(join(suite, 'package.json')).resolve('jest/bin/jest');
const onLoopback = fileURLToPath(new URL('./products/on-loopback.mjs', import.meta.url));

const closing: Array<() => Promise<unknown> | unknown> = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function startProducts(): Promise<{ url: string; sdl: string }> {
  const { schema, sdl } = await productsSchema();
  const apollo = new ApolloServer({
    schema,
    stopOnTerminationSignals: false,
    plugins: [ApolloServerPluginInlineTrace()],
    logger: createLogger('products', 'fatal'),
  });
  await apollo.start();
  const fastify = Fastify();
  fastify.route({ url: '/', method: ['GET', 'POST'], handler: fastifyApolloHandler(apollo) });
  const url = await fastify.listen({ port: 0, host: '127.0.0.1' });
  closing.push(async () => {
    await fastify.close();
    await apollo.stop();
  });
  return { url: `${url}/`, sdl };
}

async function startPackaged(name: 'users' | 'inventory'): Promise<{ url: string; sdl: string }> {
  const folder = join(suite, 'dist', 'subgraphs', name);
  const child = spawn(process.execPath, ['--import', onLoopback, join(folder, 'index.js')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  closing.push(() => ended(child, () => child.kill()));
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
      const ready = /ready at (http:\/\/127\.0\.0\.1:\d+\/)/.exec(said);
      if (ready) resolve(ready[1]!);
    });
    child.on('exit', () => reject(new Error(`${name} ended: ${said}`)));
  });
  return { url, sdl: await readFile(join(folder, `${name}.graphql`), 'utf8') };
}

/** Our gateway over the three, answering whatever is posted to it at any path. */
async function startGateway(
  planner: Planner,
  subgraphs: Record<string, { url: string; sdl: string }>,
): Promise<string> {
  const services = Object.entries(subgraphs).map(([name, { url, sdl }]) => ({ name, url, typeDefs: parse(sdl) }));
  const composed = composeServices(services);
  if (!composed.supergraphSdl) throw new Error(composed.errors?.map(({ message }) => message).join('\n'));
  const gateway = await createGateway({
    supergraph: composed.supergraphSdl,
    subgraphs: Object.fromEntries(services.map(({ name, url }) => [name, url])),
    planner,
    sign: async () => 'nobody looks',
    log: createLogger('gateway', 'fatal'),
  });
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { query, variables = {} } = JSON.parse(Buffer.concat(chunks).toString());
    const answer = await gateway.execute({ document: parse(query), variables, caller: serviceCaller('suite') });
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(async () => {
    server.closeAllConnections();
    server.close();
    await gateway.stop();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

interface Report {
  readonly numTotalTests: number;
  readonly numPassedTests: number;
  readonly testResults: ReadonlyArray<{
    readonly assertionResults: ReadonlyArray<{
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: string[];
    }>;
  }>;
}

/** The suite asks its router at a fixed port; told that ours is its proxy, it asks ours. */
async function runSuite(products: string, gateway: string): Promise<Report> {
  const config = join(suite, 'federation-jest.config.js');
  const { PATH, HOME, TMPDIR } = process.env;
  const child = spawn(
    process.execPath,
    [
      jestOfSuite,
      join(suite, 'dist', 'tests'),
      '--ci',
      '--json',
      '--no-watchman',
      '--maxWorkers=1',
      '--config',
      config,
    ],
    {
      env: { PATH, HOME, TMPDIR, PRODUCTS_URL: products, HTTP_PROXY: gateway, NO_PROXY: '127.0.0.1' },
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  let report = '';
  child.stdout.on('data', (chunk) => {
    report += chunk;
  });
  await ended(child);
  return JSON.parse(report);
}

function ended(child: ChildProcess, begin = () => {}): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('close', () => resolve());
    begin();
  });
}

it.each<Planner>(['rust', 'javascript'])(
  'a subgraph and the gateway pass all 23 tests of Apollo’s federation suite, planned by %s',
  async (planner) => {
    const [products, users, inventory] = await Promise.all([
      startProducts(),
      startPackaged('users'),
      startPackaged('inventory'),
    ]);
    const gateway = await startGateway(planner, { products, users, inventory });
    const report = await runSuite(products.url, gateway);
    const results = report.testResults.flatMap(({ assertionResults }) => assertionResults);
    expect(results.filter(({ status }) => status !== 'passed')).toEqual([]);
    expect([report.numPassedTests, report.numTotalTests]).toEqual([23, 23]);
  },
  120_000,
);

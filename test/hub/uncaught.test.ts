import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { environmentsOf } from '../../hub/apart.js';
import { publicHalf } from '../../hub/home.js';
import { aClientKey, aRegisteredDatabase } from '../harness/hub.js';

/** What nobody catches, in each kind of process that serves: thrown on a signal by what is loaded before it. */
const TROUBLE = `data:text/javascript,${encodeURIComponent(`
  process.on('SIGUSR2', () => {
    const error = new Error('Zephyrine Quillfeather');
    if (process.env.HOW === 'rejected') Promise.reject(error);
    else setImmediate(() => { throw error; });
  });
`)}`;

let database: Awaited<ReturnType<typeof aRegisteredDatabase>>;
let environments: Record<string, Record<string, string>>;
const children: ChildProcess[] = [];
let subgraphs: Server;

beforeAll(async () => {
  database = await aRegisteredDatabase();
  // The gateway is ready once its subgraphs say that they are.
  subgraphs = createServer((_, response) => response.end('{}')).listen(0, '127.0.0.1');
  await once(subgraphs, 'listening');
  const { port } = subgraphs.address() as AddressInfo;
  const address = { host: '127.0.0.1', port: 0, url: `http://127.0.0.1:${port}` };
  environments = await environmentsOf({
    databaseUrl: database.url,
    secret: 'test',
    addresses: Object.fromEntries(
      ['cases', 'providers', 'tenders', 'monitoring', 'gateway'].map((service) => [service, address]),
    ),
    sandboxKeys: [publicHalf(await aClientKey())],
  });
});
afterAll(async () => {
  subgraphs?.close();
  for (const child of children) if (child.exitCode === null) child.kill('SIGKILL');
  await database?.drop();
});

it.each([
  ['gateway', 'rejected'],
  ['cases', 'thrown'],
])(
  'NFR-06: the %s says that an error was %s uncaught, without its words, withdraws, and ends',
  async (service, how) => {
    const port = await aFreePort();
    const child = spawn(process.execPath, ['--import', TROUBLE, 'dist/hub/cli.js', 'serve', service], {
      env: { PATH: process.env.PATH, LOG_LEVEL: 'info', HOW: how, ...environments[service], PORT: String(port) },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    children.push(child);
    let logged = '';
    child.stderr!.on('data', (chunk) => {
      logged += chunk;
    });
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    const ready = () =>
      fetch(`http://127.0.0.1:${port}/ready`).then(
        ({ status }) => status,
        () => 0,
      );
    const giveUp = Date.now() + 200_000;
    while ((await ready()) !== 200) {
      if (child.exitCode !== null || Date.now() > giveUp) throw new Error(logged);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    child.kill('SIGUSR2');
    let status = 200;
    while (status === 200) status = await ready();
    expect(status).toBe(503);
    expect(await ended).toBe(1);
    const line = logged
      .split('\n')
      .filter((each) => each.startsWith('{'))
      .map((each) => JSON.parse(each))
      .find(({ level }) => level === 60);
    expect(line).toMatchObject({
      happened: how === 'rejected' ? 'unhandledRejection' : 'uncaughtException',
      error: 'Error',
      msg: 'an error was not caught: this process ends',
    });
    expect(logged).not.toContain('Zephyrine');
  },
);

async function aFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

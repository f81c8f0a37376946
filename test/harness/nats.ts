import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A real nats-server on a loopback port, for tests of the broker. */
export interface NatsServer {
  readonly url: string;
  /** The same port again, after `kill`. */
  start(): Promise<void>;
  kill(): Promise<void>;
}

/** Where it is, installed with apt where it is missing and this user may; undefined, with a line that says so. */
export function natsBinary(): string | undefined {
  const known = () => ['/usr/sbin/nats-server', '/usr/local/bin/nats-server', '/usr/bin/nats-server'].find(existsSync);
  if (!known() && process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const apt = (...words: string[]) =>
      spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=60', ...words], { timeout: 120_000, stdio: 'ignore' });
    // Where its lists are old or missing, they are fetched once.
    if (apt('install', '-y', '--no-install-recommends', 'nats-server').status !== 0) {
      apt('update');
      apt('install', '-y', '--no-install-recommends', 'nats-server');
    }
  }
  const binary = known();
  if (!binary) process.stderr.write('skipped: there is no nats-server here, and none could be installed\n');
  return binary;
}

export async function natsServer(binary: string): Promise<NatsServer> {
  const port = await freePort();
  let child: ChildProcess | undefined;
  const server: NatsServer = {
    url: `nats://127.0.0.1:${port}`,
    async start() {
      const started = spawn(binary, ['-a', '127.0.0.1', '-p', String(port)], { stdio: ['ignore', 'ignore', 'pipe'] });
      child = started;
      await new Promise<void>((resolve, reject) => {
        started.stderr.on('data', (chunk) => String(chunk).includes('Server is ready') && resolve());
        started.on('exit', (code) => reject(new Error(`nats-server ended with ${code}`)));
      });
    },
    async kill() {
      const ended = new Promise((resolve) => child?.once('exit', resolve));
      if (child?.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await Promise.race([ended, sleep(5000, undefined, { ref: false })]);
    },
  };
  await server.start();
  return server;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

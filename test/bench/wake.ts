import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { preparePlatform, urlFor } from '../../kernel/database/platform.js';
import { BrokeredWakeUps } from '../../kernel/log/broker.js';
import { Sequencer } from '../../kernel/log/sequencer.js';
import { ListeningWakeUps, type WakeUps } from '../../kernel/log/wake.js';
import { createLogger } from '../../kernel/values/logging.js';
import { natsBinary, natsServer } from '../harness/nats.js';
import { type Figure, figure, percentile } from './figures.js';
import { aWatchedPostgres } from './ground.js';

const SECRET = 'bench';
/** Gateways over one database; of PostgreSQL's hundred connections each takes one to listen. */
const GATEWAYS = [1, 20, 80];
const WRITERS = 4;
const SECONDS = 4;
const CALLS = 60;

/**
 * What waking costs as gateways grow: how many events a second are committed and numbered, and how late a gateway hears
 * of one; woken by PostgreSQL alone, and over a broker. [adr/0020]
 */
export default async function wakeGroup(): Promise<Figure[]> {
  const directory = await mkdtemp(join(tmpdir(), 'hub-bench-'));
  const { url, stop } = await aWatchedPostgres(directory);
  const binary = natsBinary();
  const nats = binary ? await natsServer(binary) : undefined;
  try {
    await preparePlatform(url, SECRET, []);
    const figures: Figure[] = [];
    for (const gateways of GATEWAYS) {
      const listening = await measured(url, gateways, undefined);
      const brokered = nats && (await measured(url, gateways, nats.url));
      const named = (what: string) => `wake: ${what}, ${gateways} gateways, by LISTEN against a broker`;
      figures.push(
        figure(named('events committed and numbered a second'), listening.perSecond, '/s', {
          floor: brokered?.perSecond,
        }),
        figure(named('commit to the last gateway woken, p50'), percentile(listening.lateMs, 0.5), 'ms', {
          floor: brokered && percentile(brokered.lateMs, 0.5),
        }),
        figure(named('commit to the last gateway woken, p99'), percentile(listening.lateMs, 0.99), 'ms', {
          floor: brokered && percentile(brokered.lateMs, 0.99),
        }),
      );
    }
    return figures;
  } finally {
    await nats?.kill();
    await stop();
    await rm(directory, { recursive: true, force: true });
  }
}

interface Measured {
  readonly perSecond: number;
  readonly lateMs: number[];
}

async function measured(url: string, gateways: number, broker: string | undefined): Promise<Measured> {
  const log = createLogger('bench', 'fatal');
  const readerUrl = urlFor(url, 'platform_reader', SECRET);
  const sequencer = new Sequencer(urlFor(url, 'platform_sequencer', SECRET), log, broker);
  sequencer.start();
  const all: WakeUps[] = [];
  const wokenAt: number[] = [];
  for (let nth = 0; nth < gateways; nth++) {
    const wakeUps = broker ? new BrokeredWakeUps(broker, log) : new ListeningWakeUps(readerUrl, log);
    if (wakeUps instanceof ListeningWakeUps) await wakeUps.start();
    wakeUps.on('event_numbered', () => {
      wokenAt[nth] = performance.now();
    });
    all.push(wakeUps);
  }
  // Until everybody hears, and nobody looks out of distrust.
  await sleep(2500);
  const pool = new pg.Pool({ connectionString: url, max: WRITERS });
  const write = () =>
    pool.query(
      `insert into platform.event (type, subject, council, audience, actor, occurred_at, recorded_at, data)
       values ('CallOffPublished', 'call-off/1', 'bromley', '{}', '{}', now(), now(), '{}')`,
    );

  const lateMs: number[] = [];
  for (let call = 0; call < CALLS; call++) {
    const committedAt = await write().then(() => performance.now());
    const giveUp = committedAt + 2000;
    while (wokenAt.filter((at) => at > committedAt).length < gateways && performance.now() < giveUp) await sleep(1);
    lateMs.push(Math.max(...wokenAt) - committedAt);
    await sleep(20);
  }

  const until = performance.now() + SECONDS * 1000;
  let written = 0;
  const before = performance.now();
  await Promise.all(
    Array.from({ length: WRITERS }, async () => {
      while (performance.now() < until) {
        await write();
        written += 1;
      }
    }),
  );
  for (;;) {
    const { rows } = await pool.query('select 1 from platform.event where seq is null limit 1');
    if (rows.length === 0) break;
    await sleep(5);
  }
  const perSecond = (written / (performance.now() - before)) * 1000;
  await pool.end();
  for (const each of all) await each.stop();
  await sequencer.stop();
  return { perSecond, lateMs };
}

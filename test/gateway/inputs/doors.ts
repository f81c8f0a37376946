import pg from 'pg';
import { pino } from 'pino';
import { publicHalf, signClientToken } from '../../../hub/home.js';
import { openDoor } from '../../../hub/hub.js';
import { startSubgraphsInOneProcess } from '../../../hub/in-one-process.js';
import { sandboxIssuer } from '../../../hub/issuers.js';
import { urlFor } from '../../../kernel/database/platform.js';
import { type Caller, ROLES } from '../../../kernel/identity/caller.js';
import { Sequencer } from '../../../kernel/log/sequencer.js';
import { aClientKey, aRegisteredDatabase } from '../../harness/hub.js';
import { randomFrom } from '../../kernel/ground.js';
import { type Asked, asVariables, type Root } from './places.js';

const SECRET = 'test';
const UNBOUNDED = 1e12;

/** Credentials of the demo, one for each role. */
export const SUBJECTS = [
  'user:broker@bromley',
  'machine:case-system@bromley',
  'user:contract-officer@bromley',
  'user:commissioner@bromley',
  'user:practitioner@bromley',
  'user:discharge-team@bromley',
  'user:duty@bromley',
  'user:contact-desk@bromley',
  'user:emergency-duty@bromley',
  'user:manager@oakwood',
  'machine:rostering@oakwood',
  'machine:call-monitoring@oakwood',
  'user:operator',
] as const;

export interface Reply {
  readonly status: number;
  readonly text: string;
  readonly body: {
    readonly data?: Record<string, unknown> | null;
    readonly errors?: ReadonlyArray<{ readonly message: string; readonly extensions: Record<string, unknown> }>;
  };
}

/** The whole hub, with nothing in the way of asking it very much, and all that it logs. */
export interface Doors {
  readonly url: string;
  readonly pool: pg.Pool;
  /** URLs of the subgraphs, if they are reached over HTTP. */
  readonly urls: Readonly<Record<string, string>>;
  /** An identity that subgraphs believe. */
  sign(caller: Caller): Promise<string>;
  /** All lines logged so far. */
  logged(): string;
  token(subject: string): Promise<string>;
  ask(subject: string, asked: Asked): Promise<Reply>;
  /** A credential that may ask this at all. */
  subjectFor(root: Root): Promise<string>;
  stop(): Promise<void>;
}

/** @param how the gateway reaches the subgraphs: through their executors, or over HTTP as when they run apart */
export async function openDoors(how: 'in one process' | 'over HTTP'): Promise<Doors> {
  const database = await aRegisteredDatabase();
  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  pool.on('error', () => {});
  const lines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  const sequencer = new Sequencer(urlFor(database.url, 'platform_sequencer', SECRET), log);
  sequencer.start();
  const running = await startSubgraphsInOneProcess({ databaseUrl: database.url, secret: SECRET, log, poolSize: 5 });
  const urls: Record<string, string> = {};
  if (how === 'over HTTP') {
    for (const [name, each] of running.subgraphs) urls[name] = `http://127.0.0.1:${await each.listen(0)}/graphql`;
  }
  const key = await aClientKey();
  const cost = Object.fromEntries(ROLES.map((role) => [role, UNBOUNDED])) as Record<Caller['role'], number>;
  const door = await openDoor({
    readerUrl: urlFor(database.url, 'platform_reader', SECRET),
    issuers: [sandboxIssuer({ keys: [publicHalf(key)] })],
    sign: running.gatewaySigner,
    subgraphs: Object.fromEntries([...running.subgraphs].map(([name, each]) => [name, urls[name] ?? each.executor])),
    subgraphNeeds: {},
    limits: { cost, tokens: UNBOUNDED, documentBytes: UNBOUNDED },
    log,
  });
  const tokens = new Map<string, Promise<string>>();
  const known = new Map<string, string>();
  const doors: Doors = {
    url: door.gateway.url,
    pool,
    urls,
    sign: running.gatewaySigner,
    logged: () => lines.join(''),
    token(subject) {
      const token = tokens.get(subject) ?? signClientToken(key, subject, { expiresIn: '1h' });
      tokens.set(subject, token);
      return token;
    },
    async ask(subject, asked) {
      const response = await fetch(door.gateway.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${await doors.token(subject)}` },
        body: JSON.stringify(asked),
      });
      const text = await response.text();
      return { status: response.status, text, body: JSON.parse(text) };
    },
    async subjectFor(root) {
      const { name } = root.field;
      for (const subject of known.has(name) ? [] : SUBJECTS) {
        const { body } = await doors.ask(subject, asVariables(root));
        if (body.errors?.some((each) => each.extensions.code === 'FORBIDDEN')) continue;
        known.set(name, subject);
        break;
      }
      return known.get(name) ?? SUBJECTS[0];
    },
    async stop() {
      await door.stop();
      await running.stop();
      await sequencer.stop();
      await pool.end();
      await database.drop();
    },
  };
  return doors;
}

/** How many times as many inputs as usual are tried. */
const TIMES = Number(process.env.INPUTS_TIMES ?? 1);

/** So many of them, others each time: the seed is what a failure is told with. */
export function someOf<Item>(items: readonly Item[], count: number, seed: number): readonly Item[] {
  const random = randomFrom(seed);
  return items
    .map((item) => ({ item, at: random() }))
    .sort((one, other) => one.at - other.at)
    .slice(0, count * TIMES)
    .map(({ item }) => item);
}

/** Does this for each, some at once. */
export async function forEach<Item>(items: readonly Item[], act: (item: Item) => Promise<void>): Promise<void> {
  const left = items.values();
  await Promise.all(
    Array.from({ length: 12 }, async () => {
      for (const item of left) await act(item);
    }),
  );
}

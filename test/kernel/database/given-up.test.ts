import { randomUUID } from 'node:crypto';
import { type ExecutionResult, parse } from 'graphql';
import { readerFor } from '../../../kernel/database/reader.js';
import type { RunningSubgraph } from '../../../kernel/graphql/subgraph-server.js';
import { comesTrue, type Ground, toyGround } from '../ground.js';

const SLOW = 'query { slowly(seconds: 60) }';
const SLOW_ACT = 'mutation ($key: String!, $seconds: Float!) { keepNoteSlowly(key: $key, seconds: $seconds) { id } }';

let ground: Ground;
let toy: RunningSubgraph;
let url: string;
beforeAll(async () => {
  ground = await toyGround();
  toy = await ground.startProcess({ urgent: ['keepNote'] });
  url = `http://127.0.0.1:${await toy.listen(0)}/graphql`;
});
afterAll(() => ground.stop());

type AskAs = (
  caller: string,
  query: string,
  signal?: AbortSignal,
  variables?: Record<string, unknown>,
) => Promise<ExecutionResult>;
const inProcess: AskAs = async (caller, query, signal, variables) =>
  (await toy.executor({
    document: parse(query),
    variables,
    signal,
    extensions: { headers: { authorization: `Bearer ${caller}` } },
  })) as ExecutionResult;
const overHttp: AskAs = async (caller, query, signal, variables) => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${caller}` },
    body: JSON.stringify({ query, variables }),
    signal,
  });
  return (await response.json()) as ExecutionResult;
};

async function running(): Promise<number> {
  const { rows } = await ground.admin.query<{ count: number }>(
    `select count(*)::int from pg_stat_activity
     where datname = current_database() and usename = 'toy_app' and state = 'active' and query like '%pg_sleep%'`,
  );
  return rows[0]!.count;
}

/** Asks, and gives up as soon as the database works on it. */
async function givenUp(ask: AskAs, caller: string, query: string, variables?: Record<string, unknown>): Promise<void> {
  const over = new AbortController();
  const asked = ask(caller, query, over.signal, variables).catch(() => undefined);
  expect(await comesTrue(async () => (await running()) > 0)).toBe(true);
  over.abort();
  await asked;
  expect(await comesTrue(async () => (await running()) === 0, 20_000)).toBe(true);
}

describe.each<[string, AskAs]>([
  ['in one process', inProcess],
  ['over HTTP', overHttp],
])('what is given up, %s', (_, ask) => {
  it('NFR-06: is cancelled in the database, and whoever asks next on that connection is answered', async () => {
    for (let nth = 0; nth < 8; nth++) {
      await givenUp(ask, 'bromley', SLOW);
      const answers = await Promise.all(
        ['bromley', 'ashdown', 'oakwood'].map((caller) => ask(caller, '{ slowly(seconds: 0) }')),
      );
      expect(answers.map(({ data }) => data?.slowly)).toEqual(['toy_council', 'toy_council', 'toy_provider']);
    }
  });

  it('NFR-06: that waits for a connection takes none any more', async () => {
    const over = new AbortController();
    const asked = Array.from({ length: 10 }, () => ask('bromley', SLOW, over.signal).catch(() => undefined));
    expect(await comesTrue(async () => (await running()) === 3)).toBe(true);
    over.abort();
    await Promise.all(asked);
    expect(await comesTrue(async () => (await running()) === 0, 20_000)).toBe(true);
  });

  it('NFR-06, IDG-27: an act that is given up is undone whole, and counts once when it is sent again with its key', async () => {
    const key = randomUUID();
    const kept = async () =>
      (
        await ground.admin.query(
          `select (select count(*)::int from toy.note where text = 'slow') as notes,
             (select count(*)::int from toy.idempotency where key = $1) as keys`,
          [key],
        )
      ).rows[0] as { notes: number; keys: number };
    const { notes } = await kept();
    await givenUp(ask, 'bromley', SLOW_ACT, { key, seconds: 60 });
    expect(await kept()).toEqual({ notes, keys: 0 });
    const first = await ask('bromley', SLOW_ACT, undefined, { key, seconds: 0 });
    const second = await ask('bromley', SLOW_ACT, undefined, { key, seconds: 0 });
    expect(first).toMatchObject({ data: { keepNoteSlowly: { id: expect.any(String) } } });
    expect(second.data).toEqual(first.data);
    expect(await kept()).toEqual({ notes: notes + 1, keys: 1 });
  });

  it('NFR-06: however often it is given up and at whatever instant, an act is done whole or not at all', async () => {
    for (let nth = 0; nth < 20; nth++) {
      const key = randomUUID();
      await ask('bromley', SLOW_ACT, AbortSignal.timeout(nth), { key, seconds: 0.005 }).catch(() => undefined);
      await ask('bromley', SLOW_ACT, undefined, { key, seconds: 0 });
      const { rows } = await ground.admin.query(
        `select (select count(*)::int from toy.note as note where note.id::text = kept.result_id) as notes,
           (select count(*)::int from platform.event where subject = 'note/' || kept.result_id) as events
         from toy.idempotency as kept where key = $1`,
        [key],
      );
      expect(rows).toEqual([{ notes: 1, events: 1 }]);
    }
  });

  it('NFR-06: while one client reads as much as it can, another reads and acts, and clocks go on', async () => {
    const over = new AbortController();
    const flood = Array.from({ length: 40 }, () => ask('bromley', SLOW, over.signal).catch(() => undefined));
    expect(await comesTrue(async () => (await running()) === 3)).toBe(true);
    try {
      expect(await ask('oakwood', '{ slowly(seconds: 0) }')).toEqual({ data: { slowly: 'toy_provider' } });
      expect(await ask('ashdown', 'mutation { keepNote(council: "ashdown", text: "act") { text } }')).toEqual({
        data: { keepNote: { text: 'act' } },
      });
      expect(await running()).toBe(3);
    } finally {
      over.abort();
      await Promise.all(flood);
    }
  });
});

describe('a statement of a client', () => {
  it('NFR-06: that takes longer than the gateway waits is ended by the database, and says what may be done', async () => {
    const { db } = toy;
    const caller = { subject: 'user:any', role: 'broker', organisation: 'bromley', councils: [], scopes: [] } as const;
    const limitOf = async (role: 'broker' | 'hub') => {
      const em = readerFor(db, { ...caller, role });
      await em.begin();
      const [row] = (await em.execute(`select current_setting('statement_timeout') as most`)) as Array<{
        most: string;
      }>;
      await em.rollback();
      return row!.most;
    };
    expect(await limitOf('broker')).toBe('10s');
    expect(await limitOf('hub')).toBe('0');
    // As a statement that is cancelled by its time limit ends.
    const asked = overHttp('bromley', SLOW);
    expect(await comesTrue(async () => (await running()) > 0)).toBe(true);
    await ground.admin.query(
      `select pg_cancel_backend(pid) from pg_stat_activity where usename = 'toy_app' and query like '%pg_sleep(60%'`,
    );
    expect((await asked).errors).toEqual([
      expect.objectContaining({ extensions: expect.objectContaining({ code: 'SUBGRAPH_UNAVAILABLE' }) }),
    ]);
    expect(ground.logged.filter(({ msg }) => msg === 'resolver failed')).toEqual([]);
  });
});

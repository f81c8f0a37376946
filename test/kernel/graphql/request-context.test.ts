import { setTimeout as sleep } from 'node:timers/promises';
import { type ExecutionResult, parse } from 'graphql';
import type { SubgraphDatabase } from '../../../kernel/database/orm.js';
import { readerFor } from '../../../kernel/database/reader.js';
import { RequestContext } from '../../../kernel/graphql/request-context.js';
import type { RunningSubgraph } from '../../../kernel/graphql/subgraph-server.js';
import type { Caller } from '../../../kernel/identity/caller.js';
import type { EventLogReader } from '../../../kernel/log/event-log.js';
import { type Ground, statementsOf, toyGround } from '../ground.js';
import { CALLERS, keepNote, Note } from '../toy.js';

let ground: Ground;
let db: SubgraphDatabase;
let events: EventLogReader;
let ours: Note[];
let theirs: Note;
beforeAll(async () => {
  ground = await toyGround();
  db = await ground.openDatabase();
  events = await ground.openEvents();
  const keep = async (caller: Caller, council: string, text: string) =>
    (await keepNote(ground.workFor(db, caller), { council, text })).result!;
  ours = await Promise.all(['one', 'two', 'three'].map((text) => keep(CALLERS.bromley, 'bromley', text)));
  theirs = await keep(CALLERS.ashdown, 'ashdown', 'theirs');
});
afterAll(() => ground.stop());

function contextOf(caller: Caller): RequestContext {
  const { log, ask } = ground.workFor(db, caller);
  return new RequestContext(caller, { db, log, ask }, events);
}

/** The reads of one query, which end whatever comes of them. */
async function reading<T>(caller: Caller, act: (context: RequestContext) => Promise<T>): Promise<T> {
  const context = contextOf(caller);
  await context.beginReads();
  try {
    return await act(context);
  } finally {
    await context.endReads();
  }
}

describe('the reads of one query', () => {
  it('run in one read-only transaction that becomes the caller once, with its first statement, and is ended', async () => {
    const statements = await statementsOf(db, () =>
      reading(CALLERS.bromley, async ({ em }) => {
        await em.count(Note);
        await em.count(Note, { text: 'one' });
      }),
    );
    expect(statements.map((each) => each.split(';'))).toEqual([
      [
        'start transaction isolation level repeatable read read only',
        expect.stringContaining('set_config'),
        expect.stringContaining('select count'),
      ],
      [expect.stringContaining('select count')],
      ['rollback'],
    ]);
  });

  it('all see one state of the world, whatever is committed meanwhile', async () => {
    const before = await reading(CALLERS.bromley, async ({ em }) => {
      const first = await em.count(Note);
      await keepNote(ground.workFor(db, CALLERS.bromley), { council: 'bromley', text: 'meanwhile' });
      expect(await em.count(Note)).toBe(first);
      return first;
    });
    expect(await contextOf(CALLERS.bromley).em.count(Note)).toBe(before + 1);
  });

  it('cannot write', async () => {
    const write = reading({ ...CALLERS.bromley, role: 'hub' }, ({ em }) =>
      em.execute(`update toy.note set text = 'no'`),
    );
    await expect(write).rejects.toThrow('read-only transaction');
  });

  it('are ended once, however often that is asked', async () => {
    const context = contextOf(CALLERS.bromley);
    await context.endReads();
    await context.beginReads();
    await context.endReads();
    expect(await statementsOf(db, () => context.endReads())).toEqual([]);
  });
});

describe('an entity by its id', () => {
  it('is read once for all who ask for one at the same time, of whichever ids', async () => {
    await reading(CALLERS.bromley, async (context) => {
      const statements = await statementsOf(db, async () => {
        const ids = [...ours, ...ours].map(({ id }) => id);
        const found = await Promise.all(ids.map((id) => context.byId(Note, id)));
        expect(found.map((note) => note!.text)).toEqual(['one', 'two', 'three', 'one', 'two', 'three']);
        expect(await context.byId(Note, ours[0]!.id)).toBe(found[0]);
      });
      expect(statements).toHaveLength(1);
    });
  });

  it('is null where there is none, where it is another council’s, and where it is not an id', async () => {
    const context = contextOf(CALLERS.bromley);
    const ids = [theirs.id, 'aaaaaaaa-0000-4000-8000-00000000dead', "' or true --", ''];
    expect(await Promise.all(ids.map((id) => context.byId(Note, id)))).toEqual([null, null, null, null]);
    expect(await contextOf(CALLERS.ashdown).byId(Note, theirs.id)).toMatchObject({ text: 'theirs' });
  });

  it('is not kept from one request for the next', async () => {
    expect(await contextOf(CALLERS.ashdown).byId(Note, theirs.id)).not.toBeNull();
    expect(await contextOf(CALLERS.bromley).byId(Note, theirs.id)).toBeNull();
  });
});

describe('a loader', () => {
  it('is one for its name and request, and batches what is asked at the same time', async () => {
    const batches: Array<readonly string[]> = [];
    const lengthOf = (context: RequestContext) =>
      context.loader<string, number>('lengths', async (texts) => {
        batches.push(texts);
        return texts.map((text) => text.length || null);
      });
    const context = contextOf(CALLERS.bromley);
    const lengths = await Promise.all([
      lengthOf(context).load('ab'),
      lengthOf(context).load('abc'),
      lengthOf(context).load(''),
    ]);
    expect(lengths).toEqual([2, 3, null]);
    await lengthOf(contextOf(CALLERS.bromley)).load('ab');
    expect(batches).toEqual([['ab', 'abc', ''], ['ab']]);
  });
});

describe('what must be done before the answer leaves', () => {
  it('is done after the reads have ended, in order; and at once if none are open', async () => {
    const done: string[] = [];
    const context = contextOf(CALLERS.bromley);
    await context.beginReads();
    await context.beforeAnswer(async () => void done.push('first'));
    await context.beforeAnswer(async () => void done.push('second'));
    expect(done).toEqual([]);
    await context.endReads();
    await context.beforeAnswer(async () => void done.push('at once'));
    expect(done).toEqual(['first', 'second', 'at once']);
  });

  it('fails the answer when it fails', async () => {
    const context = contextOf(CALLERS.bromley);
    await context.beginReads();
    await context.beforeAnswer(async () => {
      throw new Error('could not be kept');
    });
    await expect(context.endReads()).rejects.toThrow('could not be kept');
  });
});

describe('a query to a subgraph', () => {
  let process: RunningSubgraph;
  let url: string;
  beforeAll(async () => {
    process = await ground.startProcess();
    url = `http://127.0.0.1:${await process.listen(0)}`;
  });

  const DOCUMENT = `query ($id: ID!) {
    first: transaction second: transaction third: transaction note(id: $id) { text } notes { text }
  }`;

  async function inProcess(token: string, query: string, variables = {}): Promise<ExecutionResult> {
    const headers = { authorization: `Bearer ${token}` };
    return (await process.executor({ document: parse(query), variables, extensions: { headers } })) as ExecutionResult;
  }

  async function overHttp(token: string | null, query: string, variables = {}) {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify({ query, variables }),
    });
    return { status: response.status, ...((await response.json()) as ExecutionResult) };
  }

  it.each([
    ['in process', inProcess],
    ['over HTTP', overHttp],
  ])('%s reads in one transaction, and answers null for what is not the caller’s', async (_how, ask) => {
    const answer = await ask('bromley', DOCUMENT, { id: theirs.id });
    const { first, second, third, note, notes } = answer.data as Record<string, unknown>;
    expect([second, third]).toEqual([first, first]);
    expect(note).toBeNull();
    expect(notes).toContainEqual({ text: 'one' });
    const again = await ask('bromley', DOCUMENT, { id: ours[0]!.id });
    expect((again.data as Record<string, unknown>).note).toEqual({ text: 'one' });
    expect((again.data as Record<string, unknown>).first).not.toBe(first);
  });

  it.each([
    ['in process', inProcess],
    ['over HTTP', overHttp],
  ])('%s resolves an entity of a reference as its caller may see it', async (_how, ask) => {
    const query = 'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Note { text } } }';
    const of = [theirs, ours[1]!].map(({ id }) => ({ __typename: 'Note', id }));
    expect((await ask('bromley', query, { of })).data).toEqual({ _entities: [null, { text: 'two' }] });
  });

  it.each([
    ['in process', inProcess],
    ['over HTTP', overHttp],
  ])('IDG-27: %s is refused a field that is not for the caller’s role', async (_how, ask) => {
    const { data, errors } = await ask('oakwood', 'mutation { keepNote(council: "bromley", text: "x") { id } }');
    expect(data?.keepNote ?? null).toBeNull();
    expect(errors).toEqual([
      expect.objectContaining({
        message: 'This is for the roles broker; your credential has another role.',
        extensions: expect.objectContaining({ code: 'FORBIDDEN' }),
      }),
    ]);
  });

  it('IDG-05: is answered nothing without an identity, or with one that nobody signed', async () => {
    expect(await overHttp(null, '{ notes { text } }')).toMatchObject({
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
    const { data, errors } = await overHttp('nobody', '{ notes { text } }');
    expect(data).toBeUndefined();
    expect(errors).toHaveLength(1);
  });

  it('IDG-05: tells nothing of what broke inside', async () => {
    await ground.admin.query('alter table toy.note rename to lost');
    try {
      const { errors } = await overHttp('bromley', '{ notes { text } }');
      expect(errors).toEqual([
        { message: 'Something failed inside the hub.', path: ['notes'], extensions: { code: 'INTERNAL' } },
      ]);
    } finally {
      await ground.admin.query('alter table toy.lost rename to note');
    }
  });

  it('is answered health and readiness without an identity; readiness is its database’s and its clocks’', async () => {
    const get = async (path: string) => {
      const response = await fetch(`${url}${path}`);
      return [response.status, await response.json()];
    };
    expect(await get('/health')).toEqual([200, { status: 'up' }]);
    expect(await get('/ready')).toEqual([200, { status: 'ready' }]);
    const eventually = async (status: number) => {
      // The clocks look again when they are told that time was moved.
      await ground.admin.query(`select pg_notify('clock_moved', '')`);
      for (let times = 0; times < 400 && (await get('/ready'))[0] !== status; times++) await sleep(50);
      return get('/ready');
    };
    await ground.admin.query('alter table toy.deadline rename to mislaid');
    try {
      expect(await eventually(503)).toEqual([503, { status: 'not ready', without: ['clocks'] }]);
    } finally {
      await ground.admin.query('alter table toy.mislaid rename to deadline');
    }
    expect(await eventually(200)).toEqual([200, { status: 'ready' }]);
  });

  it('leaves no connection held, also where a resolver failed', async () => {
    for (let times = 0; times < 15; times++) {
      await overHttp('bromley', '{ note(id: "x") { text } unknown }');
      await overHttp('oakwood', '{ notes { text } }');
    }
    const { rows } = await ground.admin.query(
      `select 1 from pg_stat_activity where datname = current_database() and usename = 'toy_app' and state like 'idle in transaction%'`,
    );
    expect(rows).toEqual([]);
  });
});

it('reads outside a query’s transaction run as the caller too', async () => {
  expect(await readerFor(db, CALLERS.ashdown).find(Note, {})).toEqual([expect.objectContaining({ text: 'theirs' })]);
});

import type { SubgraphDatabase } from '../../../kernel/database/orm.js';
import { readerFor } from '../../../kernel/database/reader.js';
import { inTransaction } from '../../../kernel/database/work.js';
import type { RunningSubgraph } from '../../../kernel/graphql/subgraph-server.js';
import { serviceCaller } from '../../../kernel/graphql/subgraph-server.js';
import type { Caller } from '../../../kernel/identity/caller.js';
import { leaksIn, SOME_NOTES } from '../graphql/requests.js';
import { type Ground, newSeed, toyGround } from '../ground.js';
import { CALLERS, Note, OAKWOOD } from '../toy.js';

let ground: Ground;
let db: SubgraphDatabase;
let process: RunningSubgraph;
beforeAll(async () => {
  ground = await toyGround();
  await ground.admin.query(SOME_NOTES);
  process = await ground.startProcess();
  db = process.db;
});
afterAll(() => ground.stop());

const ALL = ['ashdown alone', 'ashdown for oakwood', 'bromley alone', 'bromley for elmfield', 'bromley for oakwood'];

async function seenBy(caller: Caller): Promise<string[]> {
  return (await readerFor(db, caller).find(Note, {})).map(({ text }) => text).sort();
}

describe('who reads which rows', () => {
  const view = { ...CALLERS.oakwood, organisation: '', viewClass: true };
  const operator = { ...CALLERS.bromley, role: 'operator', organisation: 'hub', councils: [] } as const;
  it.each<[who: string, caller: Caller, sees: string[]]>([
    ['a council', CALLERS.bromley, ['bromley alone', 'bromley for elmfield', 'bromley for oakwood']],
    ['another council', CALLERS.ashdown, ['ashdown alone', 'ashdown for oakwood']],
    ['a council role without a council', { ...CALLERS.bromley, councils: [] }, []],
    ['a council whose id begins like another', { ...CALLERS.bromley, councils: ['brom'] }, []],
    ['a provider', CALLERS.oakwood, ['ashdown for oakwood', 'bromley for oakwood']],
    ['another provider', CALLERS.elmfield, ['bromley for elmfield']],
    [
      'a provider that nothing is for',
      { ...CALLERS.oakwood, organisation: 'aaaaaaaa-0000-4000-8000-000000000009' },
      [],
    ],
    ['a provider without an id', { ...CALLERS.oakwood, organisation: '' }, []],
    [
      'a feed view, of the councils it is for',
      { ...view, councils: ['ashdown'] },
      ['ashdown alone', 'ashdown for oakwood'],
    ],
    ['the hub itself', serviceCaller('toy'), ALL],
    ['an operator', operator, ALL],
  ])('IDG-26: %s', async (_who, caller, sees) => {
    expect(await seenBy(caller)).toEqual(sees);
  });

  it('IDG-26: a service that says nobody reads for it reads nothing', async () => {
    await expect(db.orm.em.fork().find(Note, {})).rejects.toThrow('permission denied');
    const app = await ground.client('toy_app');
    for (const table of ['note', 'idempotency', 'deadline', 'reaction_cursor', 'quarantined_event']) {
      await expect(app.query(`select * from toy.${table}`)).rejects.toThrow('permission denied');
    }
  });

  it('IDG-26: the owner of the table, and a role of no subgraph, read nothing', async () => {
    const owner = await ground.client('toy_owner');
    expect((await owner.query('select * from toy.note')).rows).toEqual([]);
    const reader = await ground.client('platform_reader');
    await expect(reader.query('select * from toy.note')).rejects.toThrow('permission denied');
  });

  it('IDG-26: a role of one council outlives neither its transaction nor its connection’s next use', async () => {
    const one = await ground.openDatabase(1);
    expect(await readerFor(one, CALLERS.bromley).count(Note)).toBe(3);
    await expect(one.orm.em.fork().count(Note)).rejects.toThrow('permission denied');
    const [left] = (await one.orm.em
      .fork()
      .execute(`select current_user as role, current_setting('hub.councils', true) as councils`)) as unknown[];
    expect(left).toEqual({ role: 'toy_app', councils: '' });
  });
});

describe('who writes which rows', () => {
  const work = (caller: Caller) => ground.workFor(db, caller);

  it('IDG-26: a command in one council cannot keep a row of another', async () => {
    const crossing = inTransaction(work(CALLERS.bromley), 'bromley', async (t) => {
      t.em.persist(t.em.create(Note, { council: 'ashdown', text: 'smuggled' }));
    });
    await expect(crossing).rejects.toThrow('row-level security');
  });

  it('IDG-26: a command in one council neither finds, changes, moves nor removes a row of another', async () => {
    await inTransaction(work(CALLERS.bromley), 'bromley', async (t) => {
      expect(await t.em.findOne(Note, { text: 'ashdown alone' })).toBeNull();
      expect(await t.em.nativeUpdate(Note, { council: 'ashdown' }, { text: 'changed' })).toBe(0);
      expect(await t.em.nativeDelete(Note, { council: 'ashdown' })).toBe(0);
    });
    const moving = inTransaction(work(CALLERS.bromley), 'bromley', async (t) => {
      await t.em.nativeUpdate(Note, { text: 'bromley alone' }, { council: 'ashdown' });
    });
    await expect(moving).rejects.toThrow('row-level security');
  });

  it.each(['bromley', 'oakwood'] as const)('IDG-26: what %s reads by, nobody can write by', async (who) => {
    const insert = readerFor(db, CALLERS[who]).execute(
      `insert into toy.note (id, council, provider_id, text) values (gen_random_uuid(), 'bromley', '${OAKWOOD}', 'written')`,
    );
    await expect(insert).rejects.toThrow('permission denied');
  });
});

it('IDG-26: of 2,000 interleaved requests over one pool, each sees its caller’s rows and no other', async () => {
  const seed = newSeed();
  expect({ seed, leaks: await leaksIn(2000, process, seed) }).toEqual({ seed, leaks: [] });
});

import { type ExecutionResult, parse } from 'graphql';
import { readerFor } from '../../../kernel/database/reader.js';
import { readPage } from '../../../kernel/graphql/pages.js';
import type { RunningSubgraph } from '../../../kernel/graphql/subgraph-server.js';
import { type Ground, statementsOf, toyGround } from '../ground.js';
import { CALLERS, keepNote, Note } from '../toy.js';

/** What is read for an answer: the columns that it needs, and nothing in vain. */

let ground: Ground;
let process: RunningSubgraph;
let note: Note;
beforeAll(async () => {
  ground = await toyGround();
  process = await ground.startProcess();
  note = (await keepNote(ground.workFor(process.db, CALLERS.bromley), { council: 'bromley', text: 'one' })).result!;
});
afterAll(() => ground.stop());

async function ask(query: string, variables = {}, token = 'bromley'): Promise<ExecutionResult> {
  const headers = { authorization: `Bearer ${token}` };
  return (await process.executor({ document: parse(query), variables, extensions: { headers } })) as ExecutionResult;
}

/** The columns of notes that are read, by statement. */
async function columnsRead(act: () => Promise<unknown>): Promise<string[]> {
  const statements = await statementsOf(process.db, act);
  return statements.flatMap((each) => [...each.matchAll(/select ([^;]*) from "toy"."note"/g)].map(([, read]) => read!));
}

const WHOLE = '"id", "council", "provider_id", "text"';

describe('a list for an answer', () => {
  it.each([
    ['its key and what is selected', '{ notes { text } }', '"id", "text"'],
    ['its key alone', '{ notes { id } }', '"id"'],
    ['what is selected anywhere', '{ notes { text } more: notes { ...N } } fragment N on Note { council }', null],
    ['what a resolver says that it needs', '{ notes { loud } }', '"id", "text"'],
    ['all, where a resolver does not say', '{ notes { label } }', WHOLE],
    ['all, where no field of it is selected', '{ notes { __typename } }', WHOLE],
  ])('is read with %s', async (_what, query, columns) => {
    const read = await columnsRead(async () => expect((await ask(query)).errors).toBeUndefined());
    expect(new Set(read)).toEqual(new Set([columns ?? '"id", "text", "council"']));
  });

  it('is answered the same, however much of it is read', async () => {
    const { data } = await ask('{ notes { id council providerId text loud label } }');
    expect(data).toEqual({
      notes: [{ id: note.id, council: 'bromley', providerId: null, text: 'one', loud: 'ONE', label: 'bromley: one' }],
    });
    expect((await ask('{ notes { loud } }')).data).toEqual({ notes: [{ loud: 'ONE' }] });
    expect((await ask('{ notes { providerId } }')).data).toEqual({ notes: [{ providerId: null }] });
  });

  it('fails where a resolver reads what it did not say, and never takes it for nothing', async () => {
    const { errors } = await ask('{ notes { forgetful } }');
    expect(errors?.[0]?.message).toContain('Note.text was not read');
    expect((await ask('{ notes { forgetful text } }')).data).toEqual({
      notes: [{ forgetful: 'bromley: one', text: 'one' }],
    });
  });

  it('IDG-05: refuses a field for other roles, whether it is read or made', async () => {
    const { data, errors } = await ask('{ notes { text loud } }', {}, 'oakwood');
    expect(errors).toBeUndefined();
    expect(data).toEqual({ notes: [] });
    await keepNote(ground.workFor(process.db, CALLERS.bromley), {
      council: 'bromley',
      providerId: CALLERS.oakwood.organisation,
      text: 'two',
    });
    const shown = await ask('{ notes { text loud } }', {}, 'oakwood');
    expect(shown.data).toEqual({ notes: [{ text: 'two', loud: null }] });
    expect(shown.errors).toEqual([
      expect.objectContaining({ extensions: expect.objectContaining({ code: 'FORBIDDEN' }) }),
    ]);
  });

  it('has what it is found and ordered by as well', async () => {
    const em = readerFor(process.db, CALLERS.bromley);
    const list = { where: { text: 'one' }, by: { council: 'text', id: 'id' } } as const;
    const [edge] = (await readPage(em, Note, list, { first: 1 }, ['id'])).edges;
    expect(edge!.node.council).toBe('bromley');
    expect(() => edge!.node.text).toThrow('Note.text was not read');
  });
});

describe('a reference', () => {
  const asked = (selection: string) => `query ($of: [_Any!]!) { _entities(representations: $of) { ${selection} } }`;
  const of = () => ({ of: [{ __typename: 'Note', id: note.id }] });

  it('alone is one message to the database, under the caller’s session', async () => {
    const statements = await statementsOf(process.db, async () => {
      const { data } = await ask(asked('... on Note { text }'), of());
      expect(data).toEqual({ _entities: [{ text: 'one' }] });
    });
    // Its reactor asks the database as well.
    expect(statements.filter((each) => each.includes('"note"') || each.includes('repeatable read'))).toEqual([
      expect.stringMatching(/^select set_config\(.*;select "id", "text" from "toy"."note"/),
    ]);
    expect((await ask(asked('... on Note { text }'), of(), 'ashdown')).data).toEqual({ _entities: [null] });
  });

  it('leaves nothing of a caller’s session to who has the connection next', async () => {
    for (let times = 0; times < 12; times++) await ask(asked('... on Note { text }'), of());
    const [settings] = (await process.db.orm.em.execute(
      `select current_user::text as role, current_setting('hub.councils', true) as councils`,
    )) as Array<{ role: string; councils: string | null }>;
    expect([settings!.role, settings!.councils || null]).toEqual(['toy_app', null]);
  });

  it.each(['... on Note { loud }', '... on Note { label }'])(
    'is read in a transaction where it leads further: %s',
    async (selection) => {
      const statements = await statementsOf(process.db, () => ask(asked(selection), of()));
      expect(statements.filter((each) => each.includes('repeatable read'))).toHaveLength(1);
    },
  );
});

import { bulk, bulkInsert, bulkRead, bulkUpdate, list } from '../../../kernel/database/bulk.js';
import type { SubgraphDatabase } from '../../../kernel/database/orm.js';
import { inTransaction, type Transaction } from '../../../kernel/database/work.js';
import { newId } from '../../../kernel/values/ids.js';
import { type Ground, toyGround } from '../ground.js';
import { CALLERS, Note, OAKWOOD } from '../toy.js';

let ground: Ground;
let db: SubgraphDatabase;
beforeAll(async () => {
  ground = await toyGround();
  db = await ground.openDatabase();
});
afterAll(() => ground.stop());

async function act<T>(does: (t: Transaction) => Promise<T>): Promise<T> {
  const { result } = await inTransaction(ground.workFor(db, CALLERS.bromley), 'bromley', does);
  return result as T;
}

const note = (text: string): Note => ({ id: newId(), council: 'bromley', providerId: null, text });

/** Notes as they are stored now, by the order of these. */
const stored = (notes: readonly Note[]) =>
  act(async (t) => {
    const rows = await bulkRead(t.em, Note, 'it.id = any($1::uuid[])', [
      list(
        'uuid',
        notes.map(({ id }) => id),
      ),
    ]);
    return notes.map(({ id }) => rows.find((row) => row.id === id));
  });

/** Which version of each row the database has: an update makes another, whatever it writes. */
const versions = (notes: readonly Note[]) =>
  act((t) =>
    bulk<{ ctid: string }>(t.em, 'select ctid::text from toy.note where id = any($1::uuid[]) order by id', [
      list(
        'uuid',
        notes.map(({ id }) => id),
      ),
    ]),
  );

async function kept(...texts: readonly string[]): Promise<readonly Note[]> {
  const notes = texts.map(note);
  await act((t) => bulkInsert(t.em, Note, notes));
  return notes;
}

it('reads what it wrote, by ids as a list', async () => {
  const notes = await kept('a', "b'; drop table toy.note --", 'ĉ 𝛼');
  expect(await stored(notes)).toEqual(notes);
  expect(await stored([note('nowhere')])).toEqual([undefined]);
  expect(await stored([])).toEqual([]);
});

it('updates every column of rows of which nothing else is said', async () => {
  const [a, b] = await kept('a', 'b');
  const now = [
    { ...a!, providerId: OAKWOOD },
    { ...b!, text: 'beta' },
  ];
  await act((t) => bulkUpdate(t.em, Note, now));
  expect(await stored(now)).toEqual(now);
});

it('leaves a column as it is in which no row differs from what was stored', async () => {
  const [a, b] = await kept('a', 'b');
  await act((t) => bulk(t.em, "update toy.note set text = 'by another' where id = $1", [a!.id]));
  const now = [a!, { ...b!, providerId: OAKWOOD }];
  await act((t) => bulkUpdate(t.em, Note, now, undefined, [a!, b!]));
  expect(await stored([a!, b!])).toEqual([
    { ...a!, text: 'by another' },
    { ...b!, providerId: OAKWOOD },
  ]);
});

it('writes a value that comes and one that goes', async () => {
  const [a] = await kept('a');
  const given = { ...a!, providerId: OAKWOOD };
  await act((t) => bulkUpdate(t.em, Note, [given], undefined, [a!]));
  expect(await stored([a!])).toEqual([given]);
  await act((t) => bulkUpdate(t.em, Note, [a!], undefined, [given]));
  expect(await stored([a!])).toEqual([a]);
});

it('writes nothing if no row differs', async () => {
  const notes = await kept('a', 'b');
  const before = await versions(notes);
  await act((t) =>
    bulkUpdate(
      t.em,
      Note,
      notes.map((each) => ({ ...each })),
      undefined,
      notes,
    ),
  );
  expect(await versions(notes)).toEqual(before);
  await act((t) => bulkUpdate(t.em, Note, notes));
  expect(await versions(notes)).not.toEqual(before);
});

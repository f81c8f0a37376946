import { raw } from '@mikro-orm/core';
import type { SubgraphDatabase } from '../../../kernel/database/orm.js';
import { readerFor } from '../../../kernel/database/reader.js';
import { selectOf } from '../../../kernel/database/select.js';
import { type Ground, toyGround } from '../ground.js';
import { CALLERS, keepNote, Note, OAKWOOD } from '../toy.js';

let ground: Ground;
let db: SubgraphDatabase;
beforeAll(async () => {
  ground = await toyGround();
  db = await ground.openDatabase();
  for (const [nth, text] of ['a', 'b', "c'; drop table toy.note --", 'd?', 'd'].entries()) {
    const providerId = nth % 2 === 0 ? OAKWOOD : null;
    await keepNote(ground.workFor(db, CALLERS.bromley), { council: 'bromley', providerId, text });
  }
});
afterAll(() => ground.stop());

const statementOf = (where: unknown, options = {}) => selectOf('toy', db.orm.getMetadata().get(Note), where, options);

/** As the ORM finds them. */
async function byOrm(where: object, options: object): Promise<string[]> {
  const rows = await db.orm.em
    .fork()
    .transactional((em) => em.find(Note, where, options as never), { sessionContext: { role: 'toy_system' } } as never);
  return rows.map(({ text }) => text);
}

const LISTS: ReadonlyArray<[string, object, object?]> = [
  ['all', {}],
  ['one value', { text: 'a' }],
  ['a value with a quote', { text: "c'; drop table toy.note --" }],
  ['a value with a question mark', { text: 'd?' }],
  ['none', { providerId: null }],
  ['some', { providerId: { $ne: null } }],
  ['one of several', { text: { $in: ['a', 'd'] } }],
  ['one of several, as a list', { text: ['a', 'd'] }],
  ['none of several', { text: { $nin: ['a', 'd'] } }],
  ['a range', { text: { $gt: 'a', $lte: 'd' } }],
  ['the rest of a range', { text: { $gte: 'b', $lt: 'd', $ne: 'd?' } }],
  ['one of two ways', { $or: [{ text: 'a' }, { providerId: null, text: { $gt: 'b' } }] }],
  ['both of two', { $and: [{ council: 'bromley' }, { $or: [{ text: 'a' }, { text: 'b' }] }] }],
  ['both of two, of which one says nothing', { $and: [{ text: 'a' }, {}] }],
  ['in order', {}, { orderBy: { text: 'desc', id: 'asc' } }],
  ['in order of several', {}, { orderBy: [{ council: 'asc' }, { text: 'desc' }] }],
  ['so many', {}, { orderBy: { text: 'asc' }, limit: 2 }],
];

it.each(LISTS)('finds what the ORM finds: %s', async (_name, where, options = {}) => {
  expect(statementOf(where, options)).toBeDefined();
  const system = { ...CALLERS.bromley, role: 'hub' as const, organisation: 'hub', councils: [] };
  const found = await readerFor(db, system).find(Note, where, options as never);
  const texts = found.map(({ text }) => text);
  const expected = await byOrm(where, options);
  expect('orderBy' in options ? texts : texts.sort()).toEqual('orderBy' in options ? expected : expected.sort());
});

it.each<[string, () => [where: unknown, options?: object]]>([
  ['a fragment of SQL', () => [{ [raw('length(text)') as never]: 1 }]],
  ['a fragment of SQL as a value', () => [{ text: raw('council') }]],
  ['an operator that is none of ours', () => [{ text: { $like: 'a%' } }]],
  ['the contrary of a condition', () => [{ $not: { text: 'a' } }]],
  ['one of no ways', () => [{ $or: [] }]],
  ['one of none', () => [{ text: { $in: [] } }]],
  ['a property that it has not', () => [{ nothing: 1 }]],
  ['an undefined value', () => [{ text: undefined }]],
  ['an id alone', () => ['aaaaaaaa-0000-4000-8000-000000000001']],
  ['an order by anything else', () => [{}, { orderBy: { [raw('length(text)') as never]: 'asc' } }]],
  ['a lock', () => [{}, { lockMode: 4 }]],
])('leaves to the ORM: %s', (_name, asked) => {
  expect(statementOf(...asked())).toBeUndefined();
});

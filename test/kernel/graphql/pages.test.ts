import type { SubgraphDatabase } from '../../../kernel/database/orm.js';
import { readerFor } from '../../../kernel/database/reader.js';
import { type List, readPage } from '../../../kernel/graphql/pages.js';
import { type Ground, toyGround } from '../ground.js';
import { CALLERS, keepNote, Note } from '../toy.js';

let ground: Ground;
let db: SubgraphDatabase;
beforeAll(async () => {
  ground = await toyGround();
  db = await ground.openDatabase();
  for (const text of ['a', 'b', 'b', 'b', 'c', 'd', 'd']) {
    await keepNote(ground.workFor(db, CALLERS.bromley), { council: 'bromley', text });
  }
  await keepNote(ground.workFor(db, CALLERS.ashdown), { council: 'ashdown', text: 'b' });
});
afterAll(() => ground.stop());

const byText: List<Note> = { where: {}, by: { text: 'text', id: 'id' } };

async function pageBy(list: List<Note>, first: number, after?: string) {
  return readPage(readerFor(db, CALLERS.bromley), Note, list, { first, after });
}

/** All rows, page by page. */
async function walk(list: List<Note>, first: number): Promise<Note[]> {
  const rows: Note[] = [];
  let after: string | undefined;
  for (let pages = 0; pages < 20; pages++) {
    const { edges, pageInfo } = await pageBy(list, first, after);
    rows.push(...edges.map(({ node }) => node));
    if (!pageInfo.hasNextPage) return rows;
    after = pageInfo.endCursor!;
  }
  throw new Error('The list has no end.');
}

describe('a list by its key', () => {
  it.each([1, 2, 3, 7, 100])(
    'has every row once and in order, %i at a time, also where rows share a part',
    async (first) => {
      const rows = await walk(byText, first);
      expect(rows.map(({ text }) => text).join('')).toBe('abbbcdd');
      expect(new Set(rows.map(({ id }) => id)).size).toBe(7);
    },
  );

  it('has them the other way round when the newest come first', async () => {
    const rows = await walk({ ...byText, newestFirst: true }, 2);
    expect(rows.map(({ text }) => text).join('')).toBe('ddcbbba');
  });

  it('counts all of its rows on whichever page, for those who ask, and nobody else’s', async () => {
    const { pageInfo, totalCount } = await pageBy({ ...byText, where: { text: 'b' } }, 1);
    expect(await totalCount).toBe(3);
    const second = await pageBy({ ...byText, where: { text: 'b' } }, 1, pageInfo.endCursor!);
    expect(await second.totalCount).toBe(3);
  });

  it.each([0, -1, 101, 1.5])('refuses %d rows at a time', async (first) => {
    await expect(pageBy(byText, first)).rejects.toThrow('first takes a whole number from 1 to 100.');
  });

  it.each(['', 'x', Buffer.from('["b"]').toString('base64url'), Buffer.from('["b","c"]').toString('base64url')])(
    'refuses the cursor %p',
    async (after) => {
      await expect(pageBy(byText, 2, after)).rejects.toThrow('after takes a cursor that this list gave.');
    },
  );
});

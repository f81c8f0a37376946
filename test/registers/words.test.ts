import { misplaced } from '../../hub/checks/citations.js';
import { missingFiles } from '../../hub/checks/documents.js';
import { knotsIn } from '../../hub/checks/english.js';
import { wordsIn } from '../../hub/checks/words.js';

describe('words that no file has', () => {
  it.each([
    ['TO', 'DO: later'],
    ['see /ho', 'me/somebody/hub'],
    ['https://regis', 'try.npmjs.org/zod'],
    ['written by an A', 'I'],
  ])('%s%s', (one, other) => {
    expect(wordsIn('some.md', `first\n${one}${other}`)).toEqual([expect.stringMatching(/^some\.md:2 names /)]);
  });

  it.each(['a todo list of the care worker', 'https://example.org/home/page', 'The provider said: mail them.'])(
    'not: %s',
    (line) => {
      expect(wordsIn('some.md', line)).toEqual([]);
    },
  );
});

describe('turns of phrase that are read twice', () => {
  it.each([
    ['an event that is none', ' of the feed’s'],
    ['a visit that went other', 'wise than planned'],
    ['the lines that would be other', 'wise today'],
    ['null where no', 'thing is published'],
    ['The same o', 'f a log.'],
    ['Who may so', ' much as know'],
  ])('%s%s', (one, other) => {
    expect(knotsIn('some.ts', `// first\n// ${one}${other}`)).toEqual([expect.stringMatching(/^some\.ts:2 "/)]);
  });

  it('may run over the end of a line', () => {
    expect(knotsIn('some.ts', '/**\n * A visit that went otherwise\n * than planned.\n */')).toHaveLength(1);
  });

  it.each(['It is refused, or otherwise answered.', 'The folder where reports are kept.', 'None of them is told.'])(
    'not: %s',
    (line) => {
      expect(knotsIn('some.ts', line)).toEqual([]);
    },
  );
});

describe('a citation', () => {
  const catalogue = new Map(['WIN-01', 'WIN-05', 'AMB-50'].map((id) => [id, { title: id, kind: 'duty' }]));
  const problems = (text: string) => misplaced({ path: 'some.ts', text }, catalogue);

  it.each([
    '/** Closes. [WIN-01, AMB-50; 002 App A] */\nexport function closes() {}',
    '/** Closes [WIN-01]. */\nexport const closes = 1;',
    '/**\n * Closes.\n *\n * @throws never\n */\nexport class Closing {}',
    '/** Closes. [WIN-01] */\n@Entity({ tableName: "closing", comment: later(1) })\nexport class Closing {}',
    '/**\n * Closes. [WIN-01]\n * [WIN-05]\n *\n * @returns when\n */\nexport function closes() {}',
    '// Closes (WIN-01), at [0, 1).\nfunction closes() {}',
    "const guard = 'all five [WIN-01]';",
  ])('may stand: %s', (text) => {
    expect(problems(text)).toEqual([]);
  });

  it.each([
    ['of what the catalogue does not have', '/** Closes. [WIN-99] */\nexport function closes() {}'],
    ['on what is not exported', '/** Closes. [WIN-01] */\nfunction closes() {}'],
    ['in a comment within the code', 'export function closes() {\n  // Closes. [WIN-01]\n}'],
    ['on a member', 'export interface Closing {\n  /** When. [WIN-01] */\n  readonly at: Date;\n}'],
    ['amid its docblock', '/** Closes [WIN-01] the window. */\nexport function closes() {}'],
    ['after the words for tools', '/**\n * Closes.\n *\n * @returns when [WIN-01]\n */\nexport function closes() {}'],
  ])('does not stand %s', (_, text) => {
    expect(problems(text)).toHaveLength(1);
  });
});

describe('files that a document names', () => {
  const missing = (text: string) =>
    missingFiles(
      [{ path: 'docs/some.md', text }],
      ['subgraphs/tenders/rules/bids/bid.ts'],
      (path) => path === 'README.md',
    );

  it('are there, by the end of their path or by a link', () => {
    expect(
      missing('See `rules/bids/bid.ts`, [the start](../README.md#start) and [a page](https://example.org).'),
    ).toEqual([]);
    expect(missing('`rules/bid.ts` and [it](README.md)')).toEqual([
      'docs/some.md names rules/bid.ts, which is not there.',
      'docs/some.md links to README.md, which is not there.',
    ]);
  });
});

import { breakingChanges } from '../../hub/checks/contract.js';
import { wordsIn } from '../../hub/checks/words.js';

/** A supergraph in which a call-off has these fields. */
function supergraph(fields: string): string {
  return `
    schema @link(url: "https://specs.apollo.dev/link/v1.0") @link(url: "https://specs.apollo.dev/join/v0.3", for: EXECUTION) { query: Query }
    directive @link(url: String, as: String, for: link__Purpose, import: [link__Import]) repeatable on SCHEMA
    directive @join__type(graph: join__Graph!, key: join__FieldSet, extension: Boolean! = false, resolvable: Boolean! = true, isInterfaceObject: Boolean! = false) repeatable on OBJECT | INTERFACE | UNION | ENUM | INPUT_OBJECT | SCALAR
    directive @inaccessible on FIELD_DEFINITION | OBJECT
    scalar link__Import
    scalar join__FieldSet
    enum link__Purpose { SECURITY EXECUTION }
    enum join__Graph { TENDERS }
    type Query @join__type(graph: TENDERS) { callOff(id: ID!): CallOff }
    type CallOff @join__type(graph: TENDERS) { id: ID! ${fields} }
  `;
}

describe('breaking changes of the contract', () => {
  const before = supergraph('closesAt: String opensAt: String standing: String @inaccessible');

  it('are none where something is added', () => {
    expect(
      breakingChanges(before, supergraph('closesAt: String opensAt: String rank: Int'), { before: '', now: '' }),
    ).toEqual([]);
  });

  it('are told where nothing names them', () => {
    expect(
      breakingChanges(before, supergraph('closesAt: String'), { before: '', now: '- `CallOff.closesAt`' }),
    ).toEqual(['CallOff.opensAt was removed. Undo it, or name it in schema/CHANGELOG.md.']);
  });

  it('are accepted where a new line names them, not where an old one does', () => {
    const line = '- `CallOff.opensAt` is gone: `publishedAt` says the same.';
    const after = supergraph('closesAt: String');
    expect(breakingChanges(before, after, { before: '', now: line })).toEqual([]);
    expect(breakingChanges(before, after, { before: line, now: line })).toHaveLength(1);
  });
});

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

import { changesUnnamed } from '../../hub/checks/contract.js';
import { wordsIn } from '../../hub/checks/words.js';

/** A supergraph in which a call-off has these fields, and whatever else is given. */
function supergraph(fields: string, more = 'enum State { OPEN CLOSED } input Need { hours: Int }'): string {
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
    ${more.replace(/(enum|input) (\w+)/g, '$1 $2 @join__type(graph: TENDERS)')}
  `;
}

const FIELDS = 'closesAt: String opensAt(zone: String = "GMT"): String standing: String @inaccessible state: State';
const before = supergraph(FIELDS);
const changed = (after: string, now = '', then = '') => changesUnnamed(before, after, { before: then, now });

describe('changes of the contract that no line names', () => {
  it('are none if a field is added, or one goes that clients do not see', () => {
    expect(changed(supergraph(`${FIELDS.replace('standing: String @inaccessible', '')} rank: Int`))).toEqual([]);
  });

  it.each<[string, string, readonly string[]]>([
    [
      'CallOff.closesAt was removed. Undo it, or name it in schema/CHANGELOG.md.',
      supergraph(FIELDS.replace('closesAt: String', '')),
      ['CallOff.closesAt'],
    ],
    [
      'CallOff.opensAt arg zone was removed. Undo it, or name it in schema/CHANGELOG.md.',
      supergraph(FIELDS.replace('(zone: String = "GMT")', '')),
      ['CallOff.opensAt', 'CallOff.opensAt(zone:)'],
    ],
    [
      'CLOSED was removed from enum type State. Undo it, or name it in schema/CHANGELOG.md.',
      supergraph(FIELDS, 'enum State { OPEN } input Need { hours: Int }'),
      ['State', 'State.CLOSED'],
    ],
    [
      'A required field from on input type Need was added. Undo it, or name it in schema/CHANGELOG.md.',
      supergraph(FIELDS, 'enum State { OPEN CLOSED } input Need { hours: Int from: String! }'),
      ['Need', 'Need.from'],
    ],
    [
      'HELD was added to enum type State. A client may not expect it: name it in schema/CHANGELOG.md.',
      supergraph(FIELDS, 'enum State { OPEN CLOSED HELD } input Need { hours: Int }'),
      ['State', 'State.HELD'],
    ],
    [
      'An optional field from on input type Need was added. A client may not expect it: name it in schema/CHANGELOG.md.',
      supergraph(FIELDS, 'enum State { OPEN CLOSED } input Need { hours: Int from: String }'),
      ['Need', 'Need.from'],
    ],
    [
      'An optional arg day on CallOff.opensAt was added. A client may not expect it: name it in schema/CHANGELOG.md.',
      supergraph(FIELDS.replace('(zone', '(day: String zone')),
      ['CallOff.opensAt', 'CallOff.opensAt(day:)'],
    ],
    [
      'CallOff.opensAt arg zone has changed defaultValue from "GMT" to "UTC". A client may not expect it: name it in schema/CHANGELOG.md.',
      supergraph(FIELDS.replace('"GMT"', '"UTC"')),
      ['CallOff.opensAt', 'CallOff.opensAt(zone:)'],
    ],
  ])('%s', (told, after, names) => {
    expect(changed(after)).toEqual([told]);
    for (const name of names) expect(changed(after, `- It changed: \`${name}\`.`)).toEqual([]);
    for (const name of ['An', 'A', 'CallOff', 'Query']) expect(changed(after, `- \`${name}\``)).toEqual([told]);
  });

  it('are told if an old line alone names them', () => {
    const line = '- `CallOff.closesAt` is gone.';
    expect(changed(supergraph(FIELDS.replace('closesAt: String', '')), line, line)).toHaveLength(1);
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

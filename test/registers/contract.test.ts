import { changesUnnamed } from '../../hub/checks/contract.js';
import { toldIn, uncarried } from '../../hub/checks/feeds.js';
import { keysOf, unreadKeys } from '../../hub/checks/policy-keys.js';
import { publicSdl } from '../../hub/public-schema.js';
import { policySchema } from '../../schema/policy.js';

/** What clients see of a supergraph in which a call-off has these fields, and whatever else is given. */
function schemaOf(fields: string, more = 'enum State { OPEN CLOSED } input Need { hours: Int }'): string {
  return publicSdl(`
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
  `);
}

const FIELDS = 'closesAt: String opensAt(zone: String = "GMT"): String standing: String @inaccessible state: State';
const before = schemaOf(FIELDS);
const changed = (after: string, unreleased = '', released = '') =>
  changesUnnamed(before, after, `# Changes\n\n## Unreleased\n\n${unreleased}\n\n## 0.1.0\n\n${released}\n`);

describe('changes of the contract that no line names', () => {
  it('are none if a field is added, or one goes that clients do not see', () => {
    expect(changed(schemaOf(`${FIELDS.replace('standing: String @inaccessible', '')} rank: Int`))).toEqual([]);
  });

  it.each<[string, string, readonly string[]]>([
    [
      'CallOff.closesAt was removed. Undo it, or name it in schema/CHANGELOG.md.',
      schemaOf(FIELDS.replace('closesAt: String', '')),
      ['CallOff.closesAt'],
    ],
    [
      'CallOff.opensAt arg zone was removed. Undo it, or name it in schema/CHANGELOG.md.',
      schemaOf(FIELDS.replace('(zone: String = "GMT")', '')),
      ['CallOff.opensAt', 'CallOff.opensAt(zone:)'],
    ],
    [
      'CLOSED was removed from enum type State. Undo it, or name it in schema/CHANGELOG.md.',
      schemaOf(FIELDS, 'enum State { OPEN } input Need { hours: Int }'),
      ['State', 'State.CLOSED'],
    ],
    [
      'A required field from on input type Need was added. Undo it, or name it in schema/CHANGELOG.md.',
      schemaOf(FIELDS, 'enum State { OPEN CLOSED } input Need { hours: Int from: String! }'),
      ['Need', 'Need.from'],
    ],
    [
      'HELD was added to enum type State. A client may not expect it: name it in schema/CHANGELOG.md.',
      schemaOf(FIELDS, 'enum State { OPEN CLOSED HELD } input Need { hours: Int }'),
      ['State', 'State.HELD'],
    ],
    [
      'An optional field from on input type Need was added. A client may not expect it: name it in schema/CHANGELOG.md.',
      schemaOf(FIELDS, 'enum State { OPEN CLOSED } input Need { hours: Int from: String }'),
      ['Need', 'Need.from'],
    ],
    [
      'An optional arg day on CallOff.opensAt was added. A client may not expect it: name it in schema/CHANGELOG.md.',
      schemaOf(FIELDS.replace('(zone', '(day: String zone')),
      ['CallOff.opensAt', 'CallOff.opensAt(day:)'],
    ],
    [
      'CallOff.opensAt arg zone has changed defaultValue from "GMT" to "UTC". A client may not expect it: name it in schema/CHANGELOG.md.',
      schemaOf(FIELDS.replace('"GMT"', '"UTC"')),
      ['CallOff.opensAt', 'CallOff.opensAt(zone:)'],
    ],
  ])('%s', (told, after, names) => {
    expect(changed(after)).toEqual([told]);
    for (const name of names) expect(changed(after, `- It changed: \`${name}\`.`)).toEqual([]);
    for (const name of ['An', 'A', 'CallOff', 'Query']) expect(changed(after, `- \`${name}\``)).toEqual([told]);
  });

  it('are told if a line of an earlier release alone names them', () => {
    const line = '- `CallOff.closesAt` is gone.';
    expect(changed(schemaOf(FIELDS.replace('closesAt: String', '')), '', line)).toHaveLength(1);
  });
});

describe('feeds', () => {
  const told = (text: string) =>
    toldIn([{ path: 'some/command.ts', text }]).map(({ type, hasAudience }) => [type, hasAudience]);

  it('carry every event that is told with an audience, and no other', () => {
    const events = [
      { path: 'a.ts', type: 'BidReceived', hasAudience: true },
      { path: 'a.ts', type: 'BidReceived', hasAudience: false },
      { path: 'b.ts', type: 'BidMoved', hasAudience: true },
      { path: 'b.ts', type: 'BidKept', hasAudience: false },
    ];
    expect(uncarried(events, ['BidReceived', 'BidKept'])).toEqual([
      'BidMoved is told with an audience in b.ts, and no feed of schema/feeds.ts has it.',
      'BidKept is in a feed of schema/feeds.ts, and nothing tells it with an audience.',
    ]);
  });

  it('read an audience as nobody where it is literally nobody', () => {
    expect(told("t.tell({ type: 'Moved', audience: {} });")).toEqual([['Moved', false]]);
    expect(told("t.tell({ type: 'Moved', audience: { roles: [] } });")).toEqual([['Moved', false]]);
    expect(told("t.tell({ type: 'Moved', audience: { providers: [id] } });")).toEqual([['Moved', true]]);
    expect(told("t.tell({ type: 'Moved', audience: urgent ? { roles } : {} });")).toEqual([['Moved', true]]);
    expect(told("t.tell({ type: 'Moved', audience: await hearers(t) });")).toEqual([['Moved', true]]);
  });

  it('read through helpers that hand the audience on', () => {
    const helper =
      'async function tell(t, type, hearers, roles) {\n' +
      '  await t.tell({ type, audience: { ...(hearers.provider && { providers: [id] }), roles: roles ?? [] } });\n}\n';
    expect(told(`${helper}tell(t, 'Moved', {}, []);\ntell(t, 'Kept', { provider: true });`)).toEqual([
      ['Moved', false],
      ['Kept', true],
    ]);
  });

  it('read an audience that stands in an envelope', () => {
    const text = "const envelope = { audience: { roles: ['broker'] } };\nt.tell({ type: 'Moved', ...envelope });";
    expect(told(text)).toEqual([['Moved', true]]);
  });
});

describe('keys of the policy', () => {
  const KEYS = ['window.minutes', 'stage.minutes', 'cqc.gate.matrix', 'stage.outcomeMinutes', 'hours.office'];
  const unread = (text: string) => unreadKeys(KEYS, [{ path: 'some/rule.ts', text: `// policy\n${text}` }]);

  it('are found in a schema, with those that they lie in', () => {
    const keys = keysOf(policySchema);
    expect(keys).toEqual(expect.arrayContaining(['window.patchMinutes', 'cqc.gate.scope', 'hours.office']));
  });

  it('are read where a file names them and what they lie in', () => {
    expect(unread('policy.window.minutes')).not.toContain('window.minutes');
    expect(unread("(p: Policy['window']) => p.minutes")).not.toContain('window.minutes');
    expect(unread('const { minutes } = policy.window')).not.toContain('window.minutes');
    expect(unread('policy.window.minutes')).toContain('stage.minutes');
    expect(unread('elsewhere.gate; policy.cqc.gate.matrix[purpose]')).not.toContain('cqc.gate.matrix');
  });

  it('are read by their name alone where the document has it once', () => {
    expect(unread('(p: StageTimes) => p.outcomeMinutes')).not.toContain('stage.outcomeMinutes');
  });
});

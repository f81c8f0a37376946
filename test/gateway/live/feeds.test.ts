import { readdirSync, readFileSync } from 'node:fs';
import {
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  isEnumType,
  isObjectType,
  Kind,
  OperationTypeNode,
  parse,
} from 'graphql';
import { getMetadataStorage } from 'type-graphql';
import { createAdmission } from '../../../gateway/limits/admission.js';
import { DEFAULT_LIMITS } from '../../../gateway/limits/limits.js';
import { createFeedPlanner } from '../../../gateway/live/feed-plan.js';
import { type Caller, PROVIDER_ROLES, ROLES, type Role, SCOPES } from '../../../kernel/identity/caller.js';
import { FEEDS, type Feed } from '../../../schema/feeds.js';
import { publicSchema } from '../../adapters/hub-stand-in.js';

const LIVE = readFileSync('gateway/LIVE.md', 'utf8');
const TABLE = Object.entries(FEEDS) as Array<[keyof typeof FEEDS, Feed]>;

/** The promised operations, each with the field of the root that it asks. */
const OPERATIONS = readdirSync('schema/operations').map((file) => {
  const text = readFileSync(`schema/operations/${file}`, 'utf8');
  const operation = getOperationAST(parse(text))!;
  const [field] = operation.selectionSet.selections;
  return { file, text, operation, root: field?.kind === Kind.FIELD ? field.name.value : undefined };
});

describe.each(TABLE)('the feed %s', (name, { item, types, evenWhenSuspended }) => {
  let schema: GraphQLSchema;
  beforeAll(async () => {
    schema = await publicSchema();
  });
  const field = (root: OperationTypeNode, of: string) => schema.getRootType(root)!.getFields()[of]!;
  const fieldsOfItem = () => {
    const type = getNamedType(field(OperationTypeNode.QUERY, item).type);
    return isObjectType(type) ? type.getFields() : {};
  };
  const rolesOf = (of: string) =>
    getMetadataStorage().authorizedFields.find(({ fieldName }) => fieldName === of)?.roles as Role[];

  it('NTF-01: has a twin that takes a cursor and answers the same type, or null', () => {
    const [feed, twin] = [field(OperationTypeNode.SUBSCRIPTION, name), field(OperationTypeNode.QUERY, item)];
    expect(String(feed.type)).toBe(`${twin.type}!`);
    expect(feed.args.map((each) => `${each.name}: ${each.type}`)).toEqual(['after: Cursor']);
    expect(twin.args.map((each) => `${each.name}: ${each.type}`)).toEqual(['cursor: Cursor!']);
  });

  it('NTF-01: says of each item its cursor, its type, when it happened and when it was published', () => {
    const { cursor, type, occurredAt, publishedAt } = fieldsOfItem();
    expect([cursor, type, occurredAt, publishedAt].map((each) => String(each?.type))).toEqual([
      'Cursor!',
      expect.stringMatching(/^\w+!$/),
      'DateTime!',
      'DateTime!',
    ]);
    const words = getNamedType(type!.type);
    expect(
      isEnumType(words) &&
        words
          .getValues()
          .map((each) => each.name)
          .sort(),
    ).toEqual([...types].sort());
  });

  it('IDG-05: is open to the same roles as its twin, providers among them', () => {
    expect(rolesOf(name)).toEqual(rolesOf(item));
    expect(rolesOf(name).some((role) => PROVIDER_ROLES.includes(role))).toBe(true);
  });

  it('NTF-01: has an operation that follows it and one that reads an item, each for roles that may', () => {
    const promised = OPERATIONS.filter(({ root }) => root === name || root === item);
    expect(promised.map(({ operation }) => operation.operation).sort()).toEqual(['query', 'subscription']);
    for (const { file, text } of promised) {
      const roles = /^# ([a-z-]+(?:, [a-z-]+)*): \S/.exec(text)![1]!.split(', ');
      expect([file, roles.filter((role) => !rolesOf(name).includes(role as Role))]).toEqual([file, []]);
    }
  });

  it('NTF-01: is planned by the gateway as its twin, for every role', async () => {
    const plan = createFeedPlanner(schema, FEEDS);
    const admit = createAdmission(schema, DEFAULT_LIMITS);
    const query = OPERATIONS.find(({ root }) => root === name)!.text;
    for (const role of ROLES.filter((each) => each !== 'hub')) {
      const caller: Caller = { subject: role, role, organisation: 'o', councils: ['bromley'], scopes: [...SCOPES] };
      const planned = plan(admit({ query, variables: { after: '0' }, bytes: query.length }, caller));
      expect(planned).toMatchObject({ feed: name, responseKey: name, after: '0', variables: {} });
      expect(planned.text).toContain(`${name}: ${item}(cursor: $eventCursor)`);
    }
  });

  it('NTF-01: is described by LIVE.md with each type of item, and no other', () => {
    const section = new RegExp(`^### \`${name}\`.*?(?=^##)`, 'ms').exec(LIVE)?.[0] ?? '';
    const rows = [...section.matchAll(/^\| (`[A-Z]\w+`(?:, `[A-Z]\w+`)*) +\|/gm)].flatMap(
      ([, cell]) => cell!.match(/\w+/g)!,
    );
    expect(rows.sort()).toEqual([...types].sort());
    expect(section).toContain(`\`${item}\``);
    expect(/suspended\b.*\ball\s+the\s+same/s.test(section)).toBe(evenWhenSuspended === true);
  });
});

describe('the feeds of the schema', () => {
  it('NTF-01: are those of the list', async () => {
    const subscriptions = (await publicSchema()).getSubscriptionType()!.getFields();
    expect(Object.keys(subscriptions).sort()).toEqual(Object.keys(FEEDS).sort());
  });

  it('NTF-01: can be watched from the command line, each by its operation', async () => {
    const watched = OPERATIONS.filter(({ file }) => file.startsWith('watch-')).map(({ root }) => root);
    expect(watched.sort()).toEqual(Object.keys(FEEDS).sort());
  });
});

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createClient as createSse } from 'graphql-sse';
import { createClient as createWs } from 'graphql-ws';
import { WebSocket } from 'ws';
import { type Doors, openDoors } from './doors.js';
import { roots } from './places.js';

/** What clients really send that is strange: each is answered, or refused with what would be taken. */

const OFFICER = 'user:contract-officer@bromley';
const ROSTERING = 'machine:rostering@oakwood';

let doors: Doors;
beforeAll(async () => {
  doors = await openDoors('in one process');
});
afterAll(() => doors.stop());

const handed = (name: string) => readFile(new URL(`./handed/${name}`, import.meta.url), 'utf8');

async function post(subject: string, body: string, headers: Record<string, string> = {}) {
  const authorization = `Bearer ${await doors.token(subject)}`;
  const response = await fetch(doors.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization, ...headers },
    body,
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const faultsOf = async (subject: string, query: string, variables: Record<string, unknown> = {}) => {
  const { body } = await doors.ask(subject, { query, variables });
  return (body.errors ?? []).map(({ message, extensions }) => ({ message, ...extensions }));
};

describe('null where there is a default', () => {
  const refused = {
    message: 'first: It takes no null; left out, it is 20.',
    code: 'BAD_USER_INPUT',
    field: 'first',
  };

  it('NFR-06: is refused by the name of the argument, and a variable that is left out means the default', async () => {
    const { query, variables } = JSON.parse(await handed('22-graphql-null-for-a-default.json'));
    expect(await faultsOf(OFFICER, query, variables)).toEqual([refused]);
    expect(await faultsOf(OFFICER, query)).toEqual([]);
    expect(await faultsOf(OFFICER, query.replace('$n: Int', '$n: Int = null'))).toEqual([refused]);
    expect(await faultsOf(OFFICER, query.replace('$n: Int', '$n: Int = 5'))).toEqual([]);
    expect(await faultsOf(OFFICER, query.replace('($n: Int)', '').replace('$n', 'null'))).toEqual([refused]);
  });

  it.each([
    ['timeCritical', 'Boolean', false],
    ['workersNeeded', 'Int', 1],
  ])('DEL-20: in the field %s of a plan as well, and without it the row is taken', async (field, type, otherwise) => {
    const query = `mutation ($it: ${type}) {
      recordVisits(input: { council: "bromley", source: "ours", plans: [{
        externalId: "V1", asOf: "2026-06-01T06:00:00Z", placement: "PL-0000000", ${field}: $it,
        plannedStart: "2026-06-01T08:00:00Z", plannedEnd: "2026-06-01T08:30:00Z"
      }] }) { rows { verdict } refusals { rule code field } }
    }`;
    expect(await faultsOf(ROSTERING, query, { it: null })).toEqual([
      {
        message: `input.plans.0.${field}: It takes no null; left out, it is ${otherwise}.`,
        code: 'BAD_USER_INPUT',
        field: `input.plans.0.${field}`,
      },
    ]);
    expect(await faultsOf(ROSTERING, query)).toEqual([]);
  });
});

describe('the hash of a query alone', () => {
  const text = 'query ListVisits($from: LocalDate!, $to: LocalDate!) { visits(from: $from, to: $to) { totalCount } }';

  it('NFR-06: is answered in the words for which stock clients send the text, by POST and by GET', async () => {
    const asked = await handed('23-graphql-hash-only.json');
    const expected = {
      status: 200,
      body: { errors: [{ message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }] },
    };
    for (const accept of ['application/json', 'application/graphql-response+json']) {
      expect(await post(OFFICER, asked, { accept })).toEqual(expected);
    }
    expect(await byGet(JSON.parse(asked))).toEqual(expected);
  });

  it('NFR-06: works by POST and by GET once its text was sent with it', async () => {
    const asked = JSON.parse(await handed('23-graphql-hash-only.json'));
    const sha256Hash = createHash('sha256').update(text).digest('hex');
    const known = { ...asked, extensions: { persistedQuery: { version: 1, sha256Hash } } };
    const expected = { status: 200, body: { data: { visits: { totalCount: 0 } } } };
    expect(await byGet(known)).toMatchObject({ body: { errors: [{ message: 'PersistedQueryNotFound' }] } });
    expect(await post(OFFICER, JSON.stringify({ ...known, query: text }))).toMatchObject(expected);
    expect(await post(OFFICER, JSON.stringify(known))).toMatchObject(expected);
    expect(await byGet(known)).toMatchObject(expected);
  });

  async function byGet({ operationName, variables, extensions }: Record<string, unknown>) {
    const parameters = new URLSearchParams({
      operationName: String(operationName),
      variables: JSON.stringify(variables),
      extensions: JSON.stringify(extensions),
    });
    const authorization = `Bearer ${await doors.token(OFFICER)}`;
    const response = await fetch(`${doors.url}?${parameters}`, { headers: { authorization } });
    return { status: response.status, body: await response.json() };
  }
});

describe('a document', () => {
  it.each([
    'constructor',
    'toString',
    'valueOf',
    'hasOwnProperty',
    'isPrototypeOf',
    '__proto__',
    '__typename',
    '__defineGetter__',
  ])('NFR-06: names no answer %s', async (alias) => {
    for (const query of [`{ ${alias}: me { role } }`, `{ me { ${alias}: role } }`]) {
      expect(await faultsOf(OFFICER, query)).toEqual([expect.objectContaining({ code: 'GRAPHQL_VALIDATION_FAILED' })]);
    }
  });

  it.each(['then', 'catch', 'prototype', 'length', 'name', 'toJSON', 'data', 'errors', 'id', '_', 'e0'])(
    'NFR-06: may name an answer %s',
    async (alias) => {
      const query = `{ ${alias}: me { ${alias}: role councils { ${alias}: id ${alias}2: name } } again: hub { ${alias}: now } }`;
      const { body } = await doors.ask(OFFICER, { query, variables: {} });
      expect(body).toMatchObject({
        data: { [alias]: { [alias]: 'contract-officer', councils: [{ [alias]: 'bromley' }] } },
      });
      expect(body.errors).toBeUndefined();
    },
  );

  it.each([
    '{ ... { me { role } } }',
    '{ ... { ... { ... on Query { me { role } } } } }',
    '{ ... on Query { ... @include(if: true) { me { ... on Me { ... { role } } } } } }',
    '{ ...A } fragment A on Query { ... { ...B } } fragment B on Query { me { ...C } } fragment C on Me { ... { role } }',
    '{ ... @skip(if: false) { ... @include(if: true) { me { role } } } }',
    '{ me { ... on Me { ... on Me { ... { role ... on Me { councils { ... { ... on Council { id } } } } } } } } }',
    'query ($yes: Boolean = true) { ... @include(if: $yes) { ... { me { role @include(if: $yes) } } } }',
  ])('NFR-06: has fragments in fragments: %s', async (query) => {
    const { body } = await doors.ask(OFFICER, { query, variables: {} });
    expect(body).toMatchObject({ data: { me: { role: 'contract-officer' } } });
    expect(body.errors).toBeUndefined();
  });

  it.each([
    '{ ... @skip(if: true) { me { role } } }',
    '{ me @skip(if: true) { role } hub { now @include(if: false) } }',
    '{ me @include(if: false) { role } }',
    'query ($no: Boolean = false) { ...A @include(if: $no) ... { ...A @skip(if: true) } } fragment A on Query { me { role } }',
    '{ me @include(if: false) { role } name: __typename }',
    'mutation { recordVisits(input: { council: "bromley", source: "ours" }) @skip(if: true) { __typename } }',
  ])('NFR-06: may leave out all that it asks: %s', async (query) => {
    const { body } = await doors.ask(OFFICER, { query, variables: {} });
    expect(body.errors).toBeUndefined();
    expect(body.data).toBeDefined();
  });

  it('NFR-06: may ask for the name of a type alone', async () => {
    expect((await doors.ask(OFFICER, { query: '{ __typename }', variables: {} })).body).toMatchObject({
      data: { __typename: 'Query' },
    });
  });
});

describe('the root of a subscription', () => {
  const QUERIES = [
    'subscription { callOffFeed @skip(if: true) { cursor } }',
    'subscription { callOffFeed @skip(if: false) { cursor } }',
    'subscription { callOffFeed @include(if: false) { cursor } }',
    'subscription ($yes: Boolean = true) { callOffFeed @include(if: $yes) { cursor } }',
    'subscription { ... @include(if: false) { callOffFeed { cursor } } }',
    'subscription { ...F @skip(if: true) } fragment F on Subscription { callOffFeed { cursor } }',
    'subscription { __typename }',
    'subscription { callOffFeed { cursor } placementFeed { cursor } }',
  ];

  it.each(QUERIES)('NFR-06: takes no directive, over either transport: %s', async (query) => {
    const authorization = `Bearer ${await doors.token(ROSTERING)}`;
    const ws = createWs({
      url: doors.url.replace('http', 'ws'),
      webSocketImpl: WebSocket,
      connectionParams: { authorization },
      retryAttempts: 0,
    });
    const sse = createSse({ url: doors.url, headers: { authorization }, retryAttempts: 0 });
    for (const client of [ws, sse]) {
      const told = await new Promise((resolve) => {
        client.subscribe({ query }, { next: resolve, error: resolve, complete: () => resolve('nothing was said') });
      });
      expect(JSON.stringify(told)).toContain('"GRAPHQL_VALIDATION_FAILED"');
      await client.dispose();
    }
  });
});

describe('a cursor or an id that the hub has not given', () => {
  it.each([
    ['UNKNOWN_CURSOR', ROSTERING, '{ callOffFeedItem(cursor: "x") { cursor } }'],
    ['UNKNOWN_CURSOR', ROSTERING, '{ callOffFeedItem(cursor: 7) { cursor } }'],
    ['BAD_USER_INPUT', 'user:broker@bromley', '{ callOffs(from: "9999-12-31") { totalCount } }'],
    ['BAD_USER_INPUT', 'user:broker@bromley', '{ callOffs(after: "x") { totalCount } }'],
    ['BAD_USER_INPUT', 'user:broker@bromley', '{ callOffs(first: 101) { totalCount } }'],
    ['BAD_USER_INPUT', 'user:broker@bromley', '{ callOffs(first: -2147483648) { totalCount } }'],
  ])('NFR-06: is refused as %s', async (code, subject, query) => {
    const faults = await faultsOf(subject, query);
    expect(faults.map((each) => (each as { code?: string }).code)).toEqual([code]);
  });

  it('NFR-06: finds nothing at the ends of the calendar, and fails nowhere', async () => {
    const failed: unknown[] = [];
    for (const root of roots('query')) {
      const days = root.field.args.filter(({ type }) => /^(LocalDate|DateTime)!?$/.test(String(type)));
      for (const [first, last] of [
        ['1900-01-01', '1900-01-01'],
        ['2199-12-31', '2199-12-31'],
        ['1900-01-01', '2199-12-31'],
      ] as const) {
        if (days.length === 0) continue;
        const given = days.map(({ name, type }, nth) => {
          const day = nth === 0 ? first : last;
          return `${name}: "${String(type).startsWith('DateTime') ? `${day}T23:59:59.999Z` : day}"`;
        });
        const others = root.field.args
          .filter(
            ({ type, defaultValue }) =>
              String(type).endsWith('!') && defaultValue === undefined && !days.some((day) => day.type === type),
          )
          .map(({ name }) => `${name}: ${JSON.stringify(root.given[name])}`);
        const query = `{ ${root.field.name}(${[...given, ...others].join(', ')}) { __typename } }`;
        const { body } = await doors.ask(await doors.subjectFor(root), { query, variables: {} });
        const codes = body.errors?.map((each) => each.extensions.code) ?? [];
        if (codes.some((code) => code === 'INTERNAL' || code === 'SUBGRAPH_UNAVAILABLE')) failed.push([query, codes]);
      }
    }
    expect(failed).toEqual([]);
  });
});

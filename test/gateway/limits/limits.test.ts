import { getIntrospectionQuery, parse } from 'graphql';
import { pino } from 'pino';
import { errorsIn } from '../../../gateway/faults.js';
import { createGateway, type Gateway } from '../../../gateway/gateway.js';
import { type Admission, createAdmission } from '../../../gateway/limits/admission.js';
import { createAllowance } from '../../../gateway/limits/allowance.js';
import { DEFAULT_LIMITS } from '../../../gateway/limits/limits.js';
import type { Caller } from '../../../kernel/identity/caller.js';
import { type Toy, toySubgraphs } from '../toy-subgraphs.js';

const rostering: Caller = {
  subject: 'machine:rostering-oakwood',
  role: 'rostering',
  organisation: 'oakwood',
  councils: ['bromley'],
  scopes: ['offers:read'],
};
const operator: Caller = { ...rostering, subject: 'user:operator-1', role: 'operator' };

let toy: Toy;
let gateway: Gateway;
let admission: Admission;

beforeAll(async () => {
  toy = await toySubgraphs();
  const { supergraph, executors, sign } = toy;
  gateway = await createGateway({ supergraph, subgraphs: executors, sign, log: pino({ level: 'silent' }) });
  admission = createAdmission(gateway.schema, DEFAULT_LIMITS);
});
afterAll(() => gateway.stop());

const admit = (query: string, variables = {}, caller = rostering) =>
  admission({ query, variables, bytes: query.length + JSON.stringify(variables).length }, caller);
const faultsOf = (query: string, variables = {}, caller = rostering) => {
  try {
    admit(query, variables, caller);
    return [];
  } catch (thrown) {
    return errorsIn(thrown);
  }
};
const codesOf = (...asked: Parameters<typeof faultsOf>) => faultsOf(...asked).map(({ extensions }) => extensions.code);

const deep = (levels: number) =>
  `{ callOff(id: 1) ${'{ stages { callOff '.repeat(levels)} { id } ${'} }'.repeat(levels)} }`;
const times = (n: number, each: (n: number) => string) => Array.from({ length: n }, (_, at) => each(at)).join(' ');
const repeated = (n: number, field: string, below: string) => times(n, () => `${field} { ${below} }`);

describe('what one operation may ask', () => {
  it.each<[string, string, string, object]>([
    ['GRAPHQL_PARSE_FAILED', 'half a document', '{ callOff(', {}],
    ['GRAPHQL_PARSE_FAILED', 'an empty document', '', {}],
    ['GRAPHQL_VALIDATION_FAILED', 'a field that is not there', '{ nothing }', {}],
    [
      'GRAPHQL_VALIDATION_FAILED',
      'a ring of fragments',
      'fragment A on CallOff { stages { callOff { ...B } } } fragment B on CallOff { ...A } { callOff(id: 1) { ...A } }',
      {},
    ],
    [
      'GRAPHQL_VALIDATION_FAILED',
      'the schema together with something else',
      '{ __schema { queryType { name } } askedBy }',
      {},
    ],
    ['UNKNOWN_OPERATION', 'one of two operations unnamed', 'query A { askedBy } query B { askedBy }', {}],
    ['BAD_USER_INPUT', 'a variable that is missing', 'query($id: ID!) { callOff(id: $id) { id } }', {}],
    ['BAD_USER_INPUT', 'a variable of another type', 'query($n: Int!) { slowly(ms: $n) }', { n: 'soon' }],
    ['TOO_LARGE', 'a long document', `{ askedBy } #${'x'.repeat(40_000)}`, {}],
    ['TOO_LARGE', 'a document of many tokens', `{ ${'a '.repeat(2100)} }`, {}],
    ['TOO_LARGE', 'large variables', '{ askedBy }', { notes: 'x'.repeat(600_000) }],
    ['TOO_DEEP', 'deep nesting', deep(10), {}],
    [
      'TOO_DEEP',
      'deep nesting through fragments',
      `{ callOff(id: 1) { ...A } } fragment A on CallOff { stages { callOff { ...B } } } ${times(6, (n) => `fragment ${'BCDEFG'[n]} on CallOff { stages { callOff { ${n < 5 ? `...${'BCDEFG'[n + 1]}` : 'id'} } } }`)}`,
      {},
    ],
    ['TOO_COMPLEX', 'aliases', `{ callOff(id: 1) { ${times(31, (n) => `a${n}: reference`)} } }`, {}],
    ['TOO_COMPLEX', 'root fields', `{ ${times(11, () => 'askedBy')} }`, {}],
    ['TOO_COMPLEX', 'aliased root fields', `{ ${times(11, (n) => `a${n}: askedBy`)} }`, {}],
    ['TOO_COMPLEX', 'fields', `{ callOff(id: 1) { ${times(151, () => 'stages { name }')} } }`, {}],
    ['TOO_COMPLEX', 'directives', `{ askedBy ${times(31, () => '@include(if: true)')} }`, {}],
    [
      'TOO_COMPLEX',
      'fragments',
      `{ callOff(id: 1) { ...F0 } } ${times(21, (n) => `fragment F${n} on CallOff { id }`)}`,
      {},
    ],
    [
      'TOO_COSTLY',
      'lists in lists',
      '{ callOffs(first: 100) { edges { node { stages { callOff { stages { callOff { id } } } } } } } }',
      {},
    ],
    [
      'TOO_COSTLY',
      'a page of a million',
      'query($n: Int) { callOffs(first: $n) { edges { node { id } } } }',
      { n: 1_000_000 },
    ],
    ['INTROSPECTION_DISABLED', 'a look at one type', '{ __type(name: "CallOff") { name } }', {}],
    [
      'INTROSPECTION_DISABLED',
      'a look at the schema through a fragment',
      'query { ...S } fragment S on Query { __schema { queryType { name } } }',
      {},
    ],
    ['INTROSPECTION_DISABLED', 'a look at the whole schema', getIntrospectionQuery(), {}],
  ])('NFR-06: %s refuses %s', (code, _, query, variables) => {
    expect(codesOf(query, variables)).toContain(code);
  });

  it('NFR-06: an operator reads the whole schema', () => {
    expect(
      admit(getIntrospectionQuery({ inputValueDeprecation: true, specifiedByUrl: true }), {}, operator).introspection,
    ).toBe(true);
  });

  it.each<[string, string, object]>([
    ['ms: It takes a value of the type Int.', 'query($n: Int!) { slowly(ms: $n) }', { n: '999 123 4567' }],
    ['ms: It takes a value of the type Int.', '{ slowly(ms: "999 123 4567") }', {}],
    ['ms: It is needed.', 'query($n: Int!) { slowly(ms: $n) }', {}],
    ['ms: It is needed.', 'query($n: Int!) { slowly(ms: $n) }', { n: null }],
    ['Query has no such field.', '{ nhs9991234567 }', {}],
    ['The document is not GraphQL: it cannot be read at line 1, column 32.', '{ slowly(ms: 1 "999 123 4567) }', {}],
  ])('IDG-01: says where and what is taken, and nothing of what was given: %s', (message, query, variables) => {
    expect(faultsOf(query, variables).map((each) => each.message)).toEqual([message]);
  });

  it.each<[number, string, object]>([
    [1, '{ askedBy }', {}],
    [3, '{ callOff(id: 1) { id reference } }', {}],
    [2 * 10 + 3, 'mutation { submitBid(input: {callOff: "1", ratePence: 1}) { bid } askedBy: __typename }', {}],
    [1 + 20 * 2, '{ patches { code name } }', {}],
    [1 + (1 + 3 * 2) + 2, '{ callOffs(first: 3) { edges { node { id } } pageInfo { hasNextPage } } }', {}],
    [1 + (1 + 50 * 2), 'query($n: Int) { callOffs(first: $n) { edges { node { id } } } }', { n: 50 }],
    [1 + (1 + 7 * 2), 'query($n: Int = 7) { callOffs(first: $n) { edges { node { id } } } }', {}],
    [1 + (1 + 20 * 2), '{ callOffs { edges { node { id } } } }', {}],
    [1 + (1 + 5 * 2), '{ callOffs(first: 5) { ...C } } fragment C on CallOffConnection { edges { node { id } } }', {}],
    [1 + 1, '{ callOffs(first: -5) { edges { node { id } } } }', {}],
  ])('NFR-06: costs %d: %s', (cost, query, variables) => {
    expect(admit(query, variables).cost).toBe(cost);
  });

  const hostile: Array<[string, string]> = [
    [
      'selections that all overlap',
      `{ callOff(id: 1) { ${repeated(20, 'stages', 'callOff { id reference stages { name } }')} } }`,
    ],
    ['more overlapping fields than are taken', `{ callOff(id: 1) { ${'reference '.repeat(1900)} } }`],
    ['aliases', `{ callOff(id: 1) { ${times(400, (n) => `a${n}: reference`)} } }`],
    ['deep nesting', '{ callOff '.repeat(900) + '}'.repeat(900)],
    [
      'a fragment bomb',
      `{ callOff(id: 1) { ...F0 } } ${times(20, (n) => `fragment F${n} on CallOff { stages { callOff { ${`...F${n + 1} `.repeat(18)} id } } }`)} fragment F20 on CallOff { id }`,
    ],
    [
      'a ring of fragments',
      `{ callOff(id: 1) { ...F0 } } ${times(20, (n) => `fragment F${n} on CallOff { ...F${(n + 1) % 20} }`)}`,
    ],
    [
      'overlapping fragments',
      `{ callOff(id: 1) { ${times(19, (n) => `...F${n}`)} } } ${times(19, (n) => `fragment F${n} on CallOff { id reference askedBy patch { code name } stages { name callOff { id reference } } }`)}`,
    ],
    ['directives', `{ askedBy ${'@include(if: true) '.repeat(300)} }`],
    ['unknown fields', `{ ${times(390, (n) => `x${n}`)} }`],
    ['a list literal', `{ callOff(id: [${'1 '.repeat(1900)}]) { id } }`],
    ['nested input', `mutation { submitBid(input: ${'{a: '.repeat(400)}1${'}'.repeat(400)}) { bid } }`],
  ];
  /** Processor time of an act at its quickest of several: what the machine does beside it does not count. */
  const least = (act: (round: number) => void): number => {
    const took = Array.from({ length: 8 }, (_each, round) => {
      const before = process.cpuUsage();
      act(round);
      const { user, system } = process.cpuUsage(before);
      return user + system;
    });
    return Math.min(...took);
  };

  // Held against plain documents of the size that is allowed, on this machine and at this moment.
  it.each(hostile)('NFR-06: %s cost no more to judge than a few plain documents as long', (_, query) => {
    const plain = `{ ${times(190, (n) => `a${n}: callOff(id: ${n}) { id }`)} }`;
    const usual = least((round) => {
      for (let nth = 0; nth < 10; nth++) parse(`${plain} #${round}${nth}`);
    });
    expect(least((round) => codesOf(`${query} #${round}`)) / usual).toBeLessThan(10);
  });
});

describe('documents promised to clients', () => {
  const promisedDocument = 'query Promised($id: ID!) { callOff(id: $id) { reference } }';

  it('NFR-06: are read once, however many others come in between', () => {
    const trusting = createAdmission(gateway.schema, DEFAULT_LIMITS, [promisedDocument]);
    const read = (query: string) => trusting({ query, variables: { id: '1' }, bytes: query.length + 10 }, rostering);
    const other = (nth: number) => `query Q${nth}($id: ID!) { callOff(id: $id) { reference } } #${'x'.repeat(20_000)}`;
    const promised = read(promisedDocument).document;
    const forgotten = read(other(0)).document;
    for (let nth = 1; nth < 150; nth++) read(other(nth));
    expect(read(promisedDocument).document).toBe(promised);
    expect(read(other(0)).document).not.toBe(forgotten);
  });

  it('NFR-06: that no longer fit the schema are not started with', () => {
    expect(() => createAdmission(gateway.schema, DEFAULT_LIMITS, ['{ nothing }'])).toThrow('VALIDATION_FAILED');
  });
});

describe('what one client may take', () => {
  const limits = {
    ...DEFAULT_LIMITS,
    cost: { ...DEFAULT_LIMITS.cost, rostering: 100 },
    operations: 10,
    operationsPerClient: 3,
    streamsPerClient: 2,
  };
  const other: Caller = { ...rostering, subject: 'machine:rostering-willow' };
  const refusal = (act: () => unknown) => {
    try {
      act();
      return undefined;
    } catch (thrown) {
      return errorsIn(thrown)[0]!.extensions;
    }
  };

  it('NFR-06: four operations of the greatest cost at once, refilled in twenty seconds', () => {
    let now = 0;
    const allowance = createAllowance(limits, () => now);
    expect(allowance.spend(rostering, 100)).toEqual({ available: 300, restoredPerSecond: 20 });
    for (let n = 0; n < 3; n++) allowance.spend(rostering, 100);
    expect(refusal(() => allowance.spend(rostering, 100))).toMatchObject({ code: 'THROTTLED', retryAfter: 5 });
    expect(refusal(() => allowance.spend(rostering, 10))).toMatchObject({ retryAfter: 1 });
    expect(allowance.spend(other, 100).available).toBe(300);
    now = 4999;
    expect(refusal(() => allowance.spend(rostering, 100))).toMatchObject({ retryAfter: 1 });
    now = 5001;
    expect(allowance.spend(rostering, 100).available).toBe(0);
    now = 100_000;
    expect(allowance.spend(rostering, 1).available).toBe(399);
  });

  it('NFR-06: a client that waits as long as it was told is served', () => {
    let now = 0;
    const allowance = createAllowance(limits, () => now);
    for (const cost of [100, 100, 100, 97, 63, 1, 99, 40, 100]) {
      const refused = refusal(() => allowance.spend(rostering, cost));
      if (!refused) continue;
      now += (refused.retryAfter as number) * 1000;
      expect(refusal(() => allowance.spend(rostering, cost))).toBeUndefined();
    }
  });

  it('NFR-06: so many operations and streams of one client at once', () => {
    const allowance = createAllowance(limits);
    const running = [1, 2, 3].map(() => allowance.begin(rostering, 'query'));
    expect(refusal(() => allowance.begin(rostering, 'mutation'))).toMatchObject({ code: 'THROTTLED' });
    running[0]!();
    running[0]!();
    expect(refusal(() => allowance.begin(rostering, 'query'))).toBeUndefined();
    expect(refusal(() => allowance.begin(rostering, 'query'))).toMatchObject({ code: 'THROTTLED' });
    const close = allowance.open(rostering);
    allowance.open(rostering);
    expect(refusal(() => allowance.open(rostering))).toMatchObject({ code: 'THROTTLED' });
    close();
    expect(refusal(() => allowance.open(rostering))).toBeUndefined();
  });

  it('NFR-06: a process at its limit turns queries away first, so that bids still come through', () => {
    const allowance = createAllowance(limits);
    const client = (n: number) => ({ ...rostering, subject: `machine:${n}` });
    for (let n = 0; n < 8; n++) allowance.begin(client(n), 'query');
    expect(refusal(() => allowance.begin(client(8), 'query'))).toMatchObject({ code: 'THROTTLED', retryAfter: 1 });
    allowance.begin(client(8), 'mutation');
    const last = allowance.begin(client(9), 'mutation');
    expect(refusal(() => allowance.begin(client(10), 'mutation'))).toMatchObject({ code: 'THROTTLED' });
    last();
    expect(refusal(() => allowance.begin(client(10), 'mutation'))).toBeUndefined();
  });
});

import { readFile } from 'node:fs/promises';
import type { Executor } from '@graphql-tools/utils';
import { pino } from 'pino';
import { errorsIn } from '../../../gateway/faults.js';
import { createGateway, type Gateway } from '../../../gateway/gateway.js';
import { type Admission, createAdmission } from '../../../gateway/limits/admission.js';
import { DEFAULT_LIMITS } from '../../../gateway/limits/limits.js';
import { type Caller, SCOPES } from '../../../kernel/identity/caller.js';
import { createSigner, generateServiceKey } from '../../../kernel/identity/signed-identity.js';
import { WEIGHTS } from '../../../schema/weights.js';

/** Documents and variables at their limits, against the contract as it is. */

const machine: Caller = {
  subject: 'machine:rostering-oakwood',
  role: 'rostering',
  organisation: 'oakwood',
  councils: ['bromley'],
  scopes: SCOPES,
};

let gateway: Gateway;
let admission: Admission;
beforeAll(async () => {
  const nobody: Executor = async () => ({ data: null });
  gateway = await createGateway({
    supergraph: await readFile('schema/supergraph.graphql', 'utf8'),
    subgraphs: { cases: nobody, providers: nobody, tenders: nobody, monitoring: nobody },
    sign: await createSigner('gateway', (await generateServiceKey('gateway')).privateJwk),
    log: pino({ level: 'silent' }),
  });
  admission = createAdmission(gateway.schema, DEFAULT_LIMITS);
});
afterAll(() => gateway.stop());

type Asked = readonly [query: string, variables?: Record<string, unknown>];
const admit = ([query, variables = {}]: Asked, bytes = query.length + 1000) =>
  admission({ query, variables, bytes }, machine);
const faultOf = (asked: Asked, bytes?: number) => {
  try {
    admit(asked, bytes);
    return undefined;
  } catch (thrown) {
    return errorsIn(thrown)[0]!;
  }
};

const times = (n: number, each: (n: number) => string) => Array.from({ length: n }, (_, at) => each(at)).join(' ');
const nested = (levels: number, value: unknown) => {
  let held = value;
  for (let level = 0; level < levels; level++) held = { a: held };
  return held;
};
const nestedLists = (levels: number) => {
  let held: unknown[] = [];
  for (let level = 0; level < levels; level++) held = [held];
  return held;
};
const STATEMENT = 'payableStatement(from: "2026-06-01", to: "2026-07-05") { amountPence fingerprint }';
const ALERTS = 'query ($states: [AlertState!]) { alerts(first: 1, states: $states) { edges { node { id } } } }';
const VISITS = 'mutation ($input: RecordVisitsInput!) { recordVisits(input: $input) { refusals { code } } }';

describe('cost follows the work that a field makes, whatever is shown of it', () => {
  it('NFR-06: a client can ask for a few statements at once, and not for ten by aliases', () => {
    expect(admit([`{ ${STATEMENT} }`]).cost).toBe(1 + 2 + 35 * 200);
    expect(faultOf([`{ ${times(10, (n) => `s${n}: ${STATEMENT}`)} }`])?.extensions).toMatchObject({
      code: 'TOO_COSTLY',
      cost: 10 * (1 + 2 + 35 * 200),
    });
  });

  it.each<[string, number, string]>([
    ['a day', 3 + 200, '{ payableStatement(from: "2026-06-01", to: "2026-06-01") { amountPence fingerprint } }'],
    [
      'a day of one placement',
      2 + 10,
      '{ payableStatement(from: "2026-06-01", to: "2026-06-01", placement: "1") { amountPence } }',
    ],
    ['days the wrong way round', 2 + 200, '{ payableStatement(from: "2026-06-02", to: "2026-06-01") { amountPence } }'],
    ['a KPI sheet', 2 + 500, '{ kpiSheet(period: "2026-27 Q1") { period } }'],
    [
      'what a figure is made of',
      1 + 1 + 2 * 3 + 1000,
      `{ kpiEvidence(period: "2026-05", line: "KPI-3.5", part: NUMERATOR, first: 2) { edges { node { id day } } } }`,
    ],
    [
      'a week of exceptions',
      2 + 7 * 100 + 19,
      '{ visitExceptions(from: "2026-06-01", to: "2026-06-07", by: DAY) { key } }',
    ],
    ['a count', 2 + 100, '{ alerts { totalCount } }'],
  ])('NFR-06: %s costs %d', (_, cost, query) => {
    expect(admit([query]).cost).toBe(cost);
  });

  it('NFR-06: every field with a weight is one of the contract', () => {
    const types = Object.values(gateway.schema.getTypeMap());
    const fieldsOf = (type: unknown) => Object.keys((type as { getFields?: () => object }).getFields?.() ?? {});
    const known = new Set(
      types.flatMap((type) => fieldsOf(type).flatMap((name) => [`${type.name}.${name}`, `*.${name}`])),
    );
    expect(Object.keys(WEIGHTS).filter((each) => !known.has(each))).toEqual([]);
  });

  it('NFR-06: the contract for vendors tells each weight', async () => {
    const told = await readFile('gateway/LIVE.md', 'utf8');
    expect(
      Object.keys(WEIGHTS).filter((each) => !told.includes(`\`${each.replace(/^(Query|Mutation|\*)\./, '')}\``)),
    ).toEqual([]);
  });
});

describe('lists that are given', () => {
  it('NFR-06: count each different entry once', () => {
    const few = admit([ALERTS, { states: ['RAISED'] }]).cost;
    expect(admit([ALERTS, { states: Array(1000).fill('RAISED') }]).cost).toBe(few);
    const ofLiteral = (states: string) =>
      admit([`{ alerts(first: 1, states: ${states}) { edges { node { id } } } }`]).cost;
    expect(ofLiteral('[RAISED, RAISED, RAISED]')).toBe(few);
    expect(ofLiteral('[]')).toBe(few - 1);
  });

  it('NFR-06: are refused past their bound, by the name of the variable or of the argument', () => {
    const many = faultOf([ALERTS, { states: Array(60_000).fill('RAISED') }]);
    expect(many?.extensions).toMatchObject({ code: 'TOO_LARGE', limit: 10_000 });
    expect(many?.message).toContain('$states');
    const lines = Array.from({ length: 1001 }, (_, nth) => ({
      line: nth,
      source: 's',
      externalId: `${nth}`,
      minutes: 1,
      amountPence: 1,
    }));
    const asked = (some: object[]): Asked => [
      'query ($lines: [InvoiceLineInput!]!) { checkInvoice(from: "2026-06-01", to: "2026-06-01", lines: $lines) { line } }',
      { lines: some },
    ];
    expect(faultOf(asked(lines))?.extensions).toMatchObject({ code: 'TOO_LARGE', limit: 1000 });
    expect(faultOf(asked(lines))?.message).toContain('lines');
    expect(admit(asked(lines.slice(1))).cost).toBe(1 + 20 + 200 + 1000);
  });

  it('NFR-06: nested ones count all that they hold', () => {
    const matrix = Array.from({ length: 101 }, () => Array(100).fill('x'));
    expect(faultOf([ALERTS, { states: matrix }])?.extensions).toMatchObject({ code: 'TOO_LARGE', limit: 10_000 });
  });

  it('NFR-06: rows that are reported by the thousand are taken', () => {
    const row = (nth: number) => ({
      externalId: `V${nth}`,
      asOf: '2026-06-01T06:00:00Z',
      placement: 'PL-1',
      plannedStart: '2026-06-01T08:00:00Z',
      plannedEnd: '2026-06-01T08:30:00Z',
    });
    const plans = Array.from({ length: 5000 }, (_, nth) => row(nth));
    const input = { council: 'bromley', source: 's', plans };
    const asked: Asked = [VISITS, { input }];
    expect(faultOf(asked)?.message).toBeUndefined();
    expect(admit(asked).cost).toBeLessThan(1000);
    expect(faultOf([VISITS, { input: { ...input, plans: Array(100_001).fill({}) } }])?.extensions.code).toBe(
      'TOO_LARGE',
    );
  });
});

describe('no one request keeps the hub busy for long', () => {
  const fields = 'id state visit { id state } ';
  const wide = Object.fromEntries(Array.from({ length: 60_000 }, (_, nth) => [`k${nth}`, 1]));
  const hostile: Array<[string, Asked]> = [
    ['inline fragments in inline fragments', [`{ ${'... { '.repeat(600)} me { id } ${'}'.repeat(600)} }`]],
    [
      'inline fragments around many fields',
      [`{ alerts { edges { node { ${'... { '.repeat(19)} ${fields.repeat(20)} ${'}'.repeat(19)} } } } }`],
    ],
    [
      'fragments that overlap on every level',
      [
        `{ alerts { edges { node { ${times(20, (n) => `...F${n}`)} } } } } ${times(20, (n) => `fragment F${n} on Alert { ${times(19, (m) => `...F${(n + m + 1) % 20}`)} id }`)}`,
      ],
    ],
    [
      'fragments that overlap without a ring',
      [
        `{ alerts { edges { node { ${times(20, (n) => `...F${n}`)} } } } } ${times(20, (n) => `fragment F${n} on Alert { ${times(19 - n, (m) => `...F${n + m + 1}`)} visit { id state placement { id } } provider { id } }`)}`,
      ],
    ],
    [
      'the same selection again and again',
      [`{ ${'alerts { edges { node { id visit { id placement { id } } } } } '.repeat(10)} }`],
    ],
    [
      'aliases of a page',
      [
        `{ ${times(10, (n) => `a${n}: alerts(first: 100) { edges { node { ${times(2, (m) => `b${n}${m}: visit { id }`)} } } }`)} }`,
      ],
    ],
    ['a literal of many entries', [`{ alerts(states: [${'RAISED '.repeat(1900)}]) { totalCount } }`]],
    ['a literal nested deep', [`{ alerts(states: ${'['.repeat(900)}${']'.repeat(900)}) { totalCount } }`]],
    [
      'an object literal nested deep',
      [`mutation { recordVisits(input: ${'{a: '.repeat(450)}1${'}'.repeat(450)}) { refusals { code } } }`],
    ],
    ['a list of many entries', [ALERTS, { states: Array(250_000).fill('RAISED') }]],
    ['a list of as many entries as are taken', [ALERTS, { states: Array(10_000).fill('RAISED') }]],
    ['a list of as many wrong entries as are taken', [ALERTS, { states: Array(10_000).fill('x'.repeat(40)) }]],
    ['an object of many fields that are not there', [VISITS, { input: wide }]],
    ['many rows of fields that are not there', [VISITS, { input: { plans: Array(20_000).fill({ unknown: 1 }) } }]],
    ['as many wrong rows as are taken', [VISITS, { input: { plans: Array(100_000).fill({}) } }]],
    ['an object nested deep', [VISITS, { input: nested(200_000, 1) }]],
    ['lists nested deep', [ALERTS, { states: nestedLists(200_000) }]],
    ['a long name of a field that is not there', [VISITS, { input: { ['x'.repeat(500_000)]: 1 } }]],
    ['a long word', [ALERTS, { states: ['x'.repeat(500_000)] }]],
    ['many variables that nobody declared', ['{ me { __typename } }', wide]],
  ];
  it.each(hostile)('NFR-06: %s cost at most 50 ms of processor time to judge', (_, [query, variables]) => {
    faultOf([query, variables]);
    const spent: number[] = [];
    for (let round = 0; round < 5; round++) {
      const before = process.cpuUsage();
      faultOf([`${query} #${round}`, variables]);
      const { user, system } = process.cpuUsage(before);
      spent.push((user + system) / 1000);
    }
    expect(Math.min(...spent)).toBeLessThan(50);
  });

  it.each<[string, Asked]>([
    ['an object', [VISITS, { input: nested(200_000, 1) }]],
    ['a list', [ALERTS, { states: nestedLists(200_000) }]],
  ])('NFR-06: %s nested deeper than the stack is refused as such', (_, asked) => {
    expect(faultOf(asked)?.extensions).toMatchObject({ code: 'TOO_DEEP', limit: 32 });
  });
});

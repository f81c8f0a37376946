import { getNamedType, isObjectType } from 'graphql';
import { providerNamed } from '../../hub/demo/borough.js';
import { SUBGRAPHS } from '../../hub/subgraphs.js';
import { asked, type May, mayOf, namesIn, SCHEMA, type Values } from './asking.js';
import { SIDES, type Side } from './expected.js';
import { expectNothingWritten, Ground } from './ground.js';
import type { Actor } from './played.js';
import {
  type Answer,
  faultsIn,
  inChunks,
  inParallel,
  QUESTIONS,
  type Question,
  SUBJECT_OF_QUERY,
  written,
} from './questions.js';

/** Once all has been played: whoever asks or does what is not for them learns nothing by it, and changes nothing. */

let ground: Ground;
beforeAll(async () => {
  ground = await Ground.start('ended');
});
afterAll(() => ground?.stop());

const ANYTHING: May = () => true;

/** Values in an answer that the table says this role may not ask for. */
function beyond(may: May, type: string, value: unknown): string[] {
  const named = SCHEMA.getType(type);
  if (!isObjectType(named) || value === null || typeof value !== 'object') return [];
  if (Array.isArray(value)) return value.flatMap((each) => beyond(may, type, each));
  return Object.entries(value).flatMap(([name, inner]) => {
    const field = named.getFields()[name];
    if (!field || inner === null) return [];
    if (!may(`${type}.${name}`)) return [`${type}.${name}`];
    return beyond(may, getNamedType(field.type).name, inner);
  });
}

it('IDG-05, IDG-27: what docs/access.md does not give to a role is answered by nothing', async () => {
  const leaks: string[] = [];
  await inParallel(ground.oneOfEachRole(), async (actor) => {
    const may = mayOf(actor.role);
    const all = [...new Map(QUESTIONS.map((question) => [question.query, question])).values()];
    for (const some of inChunks(all)) {
      const parts = some.map(({ query, values }) => asked('query', query, { may: ANYTHING, values, depth: 1 }));
      const { data, errors } = await ground.ask(actor, `{ ${parts.join(' ')} }`);
      leaks.push(...beyond(may, 'Query', data).map((field) => `${actor.role} is answered ${field}`));
      const forbidden = new Set(errors?.map(({ path }) => path?.[0]));
      const silent = some.filter(({ query }) => !may(`Query.${query}`) && !forbidden.has(query));
      leaks.push(...silent.map(({ query }) => `${actor.role} is not told that ${query} is not for it`));
    }
    for (const name of Object.keys(SCHEMA.getMutationType()!.getFields())) {
      if (may(`Mutation.${name}`)) continue;
      const { data, errors } = await ground.act(actor, name, ground.inputOf(ground.ids('bromley')));
      const isRefused = errors?.length === 1 && errors[0]!.extensions?.code === 'FORBIDDEN';
      if (!isRefused || data?.[name]) leaks.push(`${actor.role} is not kept from ${name}`);
    }
  });
  expect(leaks.sort()).toEqual([]);
});

/** What Linden has a part in at Bromley: it was asked about the call-off, and applied for a framework. */
const OF_THE_LOSER = ['callOff', 'application'];

/** Who has nothing to do with what this council placed with Oakwood, or with what Linden was asked about or applied for. */
const outsidersOf = (side: Side, thing: string) =>
  ground.actors.filter(
    ({ key }) =>
      key !== side && key !== 'oakwood' && !(OF_THE_LOSER.includes(thing) && side === 'bromley' && key === 'linden'),
  );

/** An answer without what differs between any two. */
const plain = (answer: Answer) => JSON.stringify(answer).replace(/matrix-act-\d+/g, '');

it('IDG-05: by an id nobody can tell what is not there from what is not for them', async () => {
  const told: string[] = [];
  for (const side of SIDES) {
    for (const [query, thing] of Object.entries(SUBJECT_OF_QUERY)) {
      const values = { id: `$${side}_${thing}` };
      await inParallel(outsidersOf(side, thing), async (actor) => {
        const document = `{ ${asked('query', query, { may: mayOf(actor.role), values, depth: 0 })} }`;
        const real = await ground.ask(actor, document);
        const none = await ground.ask(actor, document.replaceAll(values.id, written(undefined)));
        if (plain(real) !== plain(none))
          told.push(`${actor.subject} can tell by ${query}: ${plain(real)} ${plain(none)}`);
      });
    }
  }
  expect(told).toEqual([]);
});

/** Acts on something: each with the names of what its input takes of it. */
function actsOn(): ReadonlyArray<{ readonly name: string; readonly about: readonly string[] }> {
  const subjects = new Set(Object.keys(ground.ids('bromley')));
  return Object.values(SCHEMA.getMutationType()!.getFields()).flatMap(({ name, args }) => {
    const about = args.flatMap(({ type }) => namesIn(type)).filter((each) => subjects.has(each));
    return about.length > 0 ? [{ name, about }] : [];
  });
}

/** The same act on what is there and on what is not; each is a new act, and reads as long as the other. */
async function actTwice(actor: Actor, name: string, side: Side): Promise<readonly [real: Answer, none: Answer]> {
  const nothing = Object.fromEntries(Object.keys(ground.ids(side)).map((each) => [each, written(undefined)]));
  return [
    await ground.act(actor, name, ground.inputOf(ground.ids(side))),
    await ground.act(actor, name, ground.inputOf(nothing)),
  ];
}

it('IDG-05, IDG-26, IDG-27: acting on what is another’s does nothing, and tells no more than acting on nothing', async () => {
  const told: string[] = [];
  await ground.hub.time.settled();
  const before = await ground.headOfLog();
  await inParallel(actsOn(), async ({ name, about }) => {
    for (const actor of outsidersOf('bromley', about.includes('callOffId') ? 'callOff' : '')) {
      if (!mayOf(actor.role)(`Mutation.${name}`)) continue;
      const [real, none] = await actTwice(actor, name, 'bromley');
      told.push(...faultsIn(real.errors).map((fault) => `${actor.subject} ${name}: ${fault}`));
      if (plain(real) !== plain(none)) told.push(`${actor.subject} can tell by ${name}: ${plain(real)} ${plain(none)}`);
    }
  });
  expect(told.sort()).toEqual([]);
  await ground.hub.time.settled();
  const { rows } = await ground.hub.pool.query<{ text: string }>(
    'select row_to_json(event)::text as text from platform.event where seq > $1',
    [before],
  );
  const all = Object.values(ground.played.subjects.bromley).filter((id) => id !== undefined);
  expect(rows.filter(({ text }) => all.some((id) => text.includes(id))).map(({ text }) => text)).toEqual([]);
});

it('IDG-05: but whoever it is for is answered in another way, act by act', async () => {
  const alike = new Set(actsOn().map(({ name }) => name));
  for (const { name } of actsOn()) {
    for (const actor of ground.actors.filter(({ key }) => ['bromley', 'oakwood'].includes(key))) {
      if (!alike.has(name) || !mayOf(actor.role)(`Mutation.${name}`)) continue;
      const [real, none] = await actTwice(actor, name, 'bromley');
      if (plain(real) !== plain(none)) alike.delete(name);
    }
  }
  // Nobody's queries about prices were made, and a price is the provider's, whatever package it is for.
  expect([...alike].sort()).toEqual(['closeLowRateQuery', 'recordRate']);
});

const pageKey = (...key: unknown[]) => written(Buffer.from(JSON.stringify(key)).toString('base64url'));
/** Cursors as somebody makes them up: of one to four parts, which are no instants, days or ids. */
const FORGED_CURSORS = [1, 2, 3, 4].map((parts) => pageKey(...Array.from({ length: parts }, () => "x' or true --")));

it('IDG-27: an id, a cursor or a page that cannot be is answered, and is no fault of the hub', async () => {
  const faults: string[] = [];
  await inParallel(Object.values(SCHEMA.getQueryType()!.getFields()), async ({ name, args }) => {
    const actor = ground.oneWhoMay(`Query.${name}`);
    if (!actor) return;
    const may = mayOf(actor.role);
    const odd = (): Question[] => {
      const takes = args.map((arg) => arg.name);
      const usual: Values = {
        ...(takes.includes('from') && { from: '"2026-06-01"', to: '"2026-06-07"' }),
        ...(takes.includes('period') && { period: '"2026-06"' }),
        ...(takes.includes('line') && { line: '"KPI-3.5"' }),
        ...(takes.includes('provider') && { provider: written(providerNamed('oakwood').id) }),
        ...(takes.includes('council') && { council: written('bromley') }),
      };
      const others = (each: string, ...values: string[]) =>
        takes.includes(each) ? values.map((value) => ({ query: name, values: { ...usual, [each]: value } })) : [];
      const noIds = ['"x"', '"\\u0000"'];
      return [
        ...['id', 'person', 'package', 'placement', 'provider', 'council'].flatMap((each) => others(each, ...noIds)),
        ...others('subject', ...noIds),
        ...others('line', ...noIds),
        ...others('period', ...noIds, '"2026-13"', '"9999-12"'),
        ...others('patch', ...noIds),
        ...others('cursor', '"0"', '"AAAAAAAAAAAAAAAAAAAAAA"'),
        ...others('after', ...FORGED_CURSORS),
        ...others('first', '0', '-1', '101', '2147483647'),
      ];
    };
    for (const { query, values } of odd()) {
      const { errors } = await ground.ask(actor, `{ ${asked('query', query, { may, values, depth: 0 })} }`);
      faults.push(
        ...faultsIn(errors).map((fault) => `${actor.role}: ${fault} ${JSON.stringify(values).slice(0, 200)}`),
      );
    }
  });
  expect(faults.sort()).toEqual([]);
});

it('IDG-27: a text that no database keeps is refused, and is no fault of the hub', async () => {
  const faults: string[] = [];
  await inParallel(Object.keys(SCHEMA.getMutationType()!.getFields()), async (name) => {
    const actor = ground.oneWhoMay(`Mutation.${name}`)!;
    for (const text of ['\\u0000', '\\u202e=cmd|x', 'x'.repeat(LONG), "'); drop table cases.person; --"]) {
      const values = ground.inputOf(ground.ids('bromley'));
      const document = asked('mutation', name, { may: mayOf(actor.role), values, depth: 0 });
      const { errors } = await ground.ask(actor, `mutation { ${document.replaceAll('something to read', text)} }`);
      faults.push(...faultsIn(errors).map((fault) => `${actor.role} ${name} with ${text.slice(0, 20)}: ${fault}`));
    }
  });
  expect(faults.sort()).toEqual([]);
  // What is that long is kept nowhere, whichever field it came by.
  const { rows: tables } = await ground.hub.pool.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = any($1) or schemaname = 'platform'`,
    [SUBGRAPHS.map(({ name }) => name)],
  );
  const keeping = `select '%' as name from % as it where strpos(it::text, repeat('x', ${LONG})) > 0`;
  const { rows: kept } = await ground.hub.pool.query(
    tables.map(({ name }) => keeping.replaceAll('%', name)).join(' union '),
  );
  expect(kept).toEqual([]);
});
const LONG = 100_000;

it('IDG-01, IDG-07, IDG-16: neither the log of events nor that of the hub has any of it', () =>
  expectNothingWritten(ground));

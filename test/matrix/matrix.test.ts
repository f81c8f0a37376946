import { Writable } from 'node:stream';
import { type ExecutionResult, type GraphQLObjectType, getNamedType, isObjectType, parse } from 'graphql';
import { pino } from 'pino';
import { viewClass } from '../../gateway/live/view-class.js';
import { providerNamed } from '../../hub/demo/borough.js';
import { type SubgraphsInOneProcess, startSubgraphsInOneProcess } from '../../hub/in-one-process.js';
import { SUBGRAPHS } from '../../hub/subgraphs.js';
import { type Caller, isProvider, ROLES } from '../../kernel/identity/caller.js';
import { createLogger } from '../../kernel/values/logging.js';
import { cursorsOf } from '../harness/cursors.js';
import { startTestHub, type TestHub } from '../harness/hub.js';
import { asked, type May, mayOf, namesIn, SCHEMA, selectionOf, type Values } from './asking.js';
import { marks, SIDES, type Side, unexpected } from './expected.js';
import { type Actor, everybody, Played, STAGES, type Stage } from './played.js';

/**
 * One call-off is played, and at each of its stages every role of everybody asks everything that the schema lets one ask
 * about it, through the gateway, by reference, as a feed view, and by acting. What is seen is compared with what may be.
 */

let hub: TestHub;
let beside: SubgraphsInOneProcess;
let played: Played;
let actors: readonly Actor[];
let log = '';
const UNBOUNDED = Number.MAX_SAFE_INTEGER;

beforeAll(async () => {
  const sink = new Writable({
    write(chunk, _encoding, done) {
      log += chunk;
      done();
    },
  });
  hub = await startTestHub({
    log: pino({ level: 'trace' }, sink),
    // How much may be asked at once is another matter (test/gateway/limits.test.ts).
    limits: {
      ...Object.fromEntries(
        [
          'bodyBytes',
          'documentBytes',
          'tokens',
          'depth',
          'fields',
          'aliases',
          'rootFields',
          'repeats',
          'fragments',
        ].map((limit) => [limit, UNBOUNDED]),
      ),
      cost: Object.fromEntries(ROLES.map((role) => [role, 1e12])) as Record<Caller['role'], number>,
    },
  });
  // A second process of subgraphs, whose gateway is the test.
  const { databaseUrl, secret } = hub;
  beside = await startSubgraphsInOneProcess({ databaseUrl, secret, log: createLogger('beside', 'fatal'), poolSize: 3 });
  played = new Played(hub);
  actors = await everybody(hub.pool);
});
afterAll(async () => {
  await beside.stop();
  await hub.stop();
});

// --- What is asked

/** What a query by `id` is about. */
const SUBJECT_OF_QUERY: Readonly<Record<string, string>> = {
  package: 'package',
  person: 'person',
  placement: 'placement',
  alert: 'alert',
  noReplyCase: 'noReply',
  visit: 'visit',
  callOffAdvert: 'callOff',
  callOff: 'callOff',
};
const FEEDS = {
  alertFeed: 'alertFeedItem',
  callOffFeed: 'callOffFeedItem',
  qualityFeed: 'qualityFeedItem',
  placementFeed: 'placementFeedItem',
  registerFeed: 'registerFeedItem',
} as const;
const NOTHING = '00000000-0000-4000-8000-000000000000';
const DEPTH = 2;
const CHUNK = 6;

interface Question {
  readonly query: string;
  readonly values: Values;
}

const written = (value: string | undefined) => JSON.stringify(value ?? NOTHING);

/** Every query of the schema about everything that there is. */
function questions(): readonly Question[] {
  return Object.values(SCHEMA.getQueryType()!.getFields()).flatMap(({ name, args }): Question[] => {
    if (Object.values<string>(FEEDS).includes(name)) return [];
    const takes = new Set(args.map((arg) => arg.name));
    const always: Values = {
      ...(takes.has('from') && { from: '"2026-06-01"', to: '"2026-06-07"' }),
      ...(takes.has('period') && { period: '"2026-06"' }),
      ...(takes.has('line') && { line: '"KPI-3.5"' }),
      ...(takes.has('by') && { by: 'PLACEMENT' }),
    };
    const variants = SIDES.flatMap((side): Values[] => {
      if (name === 'provider') return PROVIDERS.map((key) => ({ id: written(providerNamed(key).id) }));
      if (takes.has('id') && !SUBJECT_OF_QUERY[name]) throw new Error(`Say of what Query.${name} answers one.`);
      const things = ['id', 'person', 'package', 'placement'].filter((each) => takes.has(each));
      const subject = (thing: string) => `$${side}_${SUBJECT_OF_QUERY[name] ?? thing}`;
      if (things.length > 0)
        return [{ ...always, ...Object.fromEntries(things.map((thing) => [thing, subject(thing)])) }];
      const council: Values = takes.has('council') ? { council: written(side) } : {};
      if (!takes.has('provider')) return [{ ...always, ...council }];
      const of = (key: string): Values => ({ ...always, ...council, provider: written(providerNamed(key).id) });
      return [always, of('oakwood'), of('linden')];
    });
    return [...new Map(variants.map((values) => [JSON.stringify(values), { query: name, values }])).values()];
  });
}
const PROVIDERS = ['oakwood', 'linden', 'bramble'];

type Answer = ExecutionResult<Record<string, unknown>>;

/** A document that names what there is by variables `$side_thing`, so that it reads the same at every stage. */
function about(document: string): { readonly query: string; readonly variables: Readonly<Record<string, string>> } {
  const named = [...new Set([...document.matchAll(/\$(bromley|ashdown)_(\w+)/g)].map(([name]) => name))];
  const variables = named.map((name) => {
    const [side, thing] = name.slice(1).split('_') as [Side, string];
    return [name.slice(1), played.subjects[side][thing] ?? NOTHING] as const;
  });
  const head = named.length > 0 ? `query (${named.map((name) => `${name}: ID!`).join(', ')}) ` : '';
  return { query: head + document, variables: Object.fromEntries(variables) };
}

async function ask(actor: Actor, document: string): Promise<Answer> {
  const response = await fetch(hub.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      authorization: `Bearer ${await hub.token(actor.subject)}`,
    },
    body: JSON.stringify(about(document)),
  });
  const { data, errors } = (await response.json()) as Answer;
  return { data, ...(errors && { errors }) };
}

/** All that a role may ask, in few documents: the answers by question, and what went wrong. */
async function askEverything(actor: Actor): Promise<ReadonlyMap<string, unknown>> {
  const may = mayOf(actor.role);
  const all = questions().filter(({ query }) => may(`Query.${query}`));
  const answers = new Map<string, unknown>();
  for (let nth = 0; nth < all.length; nth += CHUNK) {
    const some = all.slice(nth, nth + CHUNK);
    const parts = some.map(({ query, values }, at) =>
      asked('query', query, { may, values, depth: DEPTH, alias: `q${at}` }),
    );
    const { data, errors } = await ask(actor, `{ ${parts.join(' ')} }`);
    for (const [at, { query, values }] of some.entries()) {
      answers.set(`${query} ${JSON.stringify(values)}`, data?.[`q${at}`] ?? null);
    }
    if (errors) answers.set(`errors ${nth}`, errors);
  }
  return answers;
}

/** Faults that a client may be told of: anything else is one of the hub's. */
function faultsIn(errors: Answer['errors'] = []): string[] {
  return errors
    .filter(({ extensions }) => !['FORBIDDEN', 'BAD_USER_INPUT'].includes(extensions?.code as string))
    .map(({ message, path, extensions }) => `${extensions?.code} ${message} at ${path?.join('.')}`);
}

async function inParallel<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const work = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await act(item);
  };
  await Promise.all(Array.from({ length: 4 }, work));
}

// --- By stage

const answersAt = new Map<Stage, Map<Actor, ReadonlyMap<string, unknown>>>();

describe.each(STAGES)('a call-off that is %s', (stage) => {
  beforeAll(() => played.to(stage));

  it('IDG-01 to IDG-05, IDG-23, IDG-26: shows nobody what is not for them, and everybody what is', async () => {
    const leaks: string[] = [];
    const faults: string[] = [];
    const answersOf = new Map<Actor, ReadonlyMap<string, unknown>>();
    answersAt.set(stage, answersOf);
    await inParallel(actors, async (actor) => {
      const answers = await askEverything(actor);
      answersOf.set(actor, answers);
      for (const [question, answer] of answers) {
        const shown = unexpected(actor, stage, JSON.stringify(answer), played.subjects);
        leaks.push(...shown.map((leak) => `${actor.subject} sees ${leak} by ${question}`));
        if (question.startsWith('errors')) {
          faults.push(...faultsIn(answer as Answer['errors']).map((fault) => `${actor.subject}: ${fault}`));
        }
      }
    });
    expect({ leaks: leaks.sort(), faults: faults.sort() }).toEqual({ leaks: [], faults: [] });
    // The marks are there to be found: whoever may see one does.
    if (stage === 'started' || stage === 'ended') {
      const unseen = actors.flatMap((actor) => {
        const all = JSON.stringify([...answersOf.get(actor)!.values()]).toLowerCase();
        return marks
          .filter((mark) => mark.certain && mark.seenBy(actor, stage) && !all.includes(mark.text.toLowerCase()))
          .map(({ name }) => `${actor.subject} does not see ${name}`);
      });
      expect(unseen).toEqual([]);
    }
  });

  it('IDG-05: no reference leads there, and nothing that a feed view asks', async () => {
    const leaks: string[] = [];
    const views = [...new Map(actors.map((actor) => [JSON.stringify(viewClass(actor)), actor])).values()];
    await inParallel(actors, async (actor) => {
      const answers = await byReference(actor);
      const shown = unexpected(actor, stage, JSON.stringify(answers), played.subjects);
      leaks.push(...shown.map((leak) => `${actor.subject} sees ${leak} by reference`));
    });
    await inParallel(views, async (actor) => {
      const view = viewClass(actor);
      const answers = [...(await byReference(view)), ...(await bySubgraph(view))];
      const text = JSON.stringify(answers);
      const all = Object.values(played.subjects).flatMap((subjects) => Object.entries(subjects));
      // A view of providers is no provider: nothing of any of them is its own.
      const shown = isProvider(view)
        ? [
            ...marks.filter((mark) => text.toLowerCase().includes(mark.text.toLowerCase())).map(({ name }) => name),
            ...all.filter(([, id]) => id && text.includes(id)).map(([thing]) => `${thing} id`),
          ]
        : unexpected(actor, stage, text, played.subjects);
      leaks.push(...shown.map((leak) => `the view of ${actor.subject} sees ${leak}`));
    });
    expect(leaks.sort()).toEqual([]);
  });
});

async function execute(caller: Caller, subgraph: string, document: string, given = {}): Promise<Answer> {
  const authorization = `Bearer ${await beside.gatewaySigner(caller)}`;
  const { executor } = beside.subgraphs.get(subgraph)!;
  const { query, variables } = about(document);
  return (await executor({
    document: parse(query),
    variables: { ...variables, ...given },
    extensions: { headers: { authorization } },
  })) as Answer;
}

/** Everything by its id, of every type that a subgraph resolves: all of it but the id, which was given. */
async function byReference(caller: Caller): Promise<readonly unknown[]> {
  const may = mayOf(caller.role);
  const all = SIDES.flatMap((side) => Object.values(played.subjects[side])).filter((id) => id !== undefined);
  return Promise.all(
    SUBGRAPHS.map(async ({ name, references }) => {
      const { schema } = beside.subgraphs.get(name)!;
      const types = Object.keys(references).map((type) => schema.getType(type) as GraphQLObjectType);
      const parts = types.map((type) => {
        const fields = selectionOf(type, (field) => field !== `${type.name}.id` && may(field), 1);
        return fields === '' ? '' : `... on ${type.name} { ${fields} }`;
      });
      const representations = types.flatMap((type) => all.map((id) => ({ __typename: type.name, id })));
      const document = `query ($it: [_Any!]!) { _entities(representations: $it) { __typename ${parts.join(' ')} } }`;
      return execute(caller, name, document, { it: representations });
    }),
  );
}

/** Every query of every subgraph, asked of it directly. */
async function bySubgraph(caller: Caller): Promise<readonly unknown[]> {
  const may = mayOf(caller.role);
  const answers: unknown[] = [];
  for (const [name, { schema }] of beside.subgraphs) {
    const parts = questions()
      .filter(({ query }) => may(`Query.${query}`) && schema.getQueryType()!.getFields()[query])
      .map(({ query, values }, at) => asked('query', query, { may, values, depth: 1, alias: `q${at}`, schema }));
    if (parts.length > 0) answers.push(await execute(caller, name, `{ ${parts.join(' ')} }`));
  }
  return answers;
}

// --- Across stages

it.each([
  ['published', 'bid', ['bromley', 'ashdown', 'linden', 'bramble', 'hub']],
  ['bid', 'rivalled', ['bromley', 'ashdown', 'oakwood', 'bramble', 'hub']],
] as const)('IDG-23: from %s to %s nothing changes for anybody but who bids', (before, after, keys) => {
  // That something came is told, and nothing else of it; who opened a record is what this test does itself. The hub's
  // own time moves on, and a position is written anew each time it is asked for.
  const told = (answers: ReadonlyMap<string, unknown>) =>
    JSON.stringify([...answers].filter(([question]) => !/^(disclosures|feedPosition) /.test(question)).sort())
      .replace(/"receipts":\[[^\]]*\]/g, '"receipts":[]')
      .replace(/"now":"[^"]*"/g, '"now":""');
  for (const actor of actors.filter(({ key }) => (keys as readonly string[]).includes(key))) {
    const [was, is] = [before, after].map((stage) => told(answersAt.get(stage)!.get(actor)!));
    expect({ who: actor.subject, told: is }).toEqual({ who: actor.subject, told: was });
  }
});

// --- What a role may not ask for

const ONE_OF_EACH_ROLE = () => [
  ...new Map(
    actors.filter(({ key }) => ['bromley', 'oakwood', 'hub'].includes(key)).map((actor) => [actor.role, actor]),
  ).values(),
];
const ANYTHING: May = () => true;
/** Somebody who may ask for it. */
const oneWhoMay = (field: string) => ONE_OF_EACH_ROLE().find(({ role }) => mayOf(role)(field));

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
  await inParallel(ONE_OF_EACH_ROLE(), async (actor) => {
    const may = mayOf(actor.role);
    const all = [...new Map(questions().map((question) => [question.query, question])).values()];
    for (let nth = 0; nth < all.length; nth += CHUNK) {
      const some = all.slice(nth, nth + CHUNK);
      const parts = some.map(({ query, values }) => asked('query', query, { may: ANYTHING, values, depth: 1 }));
      const { data, errors } = await ask(actor, `{ ${parts.join(' ')} }`);
      leaks.push(...beyond(may, 'Query', data).map((field) => `${actor.role} is answered ${field}`));
      const forbidden = new Set(errors?.map(({ path }) => path?.[0]));
      const silent = some.filter(({ query }) => !may(`Query.${query}`) && !forbidden.has(query));
      leaks.push(...silent.map(({ query }) => `${actor.role} is not told that ${query} is not for it`));
    }
    for (const name of Object.keys(SCHEMA.getMutationType()!.getFields())) {
      if (may(`Mutation.${name}`)) continue;
      const { data, errors } = await act(actor, name, inputOf(ids('bromley')));
      const isRefused = errors?.length === 1 && errors[0]!.extensions?.code === 'FORBIDDEN';
      if (!isRefused || data?.[name]) leaks.push(`${actor.role} is not kept from ${name}`);
    }
  });
  expect(leaks.sort()).toEqual([]);
});

function act(actor: Actor, name: string, values: Values): Promise<Answer> {
  return ask(actor, `mutation { ${asked('mutation', name, { may: mayOf(actor.role), values, depth: 1 })} }`);
}

function ids(side: Side): Values {
  const {
    placement,
    package: ofPackage,
    callOff,
    winningBid,
    alert,
    visit,
    noReply,
    ipo,
    documentQuery,
  } = played.subjects[side];
  return {
    placementId: written(placement),
    placement: written(placement),
    packageId: written(ofPackage),
    callOffId: written(callOff),
    bidId: written(winningBid),
    alertId: written(alert),
    visitId: written(visit),
    caseId: written(noReply),
    ipoId: written(ipo),
    queryId: written(documentQuery),
  };
}
let keys = 0;
function inputOf(subject: Values): Values {
  const key = written(`matrix-act-${String(++keys).padStart(8, '0')}`);
  return {
    providerId: written(providerNamed('oakwood').id),
    council: written('bromley'),
    ...subject,
    // A visit as it could be, each another one.
    plannedStart: '"2026-06-04T08:00:00Z"',
    plannedEnd: '"2026-06-04T08:45:00Z"',
    externalId: key,
    idempotencyKey: key,
  };
}

// --- Feeds

describe.each(Object.entries(FEEDS))('%s', (feed, item) => {
  it('IDG-23, IDG-26: told again from the beginning, tells each what it was told, and nothing that is not for them now', async () => {
    await hub.time.settled();
    const cursors = await cursorsOf(hub.pool);
    const events = (
      await hub.pool.query<{ seq: number; council: string; audience: { roles?: string[]; providers?: string[] } }>(
        'select seq::int, council, audience from platform.event where seq is not null order by seq',
      )
    ).rows;
    const leaks: string[] = [];
    await inParallel(actors, async (actor) => {
      const may = mayOf(actor.role);
      const type = getNamedType(SCHEMA.getQueryType()!.getFields()[item]!.type) as GraphQLObjectType;
      const fields = selectionOf(type, may, 1);
      const all = `{ ${fields || '__typename'} }`;
      const watching = await hub.watch<Record<string, { cursor: string } | undefined>>(
        actor.subject,
        `subscription { ${feed}(after: "0") ${all} }`,
      );
      if (!may(`Query.${item}`)) {
        const [refused] = await watching.take(1, 2000);
        if (refused && !('errors' in refused)) leaks.push(`${actor.subject} is told of ${JSON.stringify(refused)}`);
        return watching.stop();
      }
      const found: string[] = [];
      for (let nth = 0; nth < events.length; nth += 50) {
        const some = events.slice(nth, nth + 50);
        const parts = some.map(({ seq }) => `e${seq}: ${item}(cursor: "${cursors.show(seq)}") ${all}`);
        const { data } = await ask(actor, `{ ${parts.join(' ')} }`);
        for (const { seq, council, audience } of some) {
          const answer = data?.[`e${seq}`];
          if (!answer) continue;
          found.push(cursors.show(seq));
          const isTold =
            actor.councils.includes(council) &&
            (isProvider(actor)
              ? audience.providers?.includes(actor.organisation)
              : audience.roles?.includes(actor.role));
          if (!isTold) leaks.push(`${actor.subject} is told of event ${seq}`);
          const shown = unexpected(actor, 'ended', JSON.stringify(answer), played.subjects);
          leaks.push(...shown.map((leak) => `${actor.subject} sees ${leak} in event ${seq}`));
        }
      }
      const told = [...(await watching.take(found.length)), ...(await watching.take(1, 200))];
      await watching.stop();
      expect({ who: actor.subject, told: told.map((each) => each[feed]?.cursor) }).toEqual({
        who: actor.subject,
        told: found,
      });
      const shown = unexpected(actor, 'ended', JSON.stringify(told), played.subjects);
      leaks.push(...shown.map((leak) => `${actor.subject} is told ${leak}`));
    });
    expect(leaks.sort()).toEqual([]);
  });
});

// --- Not there, and not for you

/** Who has nothing to do with what this council placed with Oakwood; with its call-off, who was not asked. */
const outsidersOf = (side: Side, thing: string) =>
  actors.filter(
    ({ key }) => key !== side && key !== 'oakwood' && !(thing === 'callOff' && side === 'bromley' && key === 'linden'),
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
        const real = await ask(actor, document);
        const none = await ask(actor, document.replaceAll(values.id, written(undefined)));
        if (plain(real) !== plain(none))
          told.push(`${actor.subject} can tell by ${query}: ${plain(real)} ${plain(none)}`);
      });
    }
  }
  expect(told).toEqual([]);
});

/** Acts on something: each with the names of what its input takes of it. */
function actsOn(): ReadonlyArray<{ readonly name: string; readonly about: readonly string[] }> {
  const subjects = new Set(Object.keys(ids('bromley')));
  return Object.values(SCHEMA.getMutationType()!.getFields()).flatMap(({ name, args }) => {
    const about = args.flatMap(({ type }) => namesIn(type)).filter((each) => subjects.has(each));
    return about.length > 0 ? [{ name, about }] : [];
  });
}

/** The same act on what is there and on what is not; each is a new act, and reads as long as the other. */
async function actTwice(actor: Actor, name: string, side: Side): Promise<readonly [real: Answer, none: Answer]> {
  const nothing = Object.fromEntries(Object.keys(ids(side)).map((each) => [each, written(undefined)]));
  return [await act(actor, name, inputOf(ids(side))), await act(actor, name, inputOf(nothing))];
}

it('IDG-05, IDG-26, IDG-27: acting on what is another’s does nothing, and tells no more than acting on nothing', async () => {
  const told: string[] = [];
  await hub.time.settled();
  const before = await headOfLog();
  await inParallel(actsOn(), async ({ name, about }) => {
    for (const actor of outsidersOf('bromley', about.includes('callOffId') ? 'callOff' : '')) {
      if (!mayOf(actor.role)(`Mutation.${name}`)) continue;
      const [real, none] = await actTwice(actor, name, 'bromley');
      told.push(...faultsIn(real.errors).map((fault) => `${actor.subject} ${name}: ${fault}`));
      if (plain(real) !== plain(none)) told.push(`${actor.subject} can tell by ${name}: ${plain(real)} ${plain(none)}`);
    }
  });
  expect(told.sort()).toEqual([]);
  await hub.time.settled();
  const { rows } = await hub.pool.query<{ text: string }>(
    'select row_to_json(event)::text as text from platform.event where seq > $1',
    [before],
  );
  const all = Object.values(played.subjects.bromley).filter((id) => id !== undefined);
  expect(rows.filter(({ text }) => all.some((id) => text.includes(id))).map(({ text }) => text)).toEqual([]);
});

it('IDG-05: but whoever it is for is answered otherwise, act by act', async () => {
  const alike = new Set(actsOn().map(({ name }) => name));
  for (const { name } of actsOn()) {
    for (const actor of actors.filter(({ key }) => ['bromley', 'oakwood'].includes(key))) {
      if (!alike.has(name) || !mayOf(actor.role)(`Mutation.${name}`)) continue;
      const [real, none] = await actTwice(actor, name, 'bromley');
      if (plain(real) !== plain(none)) alike.delete(name);
    }
  }
  // Nobody's queries about prices were made, and a price is the provider's, whatever package it is for.
  expect([...alike].sort()).toEqual(['closeLowRateQuery', 'recordRate']);
});

async function headOfLog(): Promise<number> {
  const { rows } = await hub.pool.query<{ seq: number }>('select max(seq)::int as seq from platform.event');
  return rows[0]!.seq;
}

// --- What cannot be

const pageKey = (...key: unknown[]) => written(Buffer.from(JSON.stringify(key)).toString('base64url'));
/** Cursors as somebody makes them up: of one to four parts, which are no instants, days or ids. */
const FORGED_CURSORS = [1, 2, 3, 4].map((parts) => pageKey(...Array.from({ length: parts }, () => "x' or true --")));

it('IDG-27: an id, a cursor or a page that cannot be is answered, and is no fault of the hub', async () => {
  const faults: string[] = [];
  await inParallel(Object.values(SCHEMA.getQueryType()!.getFields()), async ({ name, args }) => {
    const actor = oneWhoMay(`Query.${name}`);
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
      const { errors } = await ask(actor, `{ ${asked('query', query, { may, values, depth: 0 })} }`);
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
    const actor = oneWhoMay(`Mutation.${name}`)!;
    for (const text of ['\\u0000', '\\u202e=cmd|x', 'x'.repeat(LONG), "'); drop table cases.person; --"]) {
      const values = inputOf(ids('bromley'));
      const document = asked('mutation', name, { may: mayOf(actor.role), values, depth: 0 });
      const { errors } = await ask(actor, `mutation { ${document.replaceAll('something to read', text)} }`);
      faults.push(...faultsIn(errors).map((fault) => `${actor.role} ${name} with ${text.slice(0, 20)}: ${fault}`));
    }
  });
  expect(faults.sort()).toEqual([]);
  // What is that long is kept nowhere, whichever field it came by.
  const { rows: tables } = await hub.pool.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = any($1) or schemaname = 'platform'`,
    [SUBGRAPHS.map(({ name }) => name)],
  );
  const keeping = `select '%' as name from % as it where strpos(it::text, repeat('x', ${LONG})) > 0`;
  const { rows: kept } = await hub.pool.query(tables.map(({ name }) => keeping.replaceAll('%', name)).join(' union '));
  expect(kept).toEqual([]);
});
const LONG = 100_000;

// --- What is written of it

it('IDG-01, IDG-07, IDG-16: neither the log of events nor that of the hub has any of it', async () => {
  const { rows } = await hub.pool.query<{ text: string }>(
    'select row_to_json(event)::text as text from platform.event',
  );
  const { rows: held } = await hub.pool.query<{ text: string }>(
    SUBGRAPHS.map(({ name }) => `select reason as text from ${name}.quarantined_event`).join(' union all '),
  );
  expect(rows.length).toBeGreaterThan(50);
  const kept = marks.filter(({ mayBeTold }) => !mayBeTold);
  const inEvents = [...rows, ...held].flatMap(({ text }) =>
    kept.filter((mark) => text.toLowerCase().includes(mark.text.toLowerCase())).map(({ name }) => name),
  );
  expect([...new Set(inEvents)]).toEqual([]);
  expect(log).toContain('"service":"gateway"');
  const inLog = marks.filter((mark) => log.toLowerCase().includes(mark.text.toLowerCase())).map(({ name }) => name);
  expect(inLog).toEqual([]);
});

import {
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isObjectType,
} from 'graphql';
import { SUBGRAPHS } from '../../hub/subgraphs.js';
import type { Role } from '../../kernel/identity/caller.js';
import { FEEDS } from '../../schema/feeds.js';
import { cursorsOf } from '../harness/cursors.js';
import { argumentsOf, asked, type May, mayOf, SCHEMA } from './asking.js';
import { Ground } from './ground.js';
import type { Actor, Stage } from './played.js';
import { chunksFor, faultsIn, inParallel, type Question } from './questions.js';

/**
 * Rows are read with the columns that a document needs, so that a field which does not say what it needs is found out
 * only where nothing beside it asks for the same: each field is asked for alone, and answers as among all the others.
 */

const ROLES: readonly Role[] = ['broker', 'contract-officer', 'case-system', 'provider-user'];
const STAGES: readonly Stage[] = ['started', 'ended'];
/** What is never the same twice: the hub's time, and who was shown what, which every answer adds to. */
const NEVER_THE_SAME = ['hub.now', 'disclosures.'];
/** How many things of a type are asked for by their ids. */
const THINGS = 6;

let ground: Ground;
let actors: readonly Actor[];

beforeAll(async () => {
  ground = await Ground.start(STAGES[0]);
  const some = ground.actors.filter(({ key }) => ['bromley', 'oakwood'].includes(key));
  actors = ROLES.map((each) => some.find(({ role }) => role === each)!);
  // The first who reads something is written down as having read it, which shows from then on.
  await inParallel(actors, async (actor) => {
    await ground.askEverything(actor);
  });
});
afterAll(() => ground?.stop());

/** A field, on a way that leads to it from a question. */
interface Alone {
  readonly actor: Actor;
  readonly question: Question;
  readonly path: readonly string[];
  readonly coordinate: string;
  /** The question's answer, with every other field. */
  readonly among: unknown;
  /** As it was answered there. */
  readonly value: unknown;
}

const isTelling = ({ value }: Alone) => value !== null && !(Array.isArray(value) && value.length === 0);

/** What has been asked for so far, and what of it had something to show: what had not is asked for again. */
const sofar = { asked: new Set<string>(), told: new Set<string>() };

describe.each(STAGES)('a call-off that is %s', (stage) => {
  beforeAll(async () => {
    if (stage !== STAGES[0]) await ground.played.to(stage);
  });

  it('IDG-05: answers each field alone as among all the others', async () => {
    const wrong: string[] = [];
    const fields = await fieldsToAskFor();
    await inParallel(fields, async ({ actor, question, path, coordinate, among }) => {
      const { data, errors } = await ground.ask(actor, documentOf(question, path, mayOf(actor.role)));
      const way = [question.query, ...path].join('.');
      wrong.push(...faultsIn(errors).map((fault) => `${actor.role} ${way} of ${coordinate}: ${fault}`));
      if (errors || NEVER_THE_SAME.some((each) => way.startsWith(each))) return;
      const isLeaf = isLeafType(getNamedType(fieldAt(coordinate).type));
      const [alone, before] = [data?.[question.query], among].map((answer) => along(answer, path, isLeaf));
      if (!agrees(alone, before)) {
        const [is, was] = [alone, before].map((each) => JSON.stringify(each));
        wrong.push(`${actor.role} ${way} of ${coordinate}: ${is} alone, ${was} among others`);
      }
    });
    expect(wrong.sort()).toEqual([]);
    expect(fields.length).toBeGreaterThan(stage === STAGES[0] ? 2000 : 0);
  });
});

/** Every field by every query that leads to it, and by every role that may ask for it, whichever way comes first. */
async function fieldsToAskFor(): Promise<readonly Alone[]> {
  const all: Alone[] = [];
  for (const actor of actors) await eachField(actor, (field) => all.push(field));
  const isNew = (field: Alone) => {
    const covers = [`${field.actor.role} ${field.coordinate}`, `${field.question.query} ${field.coordinate}`];
    const before = isTelling(field) ? sofar.told : sofar.asked;
    const adds = covers.some((each) => !before.has(each));
    for (const each of covers) {
      sofar.asked.add(each);
      before.add(each);
    }
    return adds;
  };
  return [...all.filter(isTelling).filter(isNew), ...all.filter((field) => !isTelling(field)).filter(isNew)];
}

/** Every field that an actor is answered, however deep. */
async function eachField(actor: Actor, act: (field: Alone) => void): Promise<void> {
  for (const [question, among] of [...(await answersTo(actor)), ...(await itemsFor(actor))]) {
    const visit = (type: GraphQLNamedType, value: unknown, path: readonly string[]): void => {
      if (Array.isArray(value)) for (const each of value) visit(type, each, path);
      else if (isObjectType(type) && value !== null && typeof value === 'object') {
        for (const [name, inner] of Object.entries(value)) {
          const way = [...path, name];
          act({ actor, question, path: way, coordinate: `${type.name}.${name}`, among, value: inner });
          visit(getNamedType(type.getFields()[name]!.type), inner, way);
        }
      }
    };
    visit(getNamedType(fieldAt(`Query.${question.query}`).type), among, []);
  }
}

type Answered = readonly [question: Question, among: unknown];

async function answersTo(actor: Actor): Promise<readonly Answered[]> {
  const answers = await ground.askEverything(actor);
  return chunksFor(actor)
    .flatMap(({ questions }) => questions)
    .map((question) => [question, answers.get(`${question.query} ${JSON.stringify(question.values)}`)]);
}

/** What the feeds have for an actor: the last event of each type. */
async function itemsFor(actor: Actor): Promise<readonly Answered[]> {
  const may = mayOf(actor.role);
  const cursors = await cursorsOf(ground.hub.pool);
  const { rows } = await ground.hub.pool.query<{ seq: number }>(
    `select max(seq)::int as seq from platform.event where seq is not null and council = 'bromley' group by type`,
  );
  const items: Answered[] = [];
  for (const { item: query } of Object.values(FEEDS).filter(({ item }) => may(`Query.${item}`))) {
    const questions = rows.map(({ seq }) => ({ query, values: { cursor: JSON.stringify(cursors.show(seq)) } }));
    const parts = questions.map(({ values }, at) => asked('query', query, { may, values, depth: 1, alias: `q${at}` }));
    const { data } = await ground.ask(actor, `{ ${parts.join(' ')} }`);
    items.push(...questions.map((question, at): Answered => [question, data?.[`q${at}`]]));
  }
  return items;
}

function fieldAt(coordinate: string) {
  const [type, name] = coordinate.split('.') as [string, string];
  return (SCHEMA.getType(type) as GraphQLObjectType).getFields()[name]!;
}

/** A document that asks for what is at the end of this way, and for nothing beside it. */
function documentOf({ query, values }: Question, path: readonly string[], may: May): string {
  const { args, type } = fieldAt(`Query.${query}`);
  return `{ ${query}${argumentsOf(args, values)} { ${selectionAlong(getNamedType(type), path, may)} } }`;
}

function selectionAlong(type: GraphQLNamedType, [name, ...rest]: readonly string[], may: May): string {
  const { args, type: of } = fieldAt(`${type.name}.${name}`);
  const inner =
    rest.length > 0 ? ` { ${selectionAlong(getNamedType(of), rest, may)} }` : leastOf(getNamedType(of), may);
  return `${name}${argumentsOf(args, {})}${inner}`;
}

/** That a thing is there; nothing of what has no fields. */
function leastOf(type: GraphQLNamedType, may: May): string {
  if (!isObjectType(type)) return '';
  return 'id' in type.getFields() && may(`${type.name}.id`) ? ' { id }' : ' { __typename }';
}

/** What of an answer lies on this way; of a thing at the end of it, that it is there. */
function along(value: unknown, path: readonly string[], isLeaf: boolean): unknown {
  const [name, ...rest] = path;
  if (name === undefined && isLeaf) return value;
  if (Array.isArray(value)) return value.map((each) => along(each, path, isLeaf));
  if (value === null || typeof value !== 'object') return value;
  return name === undefined ? {} : { [name]: along((value as Record<string, unknown>)[name], rest, isLeaf) };
}

/** Whether two answers are the same; that a thing is there may be said to whom nothing else of it is shown. */
function agrees(alone: unknown, among: unknown): boolean {
  if (alone === null || among === null || typeof alone !== 'object' || typeof among !== 'object') {
    return alone === among || (among === null && JSON.stringify(alone) === '{}');
  }
  const [one, other] = [new Map(Object.entries(alone)), new Map(Object.entries(among))];
  return one.size === other.size && [...one].every(([name, value]) => agrees(value, other.get(name)));
}

it('IDG-05: answers each field alone by reference as among all the others', async () => {
  const wrong: string[] = [];
  let count = 0;
  const ids = await idsByType();
  await inParallel(actors, async (actor) => {
    for (const { name: subgraph, references } of SUBGRAPHS) {
      for (const type of Object.keys(references)) {
        const it = [...(ids.get(type) ?? [])].slice(0, THINGS).map((id) => ({ __typename: type, id }));
        const ask = async (selection: string) => {
          const document = `query ($it: [_Any!]!) { _entities(representations: $it) { ... on ${type} { ${selection} } } }`;
          const { data, errors } = await ground.execute(actor, subgraph, document, { it });
          return { rows: data?._entities as ReadonlyArray<Record<string, unknown> | null> | undefined, errors };
        };
        const fields = fieldsAlone(ground.beside.subgraphs.get(subgraph)!.schema, type, mayOf(actor.role));
        if (it.length === 0 || fields.length === 0) continue;
        const all = await ask(fields.map(({ selection }) => selection).join(' '));
        for (const { name, selection } of fields) {
          count += 1;
          const { rows, errors } = await ask(selection);
          wrong.push(...faultsIn(errors).map((fault) => `${actor.role} ${type}.${name} of ${subgraph}: ${fault}`));
          const [alone, among] = [rows, all.rows].map((some) => JSON.stringify(some?.map((row) => row?.[name])));
          if (!errors && alone !== among) {
            wrong.push(`${actor.role} ${type}.${name} of ${subgraph}: ${alone} alone, ${among} among others`);
          }
        }
      }
    }
  });
  expect(wrong.sort()).toEqual([]);
  expect(count).toBeGreaterThan(1000);
});

/** Each field of a type in one subgraph, as it is asked for alone. */
function fieldsAlone(schema: GraphQLSchema, type: string, may: May) {
  return Object.values((schema.getType(type) as GraphQLObjectType).getFields())
    .filter(({ name }) => may(`${type}.${name}`))
    .map(({ name, args, type: of }) => ({
      name,
      selection: `${name}${argumentsOf(args, {})}${leastOf(getNamedType(of), may)}`,
    }));
}

/** Of each type the things that somebody has been shown. */
async function idsByType(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const ids = new Map<string, Set<string>>();
  for (const actor of actors) {
    await eachField(actor, ({ coordinate, value }) => {
      const [type, name] = coordinate.split('.') as [string, string];
      if (name === 'id') ids.set(type, (ids.get(type) ?? new Set()).add(value as string));
    });
  }
  return ids;
}

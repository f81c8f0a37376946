import type { ExecutionResult } from 'graphql';
import { providerNamed } from '../../hub/demo/borough.js';
import type { Caller } from '../../kernel/identity/caller.js';
import { FEEDS } from '../../schema/feeds.js';
import { asked, mayWith, SCHEMA, type Values } from './asking.js';
import { SIDES } from './expected.js';

/** Everything that there is to ask about what is played, and the documents that ask it. */

/** What a query by `id` is about. */
export const SUBJECT_OF_QUERY: Readonly<Record<string, string>> = {
  package: 'package',
  person: 'person',
  placement: 'placement',
  alert: 'alert',
  noReplyCase: 'noReply',
  visit: 'visit',
  callOffAdvert: 'callOff',
  callOff: 'callOff',
  membershipApplication: 'application',
};

/** Queries that answer one item of a feed: they are asked as feeds are. */
const FEED_ITEMS: ReadonlySet<string> = new Set(Object.values(FEEDS).map(({ item }) => item));
const PROVIDERS = ['oakwood', 'linden', 'bramble'];
export const NOTHING = '00000000-0000-4000-8000-000000000000';
const DEPTH = 2;
const CHUNK = 6;

export type Answer = ExecutionResult<Record<string, unknown>>;

export interface Question {
  readonly query: string;
  readonly values: Values;
}

/** An id as GraphQL writes it; of what is not there yet, one that is never there. */
export function written(value: string | undefined): string {
  return JSON.stringify(value ?? NOTHING);
}

/** Makes a thing once: a document is the same for everybody of a role, at every stage. */
export function once<Key, Thing>(make: (key: Key) => Thing): (key: Key) => Thing {
  const made = new Map<Key, Thing>();
  return (key) => {
    const known = made.get(key) ?? make(key);
    made.set(key, known);
    return known;
  };
}

/** Every query of the schema about everything that there is. */
function allQuestions(): readonly Question[] {
  return Object.values(SCHEMA.getQueryType()!.getFields()).flatMap(({ name, args }): Question[] => {
    if (FEED_ITEMS.has(name)) return [];
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
      const things = ['id', 'callOffId', 'person', 'package', 'placement'].filter((each) => takes.has(each));
      const subject = (thing: string) => `$${side}_${SUBJECT_OF_QUERY[name] ?? thing.replace(/Id$/, '')}`;
      if (things.length > 0)
        return [{ ...always, ...Object.fromEntries(things.map((thing) => [thing, subject(thing)])) }];
      const council: Values = takes.has('council') ? { council: written(side) } : {};
      if (!takes.has('provider')) return [{ ...always, ...council }];
      const of = (key: string): Values => ({ ...always, ...council, provider: written(providerNamed(key).id) });
      return [always, of('oakwood'), of('linden'), of('meadowlark')];
    });
    return [...new Map(variants.map((values) => [JSON.stringify(values), { query: name, values }])).values()];
  });
}

export const QUESTIONS: readonly Question[] = allQuestions();

/** Some questions in one document, which answers each under its alias. */
export interface Chunk {
  readonly document: string;
  readonly questions: ReadonlyArray<Question & { readonly alias: string }>;
}

/** All that a credential may ask, in few documents. */
export function chunksFor({ role, scopes }: Pick<Caller, 'role' | 'scopes'>): readonly Chunk[] {
  return chunksBy(JSON.stringify({ role, scopes }));
}

const chunksBy = once((credential: string): readonly Chunk[] => {
  const may = mayWith(JSON.parse(credential) as Pick<Caller, 'role' | 'scopes'>);
  const all = QUESTIONS.filter(({ query }) => may(`Query.${query}`));
  return inChunks(all).map((some) => {
    const aliased = some.map((question, at) => ({ ...question, alias: `q${at}` }));
    const parts = aliased.map(({ query, values, alias }) =>
      asked('query', query, { may, values, depth: DEPTH, alias }),
    );
    return { document: `{ ${parts.join(' ')} }`, questions: aliased };
  });
});

export function inChunks<Thing>(all: readonly Thing[]): ReadonlyArray<readonly Thing[]> {
  return Array.from({ length: Math.ceil(all.length / CHUNK) }, (_, nth) => all.slice(nth * CHUNK, (nth + 1) * CHUNK));
}

/** Faults that a client may be told of: anything else is one of the hub's. */
export function faultsIn(errors: Answer['errors'] = []): string[] {
  return errors
    .filter(({ extensions }) => !['FORBIDDEN', 'BAD_USER_INPUT'].includes(extensions?.code as string))
    .map(({ message, path, extensions }) => `${extensions?.code} ${message} at ${path?.join('.')}`);
}

/** A few at a time. */
export async function inParallel<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const work = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await act(item);
  };
  await Promise.all(Array.from({ length: 4 }, work));
}

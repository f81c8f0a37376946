import { posix } from 'node:path';
import { FEEDS } from '../../schema/feeds.js';
import {
  type CallsOf,
  functionsAround,
  nameOf,
  type Placed,
  propertiesOf,
  readFiles,
  valuesOf,
} from './expressions.js';
import { type Source, sources } from './sources.js';
import { argumentsOf, bare, type Node } from './syntax.js';

/** One place in the code that tells an event, or hands one to whoever does. */
export interface ToldEvent {
  readonly path: string;
  readonly type: string;
  /** False where the audience is literally empty. */
  readonly hasAudience: boolean;
}

/** Where events are told. */
const TELLING = ['kernel/time/**/*.ts', 'subgraphs/**/*.ts'];

/** Files that tell what other files have put together: the types are read there. */
const PUT_TOGETHER: Readonly<Record<string, readonly string[]>> = {
  'refresh-standing.ts': ['standing-notices.ts', 'ceiling.ts'],
};

/** Every event with an audience is carried by a feed, and feeds carry nothing else. [adr/0004] */
export async function feedProblems(): Promise<readonly string[]> {
  const all = (await sources(...TELLING)).filter(({ path }) => !path.includes('/migrations/'));
  const carried = Object.values(FEEDS).flatMap(({ types }): readonly string[] => types);
  return uncarried(toldIn(all), carried);
}

export function uncarried(told: readonly ToldEvent[], carried: readonly string[]): readonly string[] {
  const live = told.filter(({ hasAudience }) => hasAudience);
  const silent = [...Map.groupBy(live, ({ type }) => type)].filter(([type]) => !carried.includes(type));
  const types = new Set(live.map(({ type }) => type));
  return [
    ...silent.map(
      ([type, places]) =>
        `${type} is told with an audience in ${places[0]!.path}, and no feed of schema/feeds.ts has it.`,
    ),
    ...carried
      .filter((type) => !types.has(type))
      .map((type) => `${type} is in a feed of schema/feeds.ts, and nothing tells it with an audience.`),
  ];
}

/**
 * Every event that sources tell, read off their syntax: each object with an `audience` and a `type`, and where these are
 * parameters of a helper, each call of it. An audience that cannot be read off counts as one.
 */
export function toldIn(all: readonly Source[]): readonly ToldEvent[] {
  const { files, callsOf } = readFiles(all);
  return files.flatMap((file) => {
    const elsewhere = all.filter(({ path }) => PUT_TOGETHER[posix.basename(file.path)]?.includes(posix.basename(path)));
    return file.objects.flatMap((object) => {
      const { type, audience } = withSpreads(object);
      if (!type || !audience) return [];
      return waysTo(object, [type, audience], callsOf).flatMap((way): readonly ToldEvent[] => {
        const hasAudience = mayBeSomebody({ ...way, node: audience }, callsOf);
        const known = valuesOf({ ...way, node: type }, callsOf);
        const types = known.length > 0 ? known : elsewhere.flatMap(typesIn);
        // A type that nobody can read is no type of any feed, and so is told of.
        return (types.length > 0 ? types : ['An event whose type cannot be read']).map((each) => ({
          path: (way.through?.call ?? object).file.path,
          type: each,
          hasAudience,
        }));
      });
    });
  });
}

function typesIn({ text }: Source): readonly string[] {
  return [...text.matchAll(/\btype: '([A-Z]\w+)'[ ,}]/g)].map(([, type]) => type!);
}

/** The properties of an object, also of constants that it spreads. */
function withSpreads(object: Placed): Readonly<Record<string, Node | undefined>> {
  const spread = (object.node.properties as readonly Node[]).flatMap((each) => {
    if (each.type !== 'SpreadElement') return [];
    const name = nameOf(each.arguments);
    const value = object.file.constants.find((constant) => constant.name === name)?.value;
    return value && bare(value).type === 'ObjectExpression' ? [propertiesOf(bare(value))] : [];
  });
  return Object.assign({}, ...spread, propertiesOf(object.node));
}

/** The object by each call of the function that has one of its values as a parameter, however deep it is in it. */
function waysTo(object: Placed, values: readonly Node[], callsOf: CallsOf): readonly Placed[] {
  const named = new Set(values.flatMap(namesIn));
  const helper = functionsAround(object).findLast(({ parameters }) => parameters.some(({ name }) => named.has(name)));
  const calls = helper ? callsOf(helper.name, object.file) : [];
  if (!helper || calls.length === 0) return [object];
  return calls.map((call) => ({ ...object, through: { called: helper.node, call } }));
}

function namesIn(node: Node): readonly string[] {
  const inner = bare(node);
  if (inner.type === 'Identifier') return [nameOf(inner)];
  return Object.values(inner).flatMap((each) =>
    [each].flat().flatMap((value) => {
      if (value === null || typeof value !== 'object') return [];
      return 'type' in value ? namesIn(value as Node) : namesIn({ type: '', ...value });
    }),
  );
}

/** Whether an audience, or a part of one, may name anybody. */
function mayBeSomebody(placed: Placed, callsOf: CallsOf, depth = 0): boolean {
  const node = bare(placed.node);
  const at = (other: Node) => mayBeSomebody({ ...placed, node: other }, callsOf, depth + 1);
  if (depth > 8) return true;
  switch (node.type) {
    case 'ObjectExpression':
      return (node.properties as readonly Node[]).some((each) => {
        if (each.type === 'SpreadElement') return at(each.arguments as Node);
        return at(each.type === 'KeyValueProperty' ? (each.value as Node) : each);
      });
    case 'ArrayExpression':
      return (node.elements as readonly unknown[]).length > 0;
    case 'ConditionalExpression':
      return at(node.consequent as Node) || at(node.alternate as Node);
    case 'BinaryExpression':
      if (node.operator === '&&') return at(node.left as Node) && at(node.right as Node);
      return at(node.left as Node) || at(node.right as Node);
    case 'BooleanLiteral':
      return node.value as boolean;
    case 'NullLiteral':
      return false;
    case 'Identifier':
      return (
        nameOf(node) !== 'undefined' && valuesAt(placed, node).some((value) => mayBeSomebody(value, callsOf, depth + 1))
      );
    case 'MemberExpression':
      return valuesAt(placed, bare(node.object as Node)).some((value) => {
        const of = bare(value.node);
        if (of.type !== 'ObjectExpression') return true;
        const inner = propertiesOf(of)[nameOf(node.property)];
        return inner ? mayBeSomebody({ ...value, node: inner }, callsOf, depth + 1) : false;
      });
    default:
      return true;
  }
}

/** What a name stands for where it is written: a constant of the file, or what the followed call gives for it. */
function valuesAt(placed: Placed, node: Node): readonly Placed[] {
  const unknown: readonly Placed[] = [{ ...placed, node: { type: 'Unknown' } }];
  if (node.type !== 'Identifier') return unknown;
  const name = nameOf(node);
  const owner = functionsAround(placed).findLast(({ parameters }) => parameters.some((each) => each.name === name));
  if (!owner) {
    const constants = placed.file.constants.filter((each) => each.name === name);
    return constants.length > 0 ? constants.map(({ value }) => ({ ...placed, node: value })) : unknown;
  }
  const position = owner.parameters.findIndex((each) => each.name === name);
  const { through } = placed;
  if (through?.called !== owner.node) return unknown;
  const given = argumentsOf(through.call.node)[position] ?? owner.parameters[position]!.otherwise;
  return given ? [{ ...through.call, node: given }] : [];
}

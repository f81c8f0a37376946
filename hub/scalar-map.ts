import { type GraphQLSchema, isScalarType } from 'graphql';
import { SCALARS } from '../kernel/graphql/scalars.js';

/** What a scalar is to those who write or generate a client: its type in TypeScript, and what it takes. */
interface ScalarEntry {
  readonly typescript: string;
  readonly takes: string;
}

/** Scalars that are not ours. */
const BORROWED: Readonly<Record<string, ScalarEntry>> = {
  Boolean: { typescript: 'boolean', takes: 'true or false' },
  Float: { typescript: 'number', takes: 'a number' },
  ID: { typescript: 'string', takes: 'an id, as text' },
  Int: { typescript: 'number', takes: 'a whole number of 32 bits' },
  JSON: { typescript: 'unknown', takes: 'any JSON value' },
  String: { typescript: 'string', takes: 'text' },
};

/**
 * Every scalar of a schema, by name.
 *
 * @throws if one of them is not known, so that a new scalar is not forgotten
 */
export function scalarMap(schema: GraphQLSchema): Readonly<Record<string, ScalarEntry>> {
  const scalars = Object.values(schema.getTypeMap()).filter(isScalarType);
  const names = scalars.map(({ name }) => name).sort();
  return Object.fromEntries(names.map((name) => [name, entryOf(name)]));
}

function entryOf(name: string): ScalarEntry {
  const borrowed = BORROWED[name];
  if (borrowed) return borrowed;
  const { codegenScalarType, takes } = SCALARS.find((each) => each.name === name)?.extensions ?? {};
  if (typeof codegenScalarType === 'string' && typeof takes === 'string') {
    return { typescript: codegenScalarType, takes };
  }
  throw new Error(`The scalar ${name} is not in the map for code generation: say in hub/scalar-map.ts what it is.`);
}

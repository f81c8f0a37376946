import {
  type DocumentNode,
  type GraphQLError,
  type GraphQLInputType,
  type GraphQLSchema,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  separateOperations,
  TypeInfo,
  typeFromAST,
  valueFromAST,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { literalFault, nullFault, type Place, valueFault } from './input-fault.js';
import { badValue } from './valid-document.js';

/**
 * The variables of operations, judged by their types before anything is asked. A variable is called by the arguments
 * that it is given to, for its own name is the client's.
 */
export interface Variables {
  /** Those that the operation declares, with its defaults. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly faults: readonly GraphQLError[];
}

interface Declared {
  readonly name: string;
  readonly type: GraphQLInputType;
  readonly hasDefault: boolean;
  readonly defaultValue: unknown;
  /** Where it is used; the first gives it its name. */
  readonly places: readonly Place[];
}

/** Answers the variables of an operation in a valid document; what of it does not depend on values is read once. */
export function variablesOf(
  schema: GraphQLSchema,
): (document: DocumentNode, operation: OperationDefinitionNode, given: Readonly<Record<string, unknown>>) => Variables {
  const known = new WeakMap<OperationDefinitionNode, readonly Declared[]>();
  return (document, operation, given) => {
    const declared = known.get(operation) ?? declaredBy(schema, document, operation);
    known.set(operation, declared);
    const values: Array<readonly [string, unknown]> = [];
    const faults: GraphQLError[] = [];
    for (const each of declared) {
      const { name, type, hasDefault, defaultValue, places } = each;
      const isGiven = Object.hasOwn(given, name) && given[name] !== undefined;
      if (!isGiven && !hasDefault && !isNonNullType(type)) continue;
      const value = isGiven ? given[name] : defaultValue;
      const path = places[0]?.path ?? [];
      const refusesNull = value === null && places.find((place) => isNonNullType(place.type));
      const fault = refusesNull ? nullFault(refusesNull) : valueFault(value, { type, path });
      if (fault) faults.push(badValue(fault));
      else values.push([name, value]);
    }
    return { values: Object.fromEntries(values), faults };
  };
}

function declaredBy(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): readonly Declared[] {
  const { variableDefinitions = [] } = operation;
  if (variableDefinitions.length === 0) return [];
  const places = placesOf(schema, document, operation);
  return variableDefinitions.map(({ variable, type: typeNode, defaultValue }) => {
    const name = variable.name.value;
    const type = typeFromAST(schema, typeNode as never) as unknown as GraphQLInputType;
    return {
      name,
      type,
      hasDefault: defaultValue !== undefined,
      defaultValue: defaultValue && valueFromAST(defaultValue, type),
      places: places.get(name) ?? [],
    };
  });
}

/** The places of each variable, also in the fragments that the operation spreads. */
function placesOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): ReadonlyMap<string, readonly Place[]> {
  const places = new Map<string, Place[]>();
  const types = new TypeInfo(schema);
  const alone = separateOperations({
    ...document,
    definitions: document.definitions.filter((each) => each === operation || each.kind === Kind.FRAGMENT_DEFINITION),
  });
  visit(
    alone[operation.name?.value ?? '']!,
    visitWithTypeInfo(types, {
      Argument({ value }) {
        const argument = types.getArgument();
        if (!argument) return;
        literalFault(value, { ...argument, path: [argument.name] }, ({ name }, place) => {
          places.set(name.value, [...(places.get(name.value) ?? []), place]);
        });
      },
    }),
  );
  return places;
}

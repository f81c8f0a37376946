import { type GraphQLSchema, isObjectType } from 'graphql';
import { type BuildSchemaOptions, getMetadataStorage } from 'type-graphql';

type FieldMetadata = ReturnType<typeof getMetadataStorage>['fields'][number];
type FieldResolverMetadata = ReturnType<typeof getMetadataStorage>['fieldResolvers'][number];

/**
 * Resolvers of fields for which there is nothing to wait: what is kept with its thing, and what a method makes of its
 * thing and the context. type-graphql wraps each in promises once it is `@Authorized`, and a board has hundreds of them.
 */
type Resolve = (root: Record<string, unknown>, args: object, context: never) => unknown;
/** Throws unless these roles may ask. */
export type Check = (context: never, roles: readonly string[]) => void;

type SchemaResolvers = BuildSchemaOptions['resolvers'];

const DECLARED = 'declaredAs';

/**
 * Lets each field of a schema that is built next of these resolvers be found in what was declared: classes of several
 * subgraphs have the same name.
 */
export function markDeclared(resolvers: SchemaResolvers): void {
  const storage = getMetadataStorage();
  // Fields are complete once they are built.
  storage.clone().build({ resolvers: [...resolvers] });
  for (const { fields = [] } of storage.objectTypes) {
    for (const field of fields) field.extensions = { ...field.extensions, [DECLARED]: field };
  }
}

/** By type and field. @param resolvers the classes that the schema was built of */
export function plainResolvers(
  schema: GraphQLSchema,
  resolvers: SchemaResolvers,
  check: Check,
): Record<string, Record<string, Resolve>> {
  const instances = new Map<unknown, Record<string, (...params: unknown[]) => unknown>>();
  const instanceOf = (resolver: unknown) => {
    const instance = instances.get(resolver) ?? new (resolver as new () => never)();
    instances.set(resolver, instance);
    return instance;
  };
  const plain = (declared: FieldMetadata): Resolve | undefined => {
    const by = resolverOf(declared, resolvers);
    const inner = by ? madeOfRoot(by, instanceOf) : (root: Record<string, unknown>) => root[declared.name];
    if (!inner || declared.middlewares?.length) return undefined;
    const roles = (by?.roles ?? declared.roles) as readonly string[] | undefined;
    if (!roles) return inner;
    return (root, args, context) => {
      check(context, roles);
      return inner(root, args, context);
    };
  };
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  return Object.fromEntries(
    types.map((type) => {
      const fields = Object.values(type.getFields()).flatMap(({ name, extensions }) => {
        const declared = extensions[DECLARED] as FieldMetadata | undefined;
        const resolve = declared && plain(declared);
        return resolve ? [[name, resolve] as const] : [];
      });
      return [type.name, Object.fromEntries(fields)];
    }),
  );
}

/** The same that type-graphql chooses. */
function resolverOf({ target, name }: FieldMetadata, resolvers: SchemaResolvers): FieldResolverMetadata | undefined {
  return getMetadataStorage().fieldResolvers.find(
    (each) =>
      (each.kind === 'internal' || (resolvers as readonly unknown[]).includes(each.target)) &&
      each.getObjectType!() === target &&
      each.methodName === name,
  );
}

function madeOfRoot(
  { kind, target, methodName, params = [], middlewares }: FieldResolverMetadata,
  instanceOf: (resolver: unknown) => Record<string, (...params: unknown[]) => unknown>,
): Resolve | undefined {
  if (kind === 'internal' || middlewares?.length) return undefined;
  const kinds = [...params].sort((a, b) => a.index - b.index).map((each) => each.kind);
  if (params.some((each) => 'propertyName' in each && each.propertyName)) return undefined;
  if (!kinds.every((each) => each === 'root' || each === 'context')) return undefined;
  const instance = instanceOf(target);
  return (root, _args, context) => instance[methodName]!(...kinds.map((each) => (each === 'root' ? root : context)));
}

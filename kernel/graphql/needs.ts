/** What each resolver says of itself, by its class and its method. */
const said = new WeakMap<object, Map<string | symbol, readonly string[]>>();

/**
 * The columns of its root that a field resolver reads, beside `@FieldResolver`: `@Needs<Bid>('stageId')`. Lists and
 * references of an answer are read with the columns that the answer needs; for a field whose resolver does not say,
 * they are read whole.
 */
export function Needs<Root extends object>(...columns: ReadonlyArray<keyof Root & string>): MethodDecorator {
  return (prototype, method) => {
    const resolver = prototype.constructor;
    const methods = said.get(resolver) ?? new Map();
    said.set(resolver, methods.set(method, columns));
  };
}

/** What a resolver has said that it needs; undefined where it has not. */
export function neededBy(resolver: object, method: string): readonly string[] | undefined {
  return said.get(resolver)?.get(method);
}

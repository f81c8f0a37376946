import {
  defaultFieldResolver,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
  Kind,
  type NamedTypeNode,
  type SelectionSetNode,
} from 'graphql';
import { Directive } from 'type-graphql';
import { type Caller, lacksScope, type NotAuthorisedError, type Scope } from '../identity/caller.js';
import { SCOPES_OF_ROLE } from '../identity/scopes-of-role.js';

/**
 * Beside who may ask (`@Authorized`) stands what a credential must be allowed to read: a type, or a field of the root,
 * carries one scope, and whatever leads to it needs that scope, by a query of its own, a join, a feed or the answer of
 * an act. It is said in the SDL by federation's own `@requiresScopes`, so the supergraph has all of them. [IDG-27]
 */
export function Reads(scope: Scope): ClassDecorator & MethodDecorator {
  return Directive(`@requiresScopes(scopes: [["${scope}"]])`) as ClassDecorator & MethodDecorator;
}

/** Scopes that a type or a field carries by itself, under `Type` and `Type.field`. */
export type DeclaredScopes = ReadonlyMap<string, readonly Scope[]>;

export function declaredScopes(schema: GraphQLSchema): DeclaredScopes {
  const declared = new Map<string, readonly Scope[]>();
  const keep = (coordinate: string, nodes: ReadonlyArray<Pick<FieldNode, 'directives'> | null | undefined>) => {
    const scopes = nodes
      .flatMap((node) => node?.directives ?? [])
      .filter(({ name }) => name.value === 'requiresScopes')
      .flatMap((each) => each.arguments ?? [])
      .flatMap(({ value }) => textsIn(value));
    if (scopes.length > 0) declared.set(coordinate, [...new Set(scopes)] as Scope[]);
  };
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
    keep(type.name, [type.astNode, ...type.extensionASTNodes]);
    for (const { name, astNode } of Object.values(type.getFields())) keep(`${type.name}.${name}`, [astNode]);
  }
  return declared;
}

function textsIn(value: unknown): string[] {
  const { kind, values, value: text } = value as { kind: Kind; values?: readonly unknown[]; value?: string };
  return kind === Kind.STRING ? [text!] : (values ?? []).flatMap(textsIn);
}

/** The scopes that a type needs: its own, or those of the rows of which it is a page. */
export function scopesOfType(schema: GraphQLSchema, declared: DeclaredScopes, name: string): readonly Scope[] {
  const own = declared.get(name);
  if (own) return own;
  const edge = namedTypeOf(schema.getType(name), 'edges');
  const node = namedTypeOf(edge, 'node');
  return (node && declared.get(node.name)) ?? [];
}

function namedTypeOf(type: GraphQLNamedType | undefined, field: string): GraphQLNamedType | undefined {
  const found = isObjectType(type) ? type.getFields()[field] : undefined;
  return found && getNamedType(found.type);
}

/** A fragment, inline or by name. */
type Conditioned = { readonly typeCondition?: NamedTypeNode };
type FragmentOf = (name: string) => FragmentDefinitionNode | undefined;

/** What a selection needs; each scope with the first field, as `Type.field`, that needs it. */
export type ScopesNeeded = (
  root: GraphQLNamedType,
  selected: SelectionSetNode,
  fragmentOf: FragmentOf,
) => ReadonlyMap<Scope, string>;

/**
 * Answers for every document that is valid; what is skipped or included by a variable counts as asked. The `id` of what
 * a row or an act leads to says no more than the row or the act, so it needs no scope of its own.
 */
export function scopesNeeded(schema: GraphQLSchema): ScopesNeeded {
  const declared = declaredScopes(schema);
  const ofType = new Map(
    Object.keys(schema.getTypeMap()).map((name) => [name, scopesOfType(schema, declared, name)] as const),
  );
  return (root, selected, fragmentOf) => {
    const needed = new Map<Scope, string>();
    const walked = new Set<string>();
    const need = (scopes: readonly Scope[] | undefined, by: string) => {
      for (const scope of scopes ?? []) if (!needed.has(scope)) needed.set(scope, by);
    };
    const walk = (type: GraphQLNamedType, { selections }: SelectionSetNode, by: string) => {
      for (const selection of selections) {
        if (selection.kind === Kind.FIELD) walkField(type, selection, by);
        else if (selection.kind === Kind.INLINE_FRAGMENT) walk(on(selection, type), selection.selectionSet, by);
        else if (!walked.has(selection.name.value)) {
          walked.add(selection.name.value);
          const fragment = fragmentOf(selection.name.value);
          if (fragment) walk(on(fragment, type), fragment.selectionSet, by);
        }
      }
    };
    const walkField = (type: GraphQLNamedType, { name, selectionSet }: FieldNode, leading: string) => {
      const leadsTo = namedTypeOf(type, name.value);
      if (!leadsTo) return;
      const by = `${type.name}.${name.value}`;
      need(declared.get(by), by);
      if (name.value !== 'id') need(ofType.get(type.name), leading);
      // Whether something is there at all is what a root field answers.
      if (isRoot(type)) need(ofType.get(leadsTo.name), by);
      if (selectionSet) walk(leadsTo, selectionSet, by);
    };
    const isRoot = (type: GraphQLNamedType) => type === schema.getQueryType() || type === schema.getSubscriptionType();
    const on = ({ typeCondition }: Conditioned, type: GraphQLNamedType) =>
      (typeCondition && schema.getType(typeCondition.name.value)) ?? type;
    walk(root, selected, root.name);
    return needed;
  };
}

/**
 * The fault of a caller that lacks one of these scopes; undefined if it has all. What no credential of its role can hold
 * is not for its role: `@Authorized` says so, field by field, and for whom it is (test/registers/scopes.test.ts).
 */
export function lackingScope(
  { role, scopes }: Caller,
  needed: ReadonlyMap<Scope, string>,
): NotAuthorisedError | undefined {
  if (role === 'hub') return undefined;
  for (const [scope, by] of needed) {
    if (!scopes.includes(scope) && SCOPES_OF_ROLE[role].includes(scope)) return lacksScope(scope, `reading ${by}`);
  }
  return undefined;
}

/**
 * Lets no root field of a schema begin, whoever executes it and over whatever transport, unless its caller may read all
 * that is selected below it.
 */
export function guardRoots(schema: GraphQLSchema): void {
  const needs = scopesNeeded(schema);
  const known = new WeakMap<FieldNode, ReadonlyMap<Scope, string>>();
  for (const root of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]) {
    for (const field of Object.values(root?.getFields() ?? {})) {
      const { resolve = defaultFieldResolver, subscribe } = field;
      const guarded =
        (inner: typeof resolve): typeof resolve =>
        (source, args, context, info) => {
          for (const node of info.fieldNodes) {
            const needed =
              known.get(node) ??
              needs(root!, { kind: Kind.SELECTION_SET, selections: [node] }, (name) => info.fragments[name]);
            known.set(node, needed);
            const lacking = needed.size > 0 && lackingScope((context as { caller: Caller }).caller, needed);
            if (lacking) throw lacking;
          }
          return inner(source, args, context, info);
        };
      field.resolve = guarded(resolve);
      if (subscribe) field.subscribe = guarded(subscribe);
    }
  }
}

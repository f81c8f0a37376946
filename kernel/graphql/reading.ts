import type { EntityClass, MetadataStorage } from '@mikro-orm/core';
import { type DocumentNode, type GraphQLSchema, isAbstractType, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import { getMetadataStorage } from 'type-graphql';
import { neededBy } from './needs.js';

/** How the rows of one document's answer are read. */
export interface Reading {
  /** The columns that its answer needs of an entity; undefined is all of them. */
  columnsOf(entity: EntityClass<object>): readonly string[] | undefined;
  /** Whether nothing but references is asked for, and of each what one statement finds. */
  readonly referencesAlone: boolean;
}

/**
 * Answers how a document is to be read: the fields that are selected anywhere in it say which columns are needed. A
 * field that is kept is its column; one with a resolver is what the resolver `@Needs`. Each document is looked
 * through once.
 */
export function readings(schema: GraphQLSchema, entities: MetadataStorage): (document: DocumentNode) => Reading {
  const known = new WeakMap<DocumentNode, Reading>();
  return (document) => {
    const before = known.get(document);
    if (before) return before;
    const selected = fieldsByType(document, schema);
    const columns = new Map<EntityClass<object>, readonly string[] | undefined>();
    const columnsOf = (entity: EntityClass<object>) => {
      if (!columns.has(entity)) columns.set(entity, columnsBySelection(entity, entities, selected));
      return columns.get(entity);
    };
    const reading = { columnsOf, referencesAlone: asksForReferencesAlone(selected) };
    known.set(document, reading);
    return reading;
  };
}

type Selected = ReadonlyMap<string, ReadonlySet<string>>;

/** Of each object type the fields that are selected; what is selected of an abstract one is of all its members. */
function fieldsByType(document: DocumentNode, schema: GraphQLSchema): Selected {
  const selected = new Map<string, Set<string>>();
  const types = new TypeInfo(schema);
  const add = (type: string, field: string) => selected.set(type, (selected.get(type) ?? new Set()).add(field));
  visit(
    document,
    visitWithTypeInfo(types, {
      Field({ name }) {
        const parent = types.getParentType();
        // What something is called is no field of it.
        if (!parent || name.value.startsWith('__')) return;
        const members = isAbstractType(parent) ? schema.getPossibleTypes(parent) : [];
        for (const { name: type } of [parent, ...members]) add(type, name.value);
      },
    }),
  );
  return selected;
}

function columnsBySelection(
  entity: EntityClass<object>,
  entities: MetadataStorage,
  selected: Selected,
): readonly string[] | undefined {
  const { properties, primaryKeys } = entities.get(entity);
  const columns = new Set<string>(primaryKeys);
  let isShown = false;
  for (const type of typesOf(entity)) {
    for (const field of selected.get(type.name) ?? []) {
      isShown = true;
      const needed = columnsOfField(type.target, field);
      if (!needed?.every((each) => each in properties)) return undefined;
      for (const each of needed) columns.add(each);
    }
  }
  // Of what is not shown as itself nobody says here what becomes of it.
  return isShown ? [...columns] : undefined;
}

/** The types that show an entity: its own class, and classes made of it. */
function typesOf(entity: EntityClass<object>) {
  return getMetadataStorage().objectTypes.filter(
    ({ target }) => target === entity || target.prototype instanceof (entity as unknown as new () => object),
  );
}

/** Undefined where nobody says. */
function columnsOfField(type: object, schemaName: string): readonly string[] | undefined {
  const { fieldResolvers, objectTypes } = getMetadataStorage();
  const classes: unknown[] = [];
  for (let each = type; each; each = Object.getPrototypeOf(each)) classes.push(each);
  const resolver = fieldResolvers.find(
    (each) => each.schemaName === schemaName && classes.includes(each.getObjectType?.()),
  );
  if (resolver) return neededBy(resolver.target, resolver.methodName);
  const kept = objectTypes
    .filter(({ target }) => classes.includes(target))
    .flatMap(({ fields }) => fields ?? [])
    .find((each) => each.schemaName === schemaName);
  return kept && [kept.name];
}

function asksForReferencesAlone(selected: Selected): boolean {
  const resolved = new Set(
    getMetadataStorage().fieldResolvers.map((each) => `${each.getObjectType?.().name} ${each.schemaName}`),
  );
  return [...selected].every(([type, fields]) =>
    [...fields].every((field) => (type === 'Query' ? field === '_entities' : !resolved.has(`${type} ${field}`))),
  );
}

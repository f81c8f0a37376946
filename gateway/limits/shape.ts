import { type DocumentNode, Kind, type SelectionSetNode } from 'graphql';
import { Fault } from '../faults.js';
import type { Limits } from './limits.js';
import { type Fragments, fragmentsOf, isIntrospection, rootFieldsOf } from './selections.js';

/** What of a document does not depend on who asks, so that it is worked out once. */
export interface Shape {
  readonly document: DocumentNode;
  readonly fragments: Fragments;
  readonly introspects: boolean;
}

/**
 * Refuses what would be costly even to validate. It walks the document once, and measures a fragment once however often
 * it is spread.
 *
 * @throws Fault
 */
export function shapeOf(document: DocumentNode, limits: Limits): Shape {
  const fragments = fragmentsOf(document);
  const count = { fields: 0, aliases: 0, directives: 0, fragments: fragments.size, repeats: 0 };
  const depths = new Map<string, number>();
  let introspects = false;

  const within = (what: keyof typeof count) => {
    if (count[what] > limits[what]) {
      const counted = what === 'repeats' ? 'repeated fields' : what;
      throw new Fault('TOO_COMPLEX', `A document may have ${limits[what]} ${counted} at most.`, {
        limit: limits[what],
      });
    }
  };
  const depthOfFragment = (name: string, above: readonly string[]): number => {
    const fragment = fragments.get(name);
    // Validation says what is wrong with a fragment that is missing or contains itself.
    if (!fragment || above.includes(name)) return 0;
    const depth = depths.get(name) ?? depthOf(fragment.selectionSet, [...above, name]);
    depths.set(name, depth);
    return depth;
  };
  const depthOf = (set: SelectionSetNode, above: readonly string[]): number => {
    let deepest = 0;
    const asked = new Set<string>();
    for (const selection of set.selections) {
      count.directives += selection.directives?.length ?? 0;
      let depth = 0;
      if (selection.kind === Kind.FIELD) {
        count.fields += 1;
        if (selection.alias) count.aliases += 1;
        if (isIntrospection(selection.name.value)) introspects = true;
        const key = (selection.alias ?? selection.name).value;
        if (asked.has(key)) count.repeats += 1;
        asked.add(key);
        depth = 1 + (selection.selectionSet ? depthOf(selection.selectionSet, above) : 0);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        count.fragments += 1;
        within('fragments');
        depth = depthOf(selection.selectionSet, above);
      } else {
        depth = depthOfFragment(selection.name.value, above);
      }
      deepest = Math.max(deepest, depth);
    }
    return deepest;
  };

  within('fragments');
  for (const definition of document.definitions) {
    count.directives += ('directives' in definition ? definition.directives?.length : 0) ?? 0;
    if (definition.kind === Kind.FRAGMENT_DEFINITION) depthOfFragment(definition.name.value, []);
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const depth = depthOf(definition.selectionSet, []);
    if (depth > limits.depth + (introspects ? 4 : 0)) {
      throw new Fault('TOO_DEEP', `Selections may be nested ${limits.depth} deep.`, { limit: limits.depth });
    }
    if (rootFieldsOf(definition, fragments).length > limits.rootFields) {
      throw new Fault('TOO_COMPLEX', `An operation may have ${limits.rootFields} root fields at most.`, {
        limit: limits.rootFields,
      });
    }
  }
  within('fields');
  within('aliases');
  within('directives');
  within('repeats');
  return { document, fragments, introspects };
}

import { z } from 'zod';
import { policySchema } from '../../schema/policy.js';
import { productionSources } from './modules.js';
import type { Source } from './sources.js';
import { bare, type Node, syntaxOf, textOf, walk } from './syntax.js';

/** What a council may set is read by something that happens: a key that no code reads does not exist. [adr/0006] */
export async function policyKeyProblems(): Promise<readonly string[]> {
  const production = (await productionSources()).filter(
    ({ path }) => path !== 'schema/policy.ts' && !path.startsWith('hub/demo/'),
  );
  return unreadKeys(keysOf(policySchema), production).map(
    (key) => `schema/policy.ts: no code reads ${key}. Let a rule read it, or delete it.`,
  );
}

/** The keys of a schema's document, each with those it lies in: `cqc.gate.scope`. */
export function keysOf(schema: z.core.$ZodType, within: readonly string[] = []): readonly string[] {
  if (schema instanceof z.ZodPrefault || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable) {
    return keysOf(schema.def.innerType, within);
  }
  if (!(schema instanceof z.ZodObject) || isPeriod(schema)) return [within.join('.')];
  return Object.entries(schema.shape).flatMap(([key, inner]) => keysOf(inner as z.core.$ZodType, [...within, key]));
}

/** Opening hours are read as a whole. */
function isPeriod({ shape }: z.ZodObject): boolean {
  return Object.keys(shape).join() === 'from,to';
}

/**
 * The keys that no source reads. A key is read where a file names it as a property and also names each key that it lies
 * in, as a property or in a type (`Policy['window']`). A name that the document has once is read wherever a file names
 * it: a rule may take a part of the policy by the shape of it. `matrix[purpose]` reads everything in `matrix`.
 */
export function unreadKeys(keys: readonly string[], production: readonly Source[]): readonly string[] {
  const files = production.map(namedIn);
  const names = keys.map((key) => key.split('.').at(-1)!);
  const isOnce = (name: string) => names.indexOf(name) === names.lastIndexOf(name);
  return keys.filter((key, at) => {
    const path = key.split('.');
    if (path.length > 1 && isOnce(names[at]!) && files.some(({ named }) => named.has(names[at]!))) return false;
    return !files.some(({ named, chosenFrom }) => {
      const upTo = path.findIndex((each) => chosenFrom.has(each));
      const wanted = upTo === -1 ? path : path.slice(0, upTo + 1);
      return wanted.every((each) => named.has(each));
    });
  });
}

interface Named {
  readonly named: ReadonlySet<string>;
  /** What has a property of it chosen when it runs. */
  readonly chosenFrom: ReadonlySet<string>;
}

function namedIn(source: Source): Named {
  const named = new Set<string>();
  const chosenFrom = new Set<string>();
  // Whoever reads a policy says so: other files have properties of the same names.
  if (!/polic/i.test(source.text)) return { named, chosenFrom };
  walk(syntaxOf(source), (node) => {
    switch (node.type) {
      case 'MemberExpression': {
        const property = node.property as Node;
        if (property.type === 'Identifier') named.add(property.value as string);
        else if (property.type === 'Computed') {
          const of = bare(node.object as Node);
          const name = of.type === 'MemberExpression' ? (of.property as Node) : of;
          if (name.type === 'Identifier') chosenFrom.add(name.value as string);
        }
        break;
      }
      case 'AssignmentPatternProperty':
      case 'KeyValuePatternProperty':
        named.add((node.key as Node).value as string);
        break;
      case 'TsIndexedAccessType': {
        const index = node.indexType as Node;
        if (index.type === 'TsLiteralType') named.add(textOf(index.literal as Node) ?? '');
        break;
      }
    }
  });
  return { named, chosenFrom };
}

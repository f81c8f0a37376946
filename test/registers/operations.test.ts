import { readdir, readFile } from 'node:fs/promises';
import { parse, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import { type Access, accessOf, CLIENT_ROLES, declaredFields } from '../../hub/checks/access-register.js';
import { publicSchema } from '../adapters/hub-stand-in.js';

/** They are let in to be told why not (ASM-13, CHOI-08), which is no promise. */
const REFUSED: Readonly<Record<string, readonly string[]>> = {
  'mark-time-critical.graphql': ['broker', 'provider-user', 'rostering'],
  'record-choice.graphql': ['broker'],
};

const FOLDER = new URL('../../schema/operations/', import.meta.url);

/** The roles that may ask for every field of a document; docs/access.md is written from the same. */
function askersOf(text: string, typeInfo: TypeInfo, access: Access): string[] {
  const roles = new Set<string>(CLIENT_ROLES);
  const field = {
    enter(node: { readonly name: { readonly value: string } }) {
      const readers = access.get(`${typeInfo.getParentType()?.name}.${node.name.value}`);
      if (readers) for (const role of roles) if (!readers.has(role as never)) roles.delete(role);
    },
  };
  visit(parse(text), visitWithTypeInfo(typeInfo, { Field: field }));
  return [...roles].sort();
}

describe('the head of an operation that is promised to clients', () => {
  it('IDG-05: names every role that may run the whole of it, and no other', async () => {
    const schema = await publicSchema();
    const access = accessOf(await declaredFields());
    const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.graphql'));
    const wrong: string[] = [];
    for (const file of files) {
      const text = await readFile(new URL(file, FOLDER), 'utf8');
      const named = /^# ([a-z-]+(?:, [a-z-]+)*): \S/.exec(text)?.[1]?.split(', ') ?? [];
      const askers = askersOf(text, new TypeInfo(schema), access).filter((role) => !REFUSED[file]?.includes(role));
      if (named.toSorted().join() !== askers.join()) wrong.push(`${file}: ${askers.join(', ')}`);
    }
    expect(wrong).toEqual([]);
  });
});

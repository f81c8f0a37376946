import { readFile } from 'node:fs/promises';
import { parse } from 'graphql';
import { SCOPES_OF_ROLE } from '../../hub/access.js';
import {
  accessOf,
  CLIENT_ROLES,
  type DeclaredField,
  declaredFields,
  scopesOfTypes,
  scopesRead,
} from '../../hub/checks/access-register.js';

/** What a credential may always read: who it is, which hub this is, and where the feeds stand. */
const OPEN = ['feedPosition', 'hub', 'me'];

let declared: readonly DeclaredField[];
beforeAll(async () => {
  declared = await declaredFields();
});

describe('IDG-27: the scopes of reads', () => {
  it('IDG-27: every query and feed of clients needs a scope, but for those that are open', () => {
    const without = declared.filter(
      ({ type, roles, scopes }) =>
        (type === 'Query' || type === 'Subscription') && scopes.length === 0 && roles?.join() !== 'hub',
    );
    expect([...new Set(without.map(({ field }) => field))].sort()).toEqual(OPEN);
  });

  it('IDG-27: every thing that other parts of the hub can refer to needs a scope, in every subgraph that names it', async () => {
    const byType = scopesOfTypes(declared);
    const without: string[] = [];
    for (const subgraph of ['cases', 'providers', 'tenders', 'monitoring']) {
      for (const definition of parse(await readFile(`schema/${subgraph}.graphql`, 'utf8')).definitions) {
        if (definition.kind !== 'ObjectTypeDefinition') continue;
        const directives = (definition.directives ?? []).map((each) => each.name.value);
        if (!directives.includes('key') || directives.includes('requiresScopes')) continue;
        without.push(`${subgraph} ${definition.name.value}`);
      }
    }
    expect(without).toEqual([]);
    expect(byType.get('Placement')).toEqual(['placements:read']);
  });

  it.each(CLIENT_ROLES)(
    'IDG-27: a full grant of the role %s reads all that the role may ask for, and no scope is idle',
    (role) => {
      const needed = [...scopesRead(declared, accessOf(declared), role)].sort();
      expect(SCOPES_OF_ROLE[role].filter((each) => each.endsWith(':read')).sort()).toEqual(needed);
    },
  );
});

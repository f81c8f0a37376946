import { accessOf, type DeclaredField, declaredFields } from '../../hub/checks/access-register.js';
import { COUNCIL_ROLES, type Role } from '../../kernel/identity/caller.js';

describe('the register of access', () => {
  let declared: readonly DeclaredField[];
  beforeAll(async () => {
    declared = await declaredFields();
  });

  it('IDG-05: every query, mutation and subscription says for whom it is', () => {
    const open = declared.filter(({ type, roles }) => ['Query', 'Mutation', 'Subscription'].includes(type) && !roles);
    expect(open).toEqual([]);
    // Naming nobody would let everybody ask.
    expect(declared.filter(({ roles }) => roles?.length === 0)).toEqual([]);
  });

  it('IDG-05: has every field that there is', () => {
    expect(declared.length).toBeGreaterThan(1000);
    const access = accessOf(declared);
    expect(access.get('Person.name')).toEqual(
      new Set<Role>(['broker', 'practitioner', 'discharge-team', 'case-system', 'provider-user', 'rostering']),
    );
  });
});

describe('who may ask for a field', () => {
  const field = (path: string, leadsTo: string | null = null, roles: readonly Role[] | null = null): DeclaredField => {
    const [type, name] = path.split('.') as [string, string];
    return { type, field: name, leadsTo, roles, scopes: [] };
  };
  const rolesOf = (fields: readonly DeclaredField[], path: string) => [...accessOf(fields).get(path)!].sort();

  it('is whoever may ask for something that leads there', () => {
    const fields = [
      field('Query.visit', 'Visit', ['broker', 'rostering']),
      field('Query.pay', 'Pay', ['case-system']),
      field('Visit.day'),
      field('Pay.visit', 'Visit'),
    ];
    expect(rolesOf(fields, 'Visit.day')).toEqual(['broker', 'case-system', 'rostering']);
  });

  it('is nobody beyond a field that is not for them, however they come to it', () => {
    const fields = [
      field('Query.visit', 'Visit', [...COUNCIL_ROLES]),
      field('Visit.placement', 'Placement'),
      field('Placement.visits', 'Visit'),
      field('Placement.person', 'Person', ['broker', 'rostering']),
      field('Person.name'),
      field('Person.note', null, ['rostering']),
    ];
    expect(rolesOf(fields, 'Person.name')).toEqual(['broker']);
    expect(rolesOf(fields, 'Person.note')).toEqual([]);
  });
});

import { getMetadataStorage } from 'type-graphql';
import { federatedSchema } from '../../kernel/graphql/federated-schema.js';
import { type DeclaredScopes, declaredScopes, scopesOfType } from '../../kernel/graphql/read-scopes.js';
import type { SubgraphDefinition } from '../../kernel/graphql/subgraph-server.js';
import { COUNCIL_ROLES, PROVIDER_ROLES, ROLES, type Role, type Scope } from '../../kernel/identity/caller.js';
import { SCOPES_OF_ROLE } from '../../kernel/identity/scopes-of-role.js';
import { SUBGRAPHS } from '../subgraphs.js';
import { generated } from './sources.js';

/** Roles that come through the gateway: a service speaks to subgraphs alone. */
export const CLIENT_ROLES: readonly Role[] = ROLES.filter((role) => role !== 'hub');

/** Who may ask for each field, by `Type.field`: whoever a field is for, and can be led to it by one that is. */
export type Access = ReadonlyMap<string, ReadonlySet<Role>>;

/** One field of one subgraph, with the roles that its `@Authorized` names, null where it has none, and what it reads. */
export interface DeclaredField {
  readonly type: string;
  readonly field: string;
  readonly leadsTo: string | null;
  readonly roles: readonly Role[] | null;
  /** Scopes that the field needs beside those of its type: its own, and those of what it leads to. */
  readonly scopes: readonly Scope[];
}

const ROOTS = ['Query', 'Mutation', 'Subscription'] as const;

/**
 * Every field of the federation as its classes declare it. Classes are walked from the resolvers on, as the schema is,
 * for classes of several subgraphs have the same name.
 */
export async function declaredFields(
  subgraphs: readonly Pick<SubgraphDefinition, 'resolvers' | 'references'>[] = SUBGRAPHS,
): Promise<readonly DeclaredField[]> {
  const declared: DeclaredField[] = [];
  for (const { resolvers, references } of subgraphs) {
    // Metadata are complete once a schema has been built of them.
    const { schema } = await federatedSchema(resolvers, references);
    const scopes = declaredScopes(schema);
    const storage = getMetadataStorage();
    const handlers = [storage.queries, storage.mutations, storage.subscriptions];
    const walked = new Set<object>();
    const nameOf = (target: object) => storage.objectTypes.find((each) => each.target === target)?.name ?? null;
    const add = (type: string, field: string, roles: unknown[] | undefined, target: object): void => {
      const leadsTo = nameOf(target);
      const needed = [
        ...(scopes.get(`${type}.${field}`) ?? []),
        ...(leadsTo === null ? [] : scopesOfType(schema, scopes, leadsTo)),
      ];
      declared.push({
        type,
        field,
        leadsTo,
        roles: (roles as Role[] | undefined) ?? null,
        scopes: [...new Set(needed)].sort(),
      });
      walk(target);
    };
    const walk = (target: object): void => {
      const type = nameOf(target);
      if (type === null || walked.has(target)) return;
      walked.add(target);
      for (let of = target; of !== null; of = Object.getPrototypeOf(of)) {
        const fields = storage.objectTypes.find((each) => each.target === of)?.fields ?? [];
        for (const { schemaName, roles, getType } of fields) add(type, schemaName, roles, getType() as object);
      }
    };
    for (const [nth, root] of ROOTS.entries()) {
      for (const { target, schemaName, roles, getReturnType } of handlers[nth]!) {
        if (!(resolvers as readonly unknown[]).includes(target)) continue;
        add(root, schemaName, roles, getReturnType() as object);
      }
    }
  }
  return declared;
}

/** Follows fields from the roots, which all clients see, until nobody is led any further. */
export function accessOf(declared: readonly DeclaredField[]): Access {
  const reached = new Map<string, Set<Role>>(ROOTS.map((root) => [root, new Set(CLIENT_ROLES)]));
  const access = new Map(declared.map(({ type, field }) => [`${type}.${field}`, new Set<Role>()]));
  for (let grows = true; grows; ) {
    grows = false;
    for (const { type, field, leadsTo, roles } of declared) {
      for (const role of reached.get(type) ?? []) {
        if (roles && !roles.includes(role)) continue;
        access.get(`${type}.${field}`)!.add(role);
        if (leadsTo === null || reached.get(leadsTo)?.has(role)) continue;
        reached.set(leadsTo, (reached.get(leadsTo) ?? new Set()).add(role));
        grows = true;
      }
    }
  }
  return access;
}

/** Scopes that each type needs to be read, whichever subgraph has it. */
export function scopesOfTypes(declared: readonly DeclaredField[]): DeclaredScopes {
  const byType = new Map<string, readonly Scope[]>();
  for (const { leadsTo, scopes } of declared) if (leadsTo !== null && scopes.length > 0) byType.set(leadsTo, scopes);
  return byType;
}

/** The scopes without which a role could not read all that it may ask for. */
export function scopesRead(declared: readonly DeclaredField[], access: Access, role: Role): ReadonlySet<Scope> {
  const readable = declared.filter(({ type, field }) => access.get(`${type}.${field}`)!.has(role));
  return new Set(readable.flatMap(({ scopes }) => scopes));
}

/** docs/access.md */
export async function accessDocument(): Promise<string> {
  const declared = await declaredFields();
  const access = accessOf(declared);
  const about =
    'Who may ask for what: every query, mutation, subscription and field of the schema, and every role. It is worked out\n' +
    'from `@Authorized`: a role may ask for a field where no other field that it may ask for leads to it through one that\n' +
    'is not for it. Whose rows are found by asking is said below it, by row-level security and by the rules, and is held\n' +
    'by test/matrix. A line that changes here is a change of who may ask: it is reviewed as such.\n\n' +
    'Whoever may ask also needs the scopes that are named beside it (`@Reads`): those of what is asked for, and those of\n' +
    'everything that the question joins to it. An operation that lacks one is refused whole, before any of it is done.\n\n' +
    `Councils: ${COUNCIL_ROLES.join(', ')}. Providers: ${PROVIDER_ROLES.join(', ')}. Beside them there is the operator.`;
  const scopes = new Map<string, Set<Scope>>();
  for (const { type, field, scopes: some } of declared) {
    const at = `${type}.${field}`;
    scopes.set(at, new Set([...(scopes.get(at) ?? []), ...some]));
  }
  const ofTypes = scopesOfTypes(declared);
  const types = [...new Set([...access.keys()].map((field) => field.split('.')[0]!))];
  const isRoot = (type: string) => (ROOTS as readonly string[]).includes(type);
  const others = types.filter((type) => !isRoot(type)).sort();
  const sections = [...ROOTS, ...others].map((type) => sectionOf(type, access, scopes, ofTypes.get(type) ?? []));
  return [generated('Access', about), scopesOfRoles(), ...sections].join('\n');
}

function scopesOfRoles(): string {
  const rows = CLIENT_ROLES.map((role) => `| ${role} | ${inCode([...SCOPES_OF_ROLE[role]].sort())} |`);
  return `## Scopes\n\n| role | what its credential may be given |\n|---|---|\n${rows.join('\n')}\n`;
}

function inCode(words: readonly string[]): string {
  return words.map((each) => `\`${each}\``).join(', ');
}

function sectionOf(
  type: string,
  access: Access,
  scopes: ReadonlyMap<string, ReadonlySet<Scope>>,
  ofType: readonly Scope[],
): string {
  const fields = [...access].filter(([field]) => field.startsWith(`${type}.`));
  const beside = (field: string) => inCode([...scopes.get(field)!].filter((each) => !ofType.includes(each)).sort());
  const byReaders = Map.groupBy(fields, ([field, roles]) => `${inWords(roles)} | ${beside(field)}`);
  const rows = [...byReaders]
    .map(([who, some]) => [who, inCode(some.map(([field]) => field.slice(type.length + 1)).sort())] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  const needs = ofType.length > 0 ? `Read with ${inCode(ofType)}.\n\n` : '';
  return `## ${type}\n\n${needs}| who | scope | may ask for |\n|---|---|---|\n${rows
    .map(([who, names]) => `| ${who} | ${names} |`)
    .join('\n')}\n`;
}

function inWords(roles: ReadonlySet<Role>): string {
  const left = new Set(roles);
  const words: string[] = [];
  for (const [name, group] of [
    ['councils', COUNCIL_ROLES],
    ['providers', PROVIDER_ROLES],
  ] as const) {
    if (!group.every((role) => left.has(role))) continue;
    words.push(name);
    for (const role of group) left.delete(role);
  }
  return [...words, ...CLIENT_ROLES.filter((role) => left.has(role))].join(', ') || 'the hub alone';
}

import { getMetadataStorage } from 'type-graphql';
import { federatedSchema } from '../../kernel/graphql/federated-schema.js';
import type { SubgraphDefinition } from '../../kernel/graphql/subgraph-server.js';
import { COUNCIL_ROLES, PROVIDER_ROLES, ROLES, type Role } from '../../kernel/identity/caller.js';
import { SUBGRAPHS } from '../subgraphs.js';
import { generated } from './sources.js';

/** Roles that come through the gateway: a service speaks to subgraphs alone. */
export const CLIENT_ROLES: readonly Role[] = ROLES.filter((role) => role !== 'hub');

/** Who may ask for each field, by `Type.field`: whoever a field is for, and can be led to it by one that is. */
export type Access = ReadonlyMap<string, ReadonlySet<Role>>;

/** One field of one subgraph, with the roles that its `@Authorized` names; null where it has none. */
export interface DeclaredField {
  readonly type: string;
  readonly field: string;
  readonly leadsTo: string | null;
  readonly roles: readonly Role[] | null;
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
    await federatedSchema(resolvers, references);
    const storage = getMetadataStorage();
    const handlers = [storage.queries, storage.mutations, storage.subscriptions];
    const walked = new Set<object>();
    const nameOf = (target: object) => storage.objectTypes.find((each) => each.target === target)?.name ?? null;
    const add = (type: string, field: string, roles: unknown[] | undefined, target: object): void => {
      declared.push({ type, field, leadsTo: nameOf(target), roles: (roles as Role[] | undefined) ?? null });
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

/** docs/access.md */
export async function accessDocument(): Promise<string> {
  const access = accessOf(await declaredFields());
  const about =
    'Who may ask for what: every query, mutation, subscription and field of the schema, and every role. It is worked out\n' +
    'from `@Authorized`: a role may ask for a field where no other field that it may ask for leads to it through one that\n' +
    'is not for it. Whose rows are found by asking is said below it, by row-level security and by the rules, and is held\n' +
    'by test/matrix. A line that changes here is a change of who may ask: it is reviewed as such.\n\n' +
    `Councils: ${COUNCIL_ROLES.join(', ')}. Providers: ${PROVIDER_ROLES.join(', ')}. Beside them there is the operator.`;
  const types = [...new Set([...access.keys()].map((field) => field.split('.')[0]!))];
  const isRoot = (type: string) => (ROOTS as readonly string[]).includes(type);
  const others = types.filter((type) => !isRoot(type)).sort();
  return [generated('Access', about), ...[...ROOTS, ...others].map((type) => sectionOf(type, access))].join('\n');
}

function sectionOf(type: string, access: Access): string {
  const fields = [...access].filter(([field]) => field.startsWith(`${type}.`));
  const byReaders = Map.groupBy(fields, ([, roles]) => inWords(roles));
  const rows = [...byReaders]
    .map(([who, some]) => [who, some.map(([field]) => `\`${field.slice(type.length + 1)}\``).sort()] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return `## ${type}\n\n| who | may ask for |\n|---|---|\n${rows
    .map(([who, names]) => `| ${who} | ${names.join(', ')} |`)
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

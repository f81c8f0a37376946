import type { EntityClass } from '@mikro-orm/core';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import type { ReferenceResolver } from '../../../kernel/graphql/federated-schema.js';
import { Reads } from '../../../kernel/graphql/read-scopes.js';
import type { RequestContext } from '../../../kernel/graphql/request-context.js';
import { isProvider, type Role } from '../../../kernel/identity/caller.js';
import { Person } from '../entities/people/person.js';
import { Ipo } from '../entities/placements/ipo.js';
import { Placement } from '../entities/placements/placement.js';
import { ALL_READERS, IDENTITY_READERS, TERMS_READERS } from '../entities/readers.js';
import { Package } from '../entities/requests/package.js';
import { disclose } from './disclose.js';

/** Things of other subgraphs that ours lead to. */

@ObjectType({ description: 'A care provider in the register.' })
@Reads('register:read')
@Directive('@key(fields: "id", resolvable: false)')
export class Provider {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string;
}

@ObjectType({ description: 'A care home in the register.' })
@Reads('register:read')
@Directive('@key(fields: "id", resolvable: false)')
export class CareHome {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string;
}

@ObjectType({ description: 'The call-off by which a package was sourced.' })
@Reads('offers:read')
@Directive('@key(fields: "id", resolvable: false)')
export class CallOff {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string;
}

interface Reference {
  readonly id: string;
}

/**
 * Things of ours that other subgraphs' answers lead to; many at once are read by one statement. A feed that runs once
 * for all providers of a council leads nowhere from here: each provider asks for its own. (IDG-03, IDG-05)
 */
function reference<T extends { id: string }>(
  entity: EntityClass<T>,
  roles: readonly Role[],
  show?: (context: RequestContext, thing: T | null) => Promise<T | null>,
): ReferenceResolver {
  return (async ({ id }: Reference, context: RequestContext) => {
    const { caller } = context;
    if (!roles.includes(caller.role) || (caller.viewClass && isProvider(caller))) return null;
    return show ? show(context, await context.byId(entity, id)) : context.shown(entity, id);
  }) as ReferenceResolver;
}

export const references: Readonly<Record<string, ReferenceResolver>> = {
  Package: reference(Package, ALL_READERS),
  Placement: reference(Placement, ALL_READERS),
  Ipo: reference(Ipo, TERMS_READERS),
  Person: reference(Person, IDENTITY_READERS, (context, person) => disclose(context, 'PERSON', person)),
};

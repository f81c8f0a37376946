import { Directive, Field, ID, ObjectType } from 'type-graphql';
import type { ReferenceResolver } from '../../../kernel/graphql/federated-schema.js';
import { Reads } from '../../../kernel/graphql/read-scopes.js';
import type { RequestContext } from '../../../kernel/graphql/request-context.js';
import { COUNCIL_ROLES, type Role } from '../../../kernel/identity/caller.js';
import { isId } from '../../../kernel/values/ids.js';
import { Award } from '../entities/awards/award.js';
import { Bid } from '../entities/bids/bid.js';
import { CallOff } from '../entities/call-offs/call-off.js';
import { Invitation } from '../entities/invitations/invitation.js';
import { BIDDERS, CALL_OFF_READERS, EVALUATORS } from '../entities/readers.js';
import { advertFor } from './call-offs/advert-of.js';

/** A provider is only pointed at: the providers subgraph has it. */
@ObjectType({ description: 'A provider, as the providers subgraph has it.' })
@Reads('register:read')
@Directive('@key(fields: "id", resolvable: false)')
export class Provider {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string;
}

/** A care home is only pointed at: the providers subgraph has it. */
@ObjectType({ description: 'A care home, as the providers subgraph has it.' })
@Reads('register:read')
@Directive('@key(fields: "id", resolvable: false)')
export class CareHome {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string;
}

/** A placement is only pointed at: cases opens it on hearing of the award, and until then finds none of this id. */
@ObjectType({ description: 'A placement, as the cases subgraph has it.' })
@Reads('placements:read')
@Directive('@key(fields: "id", resolvable: false)')
export class Placement {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string;
}

/** A package belongs to cases; this subgraph shows its call-offs. */
@ObjectType({ description: 'A package, as the cases subgraph has it.' })
@Reads('requests:read')
@Directive('@key(fields: "id")')
export class Package {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string;
}

export function provider(id: string): Provider {
  return Object.assign(new Provider(), { id });
}

/** Null of what is about no home. */
export function careHome(id: string | null): CareHome | null {
  return id === null ? null : Object.assign(new CareHome(), { id });
}

export function placement(id: string): Placement {
  return Object.assign(new Placement(), { id });
}

export function packageOf(id: string): Package {
  return Object.assign(new Package(), { id });
}

interface Reference {
  readonly id: string;
}

/**
 * A reference that only these roles may follow. A feed view, which is nobody in particular, finds nothing by it. (IDG-05)
 */
function only(roles: readonly Role[], find: (id: string, context: RequestContext) => Promise<object | null>) {
  return (async ({ id }: Reference, context: RequestContext) => {
    const { role, viewClass } = context.caller;
    const may = role === 'hub' || (!viewClass && roles.includes(role));
    return may && isId(id) ? find(id, context) : null;
  }) as ReferenceResolver;
}

/** What other subgraphs' answers lead to. */
export const references: Readonly<Record<string, ReferenceResolver>> = {
  CallOff: only(CALL_OFF_READERS, (id, context) => context.byId(CallOff, id)),
  Invitation: only([...CALL_OFF_READERS, ...BIDDERS], (id, context) => context.byId(Invitation, id)),
  Bid: only([...EVALUATORS, ...BIDDERS], (id, context) => context.byId(Bid, id)),
  Award: only(EVALUATORS, (id, context) => context.byId(Award, id)),
  CallOffAdvert: only([...CALL_OFF_READERS, ...BIDDERS], (id, context) => advertFor(context, id)),
  Package: only(COUNCIL_ROLES, async (id) => packageOf(id)),
};

import {
  Arg,
  Args,
  ArgsType,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { Council } from '../../../../kernel/graphql/hub-fields.js';
import { connectionOf, type Page, PageArgs, pageOf } from '../../../../kernel/graphql/pages.js';
import { ActInput, Payload } from '../../../../kernel/graphql/payload.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import { isCouncil, PROVIDER_ROLES, type Role } from '../../../../kernel/identity/caller.js';
import { type GrantAccess, grantAccess, allowed as mayGrant } from '../../commands/councils/grant-access.js';
import { allowed as mayRevoke, type RevokeAccess, revokeAccess } from '../../commands/councils/revoke-access.js';
import { COUNCIL_KEEPERS } from '../../entities/readers.js';
import { Provider } from '../../entities/register/provider.js';
import { type AccessAsked, accessPage, accessTime, type HeldAccess } from '../../reads/councils/access-held.js';
import { type AccessStatus, accessStatus } from '../../rules/councils/access.js';
import { mayBeKey } from '../../rules/councils/council-record.js';
import { councilAsked } from '../council-asked.js';
import { asOneself } from '../reading.js';
import { AccessStatusWord } from './words.js';

@ObjectType({ description: 'What a named user or a machine may do, in which councils, and for how long (IDG-06).' })
@Reads('platform:read')
export class AccessGrant {
  @Field(() => ID, { description: 'The user or the machine, as its tokens name it.' })
  subject!: string;

  @Field(() => String, { description: 'Its role.' })
  role!: Role;

  @Field(() => ID, { description: 'Id of its provider, key of its council, or hub for an operator.' })
  organisation!: string;

  @Field(() => [Council], {
    description: 'The councils within which it may act; a council reads of its own alone (IDG-26).',
  })
  councils!: readonly string[];

  @Field(() => [String], { description: 'What it may do.' })
  scopes!: readonly string[];

  @Field(() => DateTimeScalar, { description: 'From when.' })
  validFrom!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when; null is until it is revoked.' })
  validUntil!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was revoked, if it was.' })
  revokedAt!: Date | null;

  @Field(() => AccessStatusWord, { description: 'Where it stands now.' })
  status!: AccessStatus;
}

const AccessGrantConnection = connectionOf(AccessGrant, 'AccessGrant');

@ArgsType()
class GrantsArgs extends PageArgs implements AccessAsked {
  @Field(() => ID, { nullable: true, description: 'Only access in this council.' })
  council?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only access of this provider, this council, or hub.' })
  organisation?: string | null;

  @Field(() => String, { nullable: true, description: 'Only of this role.' })
  role?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Only what is live now, or only what is not.' })
  live?: boolean | null;
}

@InputType({ description: 'Access for a named user or a machine, in place of what it has (IDG-06, IDG-27).' })
export class GrantAccessInput extends ActInput implements GrantAccess {
  @Field(() => ID, { description: 'The user or the machine, as its tokens name it: never a name of a person.' })
  subject!: string;

  @Field(() => String, { description: 'Its role, such as broker, case-system or rostering.' })
  role!: string;

  @Field(() => ID, { description: 'Id of its provider, key of its council, or hub for an operator.' })
  organisation!: string;

  @Field(() => [ID], {
    nullable: true,
    description:
      'Keys of the councils within which it may act; a council’s own people act in theirs, and leave it out.',
  })
  councils?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'What it may do; all that its role may when left out.' })
  scopes?: string[] | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'From when, now or later; now when left out.' })
  validFrom?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when; until it is revoked when left out.' })
  validUntil?: Date | null;
}

@InputType({ description: 'Whose access ends (IDG-06).' })
export class RevokeAccessInput extends ActInput implements RevokeAccess {
  @Field(() => ID, { description: 'The user or the machine, as its tokens name it.' })
  subject!: string;
}

@ObjectType({ description: 'Access as it is now, or why it was not changed.' })
class AccessPayload extends Payload {
  @Field(() => AccessGrant, { nullable: true, description: 'The access.' })
  grant!: AccessGrant | null;
}

@Resolver(() => AccessGrant)
export class AccessGrants {
  @Authorized<Role>(...COUNCIL_KEEPERS)
  @Query(() => AccessGrantConnection, {
    nullable: true,
    description:
      'Who has access, by subject: an operator reads of all, a council of its own people and of the providers’ people that act in it (IDG-06).',
  })
  async grants(@Args() args: GrantsArgs, @Ctx() context: RequestContext): Promise<Page<AccessGrant>> {
    asOneself(context);
    const { em } = context;
    const named = [args.council, args.organisation, args.role].filter((each) => each != null);
    // Where else a provider's people act is for those councils to know.
    const isOthers = isCouncil(context.caller) && args.council != null && councilAsked(context, args.council) === null;
    if (isOthers || !named.every(mayBeKey)) return pageOf([], args, () => []);
    const now = await accessTime(em);
    const { edges, pageInfo, ...page } = await accessPage(em, args, args);
    return {
      edges: edges.map(({ cursor, node }) => ({ cursor, node: shown(context, node, now) })),
      pageInfo,
      get totalCount() {
        return page.totalCount;
      },
    };
  }

  @FieldResolver(() => Provider, { nullable: true, description: 'The provider whose credential it is.' })
  async provider(
    @Root() { role, organisation }: AccessGrant,
    @Ctx() context: RequestContext,
  ): Promise<Provider | null> {
    return PROVIDER_ROLES.includes(role) ? context.shown(Provider, organisation) : null;
  }

  @Authorized<Role>(...mayGrant.roles)
  @Mutation(() => AccessPayload, {
    description: 'Gives a named user or a machine access, in place of what it has (IDG-06, IDG-27).',
  })
  async grantAccess(
    @Arg('input', () => GrantAccessInput, { description: 'The access.' }) input: GrantAccessInput,
    @Ctx() context: RequestContext,
  ): Promise<AccessPayload> {
    return payload(context, await grantAccess(context.work, input));
  }

  @Authorized<Role>(...mayRevoke.roles)
  @Mutation(() => AccessPayload, {
    description: 'Ends access now: requests are refused and live streams end within a second (IDG-06).',
  })
  async revokeAccess(
    @Arg('input', () => RevokeAccessInput, { description: 'Whose.' }) input: RevokeAccessInput,
    @Ctx() context: RequestContext,
  ): Promise<AccessPayload> {
    return payload(context, await revokeAccess(context.work, input));
  }
}

async function payload(
  context: RequestContext,
  { result, refusals }: Awaited<ReturnType<typeof grantAccess>>,
): Promise<AccessPayload> {
  return { grant: result && shown(context, result, await accessTime(context.em)), refusals };
}

function shown({ caller }: RequestContext, held: HeldAccess, now: Date): AccessGrant {
  const councils = isCouncil(caller)
    ? held.councils.filter((council) => caller.councils.includes(council))
    : held.councils;
  return { ...held, councils, status: accessStatus(held, now) };
}

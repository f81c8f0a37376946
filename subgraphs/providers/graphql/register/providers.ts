import type { FilterQuery } from '@mikro-orm/core';
import { Arg, Args, ArgsType, Authorized, Ctx, Field, ID, Query, Resolver } from 'type-graphql';
import { badInput } from '../../../../kernel/graphql/bad-input.js';
import { connectionOf, type Page, PageArgs } from '../../../../kernel/graphql/pages.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { COUNCIL_ROLES, PROVIDER_ROLES, type Role } from '../../../../kernel/identity/caller.js';
import { isId } from '../../../../kernel/values/ids.js';
import type { ServiceUserGroup } from '../../../../schema/events/cases.js';
import type { MembershipStatus, Vehicle } from '../../../../schema/events/providers.js';
import { Membership } from '../../entities/membership/membership.js';
import { MembershipStatusWord, VehicleWord } from '../../entities/membership/words.js';
import { EVERYBODY } from '../../entities/readers.js';
import { Provider } from '../../entities/register/provider.js';
import { CategoryWord, ServiceUserGroupWord } from '../../entities/register/words.js';
import type { ProviderCategory } from '../../rules/register/provider-record.js';
import { asOneself } from '../reading.js';

const ProviderConnection = connectionOf(Provider, 'Provider');

const SHORTEST_SEARCH = 2;
const LONGEST_SEARCH = 100;
const LONGEST_CQC_ID = 20;

@ArgsType()
class ProvidersArgs extends PageArgs {
  @Field(() => String, {
    nullable: true,
    description: `Part of the name, in any case, or the whole CQC location id; ${SHORTEST_SEARCH} to ${LONGEST_SEARCH} characters.`,
  })
  search?: string | null;

  @Field(() => CategoryWord, { nullable: true, description: 'Only those that give this kind of care.' })
  category?: ProviderCategory | null;

  @Field(() => [ServiceUserGroupWord], {
    nullable: true,
    description: 'Only those that care for each of these groups.',
  })
  groups?: ServiceUserGroup[] | null;

  @Field(() => ID, { nullable: true, description: 'Only members of this council; its key.' })
  council?: string | null;

  @Field(() => VehicleWord, { nullable: true, description: 'Only members by this vehicle.' })
  vehicle?: Vehicle | null;

  @Field(() => String, { nullable: true, description: 'Only patch providers of the patch with this code.' })
  patch?: string | null;

  @Field(() => MembershipStatusWord, {
    nullable: true,
    description: 'Only those with a membership in this state. Left out, and asked for members: all that have not left.',
  })
  status?: MembershipStatus | null;
}

@Resolver()
export class Providers {
  @Authorized<Role>(...EVERYBODY)
  @Query(() => Provider, {
    nullable: true,
    description: 'One provider; a provider sees none but itself (IDG-23).',
  })
  async provider(
    @Arg('id', () => ID, { description: 'Its id, or the CQC location id whose registration and ratings count.' })
    id: string,
    @Ctx() context: RequestContext,
  ): Promise<Provider | null> {
    asOneself(context);
    if (isId(id)) return context.shown(Provider, id);
    if (id.length > LONGEST_CQC_ID) return null;
    const [found] = await context.find(Provider, { cqcLocationId: id.trim().toUpperCase() }, { limit: 1 });
    return found ?? null;
  }

  @Authorized<Role>(...PROVIDER_ROLES)
  @Query(() => Provider, { nullable: true, description: 'The provider that asks.' })
  async myProvider(@Ctx() context: RequestContext): Promise<Provider | null> {
    asOneself(context);
    return context.shown(Provider, context.caller.organisation);
  }

  @Authorized<Role>(...COUNCIL_ROLES, 'operator')
  @Query(() => ProviderConnection, {
    nullable: true,
    description: 'The providers for which the arguments ask, or the whole register, by name (PROV-12 to PROV-15).',
  })
  async providers(@Args() args: ProvidersArgs, @Ctx() context: RequestContext): Promise<Page<Provider>> {
    asOneself(context);
    const { search, category, groups } = args;
    const conditions: FilterQuery<Provider>[] = [];
    if (search != null) conditions.push(found(search));
    if (category != null) conditions.push({ categories: { $contains: [category] } });
    if (groups?.length) conditions.push({ groups: { $contains: [...new Set(groups)] } });
    const members = membersAsked(context, args);
    if (members) conditions.push({ id: { $in: members } } as never);
    return context.page(Provider, { where: { $and: conditions }, by: { name: 'text', id: 'id' } }, args);
  }
}

/** @throws GraphQLError BAD_USER_INPUT for a text that is too short to find anything by, or longer than any name */
function found(search: string): FilterQuery<Provider> {
  const text = search.trim();
  if (text.length < SHORTEST_SEARCH || text.length > LONGEST_SEARCH) {
    throw badInput(`search takes a text of ${SHORTEST_SEARCH} to ${LONGEST_SEARCH} characters.`);
  }
  const literally = text.replace(/[\\%_]/g, '\\$&');
  return { $or: [{ name: { $ilike: `%${literally}%` } }, { cqcLocationId: text.toUpperCase() }] };
}

/** The ids of those with a membership as it is asked for; null if the arguments ask for no members. */
function membersAsked(context: RequestContext, { council, vehicle, patch, status }: ProvidersArgs) {
  const given = Object.entries({ council, vehicle, patch }).filter(([, each]) => each != null);
  const asked = Object.fromEntries(given);
  if (status == null && given.length === 0) return null;
  return context.em
    .createQueryBuilder(Membership)
    .select('providerId')
    .where({ ...asked, status: status ?? { $ne: 'EXITED' } });
}

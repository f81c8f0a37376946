import {
  Arg,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import { Needs } from '../../../../kernel/graphql/needs.js';
import { ActInput, Payload } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { LocalDateScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { type MembershipStatus, VEHICLES, type Vehicle } from '../../../../schema/events/providers.js';
import { type AdmitMember, admitMember, allowed as mayAdmit } from '../../commands/membership/admit-member.js';
import { type ExitMember, exitMember, allowed as mayExit } from '../../commands/membership/exit-member.js';
import { allowed as mayRestore, type RestoreMember, restoreMember } from '../../commands/membership/restore-member.js';
import { allowed as maySuspend, type SuspendMember, suspendMember } from '../../commands/membership/suspend-member.js';
import { Membership } from '../../entities/membership/membership.js';
import { MembershipStatusWord, VehicleWord } from '../../entities/membership/words.js';
import { EVERYBODY } from '../../entities/readers.js';
import { Provider } from '../../entities/register/provider.js';
import { CategoryWord } from '../../entities/register/words.js';
import { isActive, serves, standingMembership } from '../../rules/membership/membership.js';
import type { ProviderCategory } from '../../rules/register/provider-record.js';
import { COUNCIL, councilAsked } from '../council-asked.js';
import { newestFirst, ofProvider } from '../own-rows.js';

@InputType({ description: 'A membership of a contract vehicle (PROV-12).' })
export class AdmitMemberInput extends ActInput implements AdmitMember {
  @Field(() => ID, { description: 'Key of the council.' })
  council!: string;

  @Field(() => ID, { description: 'Id of the provider.' })
  providerId!: string;

  @Field(() => VehicleWord, { description: 'The contract vehicle.' })
  vehicle!: Vehicle;

  @Field(() => String, { nullable: true, description: 'Code of the patch of a PATCH membership.' })
  patch?: string | null;

  @Field(() => LocalDateScalar, { description: 'First day.' })
  from!: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Last day; open when left out.' })
  to?: string | null;

  @Field(() => String, { description: 'Version of the terms that the provider signed.' })
  termsVersion!: string;

  @Field(() => [CategoryWord], {
    defaultValue: [],
    description: 'The categories that it covers; when empty, all categories of the provider.',
  })
  categories!: ProviderCategory[];
}

@InputType({ description: 'A change of a membership (SM-5).' })
export class ChangeMembershipInput extends ActInput implements SuspendMember, RestoreMember, ExitMember {
  @Field(() => ID, { description: 'Id of the membership.' })
  membershipId!: string;

  @Field(() => String, { description: 'Why.' })
  reason!: string;
}

@ObjectType({ description: 'A membership, or why nothing was changed.' })
class MembershipPayload extends Payload {
  @Field(() => Membership, { nullable: true, description: 'The membership.' })
  membership!: Membership | null;
}

@Resolver(() => Provider)
export class MembershipsOfProvider {
  @Authorized<Role>(...EVERYBODY)
  @Needs<Provider>('id')
  @FieldResolver(() => [Membership], {
    description:
      'Its memberships, newest first: a council sees those of its own vehicles, a provider all of its own (PROV-12).',
  })
  async memberships(@Root() provider: Provider, @Ctx() context: RequestContext): Promise<Membership[]> {
    return newestFirst(await ofProvider(context, Membership, provider.id), ({ from }) => from);
  }

  @Authorized<Role>(...EVERYBODY)
  @Needs<Provider>('id')
  @FieldResolver(() => MembershipStatusWord, {
    nullable: true,
    description:
      'How it stands with the council: ADMITTED if any of its memberships is, else SUSPENDED if any is, else EXITED; null if it was never a member, or if you must name the council (SM-5).',
  })
  async membershipStatus(
    @Root() provider: Provider,
    @Arg('council', () => ID, COUNCIL) council: string | null,
    @Ctx() context: RequestContext,
  ): Promise<MembershipStatus | null> {
    const memberships = await membershipsAsked(context, provider, council);
    return memberships && standingMembership(memberships);
  }

  @Authorized<Role>(...EVERYBODY)
  @Needs<Provider>('id')
  @FieldResolver(() => [VehicleWord], {
    nullable: true,
    description:
      'The vehicles by which the council may call it off today, in this patch or in any; null if you must name the council (PROV-12, PROV-18).',
  })
  async vehicles(
    @Root() provider: Provider,
    @Arg('council', () => ID, COUNCIL) council: string | null,
    @Arg('patch', () => String, { nullable: true, description: 'Code of a patch.' }) patch: string | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<Vehicle[] | null> {
    const active = await activeToday(context, provider, council);
    if (active === null) return null;
    const serving = new Set(active.filter((each) => patch == null || serves(each, patch)).map((each) => each.vehicle));
    return VEHICLES.filter((vehicle) => serving.has(vehicle));
  }

  @Authorized<Role>(...EVERYBODY)
  @Needs<Provider>('id')
  @FieldResolver(() => [String], {
    nullable: true,
    description:
      'Codes of the patches of which it is a patch provider today; null if you must name the council (PROV-17).',
  })
  async patches(
    @Root() provider: Provider,
    @Arg('council', () => ID, COUNCIL) council: string | null,
    @Ctx() context: RequestContext,
  ): Promise<string[] | null> {
    const active = await activeToday(context, provider, council);
    return active?.flatMap(({ patch }) => patch ?? []).sort() ?? null;
  }
}

/** Its active memberships of the day with the council asked about; null if it must be named. */
async function activeToday(context: RequestContext, provider: Provider, council: string | null) {
  const memberships = await membershipsAsked(context, provider, council);
  const today = localDateOf(await context.now());
  return memberships?.filter((each) => isActive(each, today)) ?? null;
}

/** Its memberships with the council asked about; null if it must be named. */
async function membershipsAsked(context: RequestContext, provider: Provider, council: string | null) {
  const asked = councilAsked(context, council);
  if (asked === null) return null;
  return (await ofProvider(context, Membership, provider.id)).filter((each) => each.council === asked);
}

@Resolver()
export class Memberships {
  @Authorized<Role>(...mayAdmit.roles)
  @Mutation(() => MembershipPayload, { description: 'Admits a provider to a contract vehicle (PROV-12, PROV-17).' })
  async admitMember(
    @Arg('input', () => AdmitMemberInput, { description: 'The membership.' }) input: AdmitMemberInput,
    @Ctx() { work }: RequestContext,
  ): Promise<MembershipPayload> {
    const { result: membership, refusals } = await admitMember(work, input);
    return { membership, refusals };
  }

  @Authorized<Role>(...maySuspend.roles)
  @Mutation(() => MembershipPayload, {
    description: 'Suspends a membership: the provider receives no call-offs from now on (SM-5).',
  })
  async suspendMember(
    @Arg('input', () => ChangeMembershipInput, { description: 'Which membership, and why.' })
    input: ChangeMembershipInput,
    @Ctx() { work }: RequestContext,
  ): Promise<MembershipPayload> {
    const { result: membership, refusals } = await suspendMember(work, input);
    return { membership, refusals };
  }

  @Authorized<Role>(...mayRestore.roles)
  @Mutation(() => MembershipPayload, {
    description: 'Restores a suspended membership: the provider receives call-offs again (SM-5).',
  })
  async restoreMember(
    @Arg('input', () => ChangeMembershipInput, { description: 'Which membership, and why.' })
    input: ChangeMembershipInput,
    @Ctx() { work }: RequestContext,
  ): Promise<MembershipPayload> {
    const { result: membership, refusals } = await restoreMember(work, input);
    return { membership, refusals };
  }

  @Authorized<Role>(...mayExit.roles)
  @Mutation(() => MembershipPayload, { description: 'Ends a membership for good (SM-5).' })
  async exitMember(
    @Arg('input', () => ChangeMembershipInput, { description: 'Which membership, and why.' })
    input: ChangeMembershipInput,
    @Ctx() { work }: RequestContext,
  ): Promise<MembershipPayload> {
    const { result: membership, refusals } = await exitMember(work, input);
    return { membership, refusals };
  }
}

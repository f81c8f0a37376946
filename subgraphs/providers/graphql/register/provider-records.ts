import { Arg, Authorized, Ctx, Field, ID, InputType, Mutation, Resolver } from 'type-graphql';
import { ActInput } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { CqcLocationIdScalar, PostcodeScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import type { ServiceUserGroup, Skill } from '../../../../schema/events/cases.js';
import {
  type AmendProvider,
  amendProvider,
  allowed as mayAmend,
  allowedItself as mayAmendItself,
} from '../../commands/register/amend-provider.js';
import {
  allowed as mayRegister,
  type RegisterProvider,
  registerProvider,
} from '../../commands/register/register-provider.js';
import {
  CategoryWord,
  ContactRouteWord,
  PostWord,
  ServiceUserGroupWord,
  SkillWord,
} from '../../entities/register/words.js';
import type { ContactRoute } from '../../rules/register/contact.js';
import type { ProviderCategory, ProviderPost } from '../../rules/register/provider-record.js';
import { ProviderPayload } from './provider-payload.js';

@InputType({ description: 'An office of a provider.' })
export class OfficeInput {
  @Field(() => PostcodeScalar, { description: 'Where it is.' })
  postcode!: string;
}

@InputType({ description: "How to reach a provider: an organisation's line or mailbox, never a person's own." })
export class ProviderContactInput {
  @Field(() => ContactRouteWord, { description: 'When it is answered.' })
  route!: ContactRoute;

  @Field(() => String, { nullable: true, description: 'Telephone number.' })
  telephone!: string | null;

  @Field(() => String, { nullable: true, description: 'E-mail address.' })
  email!: string | null;
}

@InputType({ description: 'A provider for the register (PROV-01, PROV-13).' })
export class RegisterProviderInput extends ActInput implements RegisterProvider {
  @Field(() => String, { description: 'Name of the organisation.' })
  name!: string;

  @Field(() => CqcLocationIdScalar, { description: 'The CQC location whose registration and ratings count.' })
  cqcLocationId!: string;

  @Field(() => [CategoryWord], { description: 'What kinds of care it gives.' })
  categories!: ProviderCategory[];

  @Field(() => [ServiceUserGroupWord], { description: 'Groups of people for whom it cares.' })
  groups!: ServiceUserGroup[];

  @Field(() => [SkillWord], { nullable: true, description: 'What its workers are trained for.' })
  skills?: Skill[] | null;

  @Field(() => [String], { description: 'Patch codes or places that it serves.' })
  areas!: string[];

  @Field(() => [PostWord], { description: 'The posts that are filled.' })
  postsFilled!: ProviderPost[];

  @Field(() => [OfficeInput], { description: 'Its offices.' })
  offices!: OfficeInput[];

  @Field(() => [ProviderContactInput], { description: 'How to reach it: a telephone number for each route.' })
  contacts!: ProviderContactInput[];
}

@InputType({ description: 'What changes in the record of a provider; a part that is left out stays (PROV-01).' })
export class AmendProviderInput extends ActInput implements AmendProvider {
  @Field(() => ID, { description: 'Id of the provider.' })
  providerId!: string;

  @Field(() => [CategoryWord], { nullable: true, description: 'What kinds of care it gives.' })
  categories?: ProviderCategory[] | null;

  @Field(() => [ServiceUserGroupWord], { nullable: true, description: 'Groups of people for whom it cares.' })
  groups?: ServiceUserGroup[] | null;

  @Field(() => [SkillWord], { nullable: true, description: 'What its workers are trained for.' })
  skills?: Skill[] | null;

  @Field(() => [String], { nullable: true, description: 'Patch codes or places that it serves.' })
  areas?: string[] | null;

  @Field(() => [PostWord], { nullable: true, description: 'The posts that are filled; a post not named is vacant.' })
  postsFilled?: ProviderPost[] | null;

  @Field(() => [OfficeInput], { nullable: true, description: 'Its offices.' })
  offices?: OfficeInput[] | null;

  @Field(() => [ProviderContactInput], {
    nullable: true,
    description: 'How to reach it: a telephone number for each route.',
  })
  contacts?: ProviderContactInput[] | null;
}

@Resolver()
export class ProviderRecords {
  @Authorized<Role>(...mayRegister.roles)
  @Mutation(() => ProviderPayload, { description: 'Puts a provider on the register (PROV-01).' })
  async registerProvider(
    @Arg('input', () => RegisterProviderInput, { description: 'The provider.' }) input: RegisterProviderInput,
    @Ctx() { work }: RequestContext,
  ): Promise<ProviderPayload> {
    const { result: provider, refusals } = await registerProvider(work, input);
    return { provider, refusals };
  }

  @Authorized<Role>(...mayAmend.roles, ...mayAmendItself.roles)
  @Mutation(() => ProviderPayload, {
    description: "Brings a provider's record up to date, by its own people or by an officer (PROV-01).",
  })
  async amendProvider(
    @Arg('input', () => AmendProviderInput, { description: 'The parts that change.' }) input: AmendProviderInput,
    @Ctx() { work }: RequestContext,
  ): Promise<ProviderPayload> {
    const { result: provider, refusals } = await amendProvider(work, input);
    return { provider, refusals };
  }
}

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
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { Needs } from '../../../../kernel/graphql/needs.js';
import { connectionOf, type Page, PageArgs } from '../../../../kernel/graphql/pages.js';
import { ActInput, Payload } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { LocalDateScalar, PenceScalar, PostcodeScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import {
  allowed as mayRecordAgreement,
  recordNominationsAgreement,
} from '../../commands/schemes/record-nominations-agreement.js';
import { allowed as mayRecordScheme, recordScheme } from '../../commands/schemes/record-scheme.js';
import { COUNCIL_ONLY } from '../../entities/readers.js';
import { Provider } from '../../entities/register/provider.js';
import { NominationsAgreement, SupportedLivingScheme } from '../../entities/schemes/supported-living-scheme.js';
import { LandlordKindWord, PropertyTypeWord } from '../../entities/schemes/words.js';
import type { LandlordKind } from '../../rules/schemes/nominations-agreement.js';
import type { PropertyType } from '../../rules/schemes/scheme.js';
import { asOneself } from '../reading.js';

const SchemeConnection = connectionOf(SupportedLivingScheme, 'SupportedLivingScheme');
const AgreementConnection = connectionOf(NominationsAgreement, 'NominationsAgreement');

@ArgsType()
class SchemesArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only those of this nominations agreement.' })
  agreement?: string | null;
}

@InputType({ description: 'A supported-living scheme as it is now (PROV-20).' })
export class RecordSchemeInput extends ActInput {
  @Field(() => ID, { description: 'Key of the council.' })
  council!: string;

  @Field(() => ID, { nullable: true, description: 'Id of the scheme that is written anew; a new one when left out.' })
  schemeId?: string | null;

  @Field(() => String, { description: 'What you call it, at most 200 characters.' })
  name!: string;

  @Field(() => String, { description: 'Where it lies, at most 200 characters.' })
  area!: string;

  @Field(() => PostcodeScalar, { description: 'Its postcode.' })
  postcode!: string;

  @Field(() => [PropertyTypeWord], { description: 'What kinds of homes it has.' })
  propertyTypes!: PropertyType[];

  @Field(() => Int, { description: 'How many people may live there, 1 to 100.' })
  capacity!: number;

  @Field(() => [ID], { description: 'Who lives there, by the ids of their packages and by nothing else.' })
  occupants!: string[];

  @Field(() => ID, { nullable: true, description: 'Id of the provider that comes with it.' })
  onSiteProviderId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Id of the nominations agreement with its landlord.' })
  agreementId?: string | null;

  @Field(() => PenceScalar, { description: 'Pence a week that are agreed for core support.' })
  coreWeeklyPence!: number;
}

@InputType({ description: 'A nominations agreement with a landlord (PROV-36).' })
export class RecordNominationsAgreementInput extends ActInput {
  @Field(() => ID, { description: 'Key of the council.' })
  council!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the agreement that is written anew; a new one when left out.',
  })
  agreementId?: string | null;

  @Field(() => String, { description: 'Name of the landlord, an organisation; at most 200 characters.' })
  landlord!: string;

  @Field(() => LandlordKindWord, { description: 'What the landlord is.' })
  landlordKind!: LandlordKind;

  @Field(() => String, { description: 'Your reference of the agreement, at most 40 characters.' })
  reference!: string;

  @Field(() => Int, { description: 'How many homes it is for, 1 to 1,000.' })
  homes!: number;

  @Field(() => LocalDateScalar, { description: 'First day.' })
  from!: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Last day; open when left out.' })
  to?: string | null;
}

@ObjectType({ description: 'A supported-living scheme, or why nothing was changed.' })
class SchemePayload extends Payload {
  @Field(() => SupportedLivingScheme, { nullable: true, description: 'The scheme.' })
  scheme!: SupportedLivingScheme | null;
}

@ObjectType({ description: 'A nominations agreement, or why nothing was changed.' })
class NominationsAgreementPayload extends Payload {
  @Field(() => NominationsAgreement, { nullable: true, description: 'The agreement.' })
  agreement!: NominationsAgreement | null;
}

@Resolver(() => SupportedLivingScheme)
export class SchemeFields {
  @Authorized<Role>(...COUNCIL_ONLY)
  @Needs<SupportedLivingScheme>('onSiteProviderId')
  @FieldResolver(() => Provider, { nullable: true, description: 'The provider that comes with it, if one does.' })
  async onSiteProvider(@Root() { onSiteProviderId }: SupportedLivingScheme, @Ctx() context: RequestContext) {
    return onSiteProviderId === null ? null : context.shown(Provider, onSiteProviderId);
  }

  @Authorized<Role>(...COUNCIL_ONLY)
  @Needs<SupportedLivingScheme>('agreementId')
  @FieldResolver(() => NominationsAgreement, {
    nullable: true,
    description: 'The nominations agreement with its landlord, if there is one (PROV-36).',
  })
  async agreement(@Root() { agreementId }: SupportedLivingScheme, @Ctx() context: RequestContext) {
    return agreementId === null ? null : context.shown(NominationsAgreement, agreementId);
  }
}

@Resolver()
export class Schemes {
  @Authorized<Role>(...COUNCIL_ONLY)
  @Query(() => SchemeConnection, { nullable: true, description: 'Supported-living schemes, by name (PROV-20).' })
  supportedLivingSchemes(
    @Args() args: SchemesArgs,
    @Ctx() context: RequestContext,
  ): Promise<Page<SupportedLivingScheme>> {
    asOneself(context);
    const where = args.agreement == null ? {} : { agreementId: args.agreement };
    return context.page(SupportedLivingScheme, { where, by: { name: 'text', id: 'id' } }, args);
  }

  @Authorized<Role>(...COUNCIL_ONLY)
  @Query(() => AgreementConnection, {
    nullable: true,
    description: 'Nominations agreements with landlords, by landlord (PROV-36).',
  })
  nominationsAgreements(@Args() args: PageArgs, @Ctx() context: RequestContext): Promise<Page<NominationsAgreement>> {
    asOneself(context);
    return context.page(NominationsAgreement, { where: {}, by: { landlord: 'text', id: 'id' } }, args);
  }

  @Authorized<Role>(...mayRecordScheme.roles)
  @Mutation(() => SchemePayload, { description: 'Records a supported-living scheme, or writes one anew (PROV-20).' })
  async recordScheme(
    @Arg('input', () => RecordSchemeInput, { description: 'The scheme.' }) input: RecordSchemeInput,
    @Ctx() { work }: RequestContext,
  ): Promise<SchemePayload> {
    const { onSiteProviderId = null, agreementId = null } = input;
    const { result: scheme, refusals } = await recordScheme(work, { ...input, onSiteProviderId, agreementId });
    return { scheme, refusals };
  }

  @Authorized<Role>(...mayRecordAgreement.roles)
  @Mutation(() => NominationsAgreementPayload, {
    description: 'Records a nominations agreement with a landlord, or writes one anew (PROV-36).',
  })
  async recordNominationsAgreement(
    @Arg('input', () => RecordNominationsAgreementInput, { description: 'The agreement.' })
    input: RecordNominationsAgreementInput,
    @Ctx() { work }: RequestContext,
  ): Promise<NominationsAgreementPayload> {
    const { to = null } = input;
    const { result: agreement, refusals } = await recordNominationsAgreement(work, { ...input, to });
    return { agreement, refusals };
  }
}

import { Arg, Authorized, Ctx, Field, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { RefusalType } from '../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../kernel/graphql/request-context.js';
import type { Outcome, Refusal } from '../../../kernel/values/refusal.js';
import { importCqcRecord } from '../commands/cqc/import-cqc-record.js';
import { recordImprovementPlan } from '../commands/cqc/record-improvement-plan.js';
import { shareImprovementPlan } from '../commands/cqc/share-improvement-plan.js';
import { type ImportReport, importWardPostcodes } from '../commands/geography/import-ward-postcodes.js';
import { importWards } from '../commands/geography/import-wards.js';
import { declareAlertResource } from '../commands/hours/declare-alert-resource.js';
import { DECLARERS, declareCapacity } from '../commands/hours/declare-capacity.js';
import { declarePrivateHours } from '../commands/hours/declare-private-hours.js';
import { admitMember } from '../commands/membership/admit-member.js';
import { exitMember, restoreMember, suspendMember } from '../commands/membership/change-membership.js';
import { closeLowRateQuery } from '../commands/rates/close-low-rate-query.js';
import { recordRate } from '../commands/rates/record-rate.js';
import { amendProvider } from '../commands/register/amend-provider.js';
import { registerProvider } from '../commands/register/register-provider.js';
import { ImprovementPlan } from '../entities/cqc/improvement-plan.js';
import { Location } from '../entities/cqc/location.js';
import { Ward } from '../entities/geography/patch.js';
import { AlertResource } from '../entities/hours/alert-resource.js';
import { CapacityStatement } from '../entities/hours/capacity.js';
import { Membership } from '../entities/membership/membership.js';
import { LowRateQuery, Rate } from '../entities/rates/rate.js';
import { REGISTER } from '../entities/readers.js';
import { Provider } from '../entities/register/provider.js';
import {
  AdmitMemberInput,
  AmendProviderInput,
  ChangeMembershipInput,
  CloseLowRateQueryInput,
  DeclareAlertResourceInput,
  DeclareCapacityInput,
  DeclarePrivateHoursInput,
  ImportCqcRecordInput,
  ImportWardPostcodesInput,
  ImportWardsInput,
  RecordImprovementPlanInput,
  RecordRateInput,
  RegisterProviderInput,
  ShareImprovementPlanInput,
} from './inputs.js';

const INPUT = { description: 'What is to be done.' } as const;
const REFUSALS = { description: 'Why nothing was changed; empty when it was.' } as const;

@ObjectType({ description: 'A provider, or why not.' })
class ProviderPayload {
  @Field(() => Provider, { nullable: true, description: 'The provider.' })
  provider!: Provider | null;

  @Field(() => [RefusalType], REFUSALS)
  refusals!: readonly Refusal[];
}

@ObjectType({ description: 'A CQC location, or why not.' })
class CqcLocationPayload {
  @Field(() => Location, { nullable: true, description: 'The location as it is held now.' })
  location!: Location | null;

  @Field(() => [RefusalType], REFUSALS)
  refusals!: readonly Refusal[];
}

@ObjectType({ description: 'A membership, or why not.' })
class MembershipPayload {
  @Field(() => Membership, { nullable: true, description: 'The membership.' })
  membership!: Membership | null;

  @Field(() => [RefusalType], REFUSALS)
  refusals!: readonly Refusal[];
}

@ObjectType({ description: 'The wards imported, or why none was.' })
class WardsPayload {
  @Field(() => [Ward], { nullable: true, description: 'The rows as they are held now.' })
  wards!: readonly Ward[] | null;

  @Field(() => [RefusalType], REFUSALS)
  refusals!: readonly Refusal[];
}

@ObjectType('ImportReport', { description: 'What became of the rows of an import.' })
class ImportReportType implements ImportReport {
  @Field(() => Int, { description: 'Rows that are now in the table.' })
  accepted!: number;

  @Field(() => Int, { description: 'Of those, the ones that were not in it, or otherwise.' })
  changed!: number;

  @Field(() => Int, { description: 'Rows that were passed over.' })
  refused!: number;

  @Field(() => [RefusalType], { description: 'Why, by line and column.' })
  refusals!: readonly Refusal[];
}

@ObjectType({ description: 'The report of an import, or why there was none.' })
class ImportReportPayload {
  @Field(() => ImportReportType, { nullable: true, description: 'What became of the rows.' })
  report!: ImportReport | null;

  @Field(() => [RefusalType], REFUSALS)
  refusals!: readonly Refusal[];
}

@ObjectType({ description: 'A capacity statement, or why not.' })
class CapacityStatementPayload {
  @Field(() => CapacityStatement, { nullable: true, description: 'The newest statement.' })
  statement!: CapacityStatement | null;

  @Field(() => [RefusalType], REFUSALS)
  refusals!: readonly Refusal[];
}

@ObjectType({ description: 'An alert resource, or why not.' })
class AlertResourcePayload {
  @Field(() => AlertResource, { nullable: true, description: 'What is declared now.' })
  alertResource!: AlertResource | null;

  @Field(() => [RefusalType], REFUSALS)
  refusals!: readonly Refusal[];
}

@ObjectType({ description: 'An improvement plan, or why not.' })
class ImprovementPlanPayload {
  @Field(() => ImprovementPlan, { nullable: true, description: 'The plan.' })
  plan!: ImprovementPlan | null;

  @Field(() => [RefusalType], REFUSALS)
  refusals!: readonly Refusal[];
}

@ObjectType({ description: 'The rates recorded, or why none was.' })
class RatesPayload {
  @Field(() => [Rate], { nullable: true, description: 'One for each type of care.' })
  rates!: readonly Rate[] | null;

  @Field(() => [RefusalType], REFUSALS)
  refusals!: readonly Refusal[];
}

@ObjectType({ description: 'A query about a low price, or why not.' })
class LowRateQueryPayload {
  @Field(() => LowRateQuery, { nullable: true, description: 'The query.' })
  query!: LowRateQuery | null;

  @Field(() => [RefusalType], REFUSALS)
  refusals!: readonly Refusal[];
}

/** Each hands one input to one command, and its outcome back under the field's word for it. */
@Resolver()
export class Mutations {
  @Authorized(REGISTER)
  @Mutation(() => ProviderPayload, { description: 'Puts a provider on the register (PROV-01).' })
  async registerProvider(
    @Arg('input', () => RegisterProviderInput, INPUT) input: RegisterProviderInput,
    @Ctx() { work }: RequestContext,
  ): Promise<ProviderPayload> {
    return as('provider', await registerProvider(work, input));
  }

  @Authorized([...REGISTER, 'provider-user'])
  @Mutation(() => ProviderPayload, {
    description: "Brings a provider's record up to date: by its own people, or by an officer (PROV-01).",
  })
  async amendProvider(
    @Arg('input', () => AmendProviderInput, INPUT) input: AmendProviderInput,
    @Ctx() { work }: RequestContext,
  ): Promise<ProviderPayload> {
    return as('provider', await amendProvider(work, input));
  }

  @Authorized(REGISTER)
  @Mutation(() => CqcLocationPayload, { description: 'Reads what CQC says of a location (PROV-02, PROV-03).' })
  async importCqcRecord(
    @Arg('input', () => ImportCqcRecordInput, INPUT) input: ImportCqcRecordInput,
    @Ctx() { work }: RequestContext,
  ): Promise<CqcLocationPayload> {
    return as('location', await importCqcRecord(work, input));
  }

  @Authorized(REGISTER)
  @Mutation(() => MembershipPayload, { description: 'Admits a provider to a contract vehicle (PROV-12, PROV-17).' })
  async admitMember(
    @Arg('input', () => AdmitMemberInput, INPUT) input: AdmitMemberInput,
    @Ctx() { work }: RequestContext,
  ): Promise<MembershipPayload> {
    return as('membership', await admitMember(work, input));
  }

  @Authorized(REGISTER)
  @Mutation(() => MembershipPayload, { description: 'No call-offs from now on (SM-5).' })
  async suspendMember(
    @Arg('input', () => ChangeMembershipInput, INPUT) input: ChangeMembershipInput,
    @Ctx() { work }: RequestContext,
  ): Promise<MembershipPayload> {
    return as('membership', await suspendMember(work, input));
  }

  @Authorized(REGISTER)
  @Mutation(() => MembershipPayload, { description: 'Call-offs again (SM-5).' })
  async restoreMember(
    @Arg('input', () => ChangeMembershipInput, INPUT) input: ChangeMembershipInput,
    @Ctx() { work }: RequestContext,
  ): Promise<MembershipPayload> {
    return as('membership', await restoreMember(work, input));
  }

  @Authorized(REGISTER)
  @Mutation(() => MembershipPayload, { description: 'Ends a membership for good (SM-5).' })
  async exitMember(
    @Arg('input', () => ChangeMembershipInput, INPUT) input: ChangeMembershipInput,
    @Ctx() { work }: RequestContext,
  ): Promise<MembershipPayload> {
    return as('membership', await exitMember(work, input));
  }

  @Authorized(REGISTER)
  @Mutation(() => WardsPayload, { description: "Adds rows to a council's map of wards and patches (PROV-15)." })
  async importWards(
    @Arg('input', () => ImportWardsInput, INPUT) input: ImportWardsInput,
    @Ctx() { work }: RequestContext,
  ): Promise<WardsPayload> {
    return as('wards', await importWards(work, input));
  }

  @Authorized(REGISTER)
  @Mutation(() => ImportReportPayload, { description: "Adds rows to a council's postcode table (PROV-16)." })
  async importWardPostcodes(
    @Arg('input', () => ImportWardPostcodesInput, INPUT) { council, rows }: ImportWardPostcodesInput,
    @Ctx() { work }: RequestContext,
  ): Promise<ImportReportPayload> {
    const lines = rows.map(({ line, ...cells }) => ({ line, cells }));
    return as('report', await importWardPostcodes(work, { council, rows: lines }));
  }

  @Authorized(DECLARERS)
  @Mutation(() => CapacityStatementPayload, { description: 'States what the provider has free (PROV-24).' })
  async declareCapacity(
    @Arg('input', () => DeclareCapacityInput, INPUT) input: DeclareCapacityInput,
    @Ctx() { work }: RequestContext,
  ): Promise<CapacityStatementPayload> {
    return as('statement', await declareCapacity(work, input));
  }

  @Authorized(DECLARERS)
  @Mutation(() => ProviderPayload, { description: "Declares the provider's private hours, monthly (PROV-23)." })
  async declarePrivateHours(
    @Arg('input', () => DeclarePrivateHoursInput, INPUT) input: DeclarePrivateHoursInput,
    @Ctx() { work }: RequestContext,
  ): Promise<ProviderPayload> {
    return as('provider', await declarePrivateHours(work, input));
  }

  @Authorized(DECLARERS)
  @Mutation(() => AlertResourcePayload, {
    description: 'Declares who watches over alerts, whom to call about them, and by which procedure (DEL-22, DEL-29).',
  })
  async declareAlertResource(
    @Arg('input', () => DeclareAlertResourceInput, INPUT) input: DeclareAlertResourceInput,
    @Ctx() { work }: RequestContext,
  ): Promise<AlertResourcePayload> {
    const { monitoredBy, desk, onCall, lateCallProcedure, idempotencyKey } = input;
    const { reference, issuedOn, reviewOn } = lateCallProcedure;
    return as(
      'alertResource',
      await declareAlertResource(work, {
        monitoredBy,
        desk: { telephone: desk.telephone, email: desk.email ?? null },
        onCall: onCall.map(({ days, from, to }) => ({ days: [...days], from, to })),
        lateCallProcedure: { reference, issuedOn, reviewOn },
        idempotencyKey,
      }),
    );
  }

  @Authorized(REGISTER)
  @Mutation(() => ImprovementPlanPayload, { description: 'Writes down an improvement plan as drafted (PROV-05).' })
  async recordImprovementPlan(
    @Arg('input', () => RecordImprovementPlanInput, INPUT) input: RecordImprovementPlanInput,
    @Ctx() { work }: RequestContext,
  ): Promise<ImprovementPlanPayload> {
    return as('plan', await recordImprovementPlan(work, input));
  }

  @Authorized(REGISTER)
  @Mutation(() => ImprovementPlanPayload, { description: 'The Quality Assurance Team was given the plan (PROV-05).' })
  async shareImprovementPlan(
    @Arg('input', () => ShareImprovementPlanInput, INPUT) input: ShareImprovementPlanInput,
    @Ctx() { work }: RequestContext,
  ): Promise<ImprovementPlanPayload> {
    return as('plan', await shareImprovementPlan(work, input));
  }

  @Authorized(REGISTER)
  @Mutation(() => RatesPayload, { description: 'Records a price from a date on (PROV-32, PROV-33).' })
  async recordRate(
    @Arg('input', () => RecordRateInput, INPUT) input: RecordRateInput,
    @Ctx() { work }: RequestContext,
  ): Promise<RatesPayload> {
    return as('rates', await recordRate(work, input));
  }

  @Authorized(REGISTER)
  @Mutation(() => LowRateQueryPayload, { description: 'The price has been explained (PROV-33).' })
  async closeLowRateQuery(
    @Arg('input', () => CloseLowRateQueryInput, INPUT) input: CloseLowRateQueryInput,
    @Ctx() { work }: RequestContext,
  ): Promise<LowRateQueryPayload> {
    return as('query', await closeLowRateQuery(work, input));
  }
}

function as<Name extends string, T>(name: Name, outcome: Outcome<T>) {
  return { [name]: outcome.result, refusals: outcome.refusals } as Record<Name, T | null> & {
    refusals: readonly Refusal[];
  };
}

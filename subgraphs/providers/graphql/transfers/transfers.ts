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
import { Needs } from '../../../../kernel/graphql/needs.js';
import { connectionOf, type Page, PageArgs } from '../../../../kernel/graphql/pages.js';
import { ActInput, Payload } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { LocalDateScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import {
  type CompleteTransfers,
  completeTransfers,
  allowed as mayComplete,
} from '../../commands/transfers/complete-transfers.js';
import { allowed as mayPlan, type PlanTransfers, planTransfers } from '../../commands/transfers/plan-transfers.js';
import { COUNCIL_ONLY } from '../../entities/readers.js';
import { Provider } from '../../entities/register/provider.js';
import { LegacyTransfer } from '../../entities/transfers/legacy-transfer.js';
import { TransferGapWord, TransferStateWord } from '../../entities/transfers/words.js';
import {
  type PlannedTransfer,
  type TransferGap,
  type TransferState,
  transferGaps,
} from '../../rules/transfers/legacy-transfer.js';
import { asOneself } from '../reading.js';

const LegacyTransferConnection = connectionOf(LegacyTransfer, 'LegacyTransfer');

@ArgsType()
class TransfersArgs extends PageArgs {
  @Field(() => [TransferStateWord], { nullable: true, description: 'Only those in these states.' })
  states?: TransferState[] | null;
}

@InputType({ description: 'One package that is to move (PROV-35).' })
export class PlannedTransferInput implements PlannedTransfer {
  @Field(() => String, { description: 'Your reference of the package: a code, never a name.' })
  packageReference!: string;

  @Field(() => ID, { description: 'Id of the provider that it leaves.' })
  fromProviderId!: string;

  @Field(() => ID, { description: 'Id of the provider that it goes to.' })
  toProviderId!: string;

  @Field(() => LocalDateScalar, { description: 'The day of the move.' })
  plannedOn!: string;

  @Field(() => Boolean, { description: 'Whether it was assessed under TUPE.' })
  tupeAssessed!: boolean;

  @Field(() => Boolean, { description: 'Whether the person was informed.' })
  personInformed!: boolean;
}

@InputType({ description: 'Packages that are to move from legacy providers (PROV-35).' })
export class PlanTransfersInput extends ActInput implements PlanTransfers {
  @Field(() => ID, { description: 'Key of the council.' })
  council!: string;

  @Field(() => [PlannedTransferInput], { description: 'The packages, 1 to 500; each takes the place of its row.' })
  rows!: PlannedTransferInput[];
}

@InputType({ description: 'Transfers that were done today (PROV-35).' })
export class CompleteTransfersInput extends ActInput implements CompleteTransfers {
  @Field(() => ID, { description: 'Key of the council.' })
  council!: string;

  @Field(() => [ID], { description: 'Ids of the transfers, each of them ready.' })
  transferIds!: string[];
}

@ObjectType({ description: 'Transfers of legacy packages, or why none was changed.' })
class TransfersPayload extends Payload {
  @Field(() => [LegacyTransfer], { nullable: true, description: 'The transfers.' })
  transfers!: readonly LegacyTransfer[] | null;
}

@Resolver(() => LegacyTransfer)
export class TransferFields {
  @Authorized<Role>(...COUNCIL_ONLY)
  @Needs<LegacyTransfer>('tupeAssessed', 'personInformed')
  @FieldResolver(() => [TransferGapWord], { description: 'What is missing before it may move.' })
  missing(@Root() transfer: LegacyTransfer): TransferGap[] {
    return transferGaps(transfer);
  }

  @Authorized<Role>(...COUNCIL_ONLY)
  @Needs<LegacyTransfer>('fromProviderId')
  @FieldResolver(() => Provider, { nullable: true, description: 'The provider that it leaves.' })
  fromProvider(@Root() { fromProviderId }: LegacyTransfer, @Ctx() context: RequestContext) {
    return context.shown(Provider, fromProviderId);
  }

  @Authorized<Role>(...COUNCIL_ONLY)
  @Needs<LegacyTransfer>('toProviderId')
  @FieldResolver(() => Provider, { nullable: true, description: 'The provider that it goes to.' })
  toProvider(@Root() { toProviderId }: LegacyTransfer, @Ctx() context: RequestContext) {
    return context.shown(Provider, toProviderId);
  }
}

@Resolver()
export class Transfers {
  @Authorized<Role>(...COUNCIL_ONLY)
  @Query(() => LegacyTransferConnection, {
    nullable: true,
    description: 'Transfers of legacy packages, by the day of the move (PROV-35).',
  })
  legacyTransfers(@Args() args: TransfersArgs, @Ctx() context: RequestContext): Promise<Page<LegacyTransfer>> {
    asOneself(context);
    const where = args.states == null ? {} : { state: { $in: [...args.states] } };
    return context.page(LegacyTransfer, { where, by: { plannedOn: 'text', id: 'id' } }, args);
  }

  @Authorized<Role>(...mayPlan.roles)
  @Mutation(() => TransfersPayload, {
    description: 'Plans transfers of legacy packages, or plans them again (PROV-35).',
  })
  async planTransfers(
    @Arg('input', () => PlanTransfersInput, { description: 'The plan.' }) input: PlanTransfersInput,
    @Ctx() { work }: RequestContext,
  ): Promise<TransfersPayload> {
    const { result: transfers, refusals } = await planTransfers(work, input);
    return { transfers, refusals };
  }

  @Authorized<Role>(...mayComplete.roles)
  @Mutation(() => TransfersPayload, { description: 'Keeps that transfers were done today (PROV-35).' })
  async completeTransfers(
    @Arg('input', () => CompleteTransfersInput, { description: 'Which.' }) input: CompleteTransfersInput,
    @Ctx() { work }: RequestContext,
  ): Promise<TransfersPayload> {
    const { result: transfers, refusals } = await completeTransfers(work, input);
    return { transfers, refusals };
  }
}

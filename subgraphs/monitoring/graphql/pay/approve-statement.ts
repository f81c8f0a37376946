import {
  Arg,
  Args,
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
import { approveStatement, allowed as mayApprove } from '../../commands/pay/approve-statement.js';
import { ApprovedLine } from '../../entities/pay/approved-line.js';
import { ApprovedStatement } from '../../entities/pay/approved-statement.js';
import { Visit } from '../../entities/visits/visit.js';
import { WhoseArgs } from '../figures/figures-args.js';
import { asOneself } from '../reading.js';
import { Placement, Provider } from '../references.js';
import { STATEMENT_READERS, whoseFigures } from '../whose.js';

@InputType({ description: 'A statement to be approved, as it was read.' })
class ApproveStatementInput extends ActInput {
  @Field(() => ID, { description: 'Id of the provider.' })
  providerId!: string;

  @Field(() => LocalDateScalar, { description: 'First day.' })
  from!: string;

  @Field(() => LocalDateScalar, { description: 'Last day, at most 35 days from the first.' })
  to!: string;

  @Field(() => String, { description: 'Fingerprint of the statement that was read.' })
  fingerprint!: string;
}

@ObjectType({ description: 'What came of approving a statement.' })
class ApproveStatementPayload extends Payload {
  @Field(() => ApprovedStatement, { nullable: true, description: 'The statement as it was approved.' })
  approved!: ApprovedStatement | null;
}

const ApprovedStatementConnection = connectionOf(ApprovedStatement, 'ApprovedStatement');
const ApprovedLineConnection = connectionOf(ApprovedLine, 'ApprovedLine');

@Resolver(() => ApprovedLine)
export class ApprovedLines {
  @Needs<ApprovedLine>('placementId')
  @FieldResolver(() => Placement, { nullable: true, description: 'The placement.' })
  placement(@Root() { placementId }: ApprovedLine): Placement {
    return Object.assign(new Placement(), { id: placementId });
  }

  @Needs<ApprovedLine>('visitId')
  @FieldResolver(() => Visit, { nullable: true, description: 'The visit, as it stands now.' })
  visit(@Root() { visitId }: ApprovedLine, @Ctx() context: RequestContext): Promise<Visit | null> {
    return context.shown(Visit, visitId);
  }
}

@Resolver(() => ApprovedStatement)
export class ApprovedStatements {
  @Authorized<Role>(...mayApprove.roles)
  @Mutation(() => ApproveStatementPayload, {
    description: 'Approves what is payable to a provider for some days; the case system is told, and pays (PAY-07).',
  })
  async approveStatement(
    @Ctx() context: RequestContext,
    @Arg('input', () => ApproveStatementInput, { description: 'The statement.' }) input: ApproveStatementInput,
  ): Promise<ApproveStatementPayload> {
    const { providerId, from, to, fingerprint, idempotencyKey } = input;
    const { result, refusals } = await approveStatement(context.work, {
      ...{ providerId, from, to, fingerprint, idempotencyKey },
    });
    return { approved: result, refusals };
  }

  @Authorized<Role>(STATEMENT_READERS)
  @Query(() => ApprovedStatementConnection, {
    nullable: true,
    description: 'What was approved to be paid to a provider, the latest first (PAY-07).',
  })
  approvedStatements(
    @Ctx() context: RequestContext,
    @Args() whose: WhoseArgs,
    @Args() page: PageArgs,
  ): Promise<Page<ApprovedStatement>> {
    const { council, providerId } = whoseFigures(context, STATEMENT_READERS, whose);
    const by = { approvedAt: 'instant', id: 'id' } as const;
    return context.page(ApprovedStatement, { where: { council, providerId }, by, newestFirst: true }, page);
  }

  @Needs<ApprovedStatement>('id')
  @FieldResolver(() => ApprovedLineConnection, {
    nullable: true,
    description:
      'What it approved of each visit, in the order of days; none for a statement from before lines were kept (PAY-11).',
  })
  async lines(
    @Root() { id: statementId }: ApprovedStatement,
    @Ctx() context: RequestContext,
    @Args() page: PageArgs,
    @Arg('adjustments', () => Boolean, {
      nullable: true,
      description: 'Only visits of days approved before, or only those of its own days; both if left out.',
    })
    adjustments?: boolean | null,
  ): Promise<Page<ApprovedLine>> {
    asOneself(context);
    const cause = adjustments == null ? {} : { cause: adjustments ? { $ne: null } : null };
    return context.page(ApprovedLine, { where: { statementId, ...cause }, by: { day: 'text', id: 'id' } }, page);
  }

  @Needs<ApprovedStatement>('providerId')
  @FieldResolver(() => Provider, { nullable: true, description: 'The provider that is paid.' })
  provider(@Root() { providerId }: ApprovedStatement): Provider {
    return Object.assign(new Provider(), { id: providerId });
  }
}

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
import { approveStatement, allowed as mayApprove } from '../../commands/pay/approve-statement.js';
import { ApprovedStatement } from '../../entities/pay/approved-statement.js';
import { Provider } from '../references.js';

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

  @Needs<ApprovedStatement>('providerId')
  @FieldResolver(() => Provider, { nullable: true, description: 'The provider that is paid.' })
  provider(@Root() { providerId }: ApprovedStatement): Provider {
    return Object.assign(new Provider(), { id: providerId });
  }
}

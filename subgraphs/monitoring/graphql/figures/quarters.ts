import { Arg, Authorized, Ctx, Field, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { ActInput, Payload } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { closeQuarter, allowed as mayClose } from '../../commands/figures/close-quarter.js';
import { allowed as mayReopen, reopenQuarter } from '../../commands/figures/reopen-quarter.js';
import { Provider } from '../references.js';

@InputType({ description: 'A quarter to be closed.' })
class CloseQuarterInput extends ActInput {
  @Field(() => String, { description: 'Name of the quarter, such as 2026-27 Q1.' })
  quarter!: string;
}

@InputType({ description: 'A closed quarter to be opened again.' })
class ReopenQuarterInput extends ActInput {
  @Field(() => String, { description: 'Name of the quarter, such as 2026-27 Q1.' })
  quarter!: string;

  @Field(() => String, { description: 'Why, in 10 to 500 characters, without naming a person.' })
  reason!: string;
}

@ObjectType({ description: 'The lines that one provider declared and the hub computed differently (CM-05).' })
class KpiDiscrepancy {
  @Field(() => Provider, { description: 'The provider.' })
  provider!: Provider;

  @Field(() => [String], { description: 'Ids of the lines to be asked about.' })
  lines!: readonly string[];
}

@ObjectType({ description: 'What came of closing a quarter.' })
class CloseQuarterPayload extends Payload {
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was closed.' })
  closedAt!: Date | null;

  @Field(() => Int, { nullable: true, description: 'How many sheets were frozen.' })
  sheets!: number | null;

  @Field(() => [KpiDiscrepancy], { nullable: true, description: 'What is to be asked about.' })
  discrepancies!: readonly KpiDiscrepancy[] | null;
}

@ObjectType({ description: 'What came of opening a quarter again.' })
class ReopenQuarterPayload extends Payload {
  @Field(() => String, { nullable: true, description: 'Name of the quarter that is open again.' })
  quarter!: string | null;
}

@Resolver()
export class Quarters {
  @Authorized<Role>(...mayClose.roles)
  @Mutation(() => CloseQuarterPayload, {
    description:
      'Freezes the sheets of a quarter that is over, and tells providers where a declared figure is to be asked about (NTF-37).',
  })
  async closeQuarter(
    @Ctx() context: RequestContext,
    @Arg('input', () => CloseQuarterInput, { description: 'The quarter.' }) input: CloseQuarterInput,
  ): Promise<CloseQuarterPayload> {
    const { quarter, idempotencyKey } = input;
    const { result, refusals } = await closeQuarter(context.work, { quarter, idempotencyKey });
    const discrepancies = result?.discrepancies.map(({ providerId, lines }) => ({
      provider: Object.assign(new Provider(), { id: providerId }),
      lines,
    }));
    return {
      closedAt: result?.closedAt ?? null,
      sheets: result?.sheets ?? null,
      discrepancies: discrepancies ?? null,
      refusals,
    };
  }

  @Authorized<Role>(...mayReopen.roles)
  @Mutation(() => ReopenQuarterPayload, {
    description: 'Opens a closed quarter again, with the reason; what was held for it is taken in (NTF-37).',
  })
  async reopenQuarter(
    @Ctx() context: RequestContext,
    @Arg('input', () => ReopenQuarterInput, { description: 'The quarter, and why.' }) input: ReopenQuarterInput,
  ): Promise<ReopenQuarterPayload> {
    const { quarter, reason, idempotencyKey } = input;
    const { result, refusals } = await reopenQuarter(context.work, { quarter, reason, idempotencyKey });
    return { quarter: result?.id ?? null, refusals };
  }
}

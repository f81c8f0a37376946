import { Arg, Authorized, Ctx, Field, FieldResolver, InputType, Mutation, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { PenceScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { adjustStarterBudget, allowed as mayAdjust } from '../../commands/requests/adjust-starter-budget.js';
import { agreeStarterBudget, allowed as mayAgree } from '../../commands/requests/agree-starter-budget.js';
import { allowed as mayRecord, recordStarterBudget } from '../../commands/requests/record-starter-budget.js';
import { COUNCIL_READERS } from '../../entities/readers.js';
import { Package } from '../../entities/requests/package.js';
import { StarterBudget } from '../../entities/requests/starter-budget.js';
import { budgetFacts } from '../../reads/requests/starter-budget-of.js';
import { agreedBudgetPence, budgetPence } from '../../rules/requests/starter-budget.js';
import { rowsOf } from '../reading.js';
import { OnPackageInput, PackagePayload } from './package-payload.js';

@InputType({ description: 'What the resource allocation system gave.' })
export class RecordStarterBudgetInput extends OnPackageInput {
  @Field(() => PenceScalar, { description: 'Pence a week, 1 to 2,000,000.' })
  rasWeeklyPence!: number;
}

@InputType({ description: 'An adjustment of a starter budget.' })
export class AdjustStarterBudgetInput extends OnPackageInput {
  @Field(() => PenceScalar, { description: 'Pence a week, more or, below 0, less; never 0, and at most 2,000,000.' })
  amountPence!: number;

  @Field(() => String, { description: 'Why, in 1 to 500 characters and with nothing that says whose case it is.' })
  reason!: string;
}

/** What the starter budget of a package comes to, and who agrees to it. */
@Resolver(() => StarterBudget)
export class StarterBudgets {
  @FieldResolver(() => PenceScalar, { description: 'What it comes to, its adjustments among it.' })
  weeklyPence(@Root() budget: StarterBudget): number {
    return budgetPence(budgetFacts(budget));
  }

  @FieldResolver(() => PenceScalar, {
    nullable: true,
    description: 'The individual budget that may be used: what it comes to, once both sides agree.',
  })
  agreedPence(@Root() budget: StarterBudget): number | null {
    return agreedBudgetPence(budgetFacts(budget));
  }

  @Authorized<Role>(...mayRecord.roles)
  @Mutation(() => PackagePayload, {
    description: 'Records what the resource allocation system gave; another figure clears what followed (ASM-23).',
  })
  async recordStarterBudget(
    @Arg('input', () => RecordStarterBudgetInput, { description: 'The figure.' }) input: RecordStarterBudgetInput,
    @Ctx() context: RequestContext,
  ): Promise<PackagePayload> {
    const { idempotencyKey, packageId, rasWeeklyPence } = input;
    return PackagePayload.of(await recordStarterBudget(context.work, { idempotencyKey, packageId, rasWeeklyPence }));
  }

  @Authorized<Role>(...mayAdjust.roles)
  @Mutation(() => PackagePayload, { description: 'Adjusts a starter budget; both agreements are cleared (ASM-23).' })
  async adjustStarterBudget(
    @Arg('input', () => AdjustStarterBudgetInput, { description: 'The adjustment.' }) input: AdjustStarterBudgetInput,
    @Ctx() context: RequestContext,
  ): Promise<PackagePayload> {
    const { idempotencyKey, packageId, amountPence, reason } = input;
    return PackagePayload.of(
      await adjustStarterBudget(context.work, { idempotencyKey, packageId, amountPence, reason }),
    );
  }

  @Authorized<Role>(...mayAgree.roles)
  @Mutation(() => PackagePayload, {
    description: 'The care manager or a commissioner agrees to a starter budget: it may be used once both do (ASM-23).',
  })
  async agreeStarterBudget(
    @Arg('input', () => OnPackageInput, { description: 'The package.' }) input: OnPackageInput,
    @Ctx() context: RequestContext,
  ): Promise<PackagePayload> {
    const { idempotencyKey, packageId } = input;
    return PackagePayload.of(await agreeStarterBudget(context.work, { idempotencyKey, packageId }));
  }
}

@Resolver(() => Package)
export class PackageBudgets {
  @Authorized<Role>(...COUNCIL_READERS)
  @FieldResolver(() => StarterBudget, { nullable: true, description: 'Its starter budget, if there is one (ASM-23).' })
  async starterBudget(@Root() carePackage: Package, @Ctx() context: RequestContext): Promise<StarterBudget | null> {
    const [budget] = await rowsOf(context, StarterBudget, 'packageId', carePackage.id, 'recordedAt');
    return budget ?? null;
  }
}

import {
  Arg,
  Args,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { type Page, PageArgs, pageOf } from '../../../../kernel/graphql/pages.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { LocalDateScalar, PenceScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { payableStatement, type Statement, type VisitLine } from '../../reads/pay/payable-statement.js';
import { WhoseArgs } from '../figures/figures-args.js';
import { Provider } from '../references.js';
import { STATEMENT_READERS } from '../whose.js';
import { pageFrom } from './page-from.js';
import { statementOfPlacement } from './statement-asked.js';
import {
  adjustmentShown,
  dayShown,
  PayAdjustment,
  PayAdjustmentConnection,
  PayableDay,
  PayableDayConnection,
  PayableVisit,
  PayableVisitConnection,
  visitShown,
} from './statement-lines.js';

@ObjectType({ description: 'What is payable to a provider for some days. The hub never pays (PAY-07).' })
@Reads('figures:read')
class PayableStatement {
  readonly statement!: Statement;

  @Field(() => Provider, { description: 'The provider.' })
  provider!: Provider;

  @Field(() => LocalDateScalar, { description: 'First day.' })
  from!: string;

  @Field(() => LocalDateScalar, { description: 'Last day.' })
  to!: string;

  @Field(() => Int, { description: 'Worker-minutes commissioned: by the weekly level of each day of care.' })
  commissionedMinutes!: number;

  @Field(() => Int, { description: 'Worker-minutes that were scheduled.' })
  scheduledMinutes!: number;

  @Field(() => Int, { description: 'Worker-minutes given.' })
  actualMinutes!: number;

  @Field(() => Int, { description: 'Worker-minutes payable.' })
  payableMinutes!: number;

  @Field(() => PenceScalar, { description: 'What is payable for the days, as it stands.' })
  amountPence!: number;

  @Field(() => Int, { description: 'Worker-minutes that the adjustments add, or take away.' })
  adjustmentMinutes!: number;

  @Field(() => PenceScalar, { description: 'What the adjustments add, or take away (PAY-11).' })
  adjustmentPence!: number;

  @Field(() => PenceScalar, {
    description: 'What would be approved: what is payable and the adjustments; below nothing if these take away more.',
  })
  totalPence!: number;

  @Field(() => PenceScalar, { description: 'What was worked out and is held back.' })
  heldPence!: number;

  @Field(() => String, { description: 'The council’s policy that it was made under, such as bromley/3.' })
  policyVersion!: string;

  @Field(() => String, { description: 'Changes when any line does; name it to approve the statement.' })
  fingerprint!: string;
}

@Resolver(() => PayableStatement)
export class PayableStatements {
  @Authorized<Role>(STATEMENT_READERS)
  @Query(() => PayableStatement, {
    nullable: true,
    description: 'What is payable for some days, to a provider or for one placement (PAY-02, PAY-07).',
  })
  async payableStatement(
    @Ctx() context: RequestContext,
    @Arg('from', () => LocalDateScalar, { description: 'First day.' }) from: string,
    @Arg('to', () => LocalDateScalar, { description: 'Last day, at most 35 days from the first.' }) to: string,
    @Args() { provider, council }: WhoseArgs,
    @Arg('placement', () => ID, {
      nullable: true,
      description: 'Id of the only placement wanted; its reference is not taken.',
    })
    placement?: string,
  ): Promise<PayableStatement | null> {
    const asked = await statementOfPlacement(context, { provider, council }, { from, to }, placement);
    if (!asked) return null;
    const statement = await payableStatement(context.em, asked);
    const { lines: _lines, adjustments: _adjustments, placements: _placements, ...figures } = statement;
    const of = Object.assign(new Provider(), { id: asked.providerId });
    return { statement, provider: of, from, to, ...figures };
  }

  @FieldResolver(() => PayableVisitConnection, {
    description: 'A line for each visit, in the order of days, placements and planned times.',
  })
  visits(@Root() { statement }: PayableStatement, @Args() page: PageArgs): Page<PayableVisit> {
    const rows = pageFrom(statement.lines, keyOfVisit, page);
    return {
      ...pageOf(rows.map(visitShown), page, ({ line }) => keyOfVisit(line)),
      totalCount: statement.lines.length,
    };
  }

  @FieldResolver(() => PayAdjustmentConnection, {
    description:
      'What is settled of days that were approved before, in the order of days, placements and planned times: visits that changed, became known or were let go since (PAY-07, PAY-11).',
  })
  adjustments(@Root() { statement }: PayableStatement, @Args() page: PageArgs): Page<PayAdjustment> {
    const rows = pageFrom(statement.adjustments, keyOfVisit, page);
    const shown = pageOf(rows.map(adjustmentShown), page, ({ adjustment }) => keyOfVisit(adjustment));
    return { ...shown, totalCount: statement.adjustments.length };
  }

  @FieldResolver(() => PayableDayConnection, {
    description: 'A line for each day of each placement, in the order of days and placements.',
  })
  days(@Root() { statement }: PayableStatement, @Args() page: PageArgs): Page<PayableDay> {
    const days = [...Map.groupBy(statement.lines, ({ visit }) => `${visit.day} ${visit.placementId}`).values()];
    const rows = pageFrom(days, ([first]) => [first!.visit.day, first!.visit.placementId], page);
    const shown = pageOf(rows.map(dayShown), page, ({ day, placement }) => [day, placement.id]);
    return { ...shown, totalCount: days.length };
  }
}

function keyOfVisit({ visit }: Pick<VisitLine, 'visit'>): string[] {
  return [visit.day, visit.placementId, visit.expectedStart.toISOString(), visit.id];
}

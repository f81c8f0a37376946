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
import { connectionOf, keyAfter, type Page, PageArgs, pageOf } from '../../../../kernel/graphql/pages.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { LocalDateScalar, PenceScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { Invoice } from '../../entities/pay/invoice.js';
import { PayReasonWord, PayStatusWord, ReconcilingWord } from '../../entities/pay/words.js';
import { Visit } from '../../entities/visits/visit.js';
import { type ReconciledLine, reconciled, toReconcile } from '../../reads/pay/reconciliation.js';
import type { PayReason, PayStatus } from '../../rules/pay/pay-line.js';
import type { Reconciling } from '../../rules/pay/reconciliation.js';
import { WhoseArgs } from '../figures/figures-args.js';
import { Placement } from '../references.js';
import { STATEMENT_READERS } from '../whose.js';
import { pageFrom } from './page-from.js';
import { statementOfPlacement } from './statement-asked.js';

@ObjectType({
  description:
    'One visit with what was commissioned, planned, logged, is payable, was approved and was invoiced, side by side; or a claim of an invoice without a visit. Minutes are worker-minutes (PAY-02, PAY-11).',
})
@Reads('figures:read')
class ReconciliationLine {
  readonly line!: ReconciledLine;

  @Field(() => LocalDateScalar, { description: 'The day; of a claim without a visit the first day of its invoice.' })
  day!: string;

  @Field(() => Placement, { nullable: true, description: 'The placement; null for a claim without a visit.' })
  placement!: Placement | null;

  @Field(() => Int, { description: 'What the council commissioned.' })
  commissionedMinutes!: number;

  @Field(() => Int, { description: 'What the provider planned; 0 if nobody planned it.' })
  plannedMinutes!: number;

  @Field(() => Int, { description: 'What was logged.' })
  loggedMinutes!: number;

  @Field(() => Int, { description: 'What is payable, as it stands.' })
  payableMinutes!: number;

  @Field(() => PenceScalar, { description: 'What that is worth.' })
  payablePence!: number;

  @Field(() => Int, { nullable: true, description: 'What was approved so far; null if its day was not.' })
  approvedMinutes!: number | null;

  @Field(() => PenceScalar, { nullable: true, description: 'What was approved so far; null if its day was not.' })
  approvedPence!: number | null;

  @Field(() => Int, { nullable: true, description: 'What kept invoices claim for it; null if none does.' })
  invoicedMinutes!: number | null;

  @Field(() => PenceScalar, { nullable: true, description: 'What kept invoices claim for it; null if none does.' })
  invoicedPence!: number | null;

  @Field(() => PayStatusWord, { nullable: true, description: 'Whether it is paid; null for a claim without a visit.' })
  status!: PayStatus | null;

  @Field(() => [ReconcilingWord], { description: 'Which of these differ, and how; empty if all agree.' })
  differences!: readonly Reconciling[];

  @Field(() => [PayReasonWord], { description: 'Why it is not paid, not paid as planned, or held.' })
  reasons!: readonly PayReason[];
}
const ReconciliationLineConnection = connectionOf(ReconciliationLine, 'ReconciliationLine');

@Resolver(() => ReconciliationLine)
export class Reconciliations {
  @Authorized<Role>(STATEMENT_READERS)
  @Query(() => ReconciliationLineConnection, {
    nullable: true,
    description:
      'What was commissioned, planned, logged, is payable, approved and invoiced, visit by visit, for some days of a provider or of one placement, in the order of days, placements and planned times (PAY-02, PAY-11, DEL-14).',
  })
  async reconciliation(
    @Ctx() context: RequestContext,
    @Arg('from', () => LocalDateScalar, { description: 'First day.' }) from: string,
    @Arg('to', () => LocalDateScalar, { description: 'Last day, at most 35 days from the first.' }) to: string,
    @Args() { provider, council }: WhoseArgs,
    @Args() page: PageArgs,
    @Arg('placement', () => ID, {
      nullable: true,
      description: 'Id of the only placement wanted; its reference is not taken.',
    })
    placement?: string | null,
  ): Promise<Page<ReconciliationLine> | null> {
    const asked = await statementOfPlacement(context, { provider, council }, { from, to }, placement);
    if (!asked) return null;
    const [reached = from] = keyAfter(page.after, ['text', 'text', 'text', 'text']) ?? [];
    // What lies before the cursor's day is not read again.
    const all = await toReconcile(context.em, { ...asked, from: reached > from ? reached : from });
    const rows = await reconciled(
      context.em,
      pageFrom(all, ({ key }) => key, page),
    );
    return pageOf(rows.map(shown), page, ({ line }) => line.key);
  }

  @FieldResolver(() => Visit, { nullable: true, description: 'The visit; null for a claim without one.' })
  async visit(@Root() { line }: ReconciliationLine, @Ctx() context: RequestContext): Promise<Visit | null> {
    return line.visitId === null ? null : context.shown(Visit, line.visitId);
  }

  @FieldResolver(() => Invoice, { nullable: true, description: 'The invoice of a claim without a visit.' })
  async invoice(@Root() { line }: ReconciliationLine, @Ctx() context: RequestContext): Promise<Invoice | null> {
    return line.invoiceId === null ? null : context.shown(Invoice, line.invoiceId);
  }
}

function shown(line: ReconciledLine): ReconciliationLine {
  const { placementId, approved, invoiced, ...figures } = line;
  return {
    ...figures,
    line,
    placement: placementId === null ? null : Object.assign(new Placement(), { id: placementId }),
    approvedMinutes: approved?.minutes ?? null,
    approvedPence: approved?.amountPence ?? null,
    invoicedMinutes: invoiced?.minutes ?? null,
    invoicedPence: invoiced?.amountPence ?? null,
  };
}

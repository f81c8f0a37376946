import {
  Arg,
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
import { connectionOf, keyAfter, type Page, pageOf, rowsFor } from '../../../../kernel/graphql/pages.js';
import { RefusalType } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { LocalDateScalar, PenceScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { approveStatement } from '../../commands/pay/approve-statement.js';
import { ApprovedStatement } from '../../entities/pay/approved-statement.js';
import { ExpectedPlacement } from '../../entities/placements/expected-placement.js';
import { Visit } from '../../entities/visits/visit.js';
import { type ClaimedLine, invoiceChecked } from '../../reads/pay/check-invoice.js';
import {
  payableStatement,
  type Statement,
  type StatementAsked,
  totals,
  type VisitLine,
} from '../../reads/pay/payable-statement.js';
import type { InvoiceFinding } from '../../rules/pay/invoice.js';
import { isStatementSpan, LONGEST_STATEMENT_DAYS } from '../../rules/pay/statement.js';
import { Placement, Provider } from '../foreign.js';
import { badInput, STATEMENT_READERS, whoseFigures } from '../whose.js';

@ObjectType({ description: 'What one visit is paid, and why not more (PAY-02, PAY-03).' })
class PayableVisit {
  @Field(() => Visit, { description: 'The visit.' })
  visit!: Visit;

  @Field(() => Placement, { description: 'Its placement.' })
  placement!: Placement;

  @Field(() => LocalDateScalar, { description: 'Its day.' })
  day!: string;

  @Field(() => String, { description: 'PAYABLE, NOT_PAYABLE, HELD until its reason is gone, or NOT_OVER.' })
  status!: string;

  @Field(() => String, { description: 'DAY, NIGHT, SLEEP_IN or WAKING_NIGHT.' })
  band!: string;

  @Field(() => Int, { description: 'Worker-minutes that were to be given; none where care was off.' })
  scheduledMinutes!: number;

  @Field(() => Int, { description: 'Worker-minutes given.' })
  actualMinutes!: number;

  @Field(() => Int, { description: 'Worker-minutes payable.' })
  payableMinutes!: number;

  @Field(() => Int, { description: 'Given less scheduled.' })
  differenceMinutes!: number;

  @Field(() => PenceScalar, { nullable: true, description: 'An hour; null where no rate was in force.' })
  ratePence!: number | null;

  @Field(() => String, { description: 'Where the rate is from: AWARD, as agreed then, blended over types of care.' })
  rateSource!: string;

  @Field(() => PenceScalar, { description: 'Rounded once.' })
  amountPence!: number;

  @Field(() => String, { nullable: true, description: 'Of D2A: VALIDATED by formal messages, or QUERY (PAY-05).' })
  validation!: string | null;

  @Field(() => [String], { description: 'Codes: why it is not paid, not as planned, or held.' })
  reasons!: readonly string[];
}
const PayableVisitConnection = connectionOf(PayableVisit, 'PayableVisit');

@ObjectType({ description: 'One day of one placement: the sum of its visits, which a statement of that day opens.' })
class PayableDay {
  @Field(() => Placement, { description: 'The placement.' })
  placement!: Placement;

  @Field(() => LocalDateScalar, { description: 'The day.' })
  day!: string;

  @Field(() => Int, { description: 'How many visits.' })
  visits!: number;

  @Field(() => Int, { description: 'Worker-minutes that were to be given.' })
  scheduledMinutes!: number;

  @Field(() => Int, { description: 'Worker-minutes given.' })
  actualMinutes!: number;

  @Field(() => Int, { description: 'Worker-minutes payable.' })
  payableMinutes!: number;

  @Field(() => PenceScalar, { description: 'Payable as it stands.' })
  amountPence!: number;

  @Field(() => PenceScalar, { description: 'Worked out, and held back.' })
  heldPence!: number;
}
const PayableDayConnection = connectionOf(PayableDay, 'PayableDay');

@ObjectType({ description: 'What is payable to a provider for some days. The hub never pays (PAY-07).' })
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

  @Field(() => Int, { description: 'Worker-minutes that visits were planned for.' })
  scheduledMinutes!: number;

  @Field(() => Int, { description: 'Worker-minutes given.' })
  actualMinutes!: number;

  @Field(() => Int, { description: 'Worker-minutes payable.' })
  payableMinutes!: number;

  @Field(() => PenceScalar, { description: 'Payable as it stands.' })
  amountPence!: number;

  @Field(() => PenceScalar, { description: 'Worked out, and held back.' })
  heldPence!: number;

  @Field(() => String, { description: 'The council’s policy that it was made under.' })
  policyVersion!: string;

  @Field(() => String, { description: 'Changes when any line does; named by whoever approves it.' })
  fingerprint!: string;
}

@InputType({ description: 'A statement to be approved, as it was read.' })
class ApproveStatementInput {
  @Field(() => ID, { description: 'The provider.' })
  providerId!: string;

  @Field(() => LocalDateScalar, { description: 'First day.' })
  from!: string;

  @Field(() => LocalDateScalar, { description: 'Last day, 35 days at most.' })
  to!: string;

  @Field(() => String, { description: 'Fingerprint of the statement that was read.' })
  fingerprint!: string;
}

@ObjectType({ description: 'What came of approving a statement.' })
class ApproveStatementPayload {
  @Field(() => ApprovedStatement, { nullable: true, description: 'As approved; null when it was not.' })
  approved!: ApprovedStatement | null;

  @Field(() => [RefusalType], { description: 'Why it was not; empty when it was.' })
  refusals!: readonly RefusalType[];
}

@InputType({ description: 'One line of an invoice: a visit claimed.' })
class InvoiceLineInput implements ClaimedLine {
  @Field(() => Int, { description: 'Its number on the invoice.' })
  line!: number;

  @Field(() => String, { description: 'The system that planned the visit.' })
  source!: string;

  @Field(() => String, { description: 'The visit’s id in that system.' })
  externalId!: string;

  @Field(() => Int, { description: 'Worker-minutes claimed.' })
  minutes!: number;

  @Field(() => PenceScalar, { description: 'Claimed.' })
  amountPence!: number;
}

@ObjectType('InvoiceFinding', { description: 'What an invoice says otherwise than the statement (PAY-11).' })
class InvoiceFindingType implements InvoiceFinding {
  @Field(() => Int, { description: 'The line’s number.' })
  line!: number;

  @Field(() => String, { description: 'UNMATCHED, DUPLICATE, OVER_CLAIMED, MISSED_CLAIMED or NOT_PAYABLE_YET.' })
  finding!: InvoiceFinding['finding'];

  @Field(() => String, { description: 'PAY-01 for a missed visit claimed: fraud or a breach; otherwise PAY-11.' })
  rule!: InvoiceFinding['rule'];

  @Field(() => PenceScalar, { description: 'Claimed too much.' })
  overPence!: number;
}

const MOST_LINES = 1000;
const FIRST = { defaultValue: 20, description: 'At most so many, up to 100.' } as const;
const AFTER = { nullable: true, description: 'Cursor to go on from.' } as const;
const COUNCIL = { nullable: true, description: 'The council; named by a provider that works for several.' } as const;

@Resolver(() => PayableStatement)
export class PayableStatements {
  @Authorized<Role>(STATEMENT_READERS)
  @Query(() => PayableStatement, {
    nullable: true,
    description: 'What is payable for some days: of one placement, or of all of a provider’s (PAY-02, PAY-07).',
  })
  async payableStatement(
    @Ctx() context: RequestContext,
    @Arg('from', () => LocalDateScalar, { description: 'First day.' }) from: string,
    @Arg('to', () => LocalDateScalar, { description: 'Last day, 35 days at most.' }) to: string,
    @Arg('placement', () => ID, { nullable: true, description: 'Of this placement alone.' }) placement?: string,
    @Arg('provider', () => ID, { nullable: true, description: 'Of this provider; a provider may leave itself out.' })
    provider?: string,
    @Arg('council', () => ID, COUNCIL) council?: string,
  ): Promise<PayableStatement | null> {
    const one = placement ? await context.byId(ExpectedPlacement, placement) : null;
    if (placement && !one) return null;
    const named = one ? { provider: one.providerId, council: one.council } : { provider, council };
    const asked = await statementAsked(context, named, { from, to }, one?.id ?? null);
    const statement = await payableStatement(context.em, asked);
    const { lines: _lines, placements: _placements, ...figures } = statement;
    return { statement, provider: providerOf(asked.providerId), from, to, ...figures };
  }

  @FieldResolver(() => PayableVisitConnection, { description: 'A line for each visit.' })
  visits(
    @Root() { statement }: PayableStatement,
    @Arg('first', () => Int, FIRST) first = 20,
    @Arg('after', () => String, AFTER) after?: string,
  ): Page<PayableVisit> {
    const key = ({ visit }: { visit: Visit }) => [
      visit.day,
      visit.placementId,
      visit.plannedStart.toISOString(),
      visit.id,
    ];
    const rows = pageFrom(statement.lines, key, { first, after });
    return pageOf(rows.map(visitShown), { first, after }, key);
  }

  @FieldResolver(() => PayableDayConnection, { description: 'A line for each placement and day.' })
  days(
    @Root() { statement }: PayableStatement,
    @Arg('first', () => Int, FIRST) first = 20,
    @Arg('after', () => String, AFTER) after?: string,
  ): Page<PayableDay> {
    const days = [...Map.groupBy(statement.lines, ({ visit }) => `${visit.day} ${visit.placementId}`).values()];
    const key = (lines: readonly VisitLine[]) => [lines[0]!.visit.day, lines[0]!.visit.placementId];
    const rows = pageFrom(days, key, { first, after });
    return pageOf(rows.map(dayShown), { first, after }, ({ day, placement }) => [day, placement.id]);
  }

  @Authorized<Role>('contract-officer', 'broker')
  @Mutation(() => ApproveStatementPayload, {
    nullable: true,
    description: 'Approves what is payable to a provider for some days; the case system is told, and pays (PAY-07).',
  })
  async approveStatement(
    @Ctx() context: RequestContext,
    @Arg('input', () => ApproveStatementInput, { description: 'The statement.' }) input: ApproveStatementInput,
  ): Promise<ApproveStatementPayload> {
    const { providerId, from, to, fingerprint } = input;
    const { result, refusals } = await approveStatement(context.work, { providerId, from, to, fingerprint });
    return { approved: result, refusals };
  }

  @Authorized<Role>(STATEMENT_READERS)
  @Query(() => [InvoiceFindingType], {
    nullable: true,
    description: 'What an invoice says otherwise than the statement of its days; changes nothing (PAY-11).',
  })
  async checkInvoice(
    @Ctx() context: RequestContext,
    @Arg('from', () => LocalDateScalar, { description: 'First day of the invoice.' }) from: string,
    @Arg('to', () => LocalDateScalar, { description: 'Last day of it, 35 days at most.' }) to: string,
    @Arg('lines', () => [InvoiceLineInput], { description: 'The lines, 1,000 at most.' }) lines: InvoiceLineInput[],
    @Arg('provider', () => ID, { nullable: true, description: 'Whose invoice; a provider may leave itself out.' })
    provider?: string,
    @Arg('council', () => ID, COUNCIL) council?: string,
  ): Promise<readonly InvoiceFinding[]> {
    if (lines.length > MOST_LINES) throw badInput(`lines takes ${MOST_LINES} at most.`);
    const asked = await statementAsked(context, { provider, council }, { from, to }, null);
    return invoiceChecked(context.em, asked, lines);
  }
}

async function statementAsked(
  context: RequestContext,
  named: { readonly provider?: string | undefined; readonly council?: string | undefined },
  { from, to }: { readonly from: string; readonly to: string },
  placementId: string | null,
): Promise<StatementAsked> {
  if (!isStatementSpan(from, to)) throw badInput(`from and to span 1 to ${LONGEST_STATEMENT_DAYS} days.`);
  return { ...whoseFigures(context, STATEMENT_READERS, named), placementId, from, to, now: await context.now() };
}

function visitShown({ visit, placement, ...line }: VisitLine): PayableVisit {
  const { day } = visit;
  return { ...line, visit, day, placement: placementOf(placement.id), rateSource: 'AWARD' };
}

function dayShown(lines: readonly VisitLine[]): PayableDay {
  const { day, placementId } = lines[0]!.visit;
  return { placement: placementOf(placementId), day, visits: lines.length, ...totals(lines) };
}

/** The rows after a cursor, one more than a page holds. */
function pageFrom<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => readonly string[],
  { first, after }: { readonly first: number; readonly after?: string | undefined },
): readonly Row[] {
  const limit = rowsFor(first);
  if (rows.length === 0) return [];
  const from = keyAfter(
    after,
    keyOf(rows[0]!).map(() => 'text' as const),
  );
  const begin = from ? rows.findIndex((row) => isBeyond(keyOf(row), from)) : 0;
  return begin < 0 ? [] : rows.slice(begin, begin + limit);
}

function isBeyond(key: readonly string[], other: readonly string[]): boolean {
  const at = key.findIndex((part, nth) => part !== other[nth]);
  return at >= 0 && key[at]! > other[at]!;
}

const providerOf = (id: string) => Object.assign(new Provider(), { id });
const placementOf = (id: string) => Object.assign(new Placement(), { id });

import { Arg, Args, Authorized, Ctx, Field, InputType, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { badInput } from '../../../../kernel/graphql/bad-input.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { LocalDateScalar, PenceScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { InvoiceFindingWord } from '../../entities/pay/words.js';
import { type ClaimedLine, invoiceChecked } from '../../reads/pay/check-invoice.js';
import type { InvoiceFinding } from '../../rules/pay/invoice.js';
import { WhoseArgs } from '../figures/figures-args.js';
import { STATEMENT_READERS } from '../whose.js';
import { statementAsked } from './statement-asked.js';

@InputType({ description: 'One line of an invoice: a visit that is claimed.' })
class InvoiceLineInput implements ClaimedLine {
  @Field(() => Int, { description: 'Its number on the invoice.' })
  line!: number;

  @Field(() => String, { description: 'The system that planned the visit.' })
  source!: string;

  @Field(() => String, { description: 'The visit’s id in that system.' })
  externalId!: string;

  @Field(() => Int, { description: 'Worker-minutes claimed.' })
  minutes!: number;

  @Field(() => PenceScalar, { description: 'Amount claimed.' })
  amountPence!: number;
}

@ObjectType('InvoiceFinding', { description: 'How a line of an invoice differs from the statement (PAY-11).' })
@Reads('figures:read')
class InvoiceFindingType implements InvoiceFinding {
  @Field(() => Int, { description: 'The line’s number.' })
  line!: number;

  @Field(() => InvoiceFindingWord, { description: 'The difference.' })
  finding!: InvoiceFinding['finding'];

  @Field(() => String, {
    description: 'PAY-01 if a missed visit is claimed, which is fraud or a breach; otherwise PAY-11.',
  })
  rule!: InvoiceFinding['rule'];

  @Field(() => PenceScalar, { description: 'What is claimed too much.' })
  overPence!: number;
}

const MOST_LINES = 1000;

@Resolver()
export class Invoices {
  @Authorized<Role>(STATEMENT_READERS)
  @Query(() => [InvoiceFindingType], {
    nullable: true,
    description: 'How an invoice differs from the statement of its days; changes nothing (PAY-11).',
  })
  async checkInvoice(
    @Ctx() context: RequestContext,
    @Arg('from', () => LocalDateScalar, { description: 'First day of the invoice.' }) from: string,
    @Arg('to', () => LocalDateScalar, { description: 'Its last day, at most 35 days from the first.' }) to: string,
    @Arg('lines', () => [InvoiceLineInput], { description: 'The lines, 1,000 at most.' }) lines: InvoiceLineInput[],
    @Args() whose: WhoseArgs,
  ): Promise<readonly InvoiceFinding[]> {
    if (lines.length > MOST_LINES) throw badInput(`lines takes ${MOST_LINES} at most.`);
    const asked = await statementAsked(context, whose, { from, to }, null);
    return invoiceChecked(context.em, asked, lines);
  }
}

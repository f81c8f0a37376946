import {
  Arg,
  Args,
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
import { badInput } from '../../../../kernel/graphql/bad-input.js';
import { Needs } from '../../../../kernel/graphql/needs.js';
import { connectionOf, type Page, PageArgs } from '../../../../kernel/graphql/pages.js';
import { ActInput, Payload } from '../../../../kernel/graphql/payload.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { LocalDateScalar, PenceScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { allowed as mayRecord, recordInvoice } from '../../commands/pay/record-invoice.js';
import { Invoice } from '../../entities/pay/invoice.js';
import { InvoiceQuery } from '../../entities/pay/invoice-query.js';
import { InvoiceFindingWord } from '../../entities/pay/words.js';
import { Visit } from '../../entities/visits/visit.js';
import { type ClaimedLine, invoiceChecked } from '../../reads/pay/check-invoice.js';
import { type InvoiceFinding, type InvoiceFindingKind, invoiceRefusals } from '../../rules/pay/invoice.js';
import { WhoseArgs } from '../figures/figures-args.js';
import { asOneself } from '../reading.js';
import { Placement, Provider } from '../references.js';
import { onlyProvider, STATEMENT_READERS, whoseFigures } from '../whose.js';
import { statementAsked } from './statement-asked.js';

@InputType({
  description: 'One line of an invoice: a visit that is claimed, by its id here or in the system that planned it.',
})
class InvoiceLineInput {
  @Field(() => Int, { description: 'Its number on the invoice, from 1.' })
  line!: number;

  @Field(() => ID, { nullable: true, description: 'The visit’s id; left out where source and externalId name it.' })
  visit?: string | null;

  @Field(() => String, { nullable: true, description: 'The system that planned the visit.' })
  source?: string | null;

  @Field(() => String, { nullable: true, description: 'The visit’s id in that system.' })
  externalId?: string | null;

  @Field(() => Int, { description: 'Worker-minutes claimed: 0 to 2,880.' })
  minutes!: number;

  @Field(() => PenceScalar, { description: 'Amount claimed: 0 to 10,000,000 pence.' })
  amountPence!: number;
}

@InputType({ description: 'An invoice, as its provider sent it.' })
class RecordInvoiceInput extends ActInput {
  @Field(() => ID, { nullable: true, description: 'Id of the provider; a provider may leave itself out.' })
  providerId?: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Key of the council that is to pay; a provider that works for several names it.',
  })
  council?: string;

  @Field(() => String, { description: 'The provider’s number of it, 1 to 50 characters: sent again, it counts once.' })
  number!: string;

  @Field(() => LocalDateScalar, { description: 'First day.' })
  from!: string;

  @Field(() => LocalDateScalar, { description: 'Last day, at most 35 days from the first.' })
  to!: string;

  @Field(() => [InvoiceLineInput], { description: 'The lines, 1 to 1,000.' })
  lines!: InvoiceLineInput[];
}

@ObjectType({ description: 'The invoice as it is kept.' })
class RecordInvoicePayload extends Payload {
  @Field(() => Invoice, { nullable: true, description: 'The invoice; its queries say how it differs.' })
  invoice!: Invoice | null;
}

@ObjectType('InvoiceFinding', { description: 'How a line of an invoice differs from what is payable (PAY-11).' })
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

const InvoiceConnection = connectionOf(Invoice, 'Invoice');
const InvoiceQueryConnection = connectionOf(InvoiceQuery, 'InvoiceQuery');

@Resolver(() => Invoice)
export class Invoices {
  @Authorized<Role>(STATEMENT_READERS)
  @Query(() => [InvoiceFindingType], {
    nullable: true,
    description: 'How an invoice would differ from what was approved, or is payable; keeps nothing (PAY-11).',
  })
  async checkInvoice(
    @Ctx() context: RequestContext,
    @Arg('from', () => LocalDateScalar, { description: 'First day of the invoice.' }) from: string,
    @Arg('to', () => LocalDateScalar, { description: 'Its last day, at most 35 days from the first.' }) to: string,
    @Arg('lines', () => [InvoiceLineInput], { description: 'The lines, 1 to 1,000.' }) lines: InvoiceLineInput[],
    @Args() whose: WhoseArgs,
    @Arg('number', () => String, {
      nullable: true,
      description: 'Its number, if an invoice of that number is kept: it does not claim its visits twice.',
    })
    number?: string | null,
  ): Promise<readonly InvoiceFinding[]> {
    const [refusal] = invoiceRefusals(lines, 'lines');
    if (refusal) throw badInput(refusal.message);
    const asked = await statementAsked(context, whose, { from, to });
    return (await invoiceChecked(context.em, asked, lines.map(claimedLine), number ?? null)).findings;
  }

  @Authorized<Role>(...mayRecord.roles)
  @Mutation(() => RecordInvoicePayload, {
    description:
      'Keeps an invoice with what is found about it: its provider sends it, or the council that has it. Claims for missed visits are told (PAY-01, PAY-11).',
  })
  async recordInvoice(
    @Ctx() context: RequestContext,
    @Arg('input', () => RecordInvoiceInput, { description: 'The invoice.' }) input: RecordInvoiceInput,
  ): Promise<RecordInvoicePayload> {
    const { number, from, to, idempotencyKey } = input;
    const whose = whoseFigures(context, mayRecord.roles, { provider: input.providerId, council: input.council });
    const lines = input.lines.map(claimedLine);
    const { result, refusals } = await recordInvoice(context.work, {
      ...whose,
      number,
      from,
      to,
      lines,
      idempotencyKey,
    });
    return { invoice: result, refusals };
  }

  @Authorized<Role>(STATEMENT_READERS)
  @Query(() => InvoiceConnection, { nullable: true, description: 'The kept invoices of a provider, the latest first.' })
  invoices(@Ctx() context: RequestContext, @Args() whose: WhoseArgs, @Args() page: PageArgs): Promise<Page<Invoice>> {
    const { council, providerId } = whoseFigures(context, STATEMENT_READERS, whose);
    const by = { recordedAt: 'instant', id: 'id' } as const;
    return context.page(Invoice, { where: { council, providerId }, by, newestFirst: true }, page);
  }

  @Authorized<Role>(STATEMENT_READERS)
  @Query(() => InvoiceQueryConnection, {
    nullable: true,
    description:
      'What was found about kept invoices of a council, the latest first; a provider sees its own (PAY-11, CM-08).',
  })
  invoiceQueries(
    @Ctx() context: RequestContext,
    @Args() page: PageArgs,
    @Arg('provider', () => ID, { nullable: true, description: 'Id of the only provider wanted.' })
    provider?: string | null,
    @Arg('findings', () => [InvoiceFindingWord], { nullable: true, description: 'Only these findings.' })
    findings?: InvoiceFindingKind[] | null,
  ): Promise<Page<InvoiceQuery>> {
    asOneself(context);
    const where = { ...onlyProvider(provider), ...(findings ? { finding: { $in: findings } } : {}) };
    const by = { foundAt: 'instant', id: 'id' } as const;
    return context.page(InvoiceQuery, { where, by, newestFirst: true }, page);
  }

  @Needs<Invoice>('providerId')
  @FieldResolver(() => Provider, { nullable: true, description: 'Whose invoice it is.' })
  provider(@Root() { providerId }: Invoice): Provider {
    return Object.assign(new Provider(), { id: providerId });
  }

  @Needs<Invoice>('id')
  @FieldResolver(() => InvoiceQueryConnection, {
    nullable: true,
    description: 'What was found about its lines when it was recorded, in their order.',
  })
  queries(
    @Root() { id: invoiceId }: Invoice,
    @Ctx() context: RequestContext,
    @Args() page: PageArgs,
  ): Promise<Page<InvoiceQuery>> {
    return context.page(InvoiceQuery, { where: { invoiceId }, by: { line: 'text', id: 'id' } }, page);
  }
}

@Resolver(() => InvoiceQuery)
export class InvoiceQueries {
  @Needs<InvoiceQuery>('invoiceId')
  @FieldResolver(() => Invoice, { nullable: true, description: 'The invoice.' })
  invoice(@Root() { invoiceId }: InvoiceQuery, @Ctx() context: RequestContext): Promise<Invoice | null> {
    return context.shown(Invoice, invoiceId);
  }

  @Needs<InvoiceQuery>('providerId')
  @FieldResolver(() => Provider, { nullable: true, description: 'Whose invoice it is.' })
  provider(@Root() { providerId }: InvoiceQuery): Provider {
    return Object.assign(new Provider(), { id: providerId });
  }

  @Needs<InvoiceQuery>('placementId')
  @FieldResolver(() => Placement, { nullable: true, description: 'The placement; null if no visit was found.' })
  placement(@Root() { placementId }: InvoiceQuery): Placement | null {
    return placementId === null ? null : Object.assign(new Placement(), { id: placementId });
  }

  @Needs<InvoiceQuery>('visitId')
  @FieldResolver(() => Visit, { nullable: true, description: 'The visit, as it stands now; null if none was found.' })
  async visit(@Root() { visitId }: InvoiceQuery, @Ctx() context: RequestContext): Promise<Visit | null> {
    return visitId === null ? null : context.shown(Visit, visitId);
  }
}

function claimedLine({ line, minutes, amountPence, ...named }: InvoiceLineInput): ClaimedLine {
  const { visit = null, source = null, externalId = null } = named;
  if (!visit && !(source && externalId)) throw badInput('A line names its visit, or its source and externalId.');
  return { line, minutes, amountPence, visit, source, externalId };
}

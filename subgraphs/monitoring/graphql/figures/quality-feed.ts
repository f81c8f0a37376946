import { Args, Authorized, Ctx, Field, ID, Int, ObjectType, Query, Resolver, Root, Subscription } from 'type-graphql';
import { enumType } from '../../../../kernel/graphql/enum-type.js';
import { Council } from '../../../../kernel/graphql/hub-fields.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import { type Role } from '../../../../kernel/identity/caller.js';
import {
  FeedArgs,
  FeedItem,
  FeedItemArgs,
  type FeedItemHead,
  feedOf,
  ITEM_AT_CURSOR,
} from '../../../../kernel/log/feed.js';
import type { LoggedEvent } from '../../../../schema/events/envelope.js';
import { FEEDS } from '../../../../schema/feeds.js';
import { ContractReview } from '../../entities/contract/contract-review.js';
import { ApprovedStatement } from '../../entities/pay/approved-statement.js';
import { Invoice } from '../../entities/pay/invoice.js';
import { QUALITY_READERS } from '../../entities/readers.js';

type FeedType = (typeof FEEDS.qualityFeed.types)[number];

const QualityFeedEventWord = enumType(FEEDS.qualityFeed.types, {
  name: 'QualityFeedEvent',
  description: 'What an item of the quality feed tells.',
});

/**
 * One event about how a contract is kept, as a subscriber is told of it. None of its fields depends on which organisation
 * is looking: who may see an event at all is the event's audience. It tells which lines of a sheet are to be asked about
 * and never a figure of one, so no count that is too small to be shown can be read from it. [KPI-36, IDG-23]
 */
@ObjectType({
  description:
    'One thing that happened to a contract: its figures, pay, reviews and the clocks not kept (NTF-32, NTF-37, WIN-21).',
})
@Reads('figures:read')
export class QualityFeedItem extends FeedItem {
  @Field(() => QualityFeedEventWord, { description: 'What happened.' })
  type!: FeedType;

  @Field(() => Council, { description: 'The council.' })
  council!: string;

  @Field(() => ID, { nullable: true, description: 'Id of the provider; null if it is about no single one.' })
  providerId!: string | null;

  @Field(() => String, { nullable: true, description: 'For figures: the quarter, such as 2026-27 Q1.' })
  quarter!: string | null;

  @Field(() => [String], { nullable: true, description: 'For a discrepancy: ids of the lines to be asked about.' })
  lines!: readonly string[] | null;

  @Field(() => Int, { nullable: true, description: 'For a decline flag: invitations in the period.' })
  invitations!: number | null;

  @Field(() => Int, { nullable: true, description: 'For a decline flag: how many were declined or not answered.' })
  declined!: number | null;

  @Field(() => String, { nullable: true, description: 'For a breach or a flag: what it was, as a code.' })
  reasonCode!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'For a missed deadline, duty or a breach: the rule that was not kept.',
  })
  rule!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'For a missed deadline or weekend duty: what it was about, as kind/id, such as call-off/7f3c…',
  })
  subject!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'For a missed deadline: when it was due.' })
  dueAt!: string | null;

  @Field(() => ID, { nullable: true, description: 'For a breach: id of the placement.' })
  placementId!: string | null;

  @Field(() => ID, { nullable: true, description: 'For a breach: id of the no-reply case.' })
  caseId!: string | null;

  @Field(() => ContractReview, { nullable: true, description: 'The contract review, as it stands now.' })
  contractReview!: ContractReview | null;

  @Field(() => ApprovedStatement, { nullable: true, description: 'The statement that was approved.' })
  statement!: ApprovedStatement | null;

  @Field(() => Invoice, {
    nullable: true,
    description: 'The invoice that claims missed visits; its queries say which (PAY-01, CM-08).',
  })
  invoice!: Invoice | null;
}

type Told = Partial<
  Pick<QualityFeedItem, 'quarter' | 'lines' | 'invitations' | 'declined' | 'rule' | 'dueAt' | 'placementId' | 'caseId'>
> & {
  readonly providerId?: string;
  readonly why?: string;
  readonly code?: string;
  readonly reviewId?: string;
  readonly statementId?: string;
  readonly invoiceId?: string;
};

/** What these tell of is named by its kind and id. */
const OF_SOMETHING: ReadonlySet<FeedType> = new Set(['DeadlineMissed', 'WeekendDutyMissed']);

async function itemOf(
  context: RequestContext,
  event: LoggedEvent,
  head: FeedItemHead<FeedType>,
): Promise<QualityFeedItem> {
  const told = event.data as Told;
  return Object.assign(new QualityFeedItem(), {
    ...head,
    council: event.council!,
    providerId: told.providerId ?? null,
    quarter: told.quarter ?? null,
    lines: told.lines ?? null,
    invitations: told.invitations ?? null,
    declined: told.declined ?? null,
    reasonCode: told.code ?? told.why ?? null,
    rule: told.rule ?? null,
    subject: OF_SOMETHING.has(head.type) ? event.subject : null,
    dueAt: told.dueAt ?? null,
    placementId: told.placementId ?? null,
    caseId: told.caseId ?? null,
    contractReview: told.reviewId ? await context.shown(ContractReview, told.reviewId) : null,
    statement: told.statementId ? await context.shown(ApprovedStatement, told.statementId) : null,
    invoice: told.invoiceId ? await context.shown(Invoice, told.invoiceId) : null,
  } satisfies QualityFeedItem);
}

const FEED = feedOf({ types: FEEDS.qualityFeed.types, itemOf });

@Resolver()
export class QualityFeed {
  @Authorized<Role>(...QUALITY_READERS)
  @Query(() => QualityFeedItem, { nullable: true, description: ITEM_AT_CURSOR })
  qualityFeedItem(@Ctx() context: RequestContext, @Args() { cursor }: FeedItemArgs): Promise<QualityFeedItem | null> {
    return FEED.itemAt(context, cursor);
  }

  @Authorized<Role>(...QUALITY_READERS)
  @Subscription(() => QualityFeedItem, {
    description:
      'How contracts are kept, in order, from a cursor on: figures due, closed and asked about, persistent declines, weekend duties missed, approved statements, missed visits claimed, reviews, breaches and missed deadlines. A provider is told of itself alone, even while it is suspended.',
    subscribe: FEED.subscribe,
  })
  qualityFeed(@Root() item: QualityFeedItem, @Args() _args: FeedArgs): QualityFeedItem {
    return item;
  }
}

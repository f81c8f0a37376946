import { Args, Authorized, Ctx, Field, ID, Int, ObjectType, Query, Resolver, Root, Subscription } from 'type-graphql';
import { Council } from '../../../../kernel/graphql/hub-fields.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { DateTimeScalar, LocalDateScalar } from '../../../../kernel/graphql/scalars.js';
import { isProvider, type Role } from '../../../../kernel/identity/caller.js';
import {
  FeedArgs,
  FeedItem,
  FeedItemArgs,
  type FeedItemHead,
  feedOf,
  ITEM_AT_CURSOR,
} from '../../../../kernel/log/feed.js';
import { idOf } from '../../../../kernel/values/ids.js';
import type {
  CallsChangedBy,
  FirstCallAgreementKind,
  ReturnAnswer,
  StarterBudgetChanged,
  VariationEffective,
  VariationKind,
} from '../../../../schema/events/cases.js';
import type { LoggedEvent } from '../../../../schema/events/envelope.js';
import { FEEDS } from '../../../../schema/feeds.js';
import { CallsChangedByWord } from '../../entities/calls/words.js';
import { Placement } from '../../entities/placements/placement.js';
import {
  FirstCallAgreementWord,
  IpoReceiverWord,
  PlacementFeedEventWord,
  ReturnAnswerWord,
} from '../../entities/placements/words.js';
import { CarePlanStatusWord, DocumentKindWord } from '../../entities/plans/words.js';
import { PROVIDER_STAFF } from '../../entities/readers.js';
import { Package } from '../../entities/requests/package.js';
import { BudgetChangeWord, PanelOutcomeWord } from '../../entities/requests/words.js';
import { VariationEffectWord } from '../../entities/variations/words.js';
import type { CarePlanStatus } from '../../rules/plans/care-plan.js';
import type { PanelOutcome } from '../../rules/requests/panel-decision.js';
import type { DocumentKind } from '../../rules/requests/referral-documents.js';
import { sees } from '../disclose.js';

type BudgetChange = StarterBudgetChanged['data']['change'];
type FeedType = (typeof FEEDS.placementFeed.types)[number];

/** Roles that some event of a case is told to. */
const TOLD: readonly Role[] = [
  'broker',
  'practitioner',
  'discharge-team',
  'case-system',
  'contract-officer',
  'commissioner',
  ...PROVIDER_STAFF,
];

/**
 * One event of a case as a subscriber is told of it. None of its fields depends on which organisation is looking: who
 * is told of an event at all is the event's audience.
 */
@ObjectType({
  description:
    'One thing that happened to a package, its placement or its papers (NTF-08, NTF-14 to NTF-18). It says nothing of the person.',
})
@Reads('placements:read')
export class PlacementFeedItem extends FeedItem {
  @Field(() => PlacementFeedEventWord, { description: 'What happened.' })
  type!: FeedType;

  @Field(() => Council, { description: 'The council whose case it is.' })
  council!: string;

  @Field(() => ID, { nullable: true, description: 'The id of the package; null where several were taken over.' })
  packageId!: string | null;

  @Field(() => Package, { nullable: true, description: 'The package as it now stands, for its council.' })
  package!: Package | null;

  @Field(() => ID, { nullable: true, description: 'The id of the placement, if it happened to one.' })
  placementId!: string | null;

  @Field(() => Placement, { nullable: true, description: 'The placement as it now stands.' })
  placement!: Placement | null;

  @Field(() => [ID], { nullable: true, description: 'The ids of the placements that were taken over (ASM-37).' })
  placementIds!: readonly string[] | null;

  @Field(() => ID, { nullable: true, description: 'The id of the provider, if a placement is concerned.' })
  providerId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The id of the call-off by which it was awarded, if there is one.' })
  callOffId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The id of the IPO that was issued or acknowledged.' })
  ipoId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The id of the document query that was raised or answered.' })
  queryId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The id of the variation that is in effect, or is chased.' })
  variationId!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The id of the report on a change of condition, or on a return from hospital.',
  })
  reportId!: string | null;

  @Field(() => ReturnAnswerWord, {
    nullable: true,
    description: 'Of a return from hospital: what becomes of the plan.',
  })
  returnAnswer!: ReturnAnswer | null;

  @Field(() => [FirstCallAgreementWord], {
    nullable: true,
    description: 'Of a first call that was confirmed: what about it is by agreement, as the provider says.',
  })
  agreed!: readonly FirstCallAgreementKind[] | null;

  @Field(() => Int, { nullable: true, description: 'Version of the IPO, the care plan, the discharge or the top-up.' })
  version!: number | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the first call takes place.' })
  firstCallAt!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the person is discharged.' })
  dischargeAt!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When care began.' })
  startedAt!: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Last day of care.' })
  endDate!: string | null;

  @Field(() => Int, { nullable: true, description: 'For a D2A package that ends: which day of the package this is.' })
  day!: number | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'For a D2A package that starts or ends: its last date.',
  })
  lastDate!: string | null;

  @Field(() => VariationEffectWord, { nullable: true, description: 'What a variation does from now on.' })
  variation!: VariationKind | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'First day of the variation.' })
  effectiveFrom!: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Last day of the variation, if it is known.' })
  effectiveTo!: string | null;

  @Field(() => Int, { nullable: true, description: 'For a variation: worker-minutes a week before it.' })
  minutesBefore!: number | null;

  @Field(() => Int, { nullable: true, description: 'For a variation: worker-minutes a week from its first day on.' })
  minutesAfter!: number | null;

  @Field(() => CarePlanStatusWord, { nullable: true, description: 'For a care plan that was issued: where it stands.' })
  planStatus!: CarePlanStatus | null;

  @Field(() => DocumentKindWord, { nullable: true, description: 'For a document query: the document.' })
  document!: DocumentKind | null;

  @Field(() => IpoReceiverWord, { nullable: true, description: 'For an IPO that was acknowledged: who has it.' })
  acknowledgedBy!: 'PROVIDER' | 'CASE_SYSTEM' | null;

  @Field(() => ID, { nullable: true, description: 'The id of the variation whose last day this one sets.' })
  changes!: string | null;

  @Field(() => CallsChangedByWord, {
    nullable: true,
    description: 'For calls that are others from a day on: what changed them. `placement.callsVersions` has them.',
  })
  callsChangedBy!: CallsChangedBy | null;

  @Field(() => ID, { nullable: true, description: 'For a time-critical mark: the callId of the call.' })
  callId!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: "For a time-critical mark: the place of the call in the need's calls, from 0.",
  })
  call!: number | null;

  @Field(() => Boolean, { nullable: true, description: 'For a time-critical mark: whether it is set.' })
  timeCritical!: boolean | null;

  @Field(() => PanelOutcomeWord, { nullable: true, description: 'What the panel answered instead of agreeing.' })
  panelOutcome!: PanelOutcome | null;

  @Field(() => BudgetChangeWord, { nullable: true, description: 'Of a starter budget: what was done (ASM-23).' })
  budgetChange!: BudgetChange | null;

  @Field(() => Boolean, { nullable: true, description: 'Of a starter budget: whether both sides agree to it now.' })
  budgetAgreed!: boolean | null;

  @Field(() => [String], { nullable: true, description: 'Catalogue ids of the rules that were broken or missed.' })
  rules!: readonly string[] | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'For a missed deadline: the last instant that would have complied.',
  })
  dueAt!: string | null;

  @Field(() => String, { nullable: true, description: 'Why, as a neutral code.' })
  reasonCode!: string | null;
}

/**
 * What tells of the need: a provider is told of it while its placement is live and no longer, as a query answers.
 * (IDG-05)
 */
const OF_THE_NEED: readonly FeedType[] = [
  'VariationAgreed',
  'VariationEffective',
  'SuspensionChased',
  'CallMarkedTimeCritical',
  'CommissionedCallsChanged',
];

/** What tells of a variation: its kind, and the levels. */
const OF_A_VARIATION: readonly FeedType[] = ['VariationAgreed', 'VariationEffective'];

/** What says why care ends. */
const OF_THE_END: readonly FeedType[] = ['PlacementEnded', 'PlacementEndAnnounced'];

type Told = Partial<
  Pick<
    PlacementFeedItem,
    | 'packageId'
    | 'placementId'
    | 'providerId'
    | 'callOffId'
    | 'ipoId'
    | 'queryId'
    | 'variationId'
    | 'reportId'
    | 'agreed'
    | 'version'
    | 'firstCallAt'
    | 'dischargeAt'
    | 'startedAt'
    | 'endDate'
    | 'day'
    | 'lastDate'
    | 'effectiveFrom'
    | 'effectiveTo'
    | 'changes'
    | 'callId'
    | 'call'
    | 'timeCritical'
    | 'rules'
    | 'dueAt'
  >
> & {
  readonly placements?: ReadonlyArray<{ readonly placementId: string }>;
  readonly kind?: string;
  readonly status?: CarePlanStatus;
  readonly weeklyWorkerMinutes?: number | VariationEffective['data']['weeklyWorkerMinutes'];
  readonly by?: 'PROVIDER' | 'CASE_SYSTEM';
  readonly outcome?: PanelOutcome;
  readonly answer?: ReturnAnswer | null;
  readonly rule?: string;
  readonly because?: CallsChangedBy;
  readonly reason?: string;
  readonly what?: string;
  readonly change?: BudgetChange;
  readonly isAgreed?: boolean;
};

async function itemOf(
  context: RequestContext,
  event: LoggedEvent,
  head: FeedItemHead<FeedType>,
): Promise<PlacementFeedItem | null> {
  const { type } = head;
  const told = event.data as Told;
  // A clock tells no more of its placement than whose it is.
  const isClock = type === 'DeadlineMissed';
  if (isClock && !event.subject.startsWith('placement/')) return null;
  const placementId = told.placementId ?? (isClock ? idOf(event.subject) : null);
  const placement = placementId ? await context.byId(Placement, placementId) : null;
  const ofProvider = isProvider(context.caller);
  if (ofProvider && placementId && !placement) return null;
  if (ofProvider && placement && OF_THE_NEED.includes(type) && !sees(context, 'NEED', event.council!, [placement])) {
    return null;
  }
  const packageId = told.packageId ?? placement?.packageId ?? null;
  const isVariation = OF_A_VARIATION.includes(type);
  const minutes = isVariation ? told.weeklyWorkerMinutes : null;
  const { before, after } = typeof minutes === 'object' && minutes ? minutes : { before: null, after: null };
  const isQuery = type === 'DocumentQueryRaised' || type === 'DocumentQueryAnswered';
  return Object.assign(new PlacementFeedItem(), {
    ...head,
    council: event.council!,
    packageId,
    package: packageId && !ofProvider ? await context.shown(Package, packageId) : null,
    placementId,
    placement,
    placementIds: told.placements?.map((each) => each.placementId) ?? null,
    providerId: told.providerId ?? placement?.providerId ?? null,
    callOffId: told.callOffId ?? placement?.callOffId ?? null,
    ipoId: told.ipoId ?? null,
    queryId: told.queryId ?? null,
    variationId: told.variationId ?? null,
    reportId: told.reportId ?? null,
    returnAnswer: told.answer ?? null,
    agreed: told.agreed?.length ? told.agreed : null,
    version: told.version ?? null,
    firstCallAt: told.firstCallAt ?? null,
    dischargeAt: told.dischargeAt ?? null,
    startedAt: told.startedAt ?? null,
    endDate: told.endDate ?? null,
    day: told.day ?? null,
    lastDate: told.lastDate ?? null,
    variation: isVariation ? (told.kind as VariationKind) : null,
    effectiveFrom: told.effectiveFrom ?? null,
    effectiveTo: told.effectiveTo ?? null,
    minutesBefore: before,
    minutesAfter: after,
    planStatus: told.status ?? null,
    document: isQuery ? (told.kind as DocumentKind) : null,
    acknowledgedBy: told.by ?? null,
    changes: told.changes ?? null,
    callsChangedBy: told.because ?? null,
    callId: told.callId ?? null,
    call: told.call ?? null,
    timeCritical: told.timeCritical ?? null,
    panelOutcome: told.outcome ?? null,
    budgetChange: told.change ?? null,
    budgetAgreed: told.isAgreed ?? null,
    rules: told.rules ?? (told.rule ? [told.rule] : null),
    dueAt: told.dueAt ?? null,
    // Why care ended says something of the person's life: a case worker asks for it by query. (AWRD-12, IDG-05)
    reasonCode: OF_THE_END.includes(type) ? null : (told.what ?? told.reason ?? null),
  } satisfies PlacementFeedItem);
}

const FEED = feedOf({ types: FEEDS.placementFeed.types, itemOf });

@Resolver()
export class PlacementFeed {
  @Authorized<Role>(...TOLD)
  @Query(() => PlacementFeedItem, { nullable: true, description: ITEM_AT_CURSOR })
  placementFeedItem(
    @Ctx() context: RequestContext,
    @Args() { cursor }: FeedItemArgs,
  ): Promise<PlacementFeedItem | null> {
    return FEED.itemAt(context, cursor);
  }

  @Authorized<Role>(...TOLD)
  @Subscription(() => PlacementFeedItem, {
    description:
      'What happens to packages and placements, in order, from a cursor on. A provider is told of its own placements alone, even while it is suspended.',
    subscribe: FEED.subscribe,
  })
  placementFeed(@Root() item: PlacementFeedItem, @Args() _args: FeedArgs): PlacementFeedItem {
    return item;
  }
}

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
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { connectionOf, type Page } from '../../../../kernel/graphql/pages.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { LocalDateScalar, PenceScalar } from '../../../../kernel/graphql/scalars.js';
import { acknowledgeIpo } from '../../commands/placements/acknowledge-ipo.js';
import { Ipo } from '../../entities/placements/ipo.js';
import { Placement } from '../../entities/placements/placement.js';
import { IDENTITY_READERS, PROVIDER_STAFF } from '../../entities/readers.js';
import { ServiceTypeWord } from '../../entities/words.js';
import type { ServiceType } from '../../rules/requests/request-type.js';
import { Provider } from '../foreign.js';
import { pageBy } from '../lists.js';
import { open } from '../open.js';
import { IpoPayload } from '../payloads.js';

export const IpoConnection = connectionOf(Ipo, 'Ipo');

@InputType({ description: 'An IPO that has been received.' })
export class AcknowledgeIpoInput {
  @Field(() => ID, { description: 'The IPO.' })
  ipoId!: string;
}

@Resolver(() => Ipo)
export class Ipos {
  @Authorized('case-system')
  @Query(() => IpoConnection, {
    nullable: true,
    description: 'IPOs that your system has not taken yet, the earliest first (AWRD-03).',
  })
  iposToCollect(
    @Arg('first', () => Int, { defaultValue: 20, description: 'How many, at most 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'endCursor of the page before.' }) after: string | null,
    @Ctx() context: RequestContext,
  ): Promise<Page<Ipo>> {
    return pageBy(context, Ipo, { collectedAt: null }, 'issuedAt', 'asc', { first, after });
  }

  @FieldResolver(() => Placement, { nullable: true, description: 'The placement it orders.' })
  placement(@Root() ipo: Ipo, @Ctx() context: RequestContext): Promise<Placement | null> {
    return context.byId(Placement, ipo.placementId);
  }

  @FieldResolver(() => Provider, { nullable: true, description: 'To whom it is addressed.' })
  provider(@Root() ipo: Ipo): Provider {
    return { id: ipo.providerId };
  }

  @Authorized(...IDENTITY_READERS)
  @FieldResolver(() => String, {
    nullable: true,
    description: "The council's own id of the person, while the placement is live; opening it is recorded (IDG-16).",
  })
  async councilPersonId(@Root() ipo: Ipo, @Ctx() context: RequestContext): Promise<string | null> {
    return (await open(context, 'IPO', ipo))?.content.councilPersonId ?? null;
  }

  @FieldResolver(() => ServiceTypeWord, { description: 'What is ordered.' })
  serviceType(@Root() ipo: Ipo): ServiceType {
    return ipo.content.serviceType;
  }

  @FieldResolver(() => Int, { description: 'Worker-minutes a week.' })
  weeklyWorkerMinutes(@Root() ipo: Ipo): number {
    return ipo.content.weeklyWorkerMinutes;
  }

  @FieldResolver(() => PenceScalar, { description: 'Hourly rate.' })
  hourlyRatePence(@Root() ipo: Ipo): number {
    return ipo.content.hourlyRatePence;
  }

  @FieldResolver(() => PenceScalar, { description: 'Price of a week.' })
  weeklyPricePence(@Root() ipo: Ipo): number {
    return ipo.content.weeklyPricePence;
  }

  @FieldResolver(() => LocalDateScalar, { description: 'First day of care, or admission.' })
  startDate(@Root() ipo: Ipo): string {
    return ipo.content.startDate;
  }

  @FieldResolver(() => LocalDateScalar, { description: 'First day on which it orders what it says (AWRD-04).' })
  effectiveFrom(@Root() ipo: Ipo): string {
    return ipo.content.effectiveFrom;
  }

  @FieldResolver(() => Int, { nullable: true, description: 'Respite: nights of the stay.' })
  lengthOfStayNights(@Root() ipo: Ipo): number | null {
    return ipo.content.lengthOfStayNights;
  }

  @Authorized('case-system', ...PROVIDER_STAFF)
  @Mutation(() => IpoPayload, {
    description: "The provider has the IPO, or the council's case system has taken it (AWRD-03).",
  })
  async acknowledgeIpo(
    @Arg('input', () => AcknowledgeIpoInput, { description: 'The IPO.' }) input: AcknowledgeIpoInput,
    @Ctx() context: RequestContext,
  ): Promise<IpoPayload> {
    return IpoPayload.of(await acknowledgeIpo(context.work, { ipoId: input.ipoId }));
  }
}

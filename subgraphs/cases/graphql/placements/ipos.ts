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
import { connectionOf, type Page, PageArgs } from '../../../../kernel/graphql/pages.js';
import { ActInput, Payload } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { LocalDateScalar, PenceScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import { acknowledgeIpo, allowed as mayAcknowledge } from '../../commands/placements/acknowledge-ipo.js';
import { Ipo } from '../../entities/placements/ipo.js';
import { Placement } from '../../entities/placements/placement.js';
import { IDENTITY_READERS } from '../../entities/readers.js';
import { ServiceTypeWord } from '../../entities/requests/words.js';
import type { ServiceType } from '../../rules/requests/request-type.js';
import { disclose } from '../disclose.js';
import { asOneself } from '../reading.js';
import { Provider } from '../references.js';

export const IpoConnection = connectionOf(Ipo, 'Ipo');

@InputType({ description: 'An IPO that has been received.' })
export class AcknowledgeIpoInput extends ActInput {
  @Field(() => ID, { description: 'The id of the IPO; its reference is not taken.' })
  ipoId!: string;
}

@ObjectType({ description: 'The IPO as it now is, or why nothing was changed.' })
export class IpoPayload extends Payload {
  @Field(() => Ipo, { nullable: true, description: 'The IPO as it now is.' })
  ipo!: Ipo | null;

  static of({ result, refusals }: Outcome<Ipo>): IpoPayload {
    return { ipo: result, refusals };
  }
}

@Resolver(() => Ipo)
export class Ipos {
  @Authorized<Role>('case-system')
  @Query(() => IpoConnection, {
    nullable: true,
    description: 'IPOs that your system has not taken yet, the earliest first (AWRD-03).',
  })
  iposToCollect(@Args() page: PageArgs, @Ctx() context: RequestContext): Promise<Page<Ipo>> {
    asOneself(context);
    return context.page(Ipo, { where: { collectedAt: null }, by: { issuedAt: 'instant', id: 'id' } }, page);
  }

  @FieldResolver(() => Placement, { nullable: true, description: 'The placement it orders.' })
  placement(@Root() ipo: Ipo, @Ctx() context: RequestContext): Promise<Placement | null> {
    return context.byId(Placement, ipo.placementId);
  }

  @FieldResolver(() => Provider, { nullable: true, description: 'The provider it is addressed to.' })
  provider(@Root() ipo: Ipo): Provider {
    return { id: ipo.providerId };
  }

  @Authorized<Role>(...IDENTITY_READERS)
  @FieldResolver(() => String, {
    nullable: true,
    description: "The council's own id of the person, while the placement is live; opening it is recorded (IDG-16).",
  })
  async councilPersonId(@Root() ipo: Ipo, @Ctx() context: RequestContext): Promise<string | null> {
    return (await disclose(context, 'IPO', ipo))?.content.councilPersonId ?? null;
  }

  @FieldResolver(() => ServiceTypeWord, { description: 'What is ordered.' })
  serviceType(@Root() ipo: Ipo): ServiceType {
    return ipo.content.serviceType;
  }

  @FieldResolver(() => Int, { description: 'Worker-minutes a week.' })
  weeklyWorkerMinutes(@Root() ipo: Ipo): number {
    return ipo.content.weeklyWorkerMinutes;
  }

  @FieldResolver(() => PenceScalar, {
    nullable: true,
    description: 'Hourly rate; null for a place in a home, which is bought by the week.',
  })
  hourlyRatePence(@Root() ipo: Ipo): number | null {
    return ipo.content.hourlyRatePence;
  }

  @FieldResolver(() => PenceScalar, {
    description: 'Price of a week, its nights at their flat rates; of a place in a home, as agreed.',
  })
  weeklyPricePence(@Root() ipo: Ipo): number {
    return ipo.content.weeklyPricePence;
  }

  @FieldResolver(() => LocalDateScalar, { description: 'First day of care, or admission.' })
  startDate(@Root() ipo: Ipo): string {
    return ipo.content.startDate;
  }

  @FieldResolver(() => LocalDateScalar, { description: 'The first day on which it is in force (AWRD-04).' })
  effectiveFrom(@Root() ipo: Ipo): string {
    return ipo.content.effectiveFrom;
  }

  @FieldResolver(() => LocalDateScalar, {
    nullable: true,
    description: 'The first day on which care is suspended, if it is in force for a suspension (AWRD-05).',
  })
  suspendedFrom(@Root() ipo: Ipo): string | null {
    return ipo.content.suspendedFrom ?? null;
  }

  @FieldResolver(() => LocalDateScalar, {
    nullable: true,
    description: 'The last day on which care is suspended, if it is known (AWRD-05).',
  })
  suspendedTo(@Root() ipo: Ipo): string | null {
    return ipo.content.suspendedTo ?? null;
  }

  @FieldResolver(() => Int, { nullable: true, description: 'Respite: nights of the stay.' })
  lengthOfStayNights(@Root() ipo: Ipo): number | null {
    return ipo.content.lengthOfStayNights;
  }

  @Authorized<Role>(...mayAcknowledge.roles)
  @Mutation(() => IpoPayload, {
    description: "Says that the provider has the IPO, or that the council's case system has taken it (AWRD-03).",
  })
  async acknowledgeIpo(
    @Arg('input', () => AcknowledgeIpoInput, { description: 'The IPO.' }) input: AcknowledgeIpoInput,
    @Ctx() context: RequestContext,
  ): Promise<IpoPayload> {
    const { idempotencyKey, ipoId } = input;
    return IpoPayload.of(await acknowledgeIpo(context.work, { idempotencyKey, ipoId }));
  }
}

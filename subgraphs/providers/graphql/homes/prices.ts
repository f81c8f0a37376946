import { Arg, Authorized, Ctx, Field, ID, InputType, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { ActInput, Payload } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { LocalDateScalar, PenceScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import type { PlaceKind, StandardFeeKind } from '../../../../schema/events/providers.js';
import { type AgreeHomePrice, agreeHomePrice, allowed as mayAgree } from '../../commands/homes/agree-home-price.js';
import {
  type DeclareHomePrice,
  declareHomePrice,
  allowed as mayDeclare,
} from '../../commands/homes/declare-home-price.js';
import { allowed as maySet, type SetStandardFee, setStandardFee } from '../../commands/homes/set-standard-fee.js';
import { HomePrice } from '../../entities/homes/home-price.js';
import { StandardFee } from '../../entities/homes/standard-fee.js';
import { PlaceKindWord, StandardFeeKindWord } from '../../entities/homes/words.js';
import { SOURCING } from '../../entities/readers.js';
import { asOneself } from '../reading.js';

@InputType({ description: 'What a place in your home costs from a day on, for every council (PROV-21).' })
export class DeclareHomePriceInput extends ActInput implements DeclareHomePrice {
  @Field(() => ID, { description: 'Id of the home.' })
  homeId!: string;

  @Field(() => PlaceKindWord, { description: 'What kind of place.' })
  kind!: PlaceKind;

  @Field(() => PenceScalar, { description: 'Pence a week, at most 1,000,000.' })
  pence!: number;

  @Field(() => LocalDateScalar, { description: 'First day: after that of the price before it.' })
  from!: string;
}

@InputType({ description: 'What was agreed that a place in a home costs the council from a day on (PROV-21).' })
export class AgreeHomePriceInput extends DeclareHomePriceInput implements AgreeHomePrice {
  @Field(() => ID, { description: 'Key of the council.' })
  council!: string;
}

@InputType({ description: 'What the council pays for a place in a home as its standard from a day on (PROV-21).' })
export class SetStandardFeeInput extends ActInput implements SetStandardFee {
  @Field(() => ID, { description: 'Key of the council.' })
  council!: string;

  @Field(() => StandardFeeKindWord, { description: 'Without nursing, or with it.' })
  kind!: StandardFeeKind;

  @Field(() => PenceScalar, { description: 'Pence a week, at most 1,000,000.' })
  pence!: number;

  @Field(() => LocalDateScalar, { description: 'First day: after that of the fee before it.' })
  from!: string;
}

@ObjectType({ description: 'A price of a home, or why none was recorded.' })
class HomePricePayload extends Payload {
  @Field(() => HomePrice, { nullable: true, description: 'The price.' })
  price!: HomePrice | null;
}

@ObjectType({ description: 'A standard fee, or why none was set.' })
class StandardFeePayload extends Payload {
  @Field(() => StandardFee, { nullable: true, description: 'The version of the fee.' })
  fee!: StandardFee | null;
}

@Resolver()
export class HomePrices {
  @Authorized<Role>(...mayDeclare.roles)
  @Mutation(() => HomePricePayload, {
    description:
      'Declares what a place in your home costs a week, for every council that agreed nothing else (PROV-21).',
  })
  async declareHomePrice(
    @Arg('input', () => DeclareHomePriceInput, { description: 'The price.' }) input: DeclareHomePriceInput,
    @Ctx() { work }: RequestContext,
  ): Promise<HomePricePayload> {
    const { result: price, refusals } = await declareHomePrice(work, input);
    return { price, refusals };
  }

  @Authorized<Role>(...mayAgree.roles)
  @Mutation(() => HomePricePayload, {
    description: 'Records what the council has agreed with a home that a place costs a week (PROV-21, IDG-26).',
  })
  async agreeHomePrice(
    @Arg('input', () => AgreeHomePriceInput, { description: 'The price.' }) input: AgreeHomePriceInput,
    @Ctx() { work }: RequestContext,
  ): Promise<HomePricePayload> {
    const { result: price, refusals } = await agreeHomePrice(work, input);
    return { price, refusals };
  }

  @Authorized<Role>(...maySet.roles)
  @Mutation(() => StandardFeePayload, {
    description: 'Sets the Standard Residential Fee or the Standard Nursing Fee from a day on (PROV-21).',
  })
  async setStandardFee(
    @Arg('input', () => SetStandardFeeInput, { description: 'The fee.' }) input: SetStandardFeeInput,
    @Ctx() { work }: RequestContext,
  ): Promise<StandardFeePayload> {
    const { result: fee, refusals } = await setStandardFee(work, input);
    return { fee, refusals };
  }

  @Authorized<Role>(...SOURCING)
  @Query(() => [StandardFee], {
    nullable: true,
    description: 'The standard fees of a council, past and to come, by their first day (PROV-21).',
  })
  standardFees(
    @Arg('council', () => ID, { description: 'Key of the council.' }) council: string,
    @Ctx() context: RequestContext,
  ): Promise<StandardFee[]> {
    asOneself(context);
    return context.find(StandardFee, { council }, { orderBy: { from: 'asc', kind: 'asc' } });
  }
}

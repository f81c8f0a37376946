import {
  Arg,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import { Council } from '../../../../kernel/graphql/hub-fields.js';
import { Needs } from '../../../../kernel/graphql/needs.js';
import { ActInput, Payload } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { LocalDateScalar, PenceScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import type { CareType } from '../../../../schema/events/cases.js';
import { allowed as mayRecord, type RecordRate, recordRate } from '../../commands/rates/record-rate.js';
import { Rate } from '../../entities/rates/rate.js';
import { CareTypeWord, RateKindWord } from '../../entities/rates/words.js';
import { COMMERCIAL } from '../../entities/readers.js';
import { Provider } from '../../entities/register/provider.js';
import type { RateKind } from '../../rules/rates/rate.js';
import { blendedRatePence } from '../../rules/rates/rate-table.js';
import { newestFirst, ofProvider } from '../own-rows.js';

@InputType({ description: 'A price from a date on (PROV-32).' })
export class RecordRateInput extends ActInput implements RecordRate {
  @Field(() => ID, { description: 'Key of the council.' })
  council!: string;

  @Field(() => ID, { description: 'Id of the provider.' })
  providerId!: string;

  @Field(() => RateKindWord, { description: 'What it pays for.' })
  kind!: RateKind;

  @Field(() => [CareTypeWord], {
    nullable: true,
    description: 'The types of care that a blended rate is for; all when left out.',
  })
  careTypes?: CareType[] | null;

  @Field(() => String, { nullable: true, description: "The pricing tool's name for an OTHER rate." })
  label?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the exceptional package for which it was negotiated; the reference is not taken.',
  })
  packageId?: string | null;

  @Field(() => PenceScalar, { description: 'Pence: per hour for a blended rate, per night for a night rate.' })
  pence!: number;

  @Field(() => LocalDateScalar, { description: 'First day.' })
  from!: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Last day; open when left out.' })
  to?: string | null;

  @Field(() => String, { nullable: true, description: 'Who approved a negotiated rate.' })
  approvedBy?: string | null;

  @Field(() => String, { nullable: true, description: 'Why a negotiated rate was negotiated.' })
  reason?: string | null;
}

@ObjectType({ description: 'The rates recorded, or why none was.' })
class RatesPayload extends Payload {
  @Field(() => [Rate], { nullable: true, description: 'One for each type of care.' })
  rates!: readonly Rate[] | null;
}

@ObjectType({ description: 'The hourly price in force today for one type of care (PROV-32).' })
export class BlendedRate {
  @Field(() => Council, { description: 'The council.' })
  council!: string;

  @Field(() => CareTypeWord, { description: 'Type of care.' })
  careType!: CareType;

  @Field(() => PenceScalar, { description: 'Pence an hour.' })
  pence!: number;
}

@Resolver(() => Provider)
export class RatesOfProvider {
  @Authorized<Role>(...COMMERCIAL)
  @Needs<Provider>('id')
  @FieldResolver(() => [Rate], {
    nullable: true,
    description: 'All prices between it and whoever asks, dated, newest first (IDG-26).',
  })
  async rates(@Root() provider: Provider, @Ctx() context: RequestContext): Promise<Rate[]> {
    return newestFirst(await ofProvider(context, Rate, provider.id), ({ from }) => from);
  }

  @Authorized<Role>(...COMMERCIAL)
  @Needs<Provider>('id')
  @FieldResolver(() => [BlendedRate], {
    nullable: true,
    description: 'The hourly prices in force today between it and whoever asks (PROV-32, IDG-26).',
  })
  async blendedRates(@Root() provider: Provider, @Ctx() context: RequestContext): Promise<BlendedRate[]> {
    const rates = await ofProvider(context, Rate, provider.id);
    const today = localDateOf(await context.now());
    return [...new Set(rates.map(({ council }) => council))].sort().flatMap((council) => {
      const inForce = blendedRatePence(
        rates.filter((rate) => rate.council === council),
        today,
      );
      return (Object.entries(inForce) as Array<[CareType, number]>).map(([careType, pence]) => ({
        council,
        careType,
        pence,
      }));
    });
  }
}

@Resolver()
export class Rates {
  @Authorized<Role>(...mayRecord.roles)
  @Mutation(() => RatesPayload, { description: 'Records a price from a date on (PROV-32, PROV-33).' })
  async recordRate(
    @Arg('input', () => RecordRateInput, { description: 'The price.' }) input: RecordRateInput,
    @Ctx() { work }: RequestContext,
  ): Promise<RatesPayload> {
    const { result: rates, refusals } = await recordRate(work, input);
    return { rates, refusals };
  }
}

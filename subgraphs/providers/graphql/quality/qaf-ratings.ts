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
  Resolver,
  Root,
} from 'type-graphql';
import { Needs } from '../../../../kernel/graphql/needs.js';
import { ActInput, Payload } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { LocalDateScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import {
  allowed as mayRecord,
  type RecordQafRating,
  recordQafRating,
} from '../../commands/quality/record-qaf-rating.js';
import { QafRating } from '../../entities/quality/qaf-rating.js';
import { COMMERCIAL } from '../../entities/readers.js';
import { Provider } from '../../entities/register/provider.js';
import { newestFirst, ofProvider } from '../own-rows.js';

@InputType({ description: 'A rating under your Quality Assurance Framework (PROV-34).' })
export class RecordQafRatingInput extends ActInput implements RecordQafRating {
  @Field(() => ID, { description: 'Key of the council.' })
  council!: string;

  @Field(() => ID, { description: 'Id of the provider.' })
  providerId!: string;

  @Field(() => Int, { description: 'The score, 0 to the policy’s qaf.max; its band follows from it.' })
  score!: number;

  @Field(() => String, { description: 'Who assessed it: a post or a team, at most 100 characters.' })
  assessor!: string;

  @Field(() => LocalDateScalar, { description: 'The day of the assessment.' })
  assessedOn!: string;

  @Field(() => LocalDateScalar, { description: 'The last day on which it counts.' })
  expiresOn!: string;
}

@ObjectType({ description: 'A QAF rating, or why it was not recorded.' })
class QafRatingPayload extends Payload {
  @Field(() => QafRating, { nullable: true, description: 'The rating.' })
  rating!: QafRating | null;
}

@Resolver(() => Provider)
export class QafRatingsOfProvider {
  @Authorized<Role>(...COMMERCIAL)
  @Needs<Provider>('id')
  @FieldResolver(() => [QafRating], {
    nullable: true,
    description: 'Its QAF ratings, the latest assessment first: a council sees its own (PROV-34).',
  })
  async qafRatings(@Root() provider: Provider, @Ctx() context: RequestContext): Promise<QafRating[]> {
    return newestFirst(
      await ofProvider(context, QafRating, provider.id),
      ({ assessedOn, recordedAt }) => `${assessedOn} ${recordedAt.toISOString()}`,
    );
  }
}

@Resolver()
export class QafRatings {
  @Authorized<Role>(...mayRecord.roles)
  @Mutation(() => QafRatingPayload, {
    description: 'Records a rating under the council’s Quality Assurance Framework (PROV-34).',
  })
  async recordQafRating(
    @Arg('input', () => RecordQafRatingInput, { description: 'The rating.' }) input: RecordQafRatingInput,
    @Ctx() { work }: RequestContext,
  ): Promise<QafRatingPayload> {
    const { result: rating, refusals } = await recordQafRating(work, input);
    return { rating, refusals };
  }
}

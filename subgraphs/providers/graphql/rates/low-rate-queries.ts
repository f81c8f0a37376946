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
import { Needs } from '../../../../kernel/graphql/needs.js';
import { ActInput, Payload } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import {
  type CloseLowRateQuery,
  closeLowRateQuery,
  allowed as mayClose,
} from '../../commands/rates/close-low-rate-query.js';
import { LowRateQuery } from '../../entities/rates/rate.js';
import { COMMERCIAL } from '../../entities/readers.js';
import { Provider } from '../../entities/register/provider.js';
import { lowRateQueryOpen } from '../../rules/rates/low-rate.js';
import { newestFirst, ofProvider } from '../own-rows.js';

@InputType({ description: 'The answer to a query about a low price (PROV-33).' })
export class CloseLowRateQueryInput extends ActInput implements CloseLowRateQuery {
  @Field(() => ID, { description: 'Id of the query.' })
  queryId!: string;

  @Field(() => String, { description: 'How the price was explained.' })
  explanation!: string;
}

@ObjectType({ description: 'A query about a low price, or why nothing was changed.' })
class LowRateQueryPayload extends Payload {
  @Field(() => LowRateQuery, { nullable: true, description: 'The query.' })
  query!: LowRateQuery | null;
}

@Resolver(() => Provider)
export class LowRateQueriesOfProvider {
  @Authorized<Role>(...COMMERCIAL)
  @Needs<Provider>('id')
  @FieldResolver(() => [LowRateQuery], {
    nullable: true,
    description: 'Queries about its prices with whoever asks, newest first (PROV-33, IDG-26).',
  })
  async lowRateQueries(@Root() provider: Provider, @Ctx() context: RequestContext): Promise<LowRateQuery[]> {
    return newestFirst(await ofProvider(context, LowRateQuery, provider.id), ({ openedAt }) => openedAt);
  }

  @Authorized<Role>(...COMMERCIAL)
  @Needs<Provider>('id')
  @FieldResolver(() => Boolean, {
    nullable: true,
    description: 'Whether awards wait for a query about one of its prices with whoever asks (PROV-33, IDG-26).',
  })
  async lowRateQueryOpen(@Root() provider: Provider, @Ctx() context: RequestContext): Promise<boolean> {
    return lowRateQueryOpen(await ofProvider(context, LowRateQuery, provider.id));
  }
}

@Resolver()
export class LowRateQueries {
  @Authorized<Role>(...mayClose.roles)
  @Mutation(() => LowRateQueryPayload, {
    description: 'Closes a query whose price has been explained, so that awards no longer wait for it (PROV-33).',
  })
  async closeLowRateQuery(
    @Arg('input', () => CloseLowRateQueryInput, { description: 'The explanation.' }) input: CloseLowRateQueryInput,
    @Ctx() { work }: RequestContext,
  ): Promise<LowRateQueryPayload> {
    const { result: query, refusals } = await closeLowRateQuery(work, input);
    return { query, refusals };
  }
}

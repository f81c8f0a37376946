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
import type { ServiceType } from '../../../../schema/events/cases.js';
import {
  allowed as mayRecord,
  allowedItself as mayRecordItself,
  type RecordLongListKeys,
  recordLongListKeys,
} from '../../commands/sourcing/record-long-list-keys.js';
import { EVERYBODY } from '../../entities/readers.js';
import { Provider } from '../../entities/register/provider.js';
import { LongListKeys } from '../../entities/sourcing/long-list-keys.js';
import { ServiceTypeWord } from '../../entities/sourcing/words.js';
import { ofProvider } from '../own-rows.js';

@InputType({ description: 'By what a member is put on long lists, in place of what was recorded before (PROV-14).' })
export class RecordLongListKeysInput extends ActInput implements RecordLongListKeys {
  @Field(() => ID, { description: 'Key of the council.' })
  council!: string;

  @Field(() => ID, { description: 'Id of the provider.' })
  providerId!: string;

  @Field(() => [ServiceTypeWord], { description: 'Types of service that it gives.' })
  serviceTypes!: ServiceType[];

  @Field(() => [String], {
    nullable: true,
    description: 'Codes of the patches that it covers; the whole borough if left out.',
  })
  patches?: string[] | null;
}

@ObjectType({ description: 'The keys of a member, or why they were not recorded.' })
class LongListKeysPayload extends Payload {
  @Field(() => LongListKeys, { nullable: true, description: 'The keys.' })
  keys!: LongListKeys | null;
}

@Resolver(() => Provider)
export class LongListKeysOfProvider {
  @Authorized<Role>(...EVERYBODY)
  @Needs<Provider>('id')
  @FieldResolver(() => [LongListKeys], {
    description:
      'By what it is put on the long lists of each council, beside its categories, groups and skills (PROV-14).',
  })
  longListKeys(@Root() provider: Provider, @Ctx() context: RequestContext): Promise<LongListKeys[]> {
    return ofProvider(context, LongListKeys, provider.id);
  }
}

@Resolver()
export class LongListKeyRecords {
  @Authorized<Role>(...mayRecord.roles, ...mayRecordItself.roles)
  @Mutation(() => LongListKeysPayload, {
    description: 'Records the types of service and the patches by which a member is put on long lists (PROV-14).',
  })
  async recordLongListKeys(
    @Arg('input', () => RecordLongListKeysInput, { description: 'The keys.' }) input: RecordLongListKeysInput,
    @Ctx() { work }: RequestContext,
  ): Promise<LongListKeysPayload> {
    const { result: keys, refusals } = await recordLongListKeys(work, input);
    return { keys, refusals };
  }
}

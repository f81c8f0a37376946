import { GraphQLJSON } from 'graphql-scalars';
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
import { ActInput, Payload, RefusalType } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { type ImportCqcRecord, importCqcRecord, allowed as mayImport } from '../../commands/cqc/import-cqc-record.js';
import { Location, ratingsOf } from '../../entities/cqc/location.js';
import { PublishedRatings } from '../../entities/cqc/rating-set.js';
import { EVERYBODY } from '../../entities/readers.js';
import { Provider } from '../../entities/register/provider.js';
import { newestFirst, ofProvider } from '../own-rows.js';

@InputType({ description: "A location record of CQC's syndication service (PROV-03)." })
export class ImportCqcRecordInput extends ActInput implements ImportCqcRecord {
  @Field(() => GraphQLJSON, {
    description: 'The record as CQC gives it. The hub does not read names of persons in it.',
  })
  record!: unknown;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the provider whose location it is; needed if the register does not know the location yet.',
  })
  providerId?: string | null;
}

@ObjectType({ description: 'A CQC location, or why its record was not read.' })
class CqcLocationPayload extends Payload {
  @Field(() => Location, { nullable: true, description: 'The location as it is held now.' })
  location!: Location | null;

  @Field(() => [RefusalType], {
    description: 'Parts of the record that could not be read, each by its path in it; they stay as they are held.',
  })
  notRead!: readonly RefusalType[];
}

@Resolver(() => Location)
export class LocationFields {
  @Authorized<Role>(...EVERYBODY)
  @FieldResolver(() => PublishedRatings, { description: 'What CQC rates it now (PROV-03).' })
  ratings(@Root() location: Location): Omit<PublishedRatings, 'id' | 'locationId' | 'providerId' | 'publishedOn'> {
    return ratingsOf(location) as PublishedRatings;
  }

  @Authorized<Role>(...EVERYBODY)
  @FieldResolver(() => [PublishedRatings], { description: 'Every publication, newest first (PROV-03).' })
  async history(@Root() location: Location, @Ctx() context: RequestContext): Promise<PublishedRatings[]> {
    const sets = await ofProvider(context, PublishedRatings, location.providerId);
    return newestFirst(
      sets.filter(({ locationId }) => locationId === location.id),
      ({ publishedOn }) => publishedOn,
    );
  }
}

@Resolver(() => Provider)
export class LocationsOfProvider {
  @Authorized<Role>(...EVERYBODY)
  @Needs<Provider>('id')
  @FieldResolver(() => [Location], { description: 'Its CQC locations (PROV-02).' })
  locations(@Root() provider: Provider, @Ctx() context: RequestContext): Promise<Location[]> {
    return ofProvider(context, Location, provider.id);
  }
}

@Resolver()
export class CqcImports {
  @Authorized<Role>(...mayImport.roles)
  @Mutation(() => CqcLocationPayload, { description: 'Reads what CQC says of a location (PROV-02, PROV-03).' })
  async importCqcRecord(
    @Arg('input', () => ImportCqcRecordInput, { description: 'The record.' }) input: ImportCqcRecordInput,
    @Ctx() { work }: RequestContext,
  ): Promise<CqcLocationPayload> {
    const { result, refusals } = await importCqcRecord(work, input);
    return { location: result?.location ?? null, notRead: result?.notRead ?? [], refusals };
  }
}

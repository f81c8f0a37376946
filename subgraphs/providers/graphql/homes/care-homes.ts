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
import { CqcLocationIdScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import type { ServiceUserGroup, Skill } from '../../../../schema/events/cases.js';
import type { PlaceKind } from '../../../../schema/events/providers.js';
import {
  allowed as mayRecord,
  allowedItself as mayRecordItself,
  type RecordCareHome,
  recordCareHome,
} from '../../commands/homes/record-care-home.js';
import { Location } from '../../entities/cqc/location.js';
import { CareHome } from '../../entities/homes/care-home.js';
import { HomePrice } from '../../entities/homes/home-price.js';
import { VacancyStatement } from '../../entities/homes/vacancy-statement.js';
import { FreshnessWord, PlaceKindWord } from '../../entities/homes/words.js';
import { COMMERCIAL, EVERYBODY } from '../../entities/readers.js';
import { Provider } from '../../entities/register/provider.js';
import { ServiceUserGroupWord, SkillWord } from '../../entities/register/words.js';
import { type Freshness, freshnessOf } from '../../rules/homes/freshness.js';
import { COUNCIL, councilAsked, policyOf } from '../council-asked.js';
import { newestFirst, ofProvider } from '../own-rows.js';
import { ofHome } from './of-home.js';
import { patchOfLocation } from './patch-of-location.js';

@InputType({ description: 'A care home, and what it can do, in place of what was recorded before (PROV-21).' })
export class RecordCareHomeInput extends ActInput implements RecordCareHome {
  @Field(() => ID, { description: 'Id of the provider.' })
  providerId!: string;

  @Field(() => CqcLocationIdScalar, { description: 'The CQC location of the provider that the home is.' })
  cqcLocationId!: string;

  @Field(() => [PlaceKindWord], { description: 'The kinds of place that it gives: with nursing, without, or both.' })
  kinds!: PlaceKind[];

  @Field(() => [ServiceUserGroupWord], { description: 'Groups of people that it accepts.' })
  groups!: ServiceUserGroup[];

  @Field(() => [SkillWord], { nullable: true, description: 'What its workers are trained for.' })
  skills?: Skill[] | null;
}

@ObjectType({ description: 'A care home, or why nothing was changed.' })
class CareHomePayload extends Payload {
  @Field(() => CareHome, { nullable: true, description: 'The home.' })
  home!: CareHome | null;
}

@Resolver(() => Provider)
export class CareHomesOfProvider {
  @Authorized<Role>(...EVERYBODY)
  @Needs<Provider>('id')
  @FieldResolver(() => [CareHome], { description: 'Its care homes (PROV-21).' })
  careHomes(@Root() provider: Provider, @Ctx() context: RequestContext): Promise<CareHome[]> {
    return ofProvider(context, CareHome, provider.id);
  }
}

@Resolver(() => CareHome)
export class CareHomes {
  @Authorized<Role>(...EVERYBODY)
  @Needs<CareHome>('providerId')
  @FieldResolver(() => Provider, { nullable: true, description: 'Whose it is.' })
  provider(@Root() home: CareHome, @Ctx() context: RequestContext): Promise<Provider | null> {
    return context.shown(Provider, home.providerId);
  }

  @Authorized<Role>(...EVERYBODY)
  @Needs<CareHome>('locationId')
  @FieldResolver(() => Location, {
    nullable: true,
    description: 'The CQC location that it is: its name, where it lies, its ratings, how many beds it has.',
  })
  location(@Root() home: CareHome, @Ctx() context: RequestContext): Promise<Location | null> {
    // Whole, as the patch and the long list read it: once for all of them.
    return context.byId(Location, home.locationId);
  }

  @Authorized<Role>(...EVERYBODY)
  @Needs<CareHome>('locationId')
  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Code of the patch of a council in which it lies today; null outside of the borough, or if you must name the council (PROV-16).',
  })
  async patch(
    @Root() home: CareHome,
    @Arg('council', () => ID, COUNCIL) council: string | null,
    @Ctx() context: RequestContext,
  ): Promise<string | null> {
    const asked = councilAsked(context, council);
    if (asked === null) return null;
    const on = localDateOf(await context.now());
    return patchOfLocation(context, await context.byId(Location, home.locationId), asked, on);
  }

  @Authorized<Role>(...EVERYBODY)
  @Needs<CareHome>('id')
  @FieldResolver(() => VacancyStatement, {
    nullable: true,
    description: 'Its vacancies, as its provider last stated them; null if it never did (PROV-22).',
  })
  async vacancyStatement(@Root() home: CareHome, @Ctx() context: RequestContext): Promise<VacancyStatement | null> {
    return (await ofHome(context, VacancyStatement, home.id))[0] ?? null;
  }

  @Authorized<Role>(...EVERYBODY)
  @Needs<CareHome>('id')
  @FieldResolver(() => FreshnessWord, {
    nullable: true,
    description: 'Whether they are current, by the policy of a council (PROV-22); null if you must name the council.',
  })
  async freshness(
    @Root() home: CareHome,
    @Arg('council', () => ID, COUNCIL) council: string | null,
    @Ctx() context: RequestContext,
  ): Promise<Freshness | null> {
    const asked = councilAsked(context, council);
    if (asked === null) return null;
    const { vacancy } = await policyOf(context, asked);
    const statement = await this.vacancyStatement(home, context);
    return freshnessOf(statement?.statedAt ?? null, await context.now(), vacancy.staleDays);
  }

  @Authorized<Role>(...COMMERCIAL)
  @Needs<CareHome>('id')
  @FieldResolver(() => [HomePrice], {
    nullable: true,
    description: 'Its own prices, and those between it and whoever asks, newest first (PROV-21, IDG-26).',
  })
  async prices(@Root() home: CareHome, @Ctx() context: RequestContext): Promise<HomePrice[]> {
    return newestFirst(await ofHome(context, HomePrice, home.id), ({ from }) => from);
  }
}

@Resolver()
export class CareHomeRecords {
  @Authorized<Role>(...mayRecord.roles, ...mayRecordItself.roles)
  @Mutation(() => CareHomePayload, {
    description: 'Records a care home and what it can do, by an officer or by its provider’s own people (PROV-21).',
  })
  async recordCareHome(
    @Arg('input', () => RecordCareHomeInput, { description: 'The home.' }) input: RecordCareHomeInput,
    @Ctx() { work }: RequestContext,
  ): Promise<CareHomePayload> {
    const { result: home, refusals } = await recordCareHome(work, input);
    return { home, refusals };
  }
}

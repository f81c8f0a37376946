import { GraphQLJSON } from 'graphql-scalars';
import {
  Arg,
  Authorized,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ID,
  Int,
  type MiddlewareFn,
  ObjectType,
  Query,
  Resolver,
  Root,
  UseMiddleware,
} from 'type-graphql';
import { connectionOf, keyAfter, type Page, pageOf, rowsFor } from '../../../kernel/graphql/pages.js';
import type { RequestContext } from '../../../kernel/graphql/request-context.js';
import { LocalDateScalar, PostcodeScalar } from '../../../kernel/graphql/scalars.js';
import { COUNCIL_ROLES, NotAuthorisedError, PROVIDER_ROLES, type Role } from '../../../kernel/identity/caller.js';
import { isId } from '../../../kernel/values/ids.js';
import { parsePostcode } from '../../../kernel/values/postcode.js';
import type { ProviderStanding, Vehicle } from '../../../schema/events/providers.js';
import { standingNow } from '../commands/cqc/refresh-standing.js';
import { Patch, Ward, WardPostcode } from '../entities/geography/patch.js';
import { Membership } from '../entities/membership/membership.js';
import { EVERYBODY } from '../entities/readers.js';
import { Provider } from '../entities/register/provider.js';
import { VehicleWord } from '../entities/words.js';
import { patchOf as patchOfAddress } from '../rules/geography/patch-resolution.js';
import { nowOf } from './loaders.js';

const ProviderConnection = connectionOf(Provider, 'Provider');

/** For what subgraphs ask each other (schema/questions.ts); the hub's own identity passes every check of role. */
const HUB: Role[] = ['hub'];

@ObjectType({ description: 'The ward and the patch that an address lies in (PROV-16).' })
@Directive('@inaccessible')
class WardAndPatch {
  @Field(() => String, { description: 'Code of the ward.' })
  ward!: string;

  @Field(() => String, { description: 'Code of the patch.' })
  patch!: string;
}

/** A feed is executed once for all who look alike; it reads what its items join to, and asks nothing by itself. */
const notForFeeds: MiddlewareFn<RequestContext> = ({ context }, next) => {
  if (context.caller.viewClass) throw new NotAuthorisedError('IDG-27', 'A feed asks no queries.');
  return next();
};

@Resolver()
@UseMiddleware(notForFeeds)
export class Queries {
  @Authorized(EVERYBODY)
  @Query(() => Provider, { nullable: true, description: 'One provider; to a provider, none but itself (IDG-23).' })
  provider(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() context: RequestContext,
  ): Promise<Provider | null> {
    return context.byId(Provider, id);
  }

  @Authorized(PROVIDER_ROLES)
  @Query(() => Provider, { nullable: true, description: 'The provider that asks.' })
  myProvider(@Ctx() context: RequestContext): Promise<Provider | null> {
    return context.byId(Provider, context.caller.organisation);
  }

  @Authorized([...COUNCIL_ROLES, 'operator'])
  @Query(() => ProviderConnection, {
    nullable: true,
    description: 'The register by name; or the members of a council, of a vehicle, of a patch (PROV-12, PROV-15).',
  })
  async providers(
    @Arg('council', () => ID, { nullable: true, description: 'Members of this council only.' }) council: string | null,
    @Arg('vehicle', () => VehicleWord, { nullable: true, description: 'Of this vehicle.' }) vehicle: Vehicle | null,
    @Arg('patch', () => String, { nullable: true, description: 'Of this patch.' }) patch: string | null,
    @Arg('first', () => Int, { defaultValue: 20, description: 'How many, 100 at most.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'endCursor of the page before.' }) after: string | null,
    @Ctx() context: RequestContext,
  ): Promise<Page<Provider>> {
    const limit = rowsFor(first);
    const [name, id] = keyAfter(after, ['text', 'id']) ?? [];
    const membership = { ...(council && { council }), ...(vehicle && { vehicle }), ...(patch && { patch }) };
    const members =
      Object.keys(membership).length > 0
        ? context.em
            .createQueryBuilder(Membership)
            .select('providerId')
            .where({ ...membership, status: { $ne: 'EXITED' } })
        : null;
    const rows = await context.em.find(
      Provider,
      {
        ...(members && { id: { $in: members } }),
        ...(name !== undefined && id !== undefined && { $or: [{ name: { $gt: name } }, { name, id: { $gt: id } }] }),
      },
      { orderBy: { name: 'asc', id: 'asc' }, limit },
    );
    return pageOf(rows, { first, after }, (row) => [row.name, row.id]);
  }

  @Authorized(EVERYBODY)
  @Query(() => [Patch], { nullable: true, description: 'The patches of a council (PROV-15).' })
  patches(
    @Arg('council', () => ID, { description: 'The council.' }) council: string,
    @Ctx() context: RequestContext,
  ): Promise<Patch[]> {
    return context.em.find(Patch, { council }, { orderBy: { code: 'asc' } });
  }

  @Authorized(HUB)
  @Directive('@inaccessible')
  @Query(() => WardAndPatch, { nullable: true, description: 'Where an address lies on a date (PROV-16). For the hub.' })
  async patchOf(
    @Arg('council', () => ID, { description: 'The council.' }) council: string,
    @Arg('postcode', () => PostcodeScalar, { description: 'A whole postcode.' }) postcode: string,
    @Arg('on', () => LocalDateScalar, { description: 'The date.' }) on: string,
    @Ctx() context: RequestContext,
  ): Promise<WardAndPatch | null> {
    const spelt = parsePostcode(postcode)?.full ?? postcode;
    const rows = await context.em.find(WardPostcode, { council, postcode: spelt });
    const map = await context.em.find(Ward, { council, wardCode: { $in: rows.map(({ wardCode }) => wardCode) } });
    const answer = patchOfAddress({ postcode, on }, rows, map);
    return 'refusal' in answer ? null : { ward: answer.wardCode, patch: answer.patch };
  }

  @Authorized(HUB)
  @Directive('@inaccessible')
  @Query(() => GraphQLJSON, { nullable: true, description: 'Where a provider stands with a council now. For the hub.' })
  async providerStanding(
    @Arg('provider', () => ID, { description: 'Id of the provider.' }) provider: string,
    @Arg('council', () => ID, { description: 'The council.' }) council: string,
    @Ctx() context: RequestContext,
  ): Promise<ProviderStanding | null> {
    return isId(provider) ? standingNow(context.em, provider, council, await nowOf(context)) : null;
  }
}

@Resolver(() => Patch)
export class PatchFields {
  @Authorized(EVERYBODY)
  @FieldResolver(() => [Ward], { description: 'Its wards, past and to come (PROV-15).' })
  async wards(@Root() patch: Patch, @Ctx() context: RequestContext): Promise<Ward[]> {
    const loader = context.loader<string, Ward[]>('wards of council', async (councils) => {
      const orderBy = { wardCode: 'asc', from: 'asc' } as const;
      const wards = await context.em.find(Ward, { council: { $in: [...councils] } }, { orderBy });
      return councils.map((council) => wards.filter((ward) => ward.council === council));
    });
    return ((await loader.load(patch.council)) ?? []).filter((ward) => ward.patch === patch.code);
  }
}

import {
  Arg,
  Authorized,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ID,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { Needs } from '../../../../kernel/graphql/needs.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { LocalDateScalar, PostcodeScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { parsePostcode } from '../../../../kernel/values/postcode.js';
import { Patch, Ward, WardPostcode } from '../../entities/geography/patch.js';
import { EVERYBODY } from '../../entities/readers.js';
import { patchOf as patchOfAddress } from '../../rules/geography/patch-resolution.js';
import { asOneself } from '../reading.js';

@ObjectType({ description: 'The ward and the patch in which an address lies (PROV-16).' })
@Directive('@inaccessible')
class WardAndPatch {
  @Field(() => String, { description: 'Code of the ward.' })
  ward!: string;

  @Field(() => String, { description: 'Code of the patch.' })
  patch!: string;
}

@Resolver(() => Patch)
export class Patches {
  @Authorized<Role>(...EVERYBODY)
  @Query(() => [Patch], { nullable: true, description: 'The patches of a council, by code (PROV-15).' })
  patches(
    @Arg('council', () => ID, { description: 'Key of the council.' }) council: string,
    @Ctx() context: RequestContext,
  ): Promise<Patch[]> {
    asOneself(context);
    return context.find(Patch, { council }, { orderBy: { code: 'asc' } });
  }

  /** For what subgraphs ask each other (schema/questions.ts); the hub's own identity passes every check of role. */
  @Authorized<Role>('hub')
  @Directive('@inaccessible')
  @Query(() => WardAndPatch, {
    nullable: true,
    description: 'Where an address lies on a date (PROV-16). For the hub alone.',
  })
  async patchOf(
    @Arg('council', () => ID, { description: 'Key of the council.' }) council: string,
    @Arg('postcode', () => PostcodeScalar, { description: 'A whole postcode.' }) postcode: string,
    @Arg('on', () => LocalDateScalar, { description: 'The date.' }) on: string,
    @Ctx() context: RequestContext,
  ): Promise<WardAndPatch | null> {
    asOneself(context);
    const spelt = parsePostcode(postcode)?.full ?? postcode;
    const rows = await context.em.find(WardPostcode, { council, postcode: spelt });
    const map = await context.em.find(Ward, { council, wardCode: { $in: rows.map(({ wardCode }) => wardCode) } });
    const answer = patchOfAddress({ postcode, on }, rows, map);
    return 'refusal' in answer ? null : { ward: answer.wardCode, patch: answer.patch };
  }

  @Authorized<Role>(...EVERYBODY)
  @Needs<Patch>('council', 'code')
  @FieldResolver(() => [Ward], { description: 'Its wards, past and to come (PROV-15).' })
  async wards(@Root() patch: Patch, @Ctx() context: RequestContext): Promise<Ward[]> {
    const loader = context.loader<string, Ward[]>('wards of council', async (councils) => {
      const orderBy = { wardCode: 'asc', from: 'asc' } as const;
      const wards = await context.em.find(Ward, { council: { $in: [...councils] } }, { orderBy });
      const owned = Map.groupBy(wards, ({ council }) => council);
      return councils.map((council) => owned.get(council) ?? []);
    });
    return ((await loader.load(patch.council)) ?? []).filter((ward) => ward.patch === patch.code);
  }
}

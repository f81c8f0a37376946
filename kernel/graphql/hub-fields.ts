import 'reflect-metadata';
import { Authorized, Ctx, Directive, Field, FieldResolver, ID, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { ROLES, type Role } from '../identity/caller.js';
import { VERSION } from '../values/version.js';
import type { RequestContext } from './request-context.js';
import { CursorScalar, DateTimeScalar } from './scalars.js';

/**
 * What every subgraph answers alike, for none of them owns it: who is asking, which hub this is, and what its councils
 * are called.
 */

/** A council as its rows point to it: the field's value is the key alone, and the name is looked up when asked for. */
@ObjectType('Council', { description: 'A council that buys care through this hub.' })
@Directive('@shareable')
export class Council {
  @Field(() => ID, { description: 'The key by which inputs name it, such as bromley.' })
  id!: string;

  @Field(() => String, { description: 'What it is called.' })
  name!: string;
}

@ObjectType({ description: 'Who is asking, as the credential has it.' })
@Directive('@shareable')
class Me {
  @Field(() => ID, { description: 'The user or the machine.' })
  subject!: string;

  @Field(() => String, { description: 'Its role.' })
  role!: string;

  @Field(() => ID, { description: 'Id of its provider, or key of its council.' })
  organisation!: string;

  @Field(() => [Council], { description: 'The councils within which it may act.' })
  councils!: readonly string[];

  @Field(() => [String], { description: 'What the credential may do.' })
  scopes!: readonly string[];
}

@ObjectType({ description: 'The hub itself.' })
@Directive('@shareable')
class Hub {
  @Field(() => DateTimeScalar, { description: "The hub's time: the one by which every deadline is kept." })
  now!: Date;

  @Field(() => Boolean, { description: 'Whether its time has been moved: such a hub is for trying things out.' })
  sandbox!: boolean;

  @Field(() => String, { description: 'Version of the software.' })
  version!: string;

  @Field(() => [Council], { description: 'All its councils, by name.' })
  councils!: readonly string[];
}

@Resolver(() => Council)
class Councils {
  @FieldResolver(() => ID)
  id(@Root() key: string): string {
    return key;
  }

  @FieldResolver(() => String)
  async name(@Root() key: string, @Ctx() context: RequestContext): Promise<string> {
    return (await councilsOf(context)).get(key) ?? key;
  }
}

@Resolver()
class HubQueries {
  @Authorized<Role>(...ROLES)
  @Directive('@shareable')
  @Query(() => Me, { nullable: true, description: 'Who is asking.' })
  me(@Ctx() { caller }: RequestContext): Me {
    const { subject, role, organisation, councils, scopes } = caller;
    return { subject, role, organisation, councils, scopes };
  }

  @Authorized<Role>(...ROLES)
  @Directive('@shareable')
  @Query(() => Hub, { nullable: true, description: 'Which hub this is.' })
  async hub(@Ctx() context: RequestContext): Promise<Hub> {
    const [clock] = await context.em.execute('select 1 from platform.sandbox_clock');
    const councils = [...(await councilsOf(context)).keys()];
    return { now: await context.now(), sandbox: clock !== undefined, version: VERSION, councils };
  }

  @Authorized<Role>(...ROLES)
  @Directive('@shareable')
  @Query(() => CursorScalar, {
    nullable: true,
    description: 'Where every feed stands now: a feed opened after this cursor misses nothing from here on.',
  })
  async feedPosition(@Ctx() { events }: RequestContext): Promise<string> {
    const cursors = await events.cursors();
    return cursors.position(await events.head());
  }
}

/** The names of all councils by their keys, in the order of the names. */
async function councilsOf(context: RequestContext): Promise<ReadonlyMap<string, string>> {
  const loader = context.loader<string, ReadonlyMap<string, string>>('councils', async (keys) => {
    const rows = (await context.em.execute('select id, name from platform.council order by lower(name)')) as Array<{
      id: string;
      name: string;
    }>;
    const names = new Map(rows.map(({ id, name }) => [id, name]));
    return keys.map(() => names);
  });
  return (await loader.load('all'))!;
}

/** For the resolvers of each subgraph. */
export const HUB_FIELDS = [Councils, HubQueries] as const;

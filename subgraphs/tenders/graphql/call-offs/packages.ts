import { Authorized, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { CallOff } from '../../entities/call-offs/call-off.js';
import { CALL_OFF_READERS } from '../../entities/readers.js';
import { callOffsOfPackages } from '../../reads/call-offs/of-package.js';
import { asOneself } from '../access.js';
import { Package } from '../references.js';

@Resolver(() => Package)
export class Packages {
  @Authorized<Role>(...CALL_OFF_READERS)
  @FieldResolver(() => [CallOff], { nullable: true, description: 'Its call-offs, the last first.' })
  async callOffs(@Root() root: Package, @Ctx() context: RequestContext): Promise<CallOff[]> {
    asOneself(context);
    const loader = context.loader<string, CallOff[]>('call-offs of packages', async (ids) => {
      const of = await callOffsOfPackages(context.em, ids, { onlyLive: false });
      const wanted = of.map(({ id }) => id);
      const rows = await context.em.find(CallOff, { id: { $in: wanted } }, { orderBy: { opensAt: 'desc' } });
      return ids.map((asked) => rows.filter(({ id }) => of.some((each) => each.id === id && each.packageId === asked)));
    });
    return (await loader.load(root.id)) ?? [];
  }
}

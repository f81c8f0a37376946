import { Args, Authorized, Ctx, Field, ObjectType, Query, Resolver } from 'type-graphql';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { type Allowed, authorise, type Role } from '../../../../kernel/identity/caller.js';
import { councilSheet, monitoredSheets } from '../../reads/figures/read-kpi-sheets.js';
import { periodOf } from '../whose.js';
import { LinesArgs } from './figures-args.js';
import { KpiSheetType, sheetShown } from './kpi-sheet.js';

const allowed = { scope: 'figures:read', roles: ['contract-officer', 'commissioner'] } satisfies Allowed;

@ObjectType({ description: 'The sheets of a council: as a whole, and of every monitored provider (CM-01).' })
@Reads('figures:read')
class KpiCouncilSheet {
  @Field(() => KpiSheetType, { description: 'Every visit and person counted once, whichever provider gives the care.' })
  total!: KpiSheetType;

  @Field(() => [KpiSheetType], { description: 'One for each monitored provider.' })
  providers!: readonly KpiSheetType[];
}

@Resolver()
export class KpiCouncilSheets {
  @Authorized<Role>(...allowed.roles)
  @Query(() => KpiCouncilSheet, {
    nullable: true,
    description: 'The KPI sheets of the caller’s council: as a whole, and of every monitored provider (CM-01).',
  })
  async kpiCouncilSheet(
    @Ctx() context: RequestContext,
    @Args() { period, lines }: LinesArgs,
  ): Promise<KpiCouncilSheet> {
    const { caller } = context;
    authorise(caller, allowed);
    const of = { council: caller.organisation, period: periodOf(period), now: await context.now(), hideFew: true };
    const total = await councilSheet(context.em, of);
    const providers = await monitoredSheets(context.em, of);
    return { total: sheetShown(total, lines), providers: providers.map((sheet) => sheetShown(sheet, lines)) };
  }
}

import { Args, Authorized, Ctx, Query, Resolver } from 'type-graphql';
import { HistoryArgs, historyList } from '../../../../kernel/graphql/history.js';
import { connectionOf, type Page } from '../../../../kernel/graphql/pages.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { VISIT_READERS } from '../../entities/readers.js';
import { HeldReport } from '../../entities/reports/held-report.js';
import { asOneself } from '../reading.js';

const HeldReportConnection = connectionOf(HeldReport, 'HeldReport');

@Resolver()
export class HeldReports {
  @Authorized<Role>(...VISIT_READERS)
  @Query(() => HeldReportConnection, {
    nullable: true,
    description: 'Reported rows that cannot be counted yet, the longest held first, and what each waits for.',
  })
  heldReports(@Ctx() context: RequestContext, @Args(() => HistoryArgs) args: HistoryArgs): Promise<Page<HeldReport>> {
    asOneself(context);
    return context.page(HeldReport, { ...historyList(args, 'heldAt', {}), newestFirst: false }, args);
  }
}

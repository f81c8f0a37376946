import { Args, Authorized, Ctx, Field, FieldResolver, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { connectionOf, type Page, PageArgs } from '../../../../kernel/graphql/pages.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { VISIT_READERS } from '../../entities/readers.js';
import { CallLog } from '../../entities/visits/call-log.js';
import { TaskOutcomeWord } from '../../entities/visits/words.js';
import type { TaskOutcome } from '../../rules/visits/visit-facts.js';
import { asOneself } from '../reading.js';
import { Placement } from '../references.js';
import { both, conditionOf, FILTERED_LOGS, pageWhere, VisitFilter } from './visit-filter.js';

@ObjectType({ description: 'What became of one task (DEL-11).' })
class TaskRecord {
  @Field(() => String, { description: 'Its code in the plan.' })
  task!: string;

  @Field(() => TaskOutcomeWord, { description: 'What became of it.' })
  outcome!: TaskOutcome['outcome'];

  @Field(() => String, { nullable: true, description: 'Why it was not done, as a code of the provider.' })
  reason!: string | null;
}

const CallLogConnection = connectionOf(CallLog, 'CallLog');

@Resolver(() => CallLog)
export class CallLogs {
  @Authorized<Role>(...VISIT_READERS)
  @Query(() => CallLogConnection, {
    nullable: true,
    description:
      'Logs that belong to no planned visit, newest first: the visit was not planned, or its plan was not reported (DEL-02).',
  })
  unmatchedLogs(
    @Ctx() context: RequestContext,
    @Args(() => VisitFilter) filter: VisitFilter,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Page<CallLog>> {
    asOneself(context);
    const unmatched = { sql: 'it.visit_id is null and not it.removed', parameters: [] };
    return pageWhere(context, FILTERED_LOGS, both(unmatched, conditionOf(filter, context, FILTERED_LOGS)), page, {
      newestFirst: true,
      map: (row) => context.em.map(CallLog, row),
      startOf: ({ arrivedAt }) => arrivedAt,
    });
  }

  @FieldResolver(() => Placement, { nullable: true, description: 'The placement that the worker came to.' })
  placement(@Root() log: CallLog): Placement {
    return Object.assign(new Placement(), { id: log.placementId });
  }

  @FieldResolver(() => [TaskRecord], { description: 'What became of the tasks (DEL-11).' })
  tasks(@Root() { tasks }: CallLog): readonly TaskRecord[] {
    return tasks;
  }

  @FieldResolver(() => Boolean, { description: 'Whether the person refused the call (DEL-18).' })
  refused(@Root() { refused }: CallLog): boolean {
    return refused !== null;
  }
}

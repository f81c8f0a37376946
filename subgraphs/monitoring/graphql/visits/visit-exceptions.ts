import { Arg, Args, Authorized, Ctx, Field, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { enumType } from '../../../../kernel/graphql/enum-type.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { VISIT_READERS } from '../../entities/readers.js';
import { asOneself } from '../reading.js';
import { conditionOf, FILTERED_VISITS, VisitFilter } from './visit-filter.js';

const EXCEPTIONS = ['LATE', 'SHORT', 'MISSED'] as const;
export type Exception = (typeof EXCEPTIONS)[number];
export const ExceptionWord = enumType(EXCEPTIONS, {
  name: 'VisitException',
  description: 'A visit that was late, short or missed (DEL-04).',
});
const GROUPINGS = ['DAY', 'HOUR', 'PATCH', 'PROVIDER', 'PLACEMENT'] as const;
type Grouping = (typeof GROUPINGS)[number];
const GroupingWord = enumType(GROUPINGS, {
  name: 'VisitGrouping',
  description: 'By what exceptions are added up: time, location or individual person (DEL-04).',
});

/** A visit that was late and is missed all the same counts as missed. */
export const IS_EXCEPTION: Readonly<Record<Exception, string>> = {
  LATE: `(it.off is null and it.state in ('COMPLETED', 'IN_PROGRESS') and 'LATE' = any(it.flags))`,
  SHORT: `(it.off is null and it.state = 'COMPLETED' and 'SHORT' = any(it.flags))`,
  MISSED: `it.state = 'MISSED'`,
};

const KEY_OF: Readonly<Record<Grouping, string>> = {
  DAY: 'it.day',
  HOUR: `to_char(it.expected_start at time zone 'Europe/London', 'HH24:00')`,
  PATCH: 'placement.patch',
  PROVIDER: 'it.provider_id::text',
  PLACEMENT: 'it.placement_id::text',
};

@ObjectType({ description: 'Exceptions of one day, hour, patch, provider or placement (DEL-04).' })
@Reads('visits:read')
class VisitExceptionCount {
  @Field(() => String, { description: 'Which one: a date, an hour such as 08:00, a patch, or an id.' })
  key!: string;

  @Field(() => Int, { description: 'Visits that were to take place.' })
  scheduled!: number;

  @Field(() => Int, { description: 'Visits that were attended late (DEL-09).' })
  late!: number;

  @Field(() => Int, { description: 'Visits that were attended for too short a time (DEL-08).' })
  short!: number;

  @Field(() => Int, { description: 'Visits that were missed (DEL-10).' })
  missed!: number;
}

@Resolver()
export class VisitExceptions {
  @Authorized<Role>(...VISIT_READERS)
  @Query(() => [VisitExceptionCount], {
    nullable: true,
    description: 'Late, short and missed visits, added up by time, location or individual person (DEL-04, SHOW-14).',
  })
  async visitExceptions(
    @Ctx() context: RequestContext,
    @Args(() => VisitFilter) filter: VisitFilter,
    @Arg('by', () => GroupingWord, { description: 'By what to add them up.' }) by: Grouping,
  ): Promise<VisitExceptionCount[]> {
    asOneself(context);
    const { sql, parameters } = conditionOf(filter, context, FILTERED_VISITS);
    return (await context.em.execute(
      `select ${KEY_OF[by]} as key,
         count(*) filter (where it.off is null and it.state <> 'CANCELLED')::int as scheduled,
         count(*) filter (where ${IS_EXCEPTION.LATE})::int as late,
         count(*) filter (where ${IS_EXCEPTION.SHORT})::int as short,
         count(*) filter (where ${IS_EXCEPTION.MISSED})::int as missed
       from monitoring.visit as it join monitoring.expected_placement as placement on placement.id = it.placement_id
       where ${sql} group by 1 order by 1 limit 1000`,
      [...parameters],
    )) as VisitExceptionCount[];
  }
}

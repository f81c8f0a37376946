import { GraphQLError } from 'graphql';
import {
  Arg,
  Args,
  ArgsType,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { enumType } from '../../../../kernel/graphql/enum-type.js';
import { connectionOf, keyAfter, type Page, pageOf, rowsFor } from '../../../../kernel/graphql/pages.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { DateTimeScalar, LocalDateScalar, LocalTimeScalar } from '../../../../kernel/graphql/scalars.js';
import { isProvider, type Role } from '../../../../kernel/identity/caller.js';
import { daysBetween } from '../../../../kernel/time/working-time.js';
import { isId } from '../../../../kernel/values/ids.js';
import type { WorkerRole } from '../../../../schema/events/monitoring.js';
import { VISIT_READERS } from '../../entities/readers.js';
import { CallLog } from '../../entities/visits/call-log.js';
import { HeldReport } from '../../entities/visits/held-report.js';
import { Visit } from '../../entities/visits/visit.js';
import { VisitEntry } from '../../entities/visits/visit-entry.js';
import { TaskOutcomeWord, ToldAboutWord, ToldToWord, VisitStateWord, WorkerRoleWord } from '../../entities/words.js';
import { breachOf } from '../../rules/visits/missed-visit.js';
import type { Correction, TaskOutcome, Told } from '../../rules/visits/visit-facts.js';
import { VISIT_FLAGS, type VisitFlag } from '../../rules/visits/visit-outcome.js';
import type { VisitState } from '../../rules/visits/visit-states.js';
import { Placement, Provider } from '../foreign.js';
import { mayReadCare } from '../reading.js';

const VisitFlagWord = enumType(VISIT_FLAGS, {
  name: 'VisitFlag',
  description: 'What should have been otherwise about a visit, or why it does not count.',
});
const EXCEPTIONS = ['LATE', 'SHORT', 'MISSED'] as const;
type Exception = (typeof EXCEPTIONS)[number];
const ExceptionWord = enumType(EXCEPTIONS, {
  name: 'VisitException',
  description: 'A visit that was late, short or missed (DEL-04).',
});
const GROUPINGS = ['DAY', 'HOUR', 'PATCH', 'PROVIDER', 'PLACEMENT'] as const;
type Grouping = (typeof GROUPINGS)[number];
const GroupingWord = enumType(GROUPINGS, {
  name: 'VisitGrouping',
  description: 'By what exceptions are added up: time, location or individual person (DEL-04).',
});
const BREACHES = ['HIGH', 'CRITICAL'] as const;
const BreachWord = enumType(BREACHES, {
  name: 'VisitBreach',
  description: 'How grave a breach a missed visit is (DEL-10).',
});

@ObjectType({ description: 'That a visit was called off (VAR-10).' })
class VisitCancellation {
  @Field(() => DateTimeScalar, { description: 'When.' })
  at!: Date;

  @Field(() => String, { description: 'Who wanted it, as a code.' })
  requestedBy!: string;

  @Field(() => ToldToWord, { nullable: true, description: 'With whom it was confirmed.' })
  confirmedWith!: Told['to'] | null;

  @Field(() => WorkerRoleWord, { nullable: true, description: 'Role of the worker who confirmed it.' })
  confirmedBy!: WorkerRole | null;

  @Field(() => String, { nullable: true, description: 'What was arranged instead, as a code.' })
  alternative!: string | null;
}

@ObjectType({ description: 'What the person was told, and when (DEL-13, DEL-15).' })
class ToldRecord {
  @Field(() => ToldAboutWord, { description: 'Of what.' })
  about!: Told['about'];

  @Field(() => DateTimeScalar, { description: 'When.' })
  at!: Date;

  @Field(() => ToldToWord, { description: 'Who was told.' })
  to!: Told['to'];
}

@ObjectType({ description: 'What an officer found to be so, on evidence.' })
class VisitCorrection {
  @Field(() => VisitStateWord, { description: 'Where the visit was found to stand.' })
  state!: VisitState;

  @Field(() => Int, { nullable: true, description: 'Worker-minutes of care that were found, where they differ.' })
  actualMinutes!: number | null;

  @Field(() => String, { description: 'Why.' })
  reason!: string;

  @Field(() => String, { description: 'The evidence, by its reference.' })
  evidence!: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  at!: Date;
}

@ObjectType({ description: 'What became of one task (DEL-11).' })
class TaskRecord {
  @Field(() => String, { description: 'Its code in the plan.' })
  task!: string;

  @Field(() => TaskOutcomeWord, { description: 'What became of it.' })
  outcome!: TaskOutcome['outcome'];

  @Field(() => String, { nullable: true, description: 'Why it was not done, as a code.' })
  reason!: string | null;
}

@ObjectType({
  description: 'What was once reported or found of a visit or a log, in one version. Never altered (IDG-16).',
})
class VisitHistoryEntry {
  @Field(() => String, { description: 'PLAN, LOG, CORRECTION, or another fact.' })
  kind!: string;

  @Field(() => DateTimeScalar, { description: 'When its source made this version.' })
  asOf!: Date;

  @Field(() => DateTimeScalar, { description: 'When the hub took it.' })
  recordedAt!: Date;

  @Field(() => String, { description: 'The credential that reported it.' })
  actor!: string;

  @Field(() => String, { description: 'The facts as they stood from then on, as JSON.' })
  facts!: string;
}

@ObjectType({ description: 'Exceptions of one day, hour, patch, provider or placement (DEL-04).' })
class VisitExceptionCount {
  @Field(() => String, { description: 'Which: a date, an hour such as 08:00, a patch, or an id.' })
  key!: string;

  @Field(() => Int, { description: 'Visits that were to take place.' })
  scheduled!: number;

  @Field(() => Int, { description: 'Attended late (DEL-09).' })
  late!: number;

  @Field(() => Int, { description: 'Attended short (DEL-08).' })
  short!: number;

  @Field(() => Int, { description: 'Missed (DEL-10).' })
  missed!: number;
}

@ArgsType()
class VisitFilter {
  @Field(() => LocalDateScalar, { description: 'First day.' })
  from!: string;

  @Field(() => LocalDateScalar, {
    description: 'Last day: at most 7 days of a whole council, 31 of a provider, 92 of a placement.',
  })
  to!: string;

  @Field(() => ID, { nullable: true, description: 'Only this provider’s.' })
  provider?: string;

  @Field(() => ID, { nullable: true, description: 'Only of this placement.' })
  placement?: string;

  @Field(() => LocalTimeScalar, {
    nullable: true,
    description: 'Only those planned to start at this time of day or later.',
  })
  startsFrom?: string;

  @Field(() => LocalTimeScalar, { nullable: true, description: 'Only those planned to start before this time of day.' })
  startsBefore?: string;
}

const VisitConnection = connectionOf(Visit, 'Visit');
const CallLogConnection = connectionOf(CallLog, 'CallLog');
const HeldReportConnection = connectionOf(HeldReport, 'HeldReport');

@Resolver(() => Visit)
export class Visits {
  @Authorized<Role>(...VISIT_READERS)
  @Query(() => VisitConnection, {
    nullable: true,
    description: 'Visits by planned start: a provider’s own, or those of the caller’s council (DEL-04, SHOW-14).',
  })
  async visits(
    @Ctx() context: RequestContext,
    @Args(() => VisitFilter) filter: VisitFilter,
    @Arg('state', () => VisitStateWord, { nullable: true, description: 'Only those that stand so.' })
    state?: VisitState,
    @Arg('flag', () => VisitFlagWord, { nullable: true, description: 'Only those with this flag.' }) flag?: VisitFlag,
    @Arg('exceptions', () => [ExceptionWord], { nullable: true, description: 'Only those that were any of these.' })
    exceptions?: readonly Exception[],
    @Arg('first', () => Int, { defaultValue: 20, description: 'At most so many, up to 100.' }) first = 20,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to go on from.' }) after?: string,
  ): Promise<Page<Visit>> {
    mayReadCare(context);
    const [plannedStart, id] = keyAfter(after, ['instant', 'id']) ?? [];
    const { sql, parameters } = whereOf(filter, context);
    const rows = (await context.em.execute(
      `select it.* from monitoring.visit as it where ${sql}
         ${state ? 'and it.state = ?' : ''}
         ${flag ? 'and ? = any(it.flags)' : ''}
         ${exceptions ? `and (${exceptions.map((each) => IS_EXCEPTION[each]).join(' or ') || 'false'})` : ''}
         ${plannedStart ? 'and (it.planned_start, it.id) > (?::timestamptz, ?::uuid)' : ''}
       order by it.planned_start, it.id limit ?`,
      [
        ...parameters,
        ...(state ? [state] : []),
        ...(flag ? [flag] : []),
        ...(plannedStart ? [plannedStart, id] : []),
        rowsFor(first),
      ],
    )) as object[];
    const visits = rows.map((row) => context.em.map(Visit, row));
    return pageOf(visits, { first, after }, (each) => [each.plannedStart.toISOString(), each.id]);
  }

  @Authorized<Role>(...VISIT_READERS)
  @Query(() => [VisitExceptionCount], {
    nullable: true,
    description: 'Late, short and missed visits added up by time, location or individual person (DEL-04, SHOW-14).',
  })
  async visitExceptions(
    @Ctx() context: RequestContext,
    @Args(() => VisitFilter) filter: VisitFilter,
    @Arg('by', () => GroupingWord, { description: 'By what.' }) by: Grouping,
  ): Promise<VisitExceptionCount[]> {
    mayReadCare(context);
    const { sql, parameters } = whereOf(filter, context);
    return (await context.em.execute(
      `select ${KEY_OF[by]} as key,
         count(*) filter (where it.state <> 'CANCELLED')::int as scheduled,
         count(*) filter (where ${IS_EXCEPTION.LATE})::int as late,
         count(*) filter (where ${IS_EXCEPTION.SHORT})::int as short,
         count(*) filter (where ${IS_EXCEPTION.MISSED})::int as missed
       from monitoring.visit as it join monitoring.expected_placement as placement on placement.id = it.placement_id
       where ${sql} group by 1 order by 1 limit 1000`,
      parameters,
    )) as VisitExceptionCount[];
  }

  @Authorized<Role>(...VISIT_READERS)
  @Query(() => Visit, {
    nullable: true,
    description: 'A visit; null where there is none, or the caller may not see it.',
  })
  visit(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'The visit.' }) id: string,
  ): Promise<Visit | null> {
    mayReadCare(context);
    return context.byId(Visit, id);
  }

  @Authorized<Role>(...VISIT_READERS)
  @Query(() => CallLogConnection, {
    nullable: true,
    description:
      'Logs that belong to no planned visit, newest first: of what was not planned, or not reported (DEL-02).',
  })
  async unmatchedLogs(
    @Ctx() context: RequestContext,
    @Args(() => VisitFilter) filter: VisitFilter,
    @Arg('first', () => Int, { defaultValue: 20, description: 'At most so many, up to 100.' }) first = 20,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to go on from.' }) after?: string,
  ): Promise<Page<CallLog>> {
    mayReadCare(context);
    const [arrivedAt, id] = keyAfter(after, ['instant', 'id']) ?? [];
    const { sql, parameters } = whereOf(filter, context, 'arrived_at');
    const rows = (await context.em.execute(
      `select it.* from monitoring.call_log as it where it.visit_id is null and not it.removed and ${sql}
         ${arrivedAt ? 'and (it.arrived_at, it.id) < (?::timestamptz, ?::uuid)' : ''}
       order by it.arrived_at desc, it.id desc limit ?`,
      [...parameters, ...(arrivedAt ? [arrivedAt, id] : []), rowsFor(first)],
    )) as object[];
    const logs = rows.map((row) => context.em.map(CallLog, row));
    return pageOf(logs, { first, after }, (each) => [each.arrivedAt.toISOString(), each.id]);
  }

  @Authorized<Role>(...VISIT_READERS)
  @Query(() => HeldReportConnection, {
    nullable: true,
    description: 'Reported rows that cannot be counted yet, longest held first, and what each waits for.',
  })
  async heldReports(
    @Ctx() context: RequestContext,
    @Arg('first', () => Int, { defaultValue: 20, description: 'At most so many, up to 100.' }) first = 20,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to go on from.' }) after?: string,
  ): Promise<Page<HeldReport>> {
    mayReadCare(context);
    const [heldAt, id] = keyAfter(after, ['instant', 'id']) ?? [];
    const rows = await context.em.find(
      HeldReport,
      heldAt ? { $or: [{ heldAt: { $gt: new Date(heldAt) } }, { heldAt: new Date(heldAt), id: { $gt: id } }] } : {},
      { orderBy: { heldAt: 'asc', id: 'asc' }, limit: rowsFor(first) },
    );
    return pageOf(rows, { first, after }, (row) => [row.heldAt.toISOString(), row.id]);
  }

  @FieldResolver(() => Placement, { nullable: true, description: 'The placement it is a call of.' })
  placement(@Root() visit: Visit): Placement {
    return Object.assign(new Placement(), { id: visit.placementId });
  }

  @FieldResolver(() => Provider, { nullable: true, description: 'Whose workers make it.' })
  provider(@Root() visit: Visit): Provider {
    return Object.assign(new Provider(), { id: visit.providerId });
  }

  @FieldResolver(() => BreachWord, {
    nullable: true,
    description: 'How grave a breach it is, when it was missed (DEL-10).',
  })
  breach(@Root() visit: Visit): 'HIGH' | 'CRITICAL' | null {
    return breachOf(visit);
  }

  @FieldResolver(() => VisitCancellation, { nullable: true, description: 'That it was called off, if it was.' })
  cancellation(@Root() { cancellation }: Visit): VisitCancellation | null {
    return cancellation && { ...cancellation, at: new Date(cancellation.at) };
  }

  @FieldResolver(() => [ToldRecord], { description: 'What the person was told.' })
  told(@Root() { told }: Visit): ToldRecord[] {
    return told.map((each) => ({ ...each, at: new Date(each.at) }));
  }

  @FieldResolver(() => VisitCorrection, { nullable: true, description: 'What an officer found, if one did.' })
  correction(@Root() { correction }: Visit): VisitCorrection | null {
    return correction && correctionOf(correction);
  }

  // A statement of pay leads to its visits, and who reads that need not read who came.
  @Authorized<Role>(...VISIT_READERS)
  @FieldResolver(() => [CallLog], { nullable: true, description: 'Logs of the workers who came, in order.' })
  async logs(@Root() visit: Visit, @Ctx() context: RequestContext): Promise<readonly CallLog[] | null> {
    return context
      .loader('logs of visits', async (ids: readonly string[]) => {
        const logs = await context.em.find(CallLog, { visitId: { $in: [...ids] } }, { orderBy: { arrivedAt: 'asc' } });
        const byVisit = Map.groupBy(logs, ({ visitId }) => visitId);
        return ids.map((id) => byVisit.get(id) ?? []);
      })
      .load(visit.id);
  }

  @Authorized<Role>(...VISIT_READERS)
  @FieldResolver(() => [VisitHistoryEntry], {
    nullable: true,
    description: 'Everything that was reported or found of it, and of its logs, in order (IDG-16, DEL-28).',
  })
  async history(@Root() visit: Visit, @Ctx() context: RequestContext): Promise<VisitHistoryEntry[]> {
    const logs = await context.em.find(CallLog, { visitId: visit.id });
    const entries = await context.em.find(
      VisitEntry,
      { subjectId: { $in: [visit.id, ...logs.map(({ id }) => id)] } },
      { orderBy: { position: 'asc' }, limit: 1000 },
    );
    return entries.map(({ kind, asOf, recordedAt, actor, facts }) => ({
      kind,
      asOf,
      recordedAt,
      actor,
      facts: JSON.stringify(facts),
    }));
  }
}

@Resolver(() => CallLog)
export class CallLogs {
  @FieldResolver(() => Placement, { nullable: true, description: 'Where the worker came to.' })
  placement(@Root() log: CallLog): Placement {
    return Object.assign(new Placement(), { id: log.placementId });
  }

  @FieldResolver(() => [TaskRecord], { description: 'What became of the tasks (DEL-11).' })
  tasks(@Root() { tasks }: CallLog): readonly TaskRecord[] {
    return tasks;
  }

  @FieldResolver(() => Boolean, { description: 'The person refused the call (DEL-18).' })
  refused(@Root() { refused }: CallLog): boolean {
    return refused !== null;
  }
}

function correctionOf({ state, actualMinutes, reason, evidence, at }: Correction): VisitCorrection {
  return { state, actualMinutes, reason, evidence, at: new Date(at) };
}

/** Late and short ones are attended; what was late and is missed all the same counts as missed. */
const IS_EXCEPTION: Readonly<Record<Exception, string>> = {
  LATE: `(it.state in ('COMPLETED', 'IN_PROGRESS') and 'LATE' = any(it.flags))`,
  SHORT: `(it.state = 'COMPLETED' and 'SHORT' = any(it.flags))`,
  MISSED: `it.state = 'MISSED'`,
};

const KEY_OF: Readonly<Record<Grouping, string>> = {
  DAY: 'it.day',
  HOUR: `to_char(it.planned_start at time zone 'Europe/London', 'HH24:00')`,
  PATCH: 'placement.patch',
  PROVIDER: 'it.provider_id::text',
  PLACEMENT: 'it.placement_id::text',
};

/** The condition of a filter, on rows called `it`, within the days that may be asked for at once. */
function whereOf(
  { from, to, provider, placement, startsFrom, startsBefore }: VisitFilter,
  { caller }: RequestContext,
  start: 'planned_start' | 'arrived_at' = 'planned_start',
): { sql: string; parameters: unknown[] } {
  const ofProvider = isProvider(caller) ? caller.organisation : provider;
  const most = placement ? 92 : ofProvider ? 31 : 7;
  const days = daysBetween(from, to) + 1;
  if (days < 1 || days > most) throw badInput(`from and to take 1 to ${most} days here.`);
  if ([ofProvider, placement].some((each) => each !== undefined && !isId(each)))
    return { sql: 'false', parameters: [] };
  const local = `(it.${start} at time zone 'Europe/London')::time`;
  const conditions: Array<[sql: string, parameter: unknown]> = [
    ['it.day >= ?', from],
    ['it.day <= ?', to],
    ...(caller.role === 'hub'
      ? []
      : [["it.council = any(string_to_array(?, ','))", caller.councils.join()] as [string, unknown]]),
    ...(ofProvider ? [['it.provider_id = ?::uuid', ofProvider] as [string, unknown]] : []),
    ...(placement ? [['it.placement_id = ?::uuid', placement] as [string, unknown]] : []),
    ...(startsFrom ? [[`${local} >= ?::time`, startsFrom] as [string, unknown]] : []),
    ...(startsBefore ? [[`${local} < ?::time`, startsBefore] as [string, unknown]] : []),
  ];
  return {
    sql: conditions.map(([sql]) => sql).join(' and '),
    parameters: conditions.map(([, parameter]) => parameter),
  };
}

function badInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}

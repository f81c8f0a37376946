import {
  Arg,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import { enumType } from '../../../../kernel/graphql/enum-type.js';
import { RefusalType } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import type { WorkerRole } from '../../../../schema/events/monitoring.js';
import { recordVisits } from '../../commands/visits/record-visits.js';
import { VISIT_REPORTERS } from '../../entities/readers.js';
import {
  LogMethodWord,
  NightWord,
  TaskOutcomeWord,
  ToldAboutWord,
  ToldToWord,
  WorkerRoleWord,
} from '../../entities/words.js';
import type { Cancellation, LogMethod, Night, TaskOutcome, Told } from '../../rules/visits/visit-facts.js';
import type { LogReport, PlanReport } from '../../rules/visits/visit-report.js';
import type { RowAnswer } from '../../steps/visits/take-reports.js';

const ROW_KINDS = ['PLAN', 'LOG'] as const;
const RowKindWord = enumType(ROW_KINDS, { name: 'VisitRowKind', description: 'What a reported row is.' });
const VERDICTS = ['NEW', 'UPDATED', 'UNCHANGED', 'HELD', 'REJECTED'] as const;
const VerdictWord = enumType(VERDICTS, {
  name: 'VisitRowVerdict',
  description:
    'What came of a row: kept as new, kept as a later version, known already, kept until it can be counted, or not kept.',
});

@InputType({
  description: 'That a call was called off (VAR-10). Where anything of it lacks, the call counts as missed.',
})
class CancellationInput {
  @Field(() => DateTimeScalar, { description: 'When.' })
  at!: Date;

  @Field(() => String, { description: 'Who wanted it, as a code; up to 200 characters.' })
  requestedBy!: string;

  @Field(() => ToldToWord, { nullable: true, description: 'With whom it was confirmed: PERSON or NEXT_OF_KIN.' })
  confirmedWith?: Told['to'];

  @Field(() => WorkerRoleWord, { nullable: true, description: 'Role of the worker who confirmed it: a senior one.' })
  confirmedBy?: WorkerRole;

  @Field(() => String, { nullable: true, description: 'What was arranged instead, as a code; up to 200 characters.' })
  alternative?: string;
}

@InputType({ description: 'What the person was told, and when (DEL-13, DEL-15).' })
class ToldInput {
  @Field(() => ToldAboutWord, { description: 'Of what.' })
  about!: Told['about'];

  @Field(() => DateTimeScalar, { description: 'When.' })
  at!: Date;

  @Field(() => ToldToWord, { description: 'Who was told.' })
  to!: Told['to'];
}

@InputType({ description: 'What became of one task (DEL-11).' })
class TaskOutcomeInput {
  @Field(() => String, { description: 'Its code in the plan; up to 100 characters.' })
  task!: string;

  @Field(() => TaskOutcomeWord, { description: 'What became of it.' })
  outcome!: TaskOutcome['outcome'];

  @Field(() => String, { nullable: true, description: 'Why it was not done, as a code; up to 200 characters.' })
  reason?: string;
}

@InputType({ description: 'That the person refused the call (DEL-18).' })
class RefusalOfServiceInput {
  @Field(() => String, { description: 'Why, as a code; up to 200 characters.' })
  reason!: string;

  @Field(() => Boolean, { description: 'Whether the worker doubts that the person can decide it.' })
  capacityConcern!: boolean;
}

@InputType({ description: 'A planned visit, in one version (DEL-01).' })
class PlanRowInput {
  @Field(() => String, { description: 'Its id in your system; 1 to 100 characters.' })
  externalId!: string;

  @Field(() => DateTimeScalar, { description: 'When your system last changed it: of two versions the later counts.' })
  asOf!: Date;

  @Field(() => String, { description: 'The placement, by its id or its reference.' })
  placement!: string;

  @Field(() => DateTimeScalar, { description: 'Planned start.' })
  plannedStart!: Date;

  @Field(() => DateTimeScalar, { description: 'Planned end: at least 30 minutes later, in steps of 15 (DEL-06).' })
  plannedEnd!: Date;

  @Field(() => NightWord, { nullable: true, description: 'The kind of night, when it is one: any length.' })
  night?: Night;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Agreed window: the earliest start.' })
  windowFrom?: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Agreed window: the latest start.' })
  windowTo?: Date;

  @Field(() => Boolean, { defaultValue: false, description: 'Its time must be strictly kept (DEL-12).' })
  timeCritical!: boolean;

  @Field(() => Int, { defaultValue: 1, description: 'Workers needed at once: 1 or 2.' })
  workersNeeded!: number;

  @Field(() => [String], { defaultValue: [], description: 'Planned workers, by your references; up to 2.' })
  plannedWorkers!: string[];

  @Field(() => Int, {
    nullable: true,
    description: 'Metres from the call before it on the round; 0 is the same house.',
  })
  travelMetres?: number;

  @Field(() => [String], { defaultValue: [], description: 'What is to be done, by the codes of the plan; up to 50.' })
  tasks!: string[];

  @Field(() => DateTimeScalar, { nullable: true, description: 'The start the person had been given, if it was moved.' })
  movedFrom?: Date;

  @Field(() => CancellationInput, { nullable: true, description: 'That it was called off.' })
  cancellation?: CancellationInput;

  @Field(() => [ToldInput], { defaultValue: [], description: 'What the person was told; up to 20.' })
  told!: ToldInput[];

  @Field(() => Boolean, { defaultValue: false, description: 'Planned in error: taken back.' })
  removed!: boolean;
}

@InputType({ description: 'One worker’s log-in and log-out, in one version (DEL-02).' })
class LogRowInput {
  @Field(() => String, { description: 'Its id in your system; 1 to 100 characters.' })
  externalId!: string;

  @Field(() => DateTimeScalar, { description: 'When your system last changed it: of two versions the later counts.' })
  asOf!: Date;

  @Field(() => String, { description: 'The placement, by its id or its reference.' })
  placement!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The planned visit, by its externalId; else the times say which.',
  })
  visitExternalId?: string;

  @Field(() => String, { description: 'The worker, by your reference; 1 to 100 characters.' })
  worker!: string;

  @Field(() => DateTimeScalar, { description: 'Arrival.' })
  arrivedAt!: Date;

  @Field(() => LogMethodWord, { description: 'How the arrival was logged.' })
  arrivedBy!: LogMethod;

  @Field(() => Int, { nullable: true, description: 'Metres from the address at the arrival.' })
  arrivedMetres?: number;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Departure, once the worker has left.' })
  departedAt?: Date;

  @Field(() => LogMethodWord, { nullable: true, description: 'How the departure was logged.' })
  departedBy?: LogMethod;

  @Field(() => Int, { nullable: true, description: 'Metres from the address at the departure.' })
  departedMetres?: number;

  @Field(() => String, { nullable: true, description: 'Why it was entered by hand, as a code; required then.' })
  manualReason?: string;

  @Field(() => [TaskOutcomeInput], { defaultValue: [], description: 'What became of the tasks; up to 50.' })
  tasks!: TaskOutcomeInput[];

  @Field(() => RefusalOfServiceInput, { nullable: true, description: 'That the person refused the call.' })
  refused?: RefusalOfServiceInput;

  @Field(() => Boolean, { defaultValue: false, description: 'Logged in error: taken back.' })
  removed!: boolean;
}

@InputType({ description: 'What one system reports at once: up to 5,000 rows.' })
class RecordVisitsInput {
  @Field(() => ID, { description: 'The council whose placements they are.' })
  council!: string;

  @Field(() => String, { description: 'The reporting system, by the name it gives itself; 1 to 100 characters.' })
  source!: string;

  @Field(() => [PlanRowInput], { defaultValue: [], description: 'Planned visits.' })
  plans!: PlanRowInput[];

  @Field(() => [LogRowInput], { defaultValue: [], description: 'Call logs.' })
  logs!: LogRowInput[];
}

@ObjectType({ description: 'What came of one reported row.' })
class VisitRowAnswer {
  @Field(() => RowKindWord, { description: 'Whether it is one of plans or of logs.' })
  kind!: RowAnswer['kind'];

  @Field(() => Int, { description: 'Its place in its list, from 1.' })
  line!: number;

  @Field(() => String, { description: 'Its id in your system.' })
  externalId!: string;

  @Field(() => VerdictWord, { description: 'What came of it.' })
  verdict!: RowAnswer['verdict'];

  @Field(() => RefusalType, {
    nullable: true,
    description: 'Of a row held or not kept: why, and what would be accepted.',
  })
  refusal!: RefusalType | null;

  @Field(() => [String], { description: 'Of a row that was kept: what should have been otherwise, in codes.' })
  warnings!: readonly string[];
}

@ObjectType({ description: 'What came of a batch: the whole of it is kept, or none.' })
class RecordVisitsPayload {
  rows!: readonly RowAnswer[];

  @Field(() => [RefusalType], { description: 'Why none of it was kept; empty when it was.' })
  refusals!: readonly RefusalType[];
}

@Resolver(() => RecordVisitsPayload)
export class VisitReports {
  @Authorized<Role>(...VISIT_REPORTERS)
  @Mutation(() => RecordVisitsPayload, {
    nullable: true,
    description:
      'Reports planned visits and call logs. Rows may be sent again, in any order and in other batches: what counts in the end is the same (DEL-01, DEL-02, DEL-20).',
  })
  async recordVisits(
    @Ctx() context: RequestContext,
    @Arg('input', () => RecordVisitsInput, { description: 'The rows.' }) input: RecordVisitsInput,
  ): Promise<RecordVisitsPayload> {
    const { council, source } = input;
    const outcome = await recordVisits(context.work, {
      council,
      source,
      plans: input.plans.map(planOf),
      logs: input.logs.map(logOf),
    });
    return { rows: outcome.result ?? [], refusals: outcome.refusals };
  }

  @FieldResolver(() => [VisitRowAnswer], { description: 'What came of each row, plans first, in the order sent.' })
  rows(
    @Root() payload: RecordVisitsPayload,
    @Arg('only', () => [VerdictWord], { nullable: true, description: 'Only rows of which this came.' })
    only?: ReadonlyArray<RowAnswer['verdict']>,
  ): readonly RowAnswer[] {
    return only ? payload.rows.filter(({ verdict }) => only.includes(verdict)) : payload.rows;
  }

  @FieldResolver(() => Int, { description: 'Rows of which this came.' })
  count(
    @Root() payload: RecordVisitsPayload,
    @Arg('verdict', () => VerdictWord, { description: 'Which.' }) of: RowAnswer['verdict'],
  ): number {
    return payload.rows.filter(({ verdict }) => verdict === of).length;
  }
}

function planOf(row: PlanRowInput): PlanReport {
  const { cancellation } = row;
  return {
    externalId: row.externalId,
    asOf: row.asOf,
    placement: row.placement,
    plannedStart: row.plannedStart,
    plannedEnd: row.plannedEnd,
    night: row.night ?? null,
    windowFrom: row.windowFrom ?? null,
    windowTo: row.windowTo ?? null,
    timeCritical: row.timeCritical,
    workersNeeded: row.workersNeeded,
    plannedWorkers: row.plannedWorkers,
    travelMetres: row.travelMetres ?? null,
    tasks: row.tasks,
    movedFrom: row.movedFrom ?? null,
    cancellation: cancellation ? cancellationOf(cancellation) : null,
    told: row.told.map(({ about, at, to }) => ({ about, at: at.toISOString(), to })),
    removed: row.removed,
  };
}

function cancellationOf(given: CancellationInput): Cancellation {
  const { at, requestedBy, confirmedWith, confirmedBy = null, alternative = null } = given;
  return {
    at: at.toISOString(),
    requestedBy,
    // Whoever else represents the person does not decide it.
    confirmedWith: confirmedWith === 'PERSON' || confirmedWith === 'NEXT_OF_KIN' ? confirmedWith : null,
    confirmedBy,
    alternative,
  };
}

function logOf(row: LogRowInput): LogReport {
  return {
    externalId: row.externalId,
    asOf: row.asOf,
    placement: row.placement,
    visitExternalId: row.visitExternalId ?? null,
    worker: row.worker,
    arrivedAt: row.arrivedAt,
    arrivedBy: row.arrivedBy,
    arrivedMetres: row.arrivedMetres ?? null,
    departedAt: row.departedAt ?? null,
    departedBy: row.departedBy ?? null,
    departedMetres: row.departedMetres ?? null,
    manualReason: row.manualReason ?? null,
    tasks: row.tasks.map(({ task, outcome, reason }) => ({ task, outcome, reason: reason ?? null })),
    refused: row.refused ? { reason: row.refused.reason, capacityConcern: row.refused.capacityConcern } : null,
    removed: row.removed,
  };
}

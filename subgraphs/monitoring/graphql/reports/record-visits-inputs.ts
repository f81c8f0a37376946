import { Field, ID, InputType, Int } from 'type-graphql';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import type { Night } from '../../../../schema/events/cases.js';
import type { WorkerRole } from '../../../../schema/events/monitoring.js';
import {
  LogMethodWord,
  NightWord,
  TaskOutcomeWord,
  ToldAboutWord,
  ToldToWord,
  WorkerRoleWord,
} from '../../entities/visits/words.js';
import type { LogReport, PlanReport } from '../../rules/reports/visit-report.js';
import type { Cancellation, LogMethod, TaskOutcome, Told } from '../../rules/visits/visit-facts.js';

@InputType({
  description: 'That a call was called off (VAR-10). If any part of this is missing, the call counts as missed.',
})
class CancellationInput {
  @Field(() => DateTimeScalar, { description: 'When it was called off.' })
  at!: Date;

  @Field(() => String, { description: 'Who wanted it, as a code; up to 200 characters.' })
  requestedBy!: string;

  @Field(() => ToldToWord, { nullable: true, description: 'With whom it was confirmed: PERSON or NEXT_OF_KIN.' })
  confirmedWith?: Told['to'];

  @Field(() => WorkerRoleWord, {
    nullable: true,
    description: 'Role of the worker who confirmed it; it must be a senior role.',
  })
  confirmedBy?: WorkerRole;

  @Field(() => String, { nullable: true, description: 'What was arranged instead, as a code; up to 200 characters.' })
  alternative?: string;
}

@InputType({ description: 'What the person was told, and when (DEL-13, DEL-15).' })
class ToldInput {
  @Field(() => ToldAboutWord, { description: 'What it was about.' })
  about!: Told['about'];

  @Field(() => DateTimeScalar, { description: 'When the person was told.' })
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

  @Field(() => Boolean, { description: 'Whether the worker doubts that the person has the capacity to decide this.' })
  capacityConcern!: boolean;
}

@InputType({ description: 'A planned visit, in one version (DEL-01).' })
export class PlanRowInput {
  @Field(() => String, { description: 'Its id in your system; 1 to 100 characters.' })
  externalId!: string;

  @Field(() => DateTimeScalar, { description: 'When your system last changed it: the later of two versions counts.' })
  asOf!: Date;

  @Field(() => String, { description: 'The placement, by its id or its reference.' })
  placement!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The visit of the hub that it answers, by its id; left out, the times say which.',
  })
  visit?: string;

  @Field(() => DateTimeScalar, { description: 'Planned start.' })
  plannedStart!: Date;

  @Field(() => DateTimeScalar, { description: 'Planned end: at least 30 minutes later, in steps of 15 (DEL-06).' })
  plannedEnd!: Date;

  @Field(() => NightWord, {
    nullable: true,
    description: 'The kind of night, if it is a night, which may have any length.',
  })
  night?: Night;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Agreed window: the earliest start.' })
  windowFrom?: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Agreed window: the latest start.' })
  windowTo?: Date;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether its time must be strictly kept (DEL-12).' })
  timeCritical!: boolean;

  @Field(() => Int, { defaultValue: 1, description: 'Workers needed at once: 1 or 2.' })
  workersNeeded!: number;

  @Field(() => [String], { defaultValue: [], description: 'Planned workers, by your references; up to 2.' })
  plannedWorkers!: string[];

  @Field(() => Int, {
    nullable: true,
    description: 'Metres from the call before it on the worker’s rota; 0 is the same house.',
  })
  travelMetres?: number;

  @Field(() => [String], {
    defaultValue: [],
    description: 'What is to be done, by the codes of the plan; up to 50 tasks.',
  })
  tasks!: string[];

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'The start that the person had been given, if the visit was moved.',
  })
  movedFrom?: Date;

  @Field(() => CancellationInput, { nullable: true, description: 'That the visit was called off, if it was.' })
  cancellation?: CancellationInput;

  @Field(() => [ToldInput], { defaultValue: [], description: 'What the person was told; up to 20.' })
  told!: ToldInput[];

  @Field(() => Boolean, { defaultValue: false, description: 'Whether it was planned in error and is taken back.' })
  removed!: boolean;
}

@InputType({ description: 'One worker’s log-in and log-out, in one version (DEL-02).' })
export class LogRowInput {
  @Field(() => String, { description: 'Its id in your system; 1 to 100 characters.' })
  externalId!: string;

  @Field(() => DateTimeScalar, { description: 'When your system last changed it: the later of two versions counts.' })
  asOf!: Date;

  @Field(() => String, { description: 'The placement, by its id or its reference.' })
  placement!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The planned visit, by its externalId; if left out, the times say which.',
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

  @Field(() => String, { nullable: true, description: 'Why it was entered by hand, as a code; required if it was.' })
  manualReason?: string;

  @Field(() => [TaskOutcomeInput], { defaultValue: [], description: 'What became of the tasks; up to 50.' })
  tasks!: TaskOutcomeInput[];

  @Field(() => RefusalOfServiceInput, { nullable: true, description: 'That the person refused the call, if they did.' })
  refused?: RefusalOfServiceInput;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether it was logged in error and is taken back.' })
  removed!: boolean;
}

@InputType({
  description:
    'What one system reports at once: up to 5,000 rows. It takes no idempotency key: each row is known by source and externalId.',
})
export class RecordVisitsInput {
  @Field(() => ID, { description: 'Key of the council whose placements they are.' })
  council!: string;

  @Field(() => String, { description: 'The reporting system, by the name it gives itself; 1 to 100 characters.' })
  source!: string;

  @Field(() => [PlanRowInput], { defaultValue: [], description: 'Planned visits.' })
  plans!: PlanRowInput[];

  @Field(() => [LogRowInput], { defaultValue: [], description: 'Call logs.' })
  logs!: LogRowInput[];
}

/** A plan as the rules read it. */
export function planOf(row: PlanRowInput): PlanReport {
  const { cancellation } = row;
  return {
    externalId: row.externalId,
    asOf: row.asOf,
    placement: row.placement,
    visit: row.visit ?? null,
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

/** A log as the rules read it. */
export function logOf(row: LogRowInput): LogReport {
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

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
import { connectionOf, type Page, PageArgs } from '../../../../kernel/graphql/pages.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import type { WorkerRole } from '../../../../schema/events/monitoring.js';
import { ALERT_READERS, VISIT_READERS } from '../../entities/readers.js';
import { CallLog } from '../../entities/visits/call-log.js';
import { PlannedVisit } from '../../entities/visits/planned-visit.js';
import { Visit } from '../../entities/visits/visit.js';
import { VisitEntry } from '../../entities/visits/visit-entry.js';
import {
  ToldAboutWord,
  ToldToWord,
  VisitFlagWord,
  VisitStateWord,
  WorkerRoleWord,
} from '../../entities/visits/words.js';
import { breachOf } from '../../rules/visits/missed-visit.js';
import { type Correction, type Told, VISIT_ENTRY_KINDS, type VisitEntryKind } from '../../rules/visits/visit-facts.js';
import type { VisitFlag } from '../../rules/visits/visit-flags.js';
import type { VisitState } from '../../rules/visits/visit-states.js';
import { asOneself } from '../reading.js';
import { Placement, Provider } from '../references.js';
import { type Exception, ExceptionWord, IS_EXCEPTION } from './visit-exceptions.js';
import { both, conditionOf, FILTERED_VISITS, pageWhere, VisitFilter } from './visit-filter.js';

const BREACHES = ['HIGH', 'CRITICAL'] as const;
const BreachWord = enumType(BREACHES, {
  name: 'VisitBreach',
  description: 'How grave a breach a missed visit is (DEL-10).',
});
const VisitEntryKindWord = enumType(VISIT_ENTRY_KINDS, {
  name: 'VisitEntryKind',
  description:
    'What a version in the history of a visit is: a plan, a log, an officer’s correction, or a step of a no reply.',
});

@ObjectType({ description: 'That a planned visit was called off (VAR-10).' })
class VisitCancellation {
  @Field(() => DateTimeScalar, { description: 'When it was called off.' })
  at!: Date;

  @Field(() => String, { description: 'Who wanted it, as a code of the provider.' })
  requestedBy!: string;

  @Field(() => ToldToWord, { nullable: true, description: 'With whom it was confirmed.' })
  confirmedWith!: Told['to'] | null;

  @Field(() => WorkerRoleWord, { nullable: true, description: 'Role of the worker who confirmed it.' })
  confirmedBy!: WorkerRole | null;

  @Field(() => String, { nullable: true, description: 'What was arranged instead, as a code of the provider.' })
  alternative!: string | null;
}

@ObjectType({ description: 'What the person was told, and when (DEL-13, DEL-15).' })
class ToldRecord {
  @Field(() => ToldAboutWord, { description: 'What it was about.' })
  about!: Told['about'];

  @Field(() => DateTimeScalar, { description: 'When the person was told.' })
  at!: Date;

  @Field(() => ToldToWord, { description: 'Who was told.' })
  to!: Told['to'];
}

@ObjectType({ description: 'What an officer found about a visit, on evidence.' })
class VisitCorrection {
  @Field(() => VisitStateWord, { description: 'The state in which the visit was found to be.' })
  state!: VisitState;

  @Field(() => Int, { nullable: true, description: 'Worker-minutes of care that were found, if they differ.' })
  actualMinutes!: number | null;

  @Field(() => Int, { nullable: true, description: 'Worker-minutes that the council accepted to pay, if it said so.' })
  acceptedMinutes!: number | null;

  @Field(() => String, { description: 'Why it was corrected.' })
  reason!: string;

  @Field(() => String, { description: 'The evidence, by its reference.' })
  evidence!: string;

  @Field(() => DateTimeScalar, { description: 'When it was corrected.' })
  at!: Date;
}

@ObjectType({
  description: 'One version of what was reported or found about a visit or a log. It is never altered (IDG-16).',
})
class VisitHistoryEntry {
  @Field(() => VisitEntryKindWord, { description: 'What it is a version of.' })
  kind!: VisitEntryKind;

  @Field(() => DateTimeScalar, { description: 'When its source made this version.' })
  asOf!: Date;

  @Field(() => DateTimeScalar, { description: 'When the hub took it in.' })
  recordedAt!: Date;

  @Field(() => String, { description: 'The credential that reported it.' })
  actor!: string;

  @Field(() => String, { description: 'The facts as they stood from then on, as JSON.' })
  facts!: string;
}

@ArgsType()
class VisitBoardArgs extends VisitFilter {
  @Field(() => [VisitStateWord], { nullable: true, description: 'Only visits in one of these states.' })
  states?: readonly VisitState[] | null;

  @Field(() => VisitFlagWord, { nullable: true, description: 'Only visits with this flag.' })
  flag?: VisitFlag | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Only visits about which the council is asked something, or only those about which it is not.',
  })
  queried?: boolean | null;

  @Field(() => [ExceptionWord], { nullable: true, description: 'Only visits that were any of these.' })
  exceptions?: readonly Exception[] | null;
}

const VisitConnection = connectionOf(Visit, 'Visit');

@Resolver(() => Visit)
export class Visits {
  @Authorized<Role>(...VISIT_READERS)
  @Query(() => VisitConnection, {
    nullable: true,
    description:
      'Visits in the order in which they are expected to start: a provider’s own, or those of the caller’s council (DEL-04, SHOW-14).',
  })
  visits(
    @Ctx() context: RequestContext,
    @Args(() => VisitBoardArgs) args: VisitBoardArgs,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Page<Visit>> {
    asOneself(context);
    const { states, flag, queried, exceptions } = args;
    const condition = both(
      conditionOf(args, context, FILTERED_VISITS),
      states && { sql: "it.state = any(string_to_array(?, ','))", parameters: [states.join()] },
      flag && { sql: '? = any(it.flags)', parameters: [flag] },
      queried != null && { sql: `it.query is ${queried ? 'not null' : 'null'}`, parameters: [] },
      exceptions && {
        sql: exceptions.map((each) => IS_EXCEPTION[each]).join(' or ') || 'false',
        parameters: [],
      },
    );
    return pageWhere(context, FILTERED_VISITS, condition, page, {
      map: (row) => context.em.map(Visit, row),
      startOf: ({ expectedStart }) => expectedStart,
    });
  }

  @Authorized<Role>(...VISIT_READERS)
  @Query(() => Visit, {
    nullable: true,
    description: 'A visit; null if there is none, or if the caller may not see it.',
  })
  visit(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the visit.' }) id: string,
  ): Promise<Visit | null> {
    asOneself(context);
    return context.byId(Visit, id);
  }

  @Authorized<Role>(...VISIT_READERS)
  @FieldResolver(() => Placement, { nullable: true, description: 'The placement that it is a call of.' })
  placement(@Root() visit: Visit): Placement {
    return Object.assign(new Placement(), { id: visit.placementId });
  }

  @FieldResolver(() => Provider, { nullable: true, description: 'The provider whose workers make it.' })
  provider(@Root() visit: Visit): Provider {
    return Object.assign(new Provider(), { id: visit.providerId });
  }

  @FieldResolver(() => BreachWord, {
    nullable: true,
    description: 'How grave a breach it is; null unless the visit was missed (DEL-10).',
  })
  breach(@Root() visit: Visit): (typeof BREACHES)[number] | null {
    return breachOf(visit);
  }

  @Authorized<Role>(...ALERT_READERS)
  @FieldResolver(() => [PlannedVisit], {
    nullable: true,
    description: 'The plans of its provider that answer it, in the order of their starts; none if nobody planned it.',
  })
  async plans(@Root() visit: Visit, @Ctx() context: RequestContext): Promise<readonly PlannedVisit[]> {
    return plansOf(visit, context);
  }

  @FieldResolver(() => DateTimeScalar, {
    description: 'Its expected start.',
    deprecationReason: 'Ask for `expectedStart`, or for `plans { plannedStart }`; gone from 2027-06-01 on.',
  })
  plannedStart(@Root() { expectedStart }: Visit): Date {
    return expectedStart;
  }

  @FieldResolver(() => DateTimeScalar, {
    description: 'Its expected end.',
    deprecationReason: 'Ask for `expectedEnd`, or for `plans { plannedEnd }`; gone from 2027-06-01 on.',
  })
  plannedEnd(@Root() { expectedEnd }: Visit): Date {
    return expectedEnd;
  }

  @FieldResolver(() => Int, {
    description: 'Worker-minutes commissioned.',
    deprecationReason: 'Ask for `commissionedMinutes`; gone from 2027-06-01 on.',
  })
  plannedMinutes(@Root() { commissionedMinutes }: Visit): number {
    return commissionedMinutes;
  }

  @Authorized<Role>(...ALERT_READERS)
  @FieldResolver(() => String, {
    nullable: true,
    description: 'Its id in the system that planned it.',
    deprecationReason: 'Ask for `plans { externalId }`; gone from 2027-06-01 on.',
  })
  async externalId(@Root() visit: Visit, @Ctx() context: RequestContext): Promise<string | null> {
    return (await plansOf(visit, context))[0]?.externalId ?? null;
  }

  @Authorized<Role>(...ALERT_READERS)
  @FieldResolver(() => String, {
    nullable: true,
    description: 'The system that planned it.',
    deprecationReason: 'Ask for `plans { source }`; gone from 2027-06-01 on.',
  })
  async source(@Root() visit: Visit, @Ctx() context: RequestContext): Promise<string | null> {
    return (await plansOf(visit, context))[0]?.source ?? null;
  }

  @Authorized<Role>(...ALERT_READERS)
  @FieldResolver(() => [String], {
    nullable: true,
    description: 'Planned workers, by the provider’s own references.',
    deprecationReason: 'Ask for `plans { plannedWorkers }`; gone from 2027-06-01 on.',
  })
  async plannedWorkers(@Root() visit: Visit, @Ctx() context: RequestContext): Promise<readonly string[]> {
    return [...new Set((await plansOf(visit, context)).flatMap((plan) => plan.plannedWorkers))];
  }

  @Authorized<Role>(...VISIT_READERS)
  @FieldResolver(() => VisitCancellation, { nullable: true, description: 'That it was called off, if it was.' })
  async cancellation(@Root() visit: Visit, @Ctx() context: RequestContext): Promise<VisitCancellation | null> {
    const [found] = (await plansOf(visit, context)).flatMap(({ cancellation }) => cancellation ?? []);
    return found ? { ...found, at: new Date(found.at) } : null;
  }

  @Authorized<Role>(...VISIT_READERS)
  @FieldResolver(() => [ToldRecord], { nullable: true, description: 'What the person was told.' })
  async told(@Root() visit: Visit, @Ctx() context: RequestContext): Promise<ToldRecord[]> {
    const told = (await plansOf(visit, context)).flatMap((plan) => plan.told);
    return told.map((each) => ({ ...each, at: new Date(each.at) }));
  }

  @FieldResolver(() => VisitCorrection, { nullable: true, description: 'What an officer found, if one corrected it.' })
  correction(@Root() { correction }: Visit): VisitCorrection | null {
    return correction && correctionOf(correction);
  }

  // A statement of pay leads to its visits, and who reads that need not read who came.
  @Authorized<Role>(...VISIT_READERS)
  @FieldResolver(() => [CallLog], {
    nullable: true,
    description: 'Logs of the workers who came, in the order of their arrival.',
  })
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
    description: 'Everything that was reported or found about it, its plans and its logs, in order (IDG-16, DEL-28).',
  })
  async history(@Root() visit: Visit, @Ctx() context: RequestContext): Promise<VisitHistoryEntry[]> {
    const logs = await context.em.find(CallLog, { visitId: visit.id });
    const plans = await context.em.find(PlannedVisit, { visitId: visit.id });
    const entries = await context.em.find(
      VisitEntry,
      { subjectId: { $in: [...new Set([visit.id, ...[...plans, ...logs].map(({ id }) => id)])] } },
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

/** The plans that answer a visit, in the order of their starts; read once for all visits of an answer. */
async function plansOf(visit: Visit, context: RequestContext): Promise<readonly PlannedVisit[]> {
  const plans = await context
    .loader('plans of visits', async (ids: readonly string[]) => {
      const plans = await context.em.find(PlannedVisit, { visitId: { $in: [...ids] } });
      const byVisit = Map.groupBy(
        plans.sort((a, b) => +a.plannedStart - +b.plannedStart || (a.id < b.id ? -1 : 1)),
        ({ visitId }) => visitId,
      );
      return ids.map((id) => byVisit.get(id) ?? []);
    })
    .load(visit.id);
  return plans ?? [];
}

function correctionOf({
  state,
  actualMinutes,
  acceptedMinutes = null,
  reason,
  evidence,
  at,
}: Correction): VisitCorrection {
  return { state, actualMinutes, acceptedMinutes, reason, evidence, at: new Date(at) };
}

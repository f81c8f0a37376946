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
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { connectionOf, keyAfter, type Page, pageOf, rowsFor } from '../../../../kernel/graphql/pages.js';
import { RefusalType } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { DateTimeScalar, LocalDateScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { isId } from '../../../../kernel/values/ids.js';
import { correctVisit } from '../../commands/visits/correct-visit.js';
import { declareStaff } from '../../commands/visits/declare-staff.js';
import { nameRegularTeam } from '../../commands/visits/name-regular-team.js';
import { recordSpotCheck } from '../../commands/visits/record-spot-check.js';
import { VISIT_READERS, VISIT_REPORTERS } from '../../entities/readers.js';
import { ActiveStaff } from '../../entities/visits/active-staff.js';
import { RegularTeam } from '../../entities/visits/regular-team.js';
import { SpotCheck } from '../../entities/visits/spot-check.js';
import { Visit } from '../../entities/visits/visit.js';
import { type SpotCheckResult, SpotCheckResultWord, VisitStateWord } from '../../entities/words.js';
import type { VisitState } from '../../rules/visits/visit-states.js';
import { Placement, Provider } from '../foreign.js';
import { mayReadCare } from '../reading.js';

const KEY = { description: 'The same key again answers the same; 8 to 200 characters.' };

@InputType({ description: 'What an officer found of a visit, on evidence.' })
class CorrectVisitInput {
  @Field(() => ID, { description: 'The visit; it is over.' })
  visitId!: string;

  @Field(() => VisitStateWord, { description: 'Where it was found to stand.' })
  state!: VisitState;

  @Field(() => Int, { nullable: true, description: 'Worker-minutes of care, where the evidence shows other ones.' })
  actualMinutes?: number;

  @Field(() => String, { description: 'Why; up to 500 characters, nobody named.' })
  reason!: string;

  @Field(() => String, { description: 'The evidence, by its reference; up to 500 characters.' })
  evidence!: string;

  @Field(() => String, KEY)
  idempotencyKey!: string;
}

@InputType({ description: 'Who regularly comes to a person, as the person was told (DEL-13).' })
class NameRegularTeamInput {
  @Field(() => ID, { description: 'The placement.' })
  placementId!: string;

  @Field(() => LocalDateScalar, { description: 'First day on which it counts: at most 31 days ago.' })
  from!: string;

  @Field(() => String, { description: 'The key worker, by your reference.' })
  keyWorker!: string;

  @Field(() => [String], { description: 'All regular workers, the key worker among them; up to 20.' })
  workers!: string[];

  @Field(() => String, KEY)
  idempotencyKey!: string;
}

@InputType({ description: 'Who works for the provider (DEL-16).' })
class DeclareStaffInput {
  @Field(() => ID, { description: 'The council in whose area they work.' })
  council!: string;

  @Field(() => LocalDateScalar, { description: 'First day on which it counts: at most 7 days ago.' })
  from!: string;

  @Field(() => [String], { description: 'All active workers, by your references; up to 5,000.' })
  workers!: string[];

  @Field(() => String, KEY)
  idempotencyKey!: string;
}

@InputType({ description: 'That somebody looked whether a worker was there when due (DEL-17).' })
class RecordSpotCheckInput {
  @Field(() => ID, { description: 'The placement.' })
  placementId!: string;

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  at!: Date;

  @Field(() => String, { description: 'Who checked, by your reference.' })
  checker!: string;

  @Field(() => String, { description: 'Who was checked, by your reference.' })
  worker!: string;

  @Field(() => SpotCheckResultWord, { description: 'What was found.' })
  result!: SpotCheckResult;

  @Field(() => String, KEY)
  idempotencyKey!: string;
}

@ObjectType({ description: 'What came of correcting a visit.' })
class CorrectVisitPayload {
  @Field(() => Visit, { nullable: true, description: 'The visit as it now stands; null when refused.' })
  visit!: Visit | null;

  @Field(() => [RefusalType], { description: 'Why not; empty when it was corrected.' })
  refusals!: readonly RefusalType[];
}

@ObjectType({ description: 'What came of naming a regular team.' })
class NameRegularTeamPayload {
  @Field(() => RegularTeam, { nullable: true, description: 'The team as kept; null when refused.' })
  team!: RegularTeam | null;

  @Field(() => [RefusalType], { description: 'Why not; empty when it was kept.' })
  refusals!: readonly RefusalType[];
}

@ObjectType({ description: 'What came of declaring the active staff.' })
class DeclareStaffPayload {
  @Field(() => ActiveStaff, { nullable: true, description: 'The list as kept; null when refused.' })
  staff!: ActiveStaff | null;

  @Field(() => [RefusalType], { description: 'Why not; empty when it was kept.' })
  refusals!: readonly RefusalType[];
}

@ObjectType({ description: 'What came of recording a spot check.' })
class RecordSpotCheckPayload {
  @Field(() => SpotCheck, { nullable: true, description: 'The check as kept; null when refused.' })
  check!: SpotCheck | null;

  @Field(() => [RefusalType], { description: 'Why not; empty when it was kept.' })
  refusals!: readonly RefusalType[];
}

const SpotCheckConnection = connectionOf(SpotCheck, 'SpotCheck');

@Resolver(() => SpotCheck)
export class VisitFacts {
  @Authorized<Role>('contract-officer')
  @Mutation(() => CorrectVisitPayload, {
    nullable: true,
    description: 'Corrects, on evidence, what the systems say of a visit that is over; audited (SM-8, DEL-10).',
  })
  async correctVisit(
    @Ctx() context: RequestContext,
    @Arg('input', () => CorrectVisitInput, { description: 'What was found.' }) input: CorrectVisitInput,
  ): Promise<CorrectVisitPayload> {
    const { visitId, state, actualMinutes = null, reason, evidence, idempotencyKey } = input;
    const given = { visitId, state, actualMinutes, reason, evidence, idempotencyKey };
    const outcome = await correctVisit(context.work, given);
    return { visit: outcome.result, refusals: outcome.refusals };
  }

  @Authorized<Role>('rostering', 'provider-user')
  @Mutation(() => NameRegularTeamPayload, {
    nullable: true,
    description: 'Names who regularly comes to a person, from a day on (DEL-13).',
  })
  async nameRegularTeam(
    @Ctx() context: RequestContext,
    @Arg('input', () => NameRegularTeamInput, { description: 'The team.' }) input: NameRegularTeamInput,
  ): Promise<NameRegularTeamPayload> {
    const { placementId, from, keyWorker, workers, idempotencyKey } = input;
    const outcome = await nameRegularTeam(context.work, { placementId, from, keyWorker, workers, idempotencyKey });
    return { team: outcome.result, refusals: outcome.refusals };
  }

  @Authorized<Role>('rostering', 'provider-user')
  @Mutation(() => DeclareStaffPayload, {
    nullable: true,
    description: 'Says who works for the provider, from a day on: a log-in of anybody else is flagged (DEL-16).',
  })
  async declareStaff(
    @Ctx() context: RequestContext,
    @Arg('input', () => DeclareStaffInput, { description: 'The list.' }) input: DeclareStaffInput,
  ): Promise<DeclareStaffPayload> {
    const { council, from, workers, idempotencyKey } = input;
    const outcome = await declareStaff(context.work, { council, from, workers, idempotencyKey });
    return { staff: outcome.result, refusals: outcome.refusals };
  }

  @Authorized<Role>(...VISIT_REPORTERS)
  @Mutation(() => RecordSpotCheckPayload, {
    nullable: true,
    description: 'Records that somebody looked whether a worker was there when due (DEL-17).',
  })
  async recordSpotCheck(
    @Ctx() context: RequestContext,
    @Arg('input', () => RecordSpotCheckInput, { description: 'The check.' }) input: RecordSpotCheckInput,
  ): Promise<RecordSpotCheckPayload> {
    const { placementId, at, checker, worker, result, idempotencyKey } = input;
    const outcome = await recordSpotCheck(context.work, { placementId, at, checker, worker, result, idempotencyKey });
    return { check: outcome.result, refusals: outcome.refusals };
  }

  @Authorized<Role>(...VISIT_READERS)
  @Query(() => SpotCheckConnection, { nullable: true, description: 'Spot checks, newest first (DEL-17).' })
  async spotChecks(
    @Ctx() context: RequestContext,
    @Arg('provider', () => ID, { nullable: true, description: 'Only this provider’s.' }) provider?: string,
    @Arg('first', () => Int, { defaultValue: 20, description: 'At most so many, up to 100.' }) first = 20,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to go on from.' }) after?: string,
  ): Promise<Page<SpotCheck>> {
    mayReadCare(context);
    const [at, id] = keyAfter(after, ['instant', 'id']) ?? [];
    const rows = await context.em.find(
      SpotCheck,
      {
        ...(provider ? { providerId: provider } : {}),
        ...(at ? { $or: [{ at: { $lt: new Date(at) } }, { at: new Date(at), id: { $lt: id } }] } : {}),
      },
      { orderBy: { at: 'desc', id: 'desc' }, limit: rowsFor(first) },
    );
    return pageOf(rows, { first, after }, (row) => [row.at.toISOString(), row.id]);
  }

  @Authorized<Role>(...VISIT_READERS)
  @Query(() => [RegularTeam], {
    nullable: true,
    description: 'Regular teams of a placement, the latest first (DEL-13).',
  })
  async regularTeams(
    @Ctx() context: RequestContext,
    @Arg('placement', () => ID, { description: 'The placement.' }) placementId: string,
  ): Promise<readonly RegularTeam[]> {
    mayReadCare(context);
    if (!isId(placementId)) return [];
    return context.em.find(RegularTeam, { placementId }, { orderBy: { from: 'desc' }, limit: 100 });
  }

  @FieldResolver(() => Placement, { nullable: true, description: 'Where it was made.' })
  placement(@Root() check: SpotCheck): Placement {
    return Object.assign(new Placement(), { id: check.placementId });
  }

  @FieldResolver(() => Provider, { nullable: true, description: 'Whose worker was checked.' })
  provider(@Root() check: SpotCheck): Provider {
    return Object.assign(new Provider(), { id: check.providerId });
  }
}

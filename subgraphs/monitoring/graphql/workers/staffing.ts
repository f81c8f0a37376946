import {
  Arg,
  Args,
  ArgsType,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { HistoryArgs, historyList } from '../../../../kernel/graphql/history.js';
import { connectionOf, type Page } from '../../../../kernel/graphql/pages.js';
import { ActInput, Payload } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { DateTimeScalar, LocalDateScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { isId } from '../../../../kernel/values/ids.js';
import { declareStaff, allowed as mayDeclare } from '../../commands/workers/declare-staff.js';
import { allowed as mayName, nameRegularTeam } from '../../commands/workers/name-regular-team.js';
import { allowed as mayCheck, recordSpotCheck } from '../../commands/workers/record-spot-check.js';
import { VISIT_READERS } from '../../entities/readers.js';
import { type SpotCheckResult, SpotCheckResultWord } from '../../entities/visits/words.js';
import { ActiveStaff } from '../../entities/workers/active-staff.js';
import { RegularTeam } from '../../entities/workers/regular-team.js';
import { SpotCheck } from '../../entities/workers/spot-check.js';
import { asOneself } from '../reading.js';
import { Placement, Provider } from '../references.js';
import { onlyProvider } from '../whose.js';

@InputType({ description: 'Who regularly comes to a person, as the person was told (DEL-13).' })
class NameRegularTeamInput extends ActInput {
  @Field(() => ID, { description: 'Id of the placement; its reference is not taken.' })
  placementId!: string;

  @Field(() => LocalDateScalar, { description: 'First day on which it counts: at most 31 days ago.' })
  from!: string;

  @Field(() => String, { description: 'The key worker, by your own reference.' })
  keyWorker!: string;

  @Field(() => [String], { description: 'All regular workers, including the key worker; up to 20.' })
  workers!: string[];
}

@InputType({ description: 'Who works for the provider (DEL-16).' })
class DeclareStaffInput extends ActInput {
  @Field(() => ID, { description: 'Key of the council in whose area they work.' })
  council!: string;

  @Field(() => LocalDateScalar, { description: 'First day on which it counts: at most 7 days ago.' })
  from!: string;

  @Field(() => [String], { description: 'All active workers, by your own references; up to 5,000.' })
  workers!: string[];
}

@InputType({ description: 'A check whether a worker was there when due (DEL-17).' })
class RecordSpotCheckInput extends ActInput {
  @Field(() => ID, { description: 'Id of the placement; its reference is not taken.' })
  placementId!: string;

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  at!: Date;

  @Field(() => String, { description: 'Who checked, by your own reference.' })
  checker!: string;

  @Field(() => String, { description: 'Who was checked, by your own reference.' })
  worker!: string;

  @Field(() => SpotCheckResultWord, { description: 'What was found.' })
  result!: SpotCheckResult;
}

@ObjectType({ description: 'What came of naming a regular team.' })
class NameRegularTeamPayload extends Payload {
  @Field(() => RegularTeam, { nullable: true, description: 'The team as kept; null if the act was refused.' })
  team!: RegularTeam | null;
}

@ObjectType({ description: 'What came of declaring the active staff.' })
class DeclareStaffPayload extends Payload {
  @Field(() => ActiveStaff, { nullable: true, description: 'The list as kept; null if the act was refused.' })
  staff!: ActiveStaff | null;
}

@ObjectType({ description: 'What came of recording a spot check.' })
class RecordSpotCheckPayload extends Payload {
  @Field(() => SpotCheck, { nullable: true, description: 'The check as kept; null if the act was refused.' })
  check!: SpotCheck | null;
}

@ArgsType()
class SpotCheckArgs extends HistoryArgs {
  @Field(() => ID, { nullable: true, description: 'Only the checks of the provider with this id.' })
  provider?: string | null;
}

const SpotCheckConnection = connectionOf(SpotCheck, 'SpotCheck');

/** Who comes: regular teams, active staff, and whether those who were due were there. */
@Resolver(() => SpotCheck)
export class Staffing {
  @Authorized<Role>(...mayName.roles)
  @Mutation(() => NameRegularTeamPayload, {
    description: 'Names who regularly comes to a person, from a day on (DEL-13).',
  })
  async nameRegularTeam(
    @Ctx() { work }: RequestContext,
    @Arg('input', () => NameRegularTeamInput, { description: 'The team.' }) input: NameRegularTeamInput,
  ): Promise<NameRegularTeamPayload> {
    const { placementId, from, keyWorker, workers, idempotencyKey } = input;
    const { result, refusals } = await nameRegularTeam(work, { placementId, from, keyWorker, workers, idempotencyKey });
    return { team: result, refusals };
  }

  @Authorized<Role>(...mayDeclare.roles)
  @Mutation(() => DeclareStaffPayload, {
    description: 'Says who works for the provider, from a day on: a log-in by anybody else is flagged (DEL-16).',
  })
  async declareStaff(
    @Ctx() { work }: RequestContext,
    @Arg('input', () => DeclareStaffInput, { description: 'The list.' }) input: DeclareStaffInput,
  ): Promise<DeclareStaffPayload> {
    const { council, from, workers, idempotencyKey } = input;
    const { result, refusals } = await declareStaff(work, { council, from, workers, idempotencyKey });
    return { staff: result, refusals };
  }

  @Authorized<Role>(...mayCheck.roles)
  @Mutation(() => RecordSpotCheckPayload, {
    description: 'Records a check whether a worker was there when due (DEL-17).',
  })
  async recordSpotCheck(
    @Ctx() { work }: RequestContext,
    @Arg('input', () => RecordSpotCheckInput, { description: 'The check.' }) input: RecordSpotCheckInput,
  ): Promise<RecordSpotCheckPayload> {
    const { placementId, at, checker, worker, result, idempotencyKey } = input;
    const kept = await recordSpotCheck(work, { placementId, at, checker, worker, result, idempotencyKey });
    return { check: kept.result, refusals: kept.refusals };
  }

  @Authorized<Role>(...VISIT_READERS)
  @Query(() => SpotCheckConnection, { nullable: true, description: 'Spot checks, newest first (DEL-17).' })
  spotChecks(@Ctx() context: RequestContext, @Args(() => SpotCheckArgs) args: SpotCheckArgs): Promise<Page<SpotCheck>> {
    asOneself(context);
    return context.page(SpotCheck, historyList<SpotCheck>(args, 'at', onlyProvider(args.provider)), args);
  }

  @Authorized<Role>(...VISIT_READERS)
  @Query(() => [RegularTeam], {
    nullable: true,
    description: 'The regular teams of a placement, the latest 100, newest first (DEL-13).',
  })
  async regularTeams(
    @Ctx() context: RequestContext,
    @Arg('placement', () => ID, { description: 'Id of the placement; its reference is not taken.' })
    placementId: string,
  ): Promise<readonly RegularTeam[]> {
    asOneself(context);
    if (!isId(placementId)) return [];
    return context.em.find(RegularTeam, { placementId }, { orderBy: { from: 'desc' }, limit: 100 });
  }

  @FieldResolver(() => Placement, { nullable: true, description: 'The placement at which it was made.' })
  placement(@Root() check: SpotCheck): Placement {
    return Object.assign(new Placement(), { id: check.placementId });
  }

  @FieldResolver(() => Provider, { nullable: true, description: 'The provider whose worker was checked.' })
  provider(@Root() check: SpotCheck): Provider {
    return Object.assign(new Provider(), { id: check.providerId });
  }
}

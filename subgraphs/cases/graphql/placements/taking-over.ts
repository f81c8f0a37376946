import { Arg, Authorized, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { ActInput, Payload } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { LocalDateScalar, PenceScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import type { CareType, ServiceUserGroup } from '../../../../schema/events/cases.js';
import {
  allowed as mayTakeOver,
  type TakenOver,
  takeOverPlacements,
} from '../../commands/placements/take-over-placements.js';
import { CohortWord } from '../../entities/people/words.js';
import { Placement } from '../../entities/placements/placement.js';
import { CareTypeWord, GroupWord } from '../../entities/requests/words.js';
import type { Cohort } from '../../rules/people/person.js';
import type { RunningPlacement } from '../../rules/placements/taking-over.js';
import { ContactInput, PersonInput, personOf } from '../people/person-inputs.js';
import { CarePlanInput, planOf } from '../plans/care-plan-inputs.js';
import { callOf, RequestedCallInput } from '../requests/call-inputs.js';

@InputType({ description: 'A placement that runs already, as LAS has it.' })
export class RunningPlacementInput {
  @Field(() => String, {
    description: 'Id of its service line on LAS: it keeps the placement from being taken over twice.',
  })
  lasLineId!: string;

  @Field(() => ID, { description: 'The id of the provider that delivers it.' })
  providerId!: string;

  @Field(() => PersonInput, { description: 'The person.' })
  person!: PersonInput;

  @Field(() => [ContactInput], { defaultValue: [], description: 'The people around (IDG-09).' })
  contacts!: ContactInput[];

  @Field(() => CohortWord, { defaultValue: 'ADULT', description: 'Adult, or child or young person (IDG-11).' })
  cohort!: Cohort;

  @Field(() => CareTypeWord, { description: 'Kind of care (ASM-28).' })
  careType!: CareType;

  @Field(() => [GroupWord], { description: 'Service-user groups (ASM-18).' })
  groups!: ServiceUserGroup[];

  @Field(() => [RequestedCallInput], { description: 'Calls of the week.' })
  calls!: RequestedCallInput[];

  @Field(() => LocalDateScalar, { description: 'First day of care.' })
  startedOn!: string;

  @Field(() => PenceScalar, { description: 'Hourly rate, as agreed.' })
  hourlyRatePence!: number;

  @Field(() => PenceScalar, { nullable: true, description: 'What a sleep-in night costs, if it was agreed (PROV-32).' })
  sleepInRatePence?: number | null;

  @Field(() => PenceScalar, { nullable: true, description: 'What a waking night costs, if it was agreed (PROV-32).' })
  wakingNightRatePence?: number | null;

  @Field(() => CarePlanInput, { description: 'The authorised care plan (ASM-10).' })
  carePlan!: CarePlanInput;
}

@InputType({ description: 'Placements that ran before the council joined the hub.' })
export class TakeOverPlacementsInput extends ActInput {
  @Field(() => [RunningPlacementInput], { description: '1 to 200 of them: all are taken over, or none.' })
  placements!: RunningPlacementInput[];
}

@ObjectType({ description: 'The placements as they are held, or why none was taken over.' })
export class TakeOverPayload extends Payload {
  @Field(() => [Placement], { nullable: true, description: 'All that were named, in no order.' })
  placements!: readonly Placement[] | null;

  static of({ result, refusals }: Outcome<TakenOver>): TakeOverPayload {
    return { placements: result?.placements ?? null, refusals };
  }
}

@Resolver()
export class TakingOver {
  @Authorized<Role>(...mayTakeOver.roles)
  @Mutation(() => TakeOverPayload, {
    description: 'Takes over placements that ran before the council joined the hub, at most 200 at once (ASM-37).',
  })
  async takeOverPlacements(
    @Arg('input', () => TakeOverPlacementsInput, { description: 'The placements.' }) input: TakeOverPlacementsInput,
    @Ctx() context: RequestContext,
  ): Promise<TakeOverPayload> {
    const { idempotencyKey } = input;
    const placements = input.placements.map(runningPlacementOf);
    return TakeOverPayload.of(await takeOverPlacements(context.work, { idempotencyKey, placements }));
  }
}

function runningPlacementOf(input: RunningPlacementInput): RunningPlacement {
  return {
    ...personOf({ ...input, endOfLife: null }),
    lasLineId: input.lasLineId,
    providerId: input.providerId,
    careType: input.careType,
    groups: [...input.groups],
    calls: input.calls.map(callOf),
    startedOn: input.startedOn,
    hourlyRatePence: input.hourlyRatePence,
    nightRatesPence: { SLEEP_IN: input.sleepInRatePence ?? null, WAKING_NIGHT: input.wakingNightRatePence ?? null },
    carePlan: planOf(input.carePlan)!,
  };
}

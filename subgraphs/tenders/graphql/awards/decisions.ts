import { Arg, Authorized, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { RefusalType } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { DateTimeScalar, LocalDateScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { awardCallOff } from '../../commands/awards/award-call-off.js';
import { recordInvolvement } from '../../commands/awards/record-involvement.js';
import { amendCallOff } from '../../commands/call-offs/amend-call-off.js';
import { withdrawCallOff } from '../../commands/call-offs/withdraw-call-off.js';
import { restartWindow } from '../../commands/stages/restart-window.js';
import { Award } from '../../entities/awards/award.js';
import { Involvement } from '../../entities/awards/involvement.js';
import { CallOff } from '../../entities/call-offs/call-off.js';
import { CarerGenderWord, ExceptionReasonWord, InvolvedWord } from '../../entities/words.js';
import type { ExceptionReason } from '../../rules/awards/allocation-exception.js';
import type { InvolvementEntry } from '../../rules/awards/involvement.js';

@InputType({ description: 'Why the normal allocation is departed from (ROUT-09).' })
class AllocationExceptionInput {
  @Field(() => ExceptionReasonWord, { description: 'What outweighs it.' })
  reason!: ExceptionReason;

  @Field(() => String, { description: 'What justifies that, without naming anybody.' })
  justification!: string;
}

@InputType({ description: 'That somebody of the person’s side took part (EVAL-11).' })
class InvolvementInput {
  @Field(() => InvolvedWord, { description: 'Who, never by name.' })
  who!: InvolvementEntry['who'];

  @Field(() => String, { description: 'How.' })
  how!: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  at!: Date;
}

@InputType({ description: 'A decision for one bid (AWRD-01).' })
class AwardCallOffInput {
  @Field(() => ID, { description: 'The call-off.' })
  callOffId!: string;

  @Field(() => ID, { nullable: true, description: 'The bid; left out, the one that comes first.' })
  bidId?: string | null;

  @Field(() => AllocationExceptionInput, { nullable: true, description: 'Needed where the bid does not come first.' })
  exception?: AllocationExceptionInput | null;

  @Field(() => String, { nullable: true, description: 'Needed before the close: why it cannot wait (WIN-03).' })
  emergencyReason?: string | null;

  @Field(() => [InvolvementInput], { nullable: true, description: 'Beside what was recorded before.' })
  involvement?: InvolvementInput[] | null;

  @Field(() => String, { nullable: true, description: 'Needed where nobody took part: why that was not possible.' })
  notInvolvedBecause?: string | null;
}

@InputType({ description: 'What is put right in an open call-off; what is left out stays (WIN-14).' })
class AmendCallOffInput {
  @Field(() => ID, { description: 'The call-off.' })
  callOffId!: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Date by which care is needed.' })
  neededFrom?: string | null;

  @Field(() => [String], { nullable: true, description: 'Skills needed, as codes.' })
  skills?: string[] | null;

  @Field(() => CarerGenderWord, { nullable: true, description: 'Gender of carer that is asked for; null for any.' })
  carerGender?: 'FEMALE' | 'MALE' | null;

  @Field(() => [String], { nullable: true, description: 'Languages as ISO 639 codes.' })
  languages?: string[] | null;
}

@InputType({ description: 'That a call-off is not wanted any more (SM-2).' })
class WithdrawCallOffInput {
  @Field(() => ID, { description: 'The call-off.' })
  callOffId!: string;

  @Field(() => String, { description: 'Why; kept with the council, without naming anybody.' })
  reason!: string;
}

@InputType({ description: 'That the clock of an open stage begins anew, for all its invitees (WIN-04).' })
class RestartWindowInput {
  @Field(() => ID, { description: 'The call-off.' })
  callOffId!: string;

  @Field(() => String, { description: 'Why; kept with the council, without naming anybody.' })
  reason!: string;
}

@InputType({ description: 'That somebody of the person’s side took part in the choice of a provider (EVAL-11).' })
class RecordInvolvementInput extends InvolvementInput {
  @Field(() => ID, { description: 'The call-off.' })
  callOffId!: string;
}

@ObjectType({ description: 'What came of an award.' })
class AwardPayload {
  @Field(() => Award, { nullable: true, description: 'The award; null when refused.' })
  award!: Award | null;

  @Field(() => [RefusalType], {
    description: 'Why it was not made; empty when it was. FACTS_UNAVAILABLE alone may be sent again as it is.',
  })
  refusals!: readonly RefusalType[];
}

@ObjectType({ description: 'What came of a change of a call-off.' })
class CallOffPayload {
  @Field(() => CallOff, { nullable: true, description: 'The call-off as it now is; null when refused.' })
  callOff!: CallOff | null;

  @Field(() => [RefusalType], { description: 'Why nothing changed; empty when it did.' })
  refusals!: readonly RefusalType[];
}

@ObjectType({ description: 'What came of recording involvement.' })
class InvolvementPayload {
  @Field(() => Involvement, { nullable: true, description: 'As kept; null when refused.' })
  involvement!: Involvement | null;

  @Field(() => [RefusalType], { description: 'Why it was not kept; empty when it was.' })
  refusals!: readonly RefusalType[];
}

@Resolver()
export class Decisions {
  @Authorized<Role>('broker')
  @Mutation(() => AwardPayload, {
    nullable: true,
    description: 'Offers the package to a bid, once every gate has been read again (AWRD-01, EVAL-01).',
  })
  async awardCallOff(
    @Ctx() context: RequestContext,
    @Arg('input', () => AwardCallOffInput, { description: 'The decision.' }) input: AwardCallOffInput,
  ): Promise<AwardPayload> {
    const { exception, involvement } = input;
    const { result, refusals } = await awardCallOff(context.work, {
      callOffId: input.callOffId,
      bidId: input.bidId ?? null,
      exception: exception ? { reason: exception.reason, justification: exception.justification } : null,
      emergencyReason: input.emergencyReason ?? null,
      involvement: (involvement ?? []).map(({ who, how, at }) => ({ who, how, at })),
      notInvolvedBecause: input.notInvolvedBecause ?? null,
    });
    return { award: result, refusals };
  }

  @Authorized<Role>('broker')
  @Mutation(() => CallOffPayload, {
    nullable: true,
    description: 'Puts an open call-off right; every invitee is told, and bids made before are reconfirmed (WIN-14).',
  })
  async amendCallOff(
    @Ctx() context: RequestContext,
    @Arg('input', () => AmendCallOffInput, { description: 'What is put right.' }) input: AmendCallOffInput,
  ): Promise<CallOffPayload> {
    const { callOffId, neededFrom, skills, carerGender, languages } = input;
    const { result, refusals } = await amendCallOff(context.work, {
      callOffId,
      ...(neededFrom ? { neededFrom } : {}),
      ...(skills ? { skills: [...skills] } : {}),
      ...(carerGender !== undefined ? { carerGender } : {}),
      ...(languages ? { languages: [...languages] } : {}),
    });
    return { callOff: result, refusals };
  }

  @Authorized<Role>('broker')
  @Mutation(() => CallOffPayload, {
    nullable: true,
    description:
      'Gives all invitees of the open stage the whole window again, from now; bids made before stand (WIN-04).',
  })
  async restartWindow(
    @Ctx() context: RequestContext,
    @Arg('input', () => RestartWindowInput, { description: 'Which, and why.' }) input: RestartWindowInput,
  ): Promise<CallOffPayload> {
    const { callOffId, reason } = input;
    const { result, refusals } = await restartWindow(context.work, { callOffId, reason });
    return { callOff: result, refusals };
  }

  @Authorized<Role>('broker')
  @Mutation(() => CallOffPayload, {
    nullable: true,
    description: 'Withdraws a call-off; every invitee of its last stage is told (NTF-38).',
  })
  async withdrawCallOff(
    @Ctx() context: RequestContext,
    @Arg('input', () => WithdrawCallOffInput, { description: 'Which, and why.' }) input: WithdrawCallOffInput,
  ): Promise<CallOffPayload> {
    const { callOffId, reason } = input;
    const { result, refusals } = await withdrawCallOff(context.work, { callOffId, reason });
    return { callOff: result, refusals };
  }

  @Authorized<Role>('broker')
  @Mutation(() => InvolvementPayload, {
    nullable: true,
    description: "Keeps who of the person's side took part in the choice, how and when (EVAL-11).",
  })
  async recordInvolvement(
    @Ctx() context: RequestContext,
    @Arg('input', () => RecordInvolvementInput, { description: 'Who, how and when.' }) input: RecordInvolvementInput,
  ): Promise<InvolvementPayload> {
    const { callOffId, who, how, at } = input;
    const { result, refusals } = await recordInvolvement(context.work, { callOffId, who, how, at });
    return { involvement: result, refusals };
  }
}

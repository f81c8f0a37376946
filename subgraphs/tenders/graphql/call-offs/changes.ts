import { Arg, Authorized, Ctx, Field, ID, InputType, Mutation, Resolver } from 'type-graphql';
import { ActInput } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { LocalDateScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import type { Language, Skill } from '../../../../schema/events/cases.js';
import { amendCallOff, allowed as mayAmend } from '../../commands/call-offs/amend-call-off.js';
import { allowed as mayWithdraw, withdrawCallOff } from '../../commands/call-offs/withdraw-call-off.js';
import { CarerGenderWord, LanguageWord, SkillWord } from '../../entities/call-offs/need-words.js';
import { CallOffPayload, callOffPayload } from './call-off-payload.js';

@InputType({ description: 'A correction of an open call-off; whatever is left out stays as it is (WIN-14).' })
class AmendCallOffInput extends ActInput {
  @Field(() => ID, { description: 'Id of the call-off; its reference is not taken.' })
  callOffId!: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Date by which care is needed.' })
  neededFrom?: string | null;

  @Field(() => [SkillWord], { nullable: true, description: 'Skills needed.' })
  skills?: Skill[] | null;

  @Field(() => CarerGenderWord, { nullable: true, description: 'Gender of carer that is asked for; null for any.' })
  carerGender?: 'FEMALE' | 'MALE' | null;

  @Field(() => [LanguageWord], { nullable: true, description: 'Languages that a carer should speak.' })
  languages?: Language[] | null;
}

@InputType({ description: 'The withdrawal of a call-off (SM-2).' })
class WithdrawCallOffInput extends ActInput {
  @Field(() => ID, { description: 'Id of the call-off; its reference is not taken.' })
  callOffId!: string;

  @Field(() => String, { description: 'Why. The council keeps it; name nobody.' })
  reason!: string;
}

@Resolver()
export class CallOffChanges {
  @Authorized<Role>(...mayAmend.roles)
  @Mutation(() => CallOffPayload, {
    description: 'Corrects an open call-off; every invitee is told, and earlier bids must be reconfirmed (WIN-14).',
  })
  async amendCallOff(
    @Ctx() context: RequestContext,
    @Arg('input', () => AmendCallOffInput, { description: 'The correction.' }) input: AmendCallOffInput,
  ): Promise<CallOffPayload> {
    const { callOffId, neededFrom, skills, carerGender, languages, idempotencyKey } = input;
    return callOffPayload(
      await amendCallOff(context.work, {
        callOffId,
        idempotencyKey,
        ...(neededFrom ? { neededFrom } : {}),
        ...(skills ? { skills: [...skills] } : {}),
        ...(carerGender !== undefined ? { carerGender } : {}),
        ...(languages ? { languages: [...languages] } : {}),
      }),
    );
  }

  @Authorized<Role>(...mayWithdraw.roles)
  @Mutation(() => CallOffPayload, {
    description: 'Withdraws a call-off; every invitee of its last stage is told (NTF-38).',
  })
  async withdrawCallOff(
    @Ctx() context: RequestContext,
    @Arg('input', () => WithdrawCallOffInput, { description: 'Which call-off, and why.' }) input: WithdrawCallOffInput,
  ): Promise<CallOffPayload> {
    const { callOffId, reason, idempotencyKey } = input;
    return callOffPayload(await withdrawCallOff(context.work, { callOffId, reason, idempotencyKey }));
  }
}

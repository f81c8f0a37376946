import { Arg, Authorized, Ctx, Mutation, Resolver } from 'type-graphql';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { amendDischarge, allowed as mayAmend } from '../../commands/requests/amend-discharge.js';
import { allowed as mayRefer, submitDischargePassport } from '../../commands/requests/submit-discharge-passport.js';
import { AmendDischargeInput, dischargePassportOf, SubmitDischargePassportInput } from './discharge-inputs.js';
import { PackagePayload } from './package-payload.js';

@Resolver()
export class Discharges {
  @Authorized<Role>(...mayRefer.roles)
  @Mutation(() => PackagePayload, { description: 'Takes a discharge passport and has it sourced (ASM-24, ASM-25).' })
  async submitDischargePassport(
    @Arg('input', () => SubmitDischargePassportInput, { description: 'The passport.' })
    input: SubmitDischargePassportInput,
    @Ctx() context: RequestContext,
  ): Promise<PackagePayload> {
    return PackagePayload.of(await submitDischargePassport(context.work, dischargePassportOf(input)));
  }

  @Authorized<Role>(...mayAmend.roles)
  @Mutation(() => PackagePayload, {
    description: 'Agrees or changes a discharge, and tells those it concerns (ROUT-19).',
  })
  async amendDischarge(
    @Arg('input', () => AmendDischargeInput, { description: 'The discharge.' }) input: AmendDischargeInput,
    @Ctx() context: RequestContext,
  ): Promise<PackagePayload> {
    const { idempotencyKey, packageId, dischargeAt, arrangements } = input;
    return PackagePayload.of(
      await amendDischarge(context.work, { idempotencyKey, packageId, dischargeAt, arrangements }),
    );
  }
}

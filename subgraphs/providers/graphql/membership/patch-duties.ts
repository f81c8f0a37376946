import {
  Arg,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import { Needs } from '../../../../kernel/graphql/needs.js';
import { ActInput, Payload } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { LocalTimeScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import type { PatchDutyFault } from '../../../../schema/events/providers.js';
import { declarePatchDuties, allowed as mayDeclare } from '../../commands/membership/declare-patch-duties.js';
import { AlertResource } from '../../entities/hours/alert-resource.js';
import { Membership } from '../../entities/membership/membership.js';
import { PatchDuties } from '../../entities/membership/patch-duties.js';
import { PatchDutyFaultWord } from '../../entities/membership/words.js';
import { EVERYBODY } from '../../entities/readers.js';
import { Provider } from '../../entities/register/provider.js';
import { patchDutyFaults } from '../../rules/membership/patch-duties.js';
import { policyOf } from '../council-asked.js';
import { ofProvider } from '../own-rows.js';

@InputType({ description: 'When you pick up discharges at weekends and on bank holidays (PROV-31).' })
export class WeekendDischargeInput {
  @Field(() => LocalTimeScalar, { description: 'From.' })
  from!: string;

  @Field(() => LocalTimeScalar, { description: 'To, later on the day.' })
  to!: string;
}

@InputType({ description: 'What you do of the duties of a patch provider (PROV-31).' })
export class DeclarePatchDutiesInput extends ActInput {
  @Field(() => Int, { description: 'How many competent, qualified trusted assessors you employ.' })
  trustedAssessors!: number;

  @Field(() => WeekendDischargeInput, {
    nullable: true,
    description: 'When you pick up discharges at weekends and on bank holidays; left out if you do not.',
  })
  weekendDischarge?: WeekendDischargeInput | null;

  @Field(() => Boolean, {
    description: 'Whether your staff accept referrals, assess risks and start care at short notice.',
  })
  startsAtShortNotice!: boolean;
}

@ObjectType({ description: 'What is declared of a patch provider’s duties, or why it was not taken.' })
class PatchDutiesPayload extends Payload {
  @Field(() => PatchDuties, { nullable: true, description: 'What is declared now.' })
  patchDuties!: PatchDuties | null;
}

@Resolver(() => Membership)
export class DutiesOfMembership {
  @Authorized<Role>(...EVERYBODY)
  @Needs<Membership>('providerId', 'vehicle', 'council')
  @FieldResolver(() => [PatchDutyFaultWord], {
    nullable: true,
    description:
      'Of a patch: what the provider lacks of its duties there; empty if it is compliant. Null of any other vehicle (PROV-31).',
  })
  async dutyFaults(
    @Root() { providerId, vehicle, council }: Membership,
    @Ctx() context: RequestContext,
  ): Promise<readonly PatchDutyFault[] | null> {
    if (vehicle !== 'PATCH') return null;
    const [duties] = await ofProvider(context, PatchDuties, providerId);
    const resources = await ofProvider(context, AlertResource, providerId);
    return patchDutyFaults(duties ?? null, resources.length > 0, await policyOf(context, council));
  }
}

@Resolver(() => Provider)
export class DutiesOfProvider {
  @Authorized<Role>(...EVERYBODY)
  @Needs<Provider>('id')
  @FieldResolver(() => PatchDuties, {
    nullable: true,
    description: 'What it declares of the duties of a patch provider; null if it never did (PROV-31).',
  })
  async patchDuties(@Root() provider: Provider, @Ctx() context: RequestContext): Promise<PatchDuties | null> {
    return (await ofProvider(context, PatchDuties, provider.id))[0] ?? null;
  }
}

@Resolver()
export class PatchDutyDeclarations {
  @Authorized<Role>(...mayDeclare.roles)
  @Mutation(() => PatchDutiesPayload, { description: 'Declares what you do of a patch provider’s duties (PROV-31).' })
  async declarePatchDuties(
    @Arg('input', () => DeclarePatchDutiesInput, { description: 'The declaration.' }) input: DeclarePatchDutiesInput,
    @Ctx() { work }: RequestContext,
  ): Promise<PatchDutiesPayload> {
    const { trustedAssessors, weekendDischarge: hours, startsAtShortNotice, idempotencyKey } = input;
    const weekendDischarge = hours ? { from: hours.from, to: hours.to } : null;
    const declared = { trustedAssessors, weekendDischarge, startsAtShortNotice, idempotencyKey };
    const { result: patchDuties, refusals } = await declarePatchDuties(work, declared);
    return { patchDuties, refusals };
  }
}

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
import { Needs } from '../../../../kernel/graphql/needs.js';
import { ActInput } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import {
  type DeclarePrivateHours,
  declarePrivateHours,
  allowed as mayDeclarePrivateHours,
} from '../../commands/hours/declare-private-hours.js';
import { Workload } from '../../entities/hours/capacity.js';
import { EVERYBODY } from '../../entities/readers.js';
import { Provider } from '../../entities/register/provider.js';
import { ceilingMinutes, ceilingPct } from '../../rules/hours/ceiling.js';
import { privateMinutesInForce } from '../../rules/hours/private-hours.js';
import { COUNCIL, councilAsked, policyOf } from '../council-asked.js';
import { ProviderPayload } from '../register/provider-payload.js';

@InputType({ description: 'Hours that no council commissions (PROV-23).' })
export class DeclarePrivateHoursInput extends ActInput implements DeclarePrivateHours {
  @Field(() => Int, { description: 'Worker-minutes a week.' })
  weeklyMinutes!: number;
}

@ObjectType({ description: "A provider's weekly hours beside a council's ceiling (PROV-23)." })
export class CeilingPosition {
  @Field(() => Int, {
    nullable: true,
    description: 'Declared private worker-minutes; null if they were never declared, or declared too long ago.',
  })
  privateWeeklyMinutes!: number | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When private hours were last declared.' })
  declaredAt!: Date | null;

  @Field(() => Int, { description: 'Worker-minutes of awarded packages, all councils.' })
  committedWeeklyMinutes!: number;

  @Field(() => Int, { description: 'The ceiling in worker-minutes.' })
  ceilingWeeklyMinutes!: number;

  @Field(() => Int, { description: 'Whole percent of the ceiling, rounded down.' })
  pct!: number;
}

@Resolver(() => Provider)
export class CeilingOfProvider {
  @Authorized<Role>(...EVERYBODY)
  @Needs<Provider>('id')
  @FieldResolver(() => CeilingPosition, {
    nullable: true,
    description: 'Its weekly hours beside the ceiling (PROV-23); null if you must name the council.',
  })
  async ceiling(
    @Root() provider: Provider,
    @Arg('council', () => ID, COUNCIL) council: string | null,
    @Ctx() context: RequestContext,
  ): Promise<CeilingPosition | null> {
    const asked = councilAsked(context, council);
    if (asked === null) return null;
    const { capacity } = await policyOf(context, asked);
    const workload = await workloadOf(context, provider.id);
    const {
      privateWeeklyMinutes: weeklyMinutes = null,
      declaredAt = null,
      committedWeeklyMinutes = 0,
    } = workload ?? {};
    const declared = weeklyMinutes !== null && declaredAt !== null ? { weeklyMinutes, declaredAt } : null;
    const privateWeeklyMinutes = privateMinutesInForce(declared, await context.now(), capacity.declarationDays);
    return {
      privateWeeklyMinutes,
      declaredAt,
      committedWeeklyMinutes,
      ceilingWeeklyMinutes: ceilingMinutes(capacity),
      pct: ceilingPct((privateWeeklyMinutes ?? 0) + committedWeeklyMinutes, capacity),
    };
  }
}

@Resolver()
export class PrivateHours {
  @Authorized<Role>(...mayDeclarePrivateHours.roles)
  @Mutation(() => ProviderPayload, { description: "Declares the provider's private hours, every month (PROV-23)." })
  async declarePrivateHours(
    @Arg('input', () => DeclarePrivateHoursInput, { description: 'The hours.' }) input: DeclarePrivateHoursInput,
    @Ctx() { work }: RequestContext,
  ): Promise<ProviderPayload> {
    const { result: provider, refusals } = await declarePrivateHours(work, input);
    return { provider, refusals };
  }
}

function workloadOf(context: RequestContext, providerId: string): Promise<Workload | null> {
  const loader = context.loader<string, Workload>('workload', async (ids) => {
    const rows = await context.em.find(Workload, { providerId: { $in: [...ids] } });
    const owned = new Map(rows.map((row) => [row.providerId, row]));
    return ids.map((id) => owned.get(id) ?? null);
  });
  return loader.load(providerId);
}

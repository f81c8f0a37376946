import { Arg, Authorized, Ctx, Field, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { LocalDateScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { addLocalDays, localDateOf } from '../../../../kernel/time/working-time.js';
import { Person } from '../../entities/people/person.js';
import { respiteStays } from '../../reads/requests/respite-stays.js';
import { type RespiteYear, respiteYearOf } from '../../rules/requests/respite-allowance.js';
import { disclose } from '../disclose.js';
import { asOneself } from '../reading.js';

@ObjectType({ description: "A person's respite in one financial year (ASM-08)." })
@Reads('requests:read')
export class RespiteAllowance implements RespiteYear {
  @Field(() => LocalDateScalar, { description: 'First day of the year, 1 April.' })
  from!: string;

  @Field(() => LocalDateScalar, { description: 'Last day of the year, 31 March.' })
  to!: string;

  @Field(() => Int, { description: 'Nights that the council allows.' })
  allowanceNights!: number;

  @Field(() => Int, { description: 'Nights that were stayed, are booked, or are agreed to and sought.' })
  usedNights!: number;

  @Field(() => Int, { description: 'Nights that are left.' })
  leftNights!: number;
}

@Resolver()
export class Respite {
  @Authorized<Role>('broker', 'practitioner')
  @Query(() => [RespiteAllowance], {
    nullable: true,
    description:
      'What a person has of respite, this financial year and the next; opening it is recorded (ASM-08, IDG-16).',
  })
  async respiteAllowance(
    @Arg('person', () => ID, { description: "The hub's id of the person; the council's own id is not taken." })
    id: string,
    @Ctx() context: RequestContext,
  ): Promise<readonly RespiteAllowance[] | null> {
    asOneself(context);
    const person = await disclose(context, 'PERSON', await context.byId(Person, id));
    if (!person) return null;
    const now = await context.now();
    const today = localDateOf(now);
    const { policy } = await policyInForce(context.em, person.council, now);
    const stays = await respiteStays(context.em, [person.id], today);
    const thisYear = respiteYearOf(today, stays, policy);
    return [thisYear, respiteYearOf(addLocalDays(thisYear.to, 1), stays, policy)];
  }
}

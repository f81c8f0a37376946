import { Arg, Args, ArgsType, Authorized, Ctx, Field, ID, Query, Resolver } from 'type-graphql';
import { badInput } from '../../../../kernel/graphql/bad-input.js';
import { connectionOf, type Page, PageArgs } from '../../../../kernel/graphql/pages.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { LocalDateScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { endOfLocalDay, instantOf } from '../../../../kernel/time/working-time.js';
import { Disclosure } from '../../entities/people/disclosure.js';
import { Person } from '../../entities/people/person.js';
import { CASE_WORKERS } from '../../entities/readers.js';
import { disclose } from '../disclose.js';
import { asOneself } from '../reading.js';

export const DisclosureConnection = connectionOf(Disclosure, 'Disclosure');

@ArgsType()
export class DisclosureArgs extends PageArgs {
  @Field(() => ID, { description: "The hub's id of the person." })
  person!: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Only what was shown on this day or later.' })
  from?: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Only what was shown on this day or earlier.' })
  to?: string | null;
}

@Resolver(() => Person)
export class Persons {
  @Authorized<Role>(...CASE_WORKERS)
  @Query(() => Person, {
    nullable: true,
    description: 'A person of your council; opening the record is recorded (IDG-16).',
  })
  async person(
    @Arg('id', () => ID, { description: "The hub's id of the person; the council's own id is not taken." }) id: string,
    @Ctx() context: RequestContext,
  ): Promise<Person | null> {
    return disclose(context, 'PERSON', await context.byId(Person, id));
  }

  @Authorized<Role>(...CASE_WORKERS)
  @Query(() => DisclosureConnection, {
    nullable: true,
    description: 'Who was shown what of a person, the latest first (IDG-16).',
  })
  async disclosures(@Args() args: DisclosureArgs, @Ctx() context: RequestContext): Promise<Page<Disclosure> | null> {
    asOneself(context);
    const { person, from, to } = args;
    if (from != null && to != null && to < from) throw badInput('to is the same day as from, or a later one.');
    const known = await context.byId(Person, person);
    if (!known) return null;
    const at = {
      ...(from != null && { $gte: instantOf(from, '00:00') }),
      ...(to != null && { $lte: endOfLocalDay(to) }),
    };
    const where = { personId: known.id, ...(from != null || to != null ? { at } : {}) };
    return context.page(Disclosure, { where, by: { at: 'instant', id: 'id' }, newestFirst: true }, args);
  }
}

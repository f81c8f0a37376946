import { Arg, Args, ArgsType, Authorized, Ctx, Field, ID, Query, Resolver } from 'type-graphql';
import { HistoryArgs, historyList } from '../../../../kernel/graphql/history.js';
import { connectionOf, type Page } from '../../../../kernel/graphql/pages.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { Disclosure } from '../../entities/people/disclosure.js';
import { Person } from '../../entities/people/person.js';
import { CASE_WORKERS } from '../../entities/readers.js';
import { disclose } from '../disclose.js';
import { asOneself } from '../reading.js';

export const DisclosureConnection = connectionOf(Disclosure, 'Disclosure');

@ArgsType()
export class DisclosureArgs extends HistoryArgs {
  @Field(() => ID, { description: "The hub's id of the person; the council's own id is not taken." })
  person!: string;
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
    const person = await context.byId(Person, args.person);
    return person && context.page(Disclosure, historyList<Disclosure>(args, 'at', { personId: person.id }), args);
  }
}

import { Arg, Authorized, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import { connectionOf, type Page } from '../../../../kernel/graphql/pages.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { Disclosure } from '../../entities/people/disclosure.js';
import { Person } from '../../entities/people/person.js';
import { CASE_WORKERS } from '../../entities/readers.js';
import { pageBy } from '../lists.js';
import { open } from '../open.js';

export const DisclosureConnection = connectionOf(Disclosure, 'Disclosure');

@Resolver(() => Person)
export class Persons {
  @Authorized(...CASE_WORKERS)
  @Query(() => Person, {
    nullable: true,
    description: 'A person of your council; opening the record is recorded (IDG-16).',
  })
  async person(
    @Arg('id', () => ID, { description: "The hub's id." }) id: string,
    @Ctx() context: RequestContext,
  ): Promise<Person | null> {
    return open(context, 'PERSON', await context.byId(Person, id));
  }

  @Authorized(...CASE_WORKERS)
  @Query(() => DisclosureConnection, {
    nullable: true,
    description: 'Who was shown what of a person, the latest first (IDG-16).',
  })
  async disclosures(
    @Arg('person', () => ID, { description: "The hub's id of the person." }) person: string,
    @Arg('first', () => Int, { defaultValue: 20, description: 'How many, at most 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'endCursor of the page before.' }) after: string | null,
    @Ctx() context: RequestContext,
  ): Promise<Page<Disclosure> | null> {
    const known = await context.byId(Person, person);
    return known && pageBy(context, Disclosure, { personId: known.id }, 'at', 'desc', { first, after });
  }
}

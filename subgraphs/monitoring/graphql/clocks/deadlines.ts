import type { FilterQuery } from '@mikro-orm/core';
import { Arg, Authorized, Ctx, Int, Query, Resolver } from 'type-graphql';
import { connectionOf, keyAfter, type Page, pageOf, rowsFor } from '../../../../kernel/graphql/pages.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { Deadline } from '../../entities/clocks/deadline.js';
import { DEADLINE_READERS } from '../../entities/readers.js';
import { type DeadlineStatus, DeadlineStatusWord } from '../../entities/words.js';
import { asOneself } from '../reading.js';

const DeadlineConnection = connectionOf(Deadline, 'Deadline');

@Resolver()
export class Deadlines {
  @Authorized<Role>(...DEADLINE_READERS)
  @Query(() => DeadlineConnection, {
    nullable: true,
    description:
      'The deadline register of the caller’s council, soonest first: every clock, running or run out (WIN-21).',
  })
  async deadlines(
    @Ctx() context: RequestContext,
    @Arg('status', () => DeadlineStatusWord, { nullable: true, description: 'Only those that stand so.' })
    status?: DeadlineStatus,
    @Arg('subject', () => String, { nullable: true, description: 'Only those about this, as kind/id.' })
    subject?: string,
    @Arg('first', () => Int, { defaultValue: 20, description: 'At most so many, up to 100.' }) first = 20,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to go on from.' }) after?: string,
  ): Promise<Page<Deadline>> {
    asOneself(context);
    const [dueAt, id] = keyAfter(after, ['instant', 'id']) ?? [];
    const where: FilterQuery<Deadline> = {
      ...(status ? { status } : {}),
      ...(subject ? { subject } : {}),
      ...(dueAt ? { $or: [{ dueAt: { $gt: new Date(dueAt) } }, { dueAt: new Date(dueAt), id: { $gt: id } }] } : {}),
    };
    const rows = await context.em.find(Deadline, where, {
      orderBy: { dueAt: 'asc', id: 'asc' },
      limit: rowsFor(first),
    });
    return pageOf(rows, { first, after }, (row) => [row.dueAt.toISOString(), row.id]);
  }
}

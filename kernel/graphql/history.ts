import type { FilterQuery } from '@mikro-orm/core';
import { ArgsType, Field } from 'type-graphql';
import { endOfLocalDay, instantOf } from '../time/working-time.js';
import { badInput } from './bad-input.js';
import { type List, PageArgs } from './pages.js';
import { LocalDateScalar } from './scalars.js';

/** A history is a list of what has happened: newest first, and of a period if one is asked for. */
@ArgsType()
export class HistoryArgs extends PageArgs {
  @Field(() => LocalDateScalar, { nullable: true, description: 'Only what happened on this day or later.' })
  from?: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Only what happened on this day or earlier.' })
  to?: string | null;
}

/**
 * The list that these arguments ask for.
 *
 * @param happened property that says when a row happened
 * @param where what else every row of it has
 * @throws GraphQLError BAD_USER_INPUT for a period that ends before it begins
 */
export function historyList<Row extends object>(
  { from, to }: Pick<HistoryArgs, 'from' | 'to'>,
  happened: keyof Row & string,
  where: FilterQuery<Row>,
): List<Row> {
  if (from != null && to != null && to < from) throw badInput('to is the same day as from, or a later one.');
  const conditions: object[] = [where as object];
  if (from != null) conditions.push({ [happened]: { $gte: instantOf(from, '00:00') } });
  if (to != null) conditions.push({ [happened]: { $lte: endOfLocalDay(to) } });
  return {
    where: { $and: conditions } as FilterQuery<Row>,
    by: { [happened]: 'instant', id: 'id' } as List<Row>['by'],
    newestFirst: true,
  };
}

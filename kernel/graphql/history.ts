import type { FilterQuery } from '@mikro-orm/core';
import { ArgsType, Field } from 'type-graphql';
import { type List, PageArgs } from './pages.js';
import { isWithin, type Period } from './periods.js';
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
  period: Period,
  happened: keyof Row & string,
  where: FilterQuery<Row>,
): List<Row> {
  return {
    where: { $and: [where, ...isWithin(happened, period)] } as FilterQuery<Row>,
    by: { [happened]: 'instant', id: 'id' } as List<Row>['by'],
    newestFirst: true,
  };
}

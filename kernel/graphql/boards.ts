import type { FilterQuery } from '@mikro-orm/core';
import { ArgsType, Field } from 'type-graphql';
import { normaliseReference } from '../values/ids.js';
import { type List, PageArgs } from './pages.js';
import { isWithin } from './periods.js';
import { LocalDateScalar } from './scalars.js';

/**
 * A board is a list of things that are open for a while and then over. It opens on what is open, what is due soonest
 * first; its history is read newest first. These are the arguments of a board whose things have no reference.
 */
@ArgsType()
export class PlainBoardArgs extends PageArgs {
  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether to list what is open, soonest due first, or what is over, newest first. Left out: what is open, unless another argument says which.',
  })
  open?: boolean | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Only what began on this day or later.' })
  from?: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Only what began on this day or earlier.' })
  to?: string | null;
}

/** The arguments of a board whose things have a reference. */
@ArgsType()
export class BoardArgs extends PlainBoardArgs {
  @Field(() => String, { nullable: true, description: 'The one of this reference, open or over.' })
  reference?: string | null;
}

/** What a board needs to know of its rows: each of them has `id` and `state`, and `reference` if that is asked for. */
export interface BoardOf<Row, State extends string> {
  /** States in which something is open. */
  readonly openStates: readonly State[];
  /** Property that says when a row began. */
  readonly began: keyof Row & string;
  /** Property that says when something of an open row is due; the same as `began` if nothing is ever due. */
  readonly due: keyof Row & string;
  /** What else every row of it has. */
  readonly where?: FilterQuery<Row>;
}

type Asked = Pick<BoardArgs, 'open' | 'reference' | 'from' | 'to'>;

/** Whether a board is asked for what is open: if it says so, or says nothing at all. */
export function asksForOpen(
  { open, reference, from, to }: Asked,
  states: readonly unknown[] | null | undefined,
): boolean {
  return open ?? [reference, from, to, states].every((each) => each == null);
}

/**
 * The list that these arguments ask for.
 *
 * @param states only these states; together with `open`, only those of these states that are open, or over
 * @throws GraphQLError BAD_USER_INPUT for a period that ends before it begins
 */
export function boardList<Row extends object, State extends string>(
  args: Asked,
  states: readonly State[] | null | undefined,
  { openStates, began, due, where }: BoardOf<Row, State>,
): List<Row> {
  const { open, reference } = args;
  const onlyOpen = asksForOpen(args, states);
  const conditions: object[] = where ? [where as object] : [];
  if (onlyOpen) conditions.push({ state: { $in: [...openStates] } });
  else if (open === false) conditions.push({ state: { $nin: [...openStates] } });
  if (states != null) conditions.push({ state: { $in: [...states] } });
  if (reference != null) conditions.push({ reference: normaliseReference(reference) });
  conditions.push(...isWithin(began, args));
  return {
    where: { $and: conditions } as FilterQuery<Row>,
    by: { [onlyOpen ? due : began]: 'instant', id: 'id' } as List<Row>['by'],
    newestFirst: !onlyOpen,
  };
}

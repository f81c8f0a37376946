import { ArgsType, Field } from 'type-graphql';
import { badInput } from '../../../kernel/graphql/bad-input.js';
import { LocalDateScalar } from '../../../kernel/graphql/scalars.js';
import { daysBetween } from '../../../kernel/time/working-time.js';

/** The longest period of a report, in days from its first to its last. */
const LONGEST_PERIOD_DAYS = 366;

/** The days, in London, that a report is of. */
@ArgsType()
export class PeriodArgs {
  @Field(() => LocalDateScalar, { description: 'The first day.' })
  from!: string;

  @Field(() => LocalDateScalar, { description: 'The last day, at most a year after the first.' })
  to!: string;
}

/** @throws GraphQLError BAD_USER_INPUT for a period longer than any report may be of */
export function asAYearAtMost({ from, to }: PeriodArgs): void {
  if (daysBetween(from, to) > LONGEST_PERIOD_DAYS) throw badInput('A report is of a year at most.');
}

import { ArgsType, Field, ID } from 'type-graphql';
import { badInput } from '../../../../kernel/graphql/bad-input.js';
import { countRows, keyAfter, type Page, PageArgs, pageOf, rowsFor } from '../../../../kernel/graphql/pages.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { LocalDateScalar, LocalTimeScalar } from '../../../../kernel/graphql/scalars.js';
import { isProvider } from '../../../../kernel/identity/caller.js';
import { daysBetween } from '../../../../kernel/time/working-time.js';
import { onlyPlacement, onlyProvider } from '../whose.js';

/** Which visits, or which logs: of some days, and of whom. */
@ArgsType()
export class VisitFilter {
  @Field(() => LocalDateScalar, { description: 'First day.' })
  from!: string;

  @Field(() => LocalDateScalar, {
    description: 'Last day: at most 7 days for a whole council, 31 for a provider, 92 for a placement.',
  })
  to!: string;

  @Field(() => ID, { nullable: true, description: 'Only those of the provider with this id.' })
  provider?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Only those of the placement with this id; its reference is not taken.',
  })
  placement?: string | null;

  @Field(() => LocalTimeScalar, { nullable: true, description: 'Only those that start at this time of day or later.' })
  startsFrom?: string | null;

  @Field(() => LocalTimeScalar, { nullable: true, description: 'Only those that start before this time of day.' })
  startsBefore?: string | null;
}

/** A condition in SQL, on rows called `it`. */
export interface Condition {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** A table that a filter is asked of: which of its columns say when a row starts, and on which day. */
export interface Filtered {
  readonly table: 'visit' | 'call_log';
  readonly start: 'expected_start' | 'arrived_at';
  readonly day: 'day' | 'care_day';
}
export const FILTERED_VISITS: Filtered = { table: 'visit', start: 'expected_start', day: 'day' };
export const FILTERED_LOGS: Filtered = { table: 'call_log', start: 'arrived_at', day: 'care_day' };

/** The condition of a filter. @throws GraphQLError BAD_USER_INPUT for more days than may be asked for at once, or what is no id */
export function conditionOf(
  { from, to, provider, placement: named, startsFrom, startsBefore }: VisitFilter,
  { caller }: RequestContext,
  { start, day }: Filtered,
): Condition {
  const { providerId } = onlyProvider(isProvider(caller) ? caller.organisation : provider);
  const placement = onlyPlacement(named);
  const most = placement ? 92 : providerId ? 31 : 7;
  const days = daysBetween(from, to) + 1;
  if (days < 1 || days > most) throw badInput(`from and to take 1 to ${most} days here.`);
  const local = `(it.${start} at time zone 'Europe/London')::time`;
  return both(
    { sql: `it.${day} >= ? and it.${day} <= ?`, parameters: [from, to] },
    caller.role !== 'hub' && {
      sql: "it.council = any(string_to_array(?, ','))",
      parameters: [caller.councils.join()],
    },
    providerId && { sql: 'it.provider_id = ?::uuid', parameters: [providerId] },
    placement && { sql: 'it.placement_id = ?::uuid', parameters: [placement] },
    startsFrom && { sql: `${local} >= ?::time`, parameters: [startsFrom] },
    startsBefore && { sql: `${local} < ?::time`, parameters: [startsBefore] },
  );
}

/** All of these conditions; what is left out is none. */
export function both(...conditions: ReadonlyArray<Condition | '' | false | null | undefined>): Condition {
  const held = conditions.filter((each) => !!each);
  return {
    sql: held.map(({ sql }) => `(${sql})`).join(' and '),
    parameters: held.flatMap(({ parameters }) => parameters),
  };
}

/** One page of a list with a condition of its own, in the order of when its rows start. */
export async function pageWhere<Row extends { readonly id: string }>(
  { em }: RequestContext,
  { table, start }: Filtered,
  { sql, parameters }: Condition,
  request: PageArgs,
  read: { readonly newestFirst?: boolean; readonly map: (row: object) => Row; readonly startOf: (row: Row) => Date },
): Promise<Page<Row>> {
  const [after, id] = keyAfter(request.after, ['instant', 'id']) ?? [];
  const [beyond, order] = read.newestFirst ? ['<', 'desc'] : ['>', 'asc'];
  const rows = (await em.execute(
    `select it.* from monitoring.${table} as it where ${sql}
       ${after ? `and (it.${start}, it.id) ${beyond} (?::timestamptz, ?::uuid)` : ''}
     order by it.${start} ${order}, it.id ${order} limit ?`,
    [...parameters, ...(after ? [after, id] : []), rowsFor(request.first)],
  )) as object[];
  const page = pageOf(rows.map(read.map), request, (row) => [read.startOf(row).toISOString(), row.id]);
  return {
    ...page,
    // Counted only for those who ask.
    get totalCount() {
      return countRows(em, `select 1 from monitoring.${table} as it where ${sql}`, parameters);
    },
  };
}

import type { ServiceType } from '../../../../schema/events/cases.js';
import type { ProviderCategory } from '../../rules/register/provider-record.js';

/** A condition in SQL. */
export interface Condition {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** A condition as it is written down: its SQL, or that with its parameters; what is falsy is none. */
type Written = string | readonly [sql: string, ...parameters: unknown[]] | false | null | undefined | 0;

/** All of these conditions. */
export function allOf(...conditions: readonly Written[]): Condition {
  const held = conditions.flatMap((each) => (each ? [typeof each === 'string' ? ([each] as const) : each] : []));
  return {
    sql: held.map(([sql]) => sql).join(' and '),
    parameters: held.flatMap(([, ...parameters]) => parameters),
  };
}

interface Members {
  readonly council: string;
  readonly on: string;
  readonly category?: ProviderCategory | null;
  readonly serviceType?: ServiceType | null;
}

/**
 * The provider in this column is a member of the council: for the category on the date, or of any kind and not gone. The
 * members are found first, once for all rows.
 *
 * @param patch one that the membership must serve
 */
export function isMember(provider: string, { council, on, category }: Members, patch?: string | null): Written {
  const members = `${provider} in (select member.provider_id from providers.membership member`;
  if (category == null) return [`${members} where member.council = ? and member.status <> 'EXITED')`, council];
  return [
    `${members} where member.council = ? and member.status = 'ADMITTED' and member.valid_from <= ?
       and coalesce(member.valid_to >= ?, true) and member.categories @> array[?]
       ${patch == null ? '' : 'and coalesce(member.patch = ?, true)'})`,
    council,
    on,
    on,
    category,
    ...(patch == null ? [] : [patch]),
  ];
}

/** The provider in this column gives the type of service in the council, if one is asked for. */
export function givesService(provider: string, { council, serviceType }: Members): Written {
  return (
    serviceType != null && [
      `${provider} in (select own.provider_id from providers.long_list_keys own
         where own.council = ? and own.service_types @> array[?])`,
      council,
      serviceType,
    ]
  );
}

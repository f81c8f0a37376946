import type { EntityManager } from '../../../../kernel/database/orm.js';
import { countRows, keyAfter, type Page, type PageArgs, pageOf, rowsFor } from '../../../../kernel/graphql/pages.js';
import { isHomeCategory } from '../../rules/homes/standard-fee.js';
import { type LongListAsked, placeKindsAsked } from '../../rules/sourcing/long-list.js';
import { homesFound } from '../homes/homes-found.js';
import { allOf, givesService, isMember } from './conditions.js';

/** A member that was found, or one home of a member. */
export interface CandidateFound {
  /** Of the home, if it is one; of the provider otherwise. */
  readonly id: string;
  readonly providerId: string;
  /** Of the location that the home is. */
  readonly locationId?: string;
  readonly name: string;
}

/**
 * One page of the members and homes that `longListMatch` would put on the list, by name, found by the database's indexes.
 * [ROUT-23]
 */
export async function candidatesFound(
  em: EntityManager,
  council: string,
  asked: LongListAsked,
  request: Pick<PageArgs, 'first' | 'after'>,
): Promise<Page<CandidateFound>> {
  if (isHomeCategory(asked.category)) {
    return homesFound(em, { ...asked, council, kinds: placeKindsAsked(asked) }, request);
  }
  const [name, id] = keyAfter(request.after, ['text', 'id']) ?? [];
  const { sql, parameters } = allOf(
    isMember('it.id', { ...asked, council }, asked.patch),
    asked.groups.length > 0 && ['it.groups @> ?::text[]', `{${asked.groups.join(',')}}`],
    asked.skills.length > 0 && ['it.skills @> ?::text[]', `{${asked.skills.join(',')}}`],
    givesService('it.id', { ...asked, council }),
    asked.patch !== null && [
      `not exists (select from providers.long_list_keys own where own.provider_id = it.id and own.council = ?
         and not coalesce(? = any(own.patches), true))`,
      council,
      asked.patch,
    ],
  );
  const rows = await em.execute<Array<Omit<CandidateFound, 'locationId'>>>(
    `select it.id, it.id as "providerId", it.name from providers.provider it
     where ${sql} ${name === undefined ? '' : 'and it.name >= ? and (it.name, it.id) > (?, ?::uuid)'}
     order by it.name, it.id limit ?`,
    [...parameters, ...(name === undefined ? [] : [name, name, id]), rowsFor(request.first)],
  );
  return {
    ...pageOf(rows, request, (row) => [row.name, row.id]),
    // Counted only for those who ask.
    get totalCount() {
      return countRows(em, `select 1 from providers.provider it where ${sql}`, parameters);
    },
  };
}

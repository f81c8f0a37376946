import type { EntityManager } from '../../../../kernel/database/orm.js';
import { countRows, keyAfter, type Page, type PageArgs, pageOf, rowsFor } from '../../../../kernel/graphql/pages.js';
import type { ServiceType, ServiceUserGroup, Skill } from '../../../../schema/events/cases.js';
import type { PlaceKind } from '../../../../schema/events/providers.js';
import type { ProviderCategory } from '../../rules/register/provider-record.js';
import { allOf, givesService, isMember } from '../sourcing/conditions.js';

/** Which homes: those of a council's members, on a date. What is left out does not matter. */
export interface HomesAsked {
  readonly council: string;
  /** London date, `YYYY-MM-DD`. */
  readonly on: string;
  /** Homes of members admitted for this category, on the date; of all members that have not left unless given. */
  readonly category?: ProviderCategory | null;
  /** They give all of these kinds of place. */
  readonly kinds?: readonly PlaceKind[] | null;
  readonly groups?: readonly ServiceUserGroup[] | null;
  readonly skills?: readonly Skill[] | null;
  readonly serviceType?: ServiceType | null;
  /** Code of the patch in which they lie. */
  readonly patch?: string | null;
  /** They have stated that a place is free by the date, of the kinds asked for if there are any. */
  readonly free?: boolean | null;
}

/** A home that was found. */
export interface HomeFound {
  readonly id: string;
  readonly providerId: string;
  readonly locationId: string;
  /** As CQC has it. */
  readonly name: string;
}

const FROM = `from providers.care_home it join providers.location place on place.id = it.location_id`;

/** One page of the homes of a council's members that are asked for, by name. */
export async function homesFound(
  em: EntityManager,
  asked: HomesAsked,
  request: Pick<PageArgs, 'first' | 'after'>,
): Promise<Page<HomeFound>> {
  const [name, id] = keyAfter(request.after, ['text', 'id']) ?? [];
  const { sql, parameters } = allOf(
    'place.name is not null',
    isMember('it.provider_id', asked),
    asked.kinds?.length && ['it.kinds @> ?::text[]', listed(asked.kinds)],
    asked.groups?.length && ['it.groups @> ?::text[]', listed(asked.groups)],
    asked.skills?.length && ['it.skills @> ?::text[]', listed(asked.skills)],
    givesService('it.provider_id', asked),
    asked.patch != null && [
      `place.postcode in (select at.postcode from providers.ward_postcode at
         where at.council = ? and at.valid_from <= ? and coalesce(at.valid_to >= ?, true)
           and at.ward_code = any(array(select ward.code from providers.ward ward
             where ward.council = ? and ward.patch = ? and ward.valid_from <= ? and coalesce(ward.valid_to >= ?, true))))`,
      asked.council,
      asked.on,
      asked.on,
      asked.council,
      asked.patch,
      asked.on,
      asked.on,
    ],
    asked.free && [
      `exists (select from providers.vacancy_statement stated, jsonb_array_elements(stated.vacancies) row
         where stated.home_id = it.id and (row->>'count')::int > 0 and row->>'from' <= ?
           ${asked.kinds?.length ? `and row->>'kind' = ?` : ''})`,
      asked.on,
      ...(asked.kinds?.length ? [asked.kinds.at(-1)] : []),
    ],
  );
  const rows = await em.execute<HomeFound[]>(
    `select it.id, it.provider_id as "providerId", it.location_id as "locationId", place.name ${FROM}
     where ${sql} ${name === undefined ? '' : 'and place.name >= ? and (place.name, it.id) > (?, ?::uuid)'}
     order by place.name, it.id limit ?`,
    [...parameters, ...(name === undefined ? [] : [name, name, id]), rowsFor(request.first)],
  );
  return {
    ...pageOf(rows, request, (row) => [row.name, row.id]),
    // Counted only for those who ask.
    get totalCount() {
      return countRows(em, `select 1 ${FROM} where ${sql}`, parameters);
    },
  };
}

/** Words of the contract as PostgreSQL reads an array: they need no quotes. */
function listed(words: readonly string[]): string {
  return `{${words.join(',')}}`;
}

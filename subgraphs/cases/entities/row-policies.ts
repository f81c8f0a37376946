import type { PolicyDef } from '@mikro-orm/core';
import { rowPolicies } from '../../../kernel/database/row-security.js';
import { placementStates } from '../rules/placements/placement-states.js';

const READER = `current_setting('hub.organisation', true)`;
const OVER = placementStates.terminal.map((state) => `'${state}'`).join(', ');

/**
 * The reading provider has a live placement of the same person, or of the same package, as the row, and is registered
 * for the person's age. [IDG-03, IDG-05, IDG-11]
 */
export function throughLivePlacement(
  table: string,
  column: string,
  placementColumn: 'person_id' | 'package_id',
): string {
  return `exists (select 1 from cases.placement own where own.${placementColumn} = ${table}.${column}
    and own.provider_id::text = ${READER} and own.state not in (${OVER}) and own.covers_age)`;
}

/** The reading provider was given the request form of the row's package before an award, and may still read it. [IDG-04] */
export function throughRelease(table: string): string {
  return `exists (select 1 from cases.form_release released where released.package_id = ${table}.package_id
    and released.provider_id::text = ${READER} and released.ended_at is null)`;
}

/**
 * Rows that tell of a person: for those who are of the row's council by their own organisation, so that no feed view,
 * which has none, ever reads one; and for the provider that `provider` describes. [IDG-05, IDG-26]
 */
export function personalRows(provider?: string): PolicyDef[] {
  return rowPolicies('cases', { provider }).map((policy) =>
    policy.name === 'council_reads' ? { ...policy, using: `council = ${READER}` } : policy,
  );
}

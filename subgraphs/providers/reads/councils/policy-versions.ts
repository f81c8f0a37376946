import type { EntityManager } from '../../../../kernel/database/orm.js';
import { policyOf } from '../../../../kernel/database/policy-in-force.js';
import { keyAfter, type Page, type PageArgs, pageOf, rowsFor } from '../../../../kernel/graphql/pages.js';
import type { Policy } from '../../../../schema/policy.js';
import { mayBeKey } from '../../rules/councils/council-record.js';
import type { PolicyVersion } from '../../rules/councils/policy-timeline.js';

/** A version of a council's policy, and what surrounds it. */
export interface HeldPolicy extends PolicyVersion {
  readonly council: string;
  /** As it was set: what it leaves out takes its default. */
  readonly document: unknown;
  /** As it applies. */
  readonly policy: Policy;
  /** The first date of any later version; null if there is none. */
  readonly until: Date | null;
  /** The policy that it follows; null of a council's first. */
  readonly before: Policy | null;
}

interface Row {
  readonly version: number;
  readonly effective_from: string | Date;
  readonly document: unknown;
  readonly until: string | Date | null;
  readonly before: { readonly version: number; readonly document: unknown } | null;
}

const VERSIONS = `
  select it.version, it.effective_from, it.document,
    (select min(later.effective_from) from platform.council_policy later
     where later.council = it.council and later.version > it.version) as until,
    (select jsonb_build_object('version', earlier.version, 'document', earlier.document)
     from platform.council_policy earlier
     where earlier.council = it.council and earlier.version < it.version and earlier.effective_from <= it.effective_from
     order by earlier.version desc limit 1) as before
  from platform.council_policy it where it.council = ?`;

/** One version of a council's policy, by its number. */
export async function policyVersion(em: EntityManager, council: string, version: number): Promise<HeldPolicy> {
  const [row] = await em.execute<Row[]>(`${VERSIONS} and it.version = ?`, [council, version]);
  return heldOf(council, row!);
}

/** The version that applies at an instant; null if there is none. */
export async function policyVersionAt(em: EntityManager, council: string, at: Date): Promise<HeldPolicy | null> {
  const [row] = await em.execute<Row[]>(`${VERSIONS} and it.effective_from <= ? order by it.version desc limit 1`, [
    council,
    at,
  ]);
  return row ? heldOf(council, row) : null;
}

/** All versions of a council's policy by number and date, without what they say. */
export async function policyDates(em: EntityManager, council: string): Promise<readonly PolicyVersion[]> {
  if (!mayBeKey(council)) return [];
  const rows = await em.execute<Row[]>(
    'select version, effective_from from platform.council_policy where council = ? order by version',
    [council],
  );
  return rows.map(({ version, effective_from }) => ({ version, effectiveFrom: new Date(effective_from) }));
}

/** One page of the versions of a council's policy, the newest first. */
export async function policyPage(
  em: EntityManager,
  council: string,
  request: Pick<PageArgs, 'first' | 'after'>,
): Promise<Page<HeldPolicy>> {
  const limit = rowsFor(request.first);
  const [after] = keyAfter(request.after, ['text']) ?? [];
  // A cursor that somebody made up finds nothing.
  const below = after === undefined ? [] : [/^\d{1,9}$/.test(after) ? Number(after) : 0];
  const rows = await em.execute<Row[]>(
    `${VERSIONS}${below.length > 0 ? ' and it.version < ?' : ''} order by it.version desc limit ?`,
    [council, ...below, limit],
  );
  const held = rows.map((row) => heldOf(council, row));
  return pageOf(held, request, ({ version }) => [String(version)]);
}

/** A version as decisions keep it: `bromley/3`. */
export function nameOfVersion(council: string, { version }: Pick<PolicyVersion, 'version'>): string {
  return `${council}/${version}`;
}

function heldOf(council: string, { version, effective_from, document, until, before }: Row): HeldPolicy {
  return {
    council,
    version,
    effectiveFrom: new Date(effective_from),
    document,
    policy: policyOf(council, { version, document }).policy,
    until: until === null ? null : new Date(until),
    before: before && policyOf(council, before).policy,
  };
}

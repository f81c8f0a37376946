import type { EntityManager } from '../../../../kernel/database/orm.js';
import { countRows, keyAfter, type Page, type PageArgs, pageOf, rowsFor } from '../../../../kernel/graphql/pages.js';
import type { Role, Scope } from '../../../../kernel/identity/caller.js';
import type { Access } from '../../rules/councils/access.js';

/** Access as it was granted, and when it was taken back, if it was. */
export interface HeldAccess extends Access {
  readonly revokedAt: Date | null;
}

interface Row {
  readonly subject: string;
  readonly role: Role;
  readonly organisation: string;
  readonly councils: readonly string[];
  readonly scopes: readonly Scope[];
  readonly valid_from: string | Date;
  readonly valid_until: string | Date | null;
  readonly revoked_at: string | Date | null;
}

const COLUMNS = 'subject, role, organisation, councils, scopes, valid_from, valid_until, revoked_at';

/**
 * The time by which access is live: the world's, as of the tokens that carry it. A sandbox whose time is moved moves
 * nobody's access with it.
 */
export async function accessTime(em: EntityManager): Promise<Date> {
  const [row] = await em.execute<Array<{ now: string | Date }>>(
    `select date_trunc('milliseconds', clock_timestamp()) as now`,
  );
  return new Date(row!.now);
}

/** What a subject was granted last; null if it never was. */
export async function accessHeld(em: EntityManager, subject: string): Promise<HeldAccess | null> {
  const [row] = await em.execute<Row[]>(`select ${COLUMNS} from platform.access_grant where subject = ?`, [subject]);
  return row ? heldOf(row) : null;
}

/** Which access is asked for; what is left out does not matter. */
export interface AccessAsked {
  readonly council?: string | null;
  readonly organisation?: string | null;
  readonly role?: string | null;
  /** Whether it is live, or not. */
  readonly live?: boolean | null;
}

/** One page of the access that this reader may see, by subject. */
export async function accessPage(
  em: EntityManager,
  { council, organisation, role, live }: AccessAsked,
  request: Pick<PageArgs, 'first' | 'after'>,
): Promise<Page<HeldAccess>> {
  const limit = rowsFor(request.first);
  const [after] = keyAfter(request.after, ['text']) ?? [];
  const conditions: Array<readonly [sql: string, ...parameters: unknown[]]> = [['true']];
  if (council != null) conditions.push(['(organisation = ? or ? = any(councils))', council, council]);
  if (organisation != null) conditions.push(['organisation = ?', organisation]);
  if (role != null) conditions.push(['role = ?', role]);
  if (live != null) {
    conditions.push([
      `(valid_from <= clock_timestamp() and coalesce(valid_until > clock_timestamp(), true)
        and coalesce(revoked_at > clock_timestamp(), true)) = ?`,
      live,
    ]);
  }
  const where = conditions.map(([sql]) => sql).join(' and ');
  const parameters = conditions.flatMap(([, ...each]) => each);
  const rows = await em.execute<Row[]>(
    `select ${COLUMNS} from platform.access_grant where ${where}${after === undefined ? '' : ' and subject > ?'}
     order by subject limit ?`,
    [...parameters, ...(after === undefined ? [] : [after]), limit],
  );
  return {
    ...pageOf(rows.map(heldOf), request, ({ subject }) => [subject]),
    // Counted only for those who ask.
    get totalCount() {
      return countRows(em, `select 1 from platform.access_grant where ${where}`, parameters);
    },
  };
}

function heldOf({ subject, role, organisation, councils, scopes, ...times }: Row): HeldAccess {
  const instant = (value: string | Date | null) => (value === null ? null : new Date(value));
  return {
    subject,
    role,
    organisation,
    councils,
    scopes,
    validFrom: new Date(times.valid_from),
    validUntil: instant(times.valid_until),
    revokedAt: instant(times.revoked_at),
  };
}

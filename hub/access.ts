import type pg from 'pg';
import { COUNCIL_ROLES, PROVIDER_ROLES, type Role, type Scope } from '../kernel/identity/caller.js';
import { SCOPES_OF_ROLE } from '../kernel/identity/scopes-of-role.js';

export { SCOPES_OF_ROLE };

export interface AccessGrant {
  readonly subject: string;
  readonly role: Role;
  /** Provider id for provider roles, council id for council roles, `hub` for operators. */
  readonly organisation: string;
  readonly councils: readonly string[];
  readonly scopes?: readonly Scope[];
  readonly validFrom?: Date;
  readonly validUntil?: Date | null;
}

/** Gives a named user or machine live access (IDG-06). The same subject again replaces what it had. */
export async function grantAccess(database: pg.Pool | pg.Client, grant: AccessGrant): Promise<void> {
  const scopes = grant.scopes ?? SCOPES_OF_ROLE[grant.role];
  const beyond = scopes.filter((scope) => !SCOPES_OF_ROLE[grant.role].includes(scope));
  if (beyond.length > 0) throw new Error(`The role ${grant.role} cannot hold ${beyond.join(', ')} (IDG-27).`);
  if (COUNCIL_ROLES.includes(grant.role) && grant.councils.some((each) => each !== grant.organisation)) {
    throw new Error('A council role acts in its own council only (IDG-26).');
  }
  if (PROVIDER_ROLES.includes(grant.role) && grant.councils.length === 0) {
    throw new Error('A provider role needs at least one council it works for (IDG-26).');
  }
  await database.query(
    `insert into platform.access_grant (subject, role, organisation, councils, scopes, valid_from, valid_until)
     values ($1, $2, $3, $4, $5, coalesce($6, clock_timestamp()), $7)
     on conflict (subject) do update set role = $2, organisation = $3, councils = $4, scopes = $5,
       valid_from = coalesce($6, clock_timestamp()), valid_until = $7, revoked_at = null`,
    [
      grant.subject,
      grant.role,
      grant.organisation,
      grant.councils,
      scopes,
      grant.validFrom ?? null,
      grant.validUntil ?? null,
    ],
  );
}

/** Ends access now: requests are refused and live streams end within a second. Answers whether there was any. */
export async function revokeAccess(database: pg.Pool | pg.Client, subject: string): Promise<boolean> {
  const { rowCount } = await database.query(
    'update platform.access_grant set revoked_at = clock_timestamp() where subject = $1 and revoked_at is null',
    [subject],
  );
  return (rowCount ?? 0) > 0;
}

import { ROLES, type Role } from '../kernel/identity/caller.js';
import { CommandError, type Reached } from './reach.js';

/** A credential of the sandbox, as the command line finds it. */
export interface Credential {
  readonly subject: string;
  readonly role: Role;
  readonly councils: readonly string[];
  readonly live: boolean;
}

/** The credential of this name, or the best known one of this role. @throws CommandError if there is none */
export async function credentialOf(pool: Reached['pool'], subject: string): Promise<Credential> {
  const all = await credentials(pool);
  const grant =
    all.find((each) => each.subject === subject) ??
    all.find((each) => ROLES.includes(subject as Role) && each.role === subject && each.live);
  if (!grant) throw new CommandError(`Nobody is called ${subject}. The list: npm run hub -- token`);
  return grant;
}

/** All of them, the best known of each role first. */
export async function credentials(pool: Reached['pool']): Promise<readonly Credential[]> {
  const { rows } = await pool.query<Credential>(
    `select subject, role, councils, revoked_at is null as live from platform.access_grant
     order by role, (subject not like '%bromley' and subject not like '%oakwood'), subject`,
  );
  return rows;
}

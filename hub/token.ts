import pc from 'picocolors';
import { ROLES, type Role } from '../kernel/identity/caller.js';
import { signClientToken } from './home.js';
import { CommandError, type Reached } from './reach.js';
import { say } from './terminal.js';

interface Grant {
  readonly subject: string;
  readonly role: Role;
  readonly councils: readonly string[];
  readonly live: boolean;
}

/** `hub token`: the sandbox's credentials, the best known of each role first. */
export async function listCredentials({ pool }: Reached): Promise<void> {
  for (const { subject, role, councils, live } of await grants(pool)) {
    say(`${subject.padEnd(44)} ${role.padEnd(17)} ${councils.join(', ')}${live ? '' : pc.red(' revoked')}`);
  }
}

/** `hub token <subject>`: a token of one credential; a role takes its first. */
export async function printToken({ pool, home }: Reached, subject: string, expiresIn: string): Promise<void> {
  const grant = await grantOf(pool, subject);
  say(await signClientToken(await home.clientKey(), grant.subject, { expiresIn }));
}

/** `hub token <subject> --revoke`: ends its access now. */
export async function revoke({ pool }: Reached, subject: string): Promise<void> {
  const grant = await grantOf(pool, subject);
  if (!grant.live) return say(`${grant.subject} had none.`);
  await (await import('./operator/grants.js')).revokeGrant(grant.subject, {});
}

/** The credential of this name, or the best known one of this role. @throws CommandError if there is none */
export async function grantOf(pool: Reached['pool'], subject: string): Promise<Grant> {
  const all = await grants(pool);
  const grant =
    all.find((each) => each.subject === subject) ??
    all.find((each) => ROLES.includes(subject as Role) && each.role === subject && each.live);
  if (!grant) throw new CommandError(`Nobody is called ${subject}. The list: npm run hub -- token`);
  return grant;
}

async function grants(pool: Reached['pool']): Promise<readonly Grant[]> {
  const { rows } = await pool.query<Grant>(
    `select subject, role, councils, revoked_at is null as live from platform.access_grant
     order by role, (subject not like '%bromley' and subject not like '%oakwood'), subject`,
  );
  return rows;
}

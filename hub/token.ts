import pc from 'picocolors';
import { credentialOf, credentials } from './credentials.js';
import { signClientToken } from './home.js';
import type { Reached } from './reach.js';
import { say } from './terminal.js';

/** `hub token`: the sandbox's credentials, the best known of each role first. */
export async function listCredentials({ pool }: Reached): Promise<void> {
  for (const { subject, role, councils, live } of await credentials(pool)) {
    say(`${subject.padEnd(44)} ${role.padEnd(17)} ${councils.join(', ')}${live ? '' : pc.red(' revoked')}`);
  }
}

/** `hub token <subject>`: a token of one credential; a role takes its first. */
export async function printToken({ pool, home }: Reached, subject: string, expiresIn: string): Promise<void> {
  const grant = await credentialOf(pool, subject);
  say(await signClientToken(await home.clientKey(), grant.subject, { expiresIn }));
}

/** `hub token <subject> --revoke`: ends its access now. */
export async function revoke({ pool }: Reached, subject: string): Promise<void> {
  const grant = await credentialOf(pool, subject);
  if (!grant.live) return say(`${grant.subject} had none.`);
  await (await import('./operator/grants.js')).revokeGrant(grant.subject, {});
}

import pc from 'picocolors';
import type { Refusal } from '../../adapters/gateway-client.js';
import { newId } from '../../kernel/values/ids.js';
import { say } from '../terminal.js';
import { type DoorOptions, report, throughDoor } from './door.js';

interface Grant {
  readonly subject: string;
  readonly role: string;
  readonly organisation: string;
  readonly councils: ReadonlyArray<{ readonly id: string }>;
  readonly status: string;
  readonly validUntil: string | null;
}

interface GrantAnswer {
  readonly grant: Grant | null;
  readonly refusals: readonly Refusal[];
}

/** `hub grant give`. */
export async function giveGrant(
  subject: string,
  options: DoorOptions & {
    readonly role: string;
    readonly organisation: string;
    readonly councils?: readonly string[];
    readonly scopes?: readonly string[];
    readonly from?: string;
    readonly until?: string;
  },
): Promise<void> {
  const { role, organisation, councils, scopes, from: validFrom, until: validUntil } = options;
  const input = { subject, role, organisation, councils, scopes, validFrom, validUntil, idempotencyKey: newId() };
  await throughDoor(options, async (door) => {
    const { grantAccess } = await door.ask<{ grantAccess: GrantAnswer }>('grant-access', { input });
    report(grantAccess, options, ({ grant }) => say(inWords(grant!)));
  });
}

/** `hub grant revoke`. */
export async function revokeGrant(subject: string, options: DoorOptions): Promise<void> {
  await throughDoor(options, async (door) => {
    const input = { subject, idempotencyKey: newId() };
    const { revokeAccess } = await door.ask<{ revokeAccess: GrantAnswer }>('revoke-access', { input });
    report(revokeAccess, options, () => say(`${subject} has no access any more.`));
  });
}

/** `hub grant list`: all of them, page by page. */
export async function listGrants(
  options: DoorOptions & { readonly council?: string; readonly organisation?: string; readonly role?: string },
): Promise<void> {
  const { council, organisation, role, json } = options;
  await throughDoor(options, async (door) => {
    const all: Grant[] = [];
    for (let after: string | null | undefined; after !== null; ) {
      const { grants } = await door.ask<{
        grants: {
          edges: ReadonlyArray<{ node: Grant }>;
          pageInfo: { hasNextPage: boolean; endCursor: string | null };
        };
      }>('grants', { council, organisation, role, first: 100, after });
      for (const { node } of grants.edges) {
        if (json) all.push(node);
        else say(inWords(node));
      }
      after = grants.pageInfo.hasNextPage ? grants.pageInfo.endCursor : null;
    }
    if (json) say(JSON.stringify(all, null, 2));
  });
}

function inWords({ subject, role, organisation, councils, status, validUntil }: Grant): string {
  const where = councils.map(({ id }) => id).join(', ');
  const until = validUntil ? ` until ${validUntil}` : '';
  const standing = status === 'LIVE' ? pc.green('live') : pc.yellow(status.toLowerCase().replaceAll('_', ' '));
  return `${subject.padEnd(44)} ${role.padEnd(17)} ${organisation}${where && where !== organisation ? ` in ${where}` : ''} ${standing}${until}`;
}

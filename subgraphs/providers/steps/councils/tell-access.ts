import type { Transaction } from '../../../../kernel/database/work.js';
import type { AccessGranted, AccessRevoked } from '../../../../schema/events/providers.js';
import type { HeldAccess } from '../../reads/councils/access-held.js';
import type { Access } from '../../rules/councils/access.js';
import { accessLost, accessTold } from '../../rules/councils/access-told.js';

/** Tells whom it concerns that access was granted, in place of what the same subject held live. [IDG-06, IDG-16] */
export async function tellGranted(t: Transaction, access: Access, before: HeldAccess | null): Promise<void> {
  if (before && !before.revokedAt) await tellLost(t, before, accessLost(before, access));
  for (const { council, audience, providerId } of accessTold(access)) {
    await t.tell({
      type: 'AccessGranted',
      subject: subjectOf(access),
      council,
      audience,
      data: {
        credential: access.subject,
        role: access.role,
        ...(providerId !== null && { providerId }),
        councils: access.councils,
        scopes: access.scopes,
        validFrom: access.validFrom.toISOString(),
        validUntil: access.validUntil?.toISOString() ?? null,
      },
    } satisfies Omit<AccessGranted, 'actor' | 'occurredAt'>);
  }
}

/** Tells whom it concerns that access has ended. [IDG-06, IDG-16] */
export async function tellRevoked(t: Transaction, access: Access): Promise<void> {
  await tellLost(t, access, accessTold(access));
}

async function tellLost(t: Transaction, access: Access, told: ReturnType<typeof accessTold>): Promise<void> {
  for (const { council, audience, providerId } of told) {
    await t.tell({
      type: 'AccessRevoked',
      subject: subjectOf(access),
      council,
      audience,
      data: { credential: access.subject, role: access.role, ...(providerId !== null && { providerId }) },
    } satisfies Omit<AccessRevoked, 'actor' | 'occurredAt'>);
  }
}

function subjectOf({ subject }: Access): string {
  return `access/${subject}`;
}

import type { GraphQLFormattedError } from 'graphql';
import { Fault } from './faults.js';
import type { EndOfSession } from './identity.js';

/**
 * Why nobody is let in, in one word and one sentence each. Until a signature is found good, nothing is told but what the
 * token says itself; docs/errors.md and LIVE.md say what a client does on each.
 */
export const UNAUTHENTICATED_BECAUSE = {
  NO_TOKEN: 'Send a token: authorization: Bearer <token>.',
  MALFORMED: 'This is not a token: it has a header, claims and a signature, each in base64url.',
  UNKNOWN_ISSUER: 'This hub does not know the issuer that the token names.',
  ISSUER_UNREACHABLE: 'The keys of this issuer cannot be fetched now. Try again with the same token.',
  NOT_VERIFIED: 'This token does not verify: its signature, key, algorithm, audience or subject is not of its issuer.',
  EXPIRED: 'This token has expired. Fetch a new one.',
  NOT_YET_VALID: 'This token is not valid yet. Try again later, or look at the clock of its issuer.',
  NO_GRANT: 'This credential has no grant here. Ask the council for one.',
  NOT_FOR_ISSUER: 'The grant of this credential is not one for which its issuer may speak. Ask the council.',
  GRANT_ENDED: 'The grant of this credential has ended. Ask the council.',
  GRANT_CHANGED: 'What this credential is granted has changed. Connect again.',
} as const satisfies Record<string, string>;

export type WhyUnauthenticated = keyof typeof UNAUTHENTICATED_BECAUSE;

/** Reasons that lie in the grants of the hub and not in the token. */
const OF_GRANTS: ReadonlySet<WhyUnauthenticated> = new Set([
  'NO_GRANT',
  'NOT_FOR_ISSUER',
  'GRANT_ENDED',
  'GRANT_CHANGED',
]);

export function unauthenticated(reason: WhyUnauthenticated, detail: Readonly<Record<string, unknown>> = {}): Fault {
  return new Fault('UNAUTHENTICATED', UNAUTHENTICATED_BECAUSE[reason], {
    ...(OF_GRANTS.has(reason) ? { rule: reason === 'NOT_FOR_ISSUER' ? 'IDG-26' : 'IDG-06' } : {}),
    reason,
    ...detail,
  });
}

/** Of a session that was good once. */
export function sessionEnded(why: EndOfSession): Fault {
  return unauthenticated(({ EXPIRED: 'EXPIRED', REVOKED: 'GRANT_ENDED', CHANGED: 'GRANT_CHANGED' } as const)[why]);
}

/**
 * What HTTP says beside it (RFC 6750, 3): the scheme alone to whoever sent no token. Undefined of any other fault.
 */
export function challengeOf({ message, extensions }: Pick<GraphQLFormattedError, 'message' | 'extensions'>) {
  if (extensions?.code !== 'UNAUTHENTICATED') return undefined;
  if (extensions.reason === 'NO_TOKEN') return 'Bearer realm="hub"';
  return `Bearer realm="hub", error="invalid_token", error_description="${message.replace(/[^ -~]|["\\]/g, '')}"`;
}

import { decodeJwt, errors, type JWTPayload, jwtVerify } from 'jose';
import type { Caller } from '../kernel/identity/caller.js';
import type { Logger } from '../kernel/values/logging.js';
import { Recent } from '../kernel/values/recent.js';
import type { Fault } from './faults.js';
import type { Grant, GrantReader } from './grants.js';
import { COOLDOWN_MS, type IssuerKeys, issuerKeys, KeysUnreachableError } from './issuer-keys.js';
import { type Issuer, issuersByName, speaksFor, subjectOf } from './issuers.js';
import { isLive, liveGrants, saysTheSame } from './live-grants.js';
import { unauthenticated, type WhyUnauthenticated } from './unauthenticated.js';

/**
 * Who calls: a token that an identity provider signed, and a grant that is live now. The token alone opens nothing: a
 * revoked grant ends what is open within a second, however long its tokens still run (IDG-06).
 */
export interface Identity {
  /** @throws Fault `UNAUTHENTICATED` */
  authenticate(authorization: string | undefined): Promise<Session>;
  stop(): void;
}

export interface Session {
  readonly caller: Caller;
  /** Why this session counts no more, as of now. */
  ended(): EndOfSession | undefined;
  /** Calls back once, within a second of its end. Returns the way to stop watching. */
  onEnd(told: (why: EndOfSession) => void): () => void;
}

/** CHANGED: the grant now says something else; a new session has it. */
export type EndOfSession = 'EXPIRED' | 'REVOKED' | 'CHANGED';

const TOLERANCE_SECONDS = 5;
/** A key that its owner withdrew is believed no longer than this. */
const REMEMBER_MS = 300_000;
const WATCH_EVERY_MS = 250;

/** Longer ones name nobody: a grant's subject is kept and logged. */
const LONGEST_SUBJECT = 200;

export async function createIdentity(options: {
  readonly issuers: readonly Issuer[];
  readonly grants: GrantReader;
  readonly log: Logger;
  /** The time by which tokens and grants are live. */
  readonly now?: () => Date;
}): Promise<Identity> {
  const { log, now = () => new Date() } = options;
  const issuers = issuersByName(options.issuers);
  const keysOf = new Map<Issuer, IssuerKeys>(
    [...issuers.values()].map((each) => [each, issuerKeys(each.keys, log, now)]),
  );
  const verified = new Recent<string, { verified: Verified; at: number }>(10_000);
  const grants = await liveGrants(options.grants, log);
  /** Each tells its session's end when it has come, and answers until when no clock can bring it. */
  const watched = new Set<() => number>();
  let nothingBefore = 0;
  let lookedAt = grants.version();
  const watch = setInterval(() => {
    if (lookedAt === grants.version() && now().getTime() < nothingBefore) return;
    lookedAt = grants.version();
    nothingBefore = Number.POSITIVE_INFINITY;
    for (const look of watched) nothingBefore = Math.min(nothingBefore, look());
  }, WATCH_EVERY_MS).unref();

  /** The one issuer that a token says it is of: another's keys are never tried. */
  function issuerOf(token: string): Issuer {
    let claims: JWTPayload;
    try {
      claims = decodeJwt(token);
    } catch {
      throw unauthenticated('MALFORMED');
    }
    const issuer = typeof claims.iss === 'string' ? issuers.get(claims.iss) : undefined;
    if (!issuer) throw unauthenticated('UNKNOWN_ISSUER');
    return issuer;
  }

  async function verify(token: string): Promise<Verified> {
    const at = now().getTime();
    const known = verified.get(token);
    if (known && at - known.at < REMEMBER_MS) return known.verified;
    const issuer = issuerOf(token);
    const { subjectClaim } = issuer;
    const { payload } = await jwtVerify(token, keysOf.get(issuer)!.keyOf, {
      issuer: issuer.issuer,
      audience: issuer.audience,
      algorithms: [...issuer.algorithms],
      requiredClaims: [subjectClaim, 'exp'],
      clockTolerance: TOLERANCE_SECONDS,
      currentDate: now(),
    }).catch((error: Error) => {
      log.info({ issuer: issuer.issuer, reason: (error as { code?: string }).code ?? 'NO_KEY' }, 'token not verified');
      throw whyNot(error);
    });
    const subject = payload[subjectClaim];
    if (typeof subject !== 'string' || subject === '' || subject.length > LONGEST_SUBJECT) {
      throw unauthenticated('NOT_VERIFIED');
    }
    const found = { issuer, claims: payload, subject: subjectOf(issuer, subject) };
    verified.set(token, { verified: found, at });
    return found;
  }

  /** @throws Fault for a grant that is not this one's to use, or not now */
  function grantOf({ issuer, subject }: Verified): Grant {
    const grant = grants.of(subject);
    const at = now();
    if (!grant || grant.validFrom > at) throw unauthenticated('NO_GRANT');
    // Before its end is told: what becomes of others' grants is not for this issuer to know.
    if (!speaksFor(issuer, grant)) throw unauthenticated('NOT_FOR_ISSUER');
    if (!isLive(grant, at)) throw unauthenticated('GRANT_ENDED');
    return grant;
  }

  return {
    async authenticate(authorization) {
      const given = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
      if (given === undefined) throw unauthenticated('NO_TOKEN');
      if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(given)) throw unauthenticated('MALFORMED');
      const found = await verify(given);
      try {
        const session = sessionOf(found.claims, grantOf(found));
        if (session.ended()) throw unauthenticated('EXPIRED');
        return session;
      } catch (thrown) {
        log.info({ subject: found.subject, reason: (thrown as Fault).extensions.reason }, 'session refused');
        throw thrown;
      }
    },
    stop() {
      clearInterval(watch);
      grants.stop();
    },
  };

  function sessionOf(claims: JWTPayload, granted: Grant): Session {
    const expiresAt = (claims.exp! + TOLERANCE_SECONDS) * 1000;
    let end: EndOfSession | undefined;
    // Asked at each delivery: while the grants are the same, only the clock can have ended it.
    let lookedAt = -1;
    let liveUntil = 0;
    const look = (): EndOfSession | undefined => {
      const at = now();
      if (lookedAt === grants.version() && at.getTime() < liveUntil) return undefined;
      if (at.getTime() >= expiresAt) return 'EXPIRED';
      const grant = grants.of(granted.subject);
      if (!grant || !isLive(grant, at)) return 'REVOKED';
      if (!saysTheSame(grant, granted)) return 'CHANGED';
      lookedAt = grants.version();
      liveUntil = Math.min(
        expiresAt,
        ...[grant.validUntil, grant.revokedAt].map((each) => each?.getTime() ?? expiresAt),
      );
      return undefined;
    };
    // Once ended, ended: a grant that is back has its own sessions.
    const ended = () => {
      end ??= look();
      return end;
    };
    return {
      caller: callerOf(claims, granted),
      ended,
      onEnd(told) {
        const tell = () => {
          const why = ended();
          if (!why) return liveUntil;
          watched.delete(tell);
          told(why);
          return Number.POSITIVE_INFINITY;
        };
        watched.add(tell);
        nothingBefore = Math.min(nothingBefore, liveUntil);
        return () => watched.delete(tell);
      },
    };
  }
}

/** A token whose signature was found good, and whom it names. */
interface Verified {
  readonly issuer: Issuer;
  readonly claims: JWTPayload;
  readonly subject: string;
}

/** jose looks at the claims of a token only once its signature is good: nobody else learns when it ends. */
function whyNot(error: Error): Fault {
  if (error instanceof KeysUnreachableError) {
    return unauthenticated('ISSUER_UNREACHABLE', { retryAfter: COOLDOWN_MS / 1000 });
  }
  return unauthenticated(reasonIn(error));
}

function reasonIn(error: Error): WhyUnauthenticated {
  if (error instanceof errors.JWTExpired) return 'EXPIRED';
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'nbf' && error.reason === 'check_failed') {
    return 'NOT_YET_VALID';
  }
  if (error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid) return 'MALFORMED';
  return 'NOT_VERIFIED';
}

function callerOf(claims: JWTPayload, { subject, role, organisation, councils, scopes }: Grant): Caller {
  const asked = scopesIn(claims);
  return Object.freeze({
    subject,
    role,
    organisation,
    councils: [...councils].sort(),
    scopes: scopes.filter((scope) => !asked || asked.has(scope)).sort(),
  });
}

/** Words of OpenID Connect that identity providers write beside a service's own; they say nothing of the hub. */
const OF_OPENID: readonly unknown[] = ['openid', 'profile', 'email', 'address', 'phone', 'offline_access'];

/**
 * A token may carry fewer scopes than the grant, never more. One that says nothing of scopes, or names only OpenID's
 * own, carries all of them.
 */
function scopesIn({ scope, scopes }: JWTPayload): ReadonlySet<unknown> | undefined {
  const named = typeof scope === 'string' ? scope.split(' ').filter((each) => each !== '') : scopes;
  if (!Array.isArray(named)) return scope === undefined && scopes === undefined ? undefined : new Set();
  const ours = named.filter((each) => !OF_OPENID.includes(each));
  return ours.length === 0 && named.length > 0 ? undefined : new Set(ours);
}

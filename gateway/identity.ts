import {
  createLocalJWKSet,
  createRemoteJWKSet,
  type JSONWebKeySet,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose';
import type { Caller } from '../kernel/identity/caller.js';
import type { Logger } from '../kernel/values/logging.js';
import { Recent } from '../kernel/values/recent.js';
import { Fault } from './faults.js';
import type { Grant, GrantReader } from './grants.js';
import { isLive, liveGrants, saysTheSame } from './live-grants.js';

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

export interface TokenRules {
  /** Public keys, or where the identity provider publishes them. */
  readonly keys: JSONWebKeySet | URL;
  readonly issuer: string;
  readonly audience: string;
  /** Accepted signature algorithms, all of public keys; what a token's own header says never widens this. */
  readonly algorithms?: readonly string[];
}

const TOLERANCE_SECONDS = 5;
/** A key that its owner withdrew is believed no longer than this. */
const REMEMBER_MS = 300_000;
const WATCH_EVERY_MS = 250;

export async function createIdentity(options: {
  readonly tokens: TokenRules;
  readonly grants: GrantReader;
  readonly log: Logger;
  /** The time by which tokens and grants are live. */
  readonly now?: () => Date;
}): Promise<Identity> {
  const { tokens, log, now = () => new Date() } = options;
  const { algorithms = ['EdDSA'] } = tokens;
  if (algorithms.some((each) => !/^(EdDSA|Ed25519|(RS|PS|ES)(256|384|512))$/.test(each))) {
    throw new Error('Tokens are signed with a public-key algorithm.');
  }
  const jwks = tokens.keys instanceof URL ? createRemoteJWKSet(tokens.keys) : createLocalJWKSet(tokens.keys);
  const keyOfKid: JWTVerifyGetKey = (header, token) => {
    if (!header.kid) throw new Error('a token names its key');
    return jwks(header, token);
  };
  const verified = new Recent<string, { claims: JWTPayload; at: number }>(10_000);
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

  async function claimsOf(token: string): Promise<JWTPayload> {
    const at = now().getTime();
    const known = verified.get(token);
    if (known && at - known.at < REMEMBER_MS) return known.claims;
    const { payload } = await jwtVerify(token, keyOfKid, {
      issuer: tokens.issuer,
      audience: tokens.audience,
      algorithms: [...algorithms],
      requiredClaims: ['sub', 'exp'],
      clockTolerance: TOLERANCE_SECONDS,
      currentDate: now(),
    });
    verified.set(token, { claims: payload, at });
    return payload;
  }

  return {
    async authenticate(authorization) {
      const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '')?.[1];
      if (!token) throw new Fault('UNAUTHENTICATED', 'Send a token: authorization: Bearer <token>.');
      let claims: JWTPayload;
      try {
        claims = await claimsOf(token);
      } catch (error) {
        log.info({ reason: (error as { code?: string }).code ?? 'NO_KEY' }, 'token refused');
        throw badToken();
      }
      const grant = grants.of(claims.sub!);
      const session = grant && sessionOf(claims, grant);
      const end = session ? session.ended() : 'REVOKED';
      if (session && !end) return session;
      log.info({ subject: claims.sub, reason: end }, 'session refused');
      throw end === 'EXPIRED'
        ? badToken()
        : new Fault('UNAUTHENTICATED', 'There is no live grant for this credential.', { rule: 'IDG-06' });
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

function badToken(): Fault {
  return new Fault('UNAUTHENTICATED', 'This token does not verify, or has ended. Fetch a new one.');
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

/** A token may carry fewer scopes than the grant, never more. One that says nothing of scopes carries all of them. */
function scopesIn({ scope, scopes }: JWTPayload): ReadonlySet<unknown> | undefined {
  if (typeof scope === 'string') return new Set(scope.split(' '));
  if (Array.isArray(scopes)) return new Set(scopes);
  return scope === undefined && scopes === undefined ? undefined : new Set();
}

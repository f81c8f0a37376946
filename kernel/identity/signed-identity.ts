import { randomUUID } from 'node:crypto';
import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  type JWTHeaderParameters,
  jwtVerify,
  SignJWT,
} from 'jose';
import { Recent } from '../values/recent.js';
import { type Caller, NotAuthorisedError, ROLES, type Role, SCOPES, type Scope } from './caller.js';

/**
 * What a subgraph believes about who is asking: what the gateway says, or another service of itself alone, and signs.
 *
 * A token lives 60 seconds and is good for every subgraph. It says whose it is, and does not bind one request:
 * subgraphs are reached only over the hub's own network, and an act that must happen once carries its own idempotency
 * key.
 */

const ALGORITHM = 'EdDSA';
const AUDIENCE = 'subgraphs';
const LIFETIME_SECONDS = 60;
/** A signer hands out the token of one identity again for this long, so that half its life is always left. */
const REUSE_MS = 30_000;
const TOLERANCE_SECONDS = 5;
const GATEWAY = 'gateway';

/** Signs on behalf of one service. Answers the token; the header is `authorization: Bearer <token>`. */
export type Signer = (caller: Caller) => Promise<string>;

/** @throws NotAuthorisedError `UNAUTHENTICATED` for a token that no trusted service has signed, or that is too old */
export type Verifier = (token: string) => Promise<Caller>;

export interface ServiceKey {
  /** Kept by the service. */
  readonly privateJwk: JWK;
  /** Given to every subgraph. */
  readonly publicJwk: JWK;
}

/**
 * A new key pair for `gateway` or for a subgraph. Its `kid` is `<issuer>.<thumbprint>`: a key speaks only for the issuer
 * that its trusted copy names, whatever a token claims.
 */
export async function generateServiceKey(issuer: string): Promise<ServiceKey> {
  const { privateKey, publicKey } = await generateKeyPair(ALGORITHM, { crv: 'Ed25519', extractable: true });
  const publicJwk = await exportJWK(publicKey);
  const kid = `${issuer}.${await calculateJwkThumbprint(publicJwk)}`;
  const use = { kid, alg: ALGORITHM, use: 'sig' };
  return { publicJwk: { ...publicJwk, ...use }, privateJwk: { ...(await exportJWK(privateKey)), ...use } };
}

export async function createSigner(
  issuer: string,
  privateJwk: JWK,
  options: { readonly now?: () => Date; readonly remember?: number } = {},
): Promise<Signer> {
  const { now = () => new Date(), remember = 5000 } = options;
  const { kid } = privateJwk;
  if (!kid || issuerOf(kid) !== issuer) throw new Error(`A key of ${issuer} has a kid that begins with "${issuer}."`);
  const key = await importJWK(privateJwk, ALGORITHM);
  const signed = new Recent<string, { token: Promise<string>; at: number }>(remember);

  return (caller) => {
    const at = now().getTime();
    const identity = JSON.stringify(claimsOf(caller));
    const known = signed.get(identity);
    if (known && at - known.at < REUSE_MS && at >= known.at) return known.token;
    const issuedAt = Math.floor(at / 1000);
    const token = new SignJWT(claimsOf(caller))
      .setProtectedHeader({ alg: ALGORITHM, kid, typ: 'JWT' })
      .setIssuer(issuer)
      .setAudience(AUDIENCE)
      .setSubject(caller.subject)
      .setJti(randomUUID())
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + LIFETIME_SECONDS)
      .sign(key);
    signed.set(identity, { token, at });
    return token;
  };
}

export async function createVerifier(
  trustedPublicJwks: readonly JWK[],
  options: { readonly now?: () => Date; readonly remember?: number } = {},
): Promise<Verifier> {
  const { now = () => new Date(), remember = 5000 } = options;
  const keys = new Map<string, Awaited<ReturnType<typeof importJWK>>>();
  for (const jwk of trustedPublicJwks) {
    if (!jwk.kid || jwk.kty !== 'OKP' || jwk.crv !== 'Ed25519' || 'd' in jwk) {
      throw new Error('A trusted key is a public Ed25519 JWK with a kid.');
    }
    keys.set(jwk.kid, await importJWK(jwk, ALGORITHM));
  }
  const verified = new Recent<string, { caller: Caller; expiresAt: number }>(remember);

  return async (token) => {
    const known = verified.get(token);
    if (known && now().getTime() < known.expiresAt) return known.caller;
    try {
      const { payload, protectedHeader } = await jwtVerify(token, keyNamedIn(keys), {
        algorithms: [ALGORITHM],
        audience: AUDIENCE,
        typ: 'JWT',
        requiredClaims: ['iss', 'sub', 'jti', 'iat', 'exp'],
        clockTolerance: TOLERANCE_SECONDS,
        maxTokenAge: LIFETIME_SECONDS,
        currentDate: now(),
      });
      const issuer = issuerOf(protectedHeader.kid!);
      if (payload.iss !== issuer) throw new Error('a key speaks for its own issuer only');
      const caller = callerFrom(payload);
      if (issuer !== GATEWAY && !isServiceItself(caller)) throw new Error('only the gateway speaks for others');
      verified.set(token, { caller, expiresAt: payload.exp! * 1000 });
      return caller;
    } catch {
      // One answer for every reason: which check failed is of use only to a forger.
      throw new NotAuthorisedError('IDG-06', 'This identity was not signed by the hub.', 'UNAUTHENTICATED');
    }
  };
}

function keyNamedIn<Key>(keys: ReadonlyMap<string, Key>): (header: JWTHeaderParameters) => Key {
  return ({ kid }) => {
    const key = kid === undefined ? undefined : keys.get(kid);
    if (!key) throw new Error('no trusted key of this kid');
    return key;
  };
}

function issuerOf(kid: string): string {
  return kid.slice(0, Math.max(0, kid.lastIndexOf('.')));
}

function isServiceItself(caller: Caller): boolean {
  return caller.role === 'hub' && caller.organisation === 'hub' && !caller.viewClass;
}

function claimsOf(caller: Caller) {
  const { subject, role, organisation, councils, scopes, viewClass } = caller;
  return { sub: subject, role, organisation, councils, scopes, ...(viewClass ? { viewClass } : {}) };
}

function callerFrom(claims: Record<string, unknown>): Caller {
  const { sub, role, organisation, councils, scopes, viewClass } = claims;
  if (typeof sub !== 'string' || typeof organisation !== 'string') throw new Error('not a caller');
  if (!ROLES.includes(role as Role)) throw new Error('not a role');
  if (!isTexts(councils) || !isTexts(scopes)) throw new Error('not a caller');
  if (!scopes.every((each) => SCOPES.includes(each as Scope))) throw new Error('not a scope');
  return Object.freeze({
    subject: sub,
    role: role as Role,
    organisation,
    councils,
    scopes: scopes as Scope[],
    ...(viewClass === true ? { viewClass } : {}),
  });
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

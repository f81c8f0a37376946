import type { JSONWebKeySet } from 'jose';
import { COUNCIL_ROLES, PROVIDER_ROLES } from '../kernel/identity/caller.js';
import type { Grant } from './grants.js';
import { usableKeys } from './issuer-keys.js';

/** Signatures that are accepted at all, each made with a private key that its issuer alone has. */
export const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

/** An identity provider whose tokens are believed, and for whom it may speak. */
export interface Issuer {
  /** The `iss` of its tokens, and of nobody else's. */
  readonly issuer: string;
  /** Its public keys, or where it publishes them. */
  readonly keys: JSONWebKeySet | URL;
  readonly audience: string;
  /** Those that it signs with; what a token's own header says never widens this. */
  readonly algorithms: readonly Algorithm[];
  /** The claim that says who it is, `sub` for most. */
  readonly subjectClaim: string;
  /**
   * Before each of its subjects, so that two issuers never mean one: `prefix:subject` is whom a grant is given to.
   * Empty where the hub itself issues the tokens.
   */
  readonly prefix: string;
  /** Councils in which whoever it names may act, by their keys. */
  readonly councils: readonly string[] | 'all';
  /** Providers whose people and systems it names, by their ids; none unless given: a council speaks for itself. */
  readonly providers: readonly string[] | 'all';
  /** Whether it names operators of the hub. */
  readonly operators: boolean;
}

/** One that may name anybody: the hub's own, for trying things out. */
export function issuerOfAll(issuer: Pick<Issuer, 'issuer' | 'keys' | 'audience'>): Issuer {
  return {
    ...issuer,
    algorithms: ['EdDSA'],
    subjectClaim: 'sub',
    prefix: '',
    councils: 'all',
    providers: 'all',
    operators: true,
  };
}

/** Prefixes by which the hub's own credentials begin. */
const OURS: readonly string[] = ['user', 'machine', 'service', 'view'];

/** By `iss`. @throws for issuers that could be taken for each other, or whose tokens anybody could sign */
export function issuersByName(issuers: readonly Issuer[]): ReadonlyMap<string, Issuer> {
  if (issuers.length === 0) throw new Error('no issuer of tokens is named');
  for (const { keys, algorithms, prefix, issuer } of issuers) {
    if (algorithms.length === 0 || algorithms.some((each) => !ALGORITHMS.includes(each))) {
      throw new Error(`tokens are signed with ${ALGORITHMS.join(', ')}`);
    }
    if (prefix === '' && issuers.length > 1) throw new Error('each of several issuers has a prefix');
    if (prefix !== '' && (!/^[a-z][a-z0-9-]{0,39}$/.test(prefix) || OURS.includes(prefix))) {
      throw new Error(`a prefix is of a-z, 0-9 and -, and none of ${OURS.join(', ')}`);
    }
    if (issuer === '') throw new Error('an issuer has a name');
    if (!(keys instanceof URL)) usableKeys(keys);
    else if (!isSafe(keys)) throw new Error('keys are fetched over https');
  }
  for (const field of ['issuer', 'prefix'] as const) {
    if (new Set(issuers.map((each) => each[field])).size < issuers.length) {
      throw new Error(`two issuers have the same ${field}`);
    }
  }
  return new Map(issuers.map((each) => [each.issuer, each]));
}

/** Nobody on the way can give us keys of their own. */
function isSafe({ protocol, hostname, username }: URL): boolean {
  const loopback = ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);
  return username === '' && (protocol === 'https:' || (protocol === 'http:' && loopback));
}

/** Whom the grants call whoever this issuer calls so. */
export function subjectOf({ prefix }: Pick<Issuer, 'prefix'>, named: string): string {
  return prefix === '' ? named : `${prefix}:${named}`;
}

/**
 * Whether an issuer may speak for the holder of a grant. Its councils bound every grant, whoever holds it: a directory
 * of one council signs nobody in to another. Beyond them it speaks for providers or operators only if that was said.
 * [IDG-26]
 */
export function speaksFor(
  { councils, providers, operators }: Issuer,
  { role, organisation, councils: granted }: Pick<Grant, 'role' | 'organisation' | 'councils'>,
): boolean {
  if (!granted.every((each) => has(councils, each))) return false;
  if (COUNCIL_ROLES.includes(role)) return has(councils, organisation);
  if (PROVIDER_ROLES.includes(role)) return has(providers, organisation);
  return operators;
}

function has(list: readonly string[] | 'all', one: string): boolean {
  return list === 'all' || list.includes(one);
}

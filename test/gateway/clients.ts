import { exportJWK, generateKeyPair, importJWK, type JSONWebKeySet, type JWK, SignJWT } from 'jose';
import type { Grant, GrantReader } from '../../gateway/grants.js';
import { type Issuer, issuerOfAll } from '../../gateway/issuers.js';

/** An identity provider of the tests' own: signs the tokens that clients carry. */
export interface IdentityProvider {
  readonly issuer: Issuer;
  token(subject: string, change?: { claims?: object; header?: object; key?: JWK; endsAt?: Date }): Promise<string>;
}

export async function identityProvider(): Promise<IdentityProvider> {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const privateJwk = await exportJWK(privateKey);
  const keys: JSONWebKeySet = {
    keys: [{ ...(await exportJWK(publicKey)), kid: 'sandbox-1', alg: 'EdDSA', use: 'sig' }],
  };
  const issuer = 'https://identity.test';
  const audience = 'hub';
  return {
    issuer: issuerOfAll({ keys, issuer, audience }),
    async token(subject, { claims = {}, header = {}, key = privateJwk, endsAt } = {}) {
      return new SignJWT({ iss: issuer, aud: audience, sub: subject, ...claims })
        .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT', kid: 'sandbox-1', ...header })
        .setIssuedAt()
        .setExpirationTime(endsAt ?? '1h')
        .sign(await importJWK(key, 'EdDSA'));
    },
  };
}

/** Grants as the hub's table would have them, changed by hand. */
export interface HeldGrants extends GrantReader {
  put(...grants: Grant[]): void;
  revoke(subject: string, at?: Date): void;
}

export function heldGrants(...first: Grant[]): HeldGrants {
  const held = new Map(first.map((each) => [each.subject, each]));
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  return {
    all: async () => [...held.values()],
    onChange(wake) {
      listeners.add(wake);
      return () => listeners.delete(wake);
    },
    put(...grants) {
      for (const each of grants) held.set(each.subject, each);
      tell();
    },
    revoke(subject, at = new Date(0)) {
      held.set(subject, { ...held.get(subject)!, revokedAt: at });
      tell();
    },
  };
}

export function aGrant(change: Partial<Grant> & { readonly subject: string }): Grant {
  return {
    role: 'rostering',
    organisation: 'oakwood',
    councils: ['bromley'],
    scopes: ['offers:read', 'bids:write'],
    validFrom: new Date('2026-01-01T00:00:00Z'),
    validUntil: null,
    revokedAt: null,
    ...change,
  };
}

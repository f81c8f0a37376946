import { generateKeyPairSync } from 'node:crypto';
import { exportJWK, importJWK, type JWK, SignJWT, UnsecuredJWT } from 'jose';
import type { Caller } from '../../../kernel/identity/caller.js';
import {
  createSigner,
  createVerifier,
  generateServiceKey,
  type ServiceKey,
} from '../../../kernel/identity/signed-identity.js';

const rostering: Caller = {
  subject: 'machine:rostering-oakwood',
  role: 'rostering',
  organisation: 'oakwood',
  councils: ['bromley', 'lewisham'],
  scopes: ['offers:read', 'bids:write'],
};
const service: Caller = { subject: 'service:tenders', role: 'hub', organisation: 'hub', councils: [], scopes: [] };

const NOW = new Date('2026-03-02T09:00:00.000Z');
const secondsLater = (seconds: number) => () => new Date(NOW.getTime() + seconds * 1000);
const at = () => NOW;

let gateway: ServiceKey;
let tenders: ServiceKey;
let stranger: ServiceKey;

beforeAll(async () => {
  gateway = await generateServiceKey('gateway');
  tenders = await generateServiceKey('tenders');
  stranger = await generateServiceKey('gateway');
});

const trusted = (now = at) => createVerifier([gateway.publicJwk, tenders.publicJwk], { now });

/** A token with everything right but what `change` makes wrong. */
async function token(change: { claims?: object; header?: object; key?: JWK; without?: string } = {}): Promise<string> {
  const claims: Record<string, unknown> = {
    iss: 'gateway',
    aud: 'subgraphs',
    sub: rostering.subject,
    jti: 'one',
    iat: NOW.getTime() / 1000,
    exp: NOW.getTime() / 1000 + 60,
    role: rostering.role,
    organisation: rostering.organisation,
    councils: rostering.councils,
    scopes: rostering.scopes,
    ...change.claims,
  };
  if (change.without) delete claims[change.without];
  const key = change.key ?? gateway.privateJwk;
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT', kid: gateway.privateJwk.kid!, ...change.header })
    .sign(await importJWK(key, 'EdDSA'));
}

describe('the identity that subgraphs accept', () => {
  it('IDG-26: a caller arrives whole, with its councils and scopes', async () => {
    const sign = await createSigner('gateway', gateway.privateJwk, { now: at });
    const verify = await trusted();
    expect(await verify(await sign(rostering))).toEqual(rostering);
    expect(await verify(await sign({ ...rostering, viewClass: true }))).toEqual({ ...rostering, viewClass: true });
    expect(await verify(await token())).toEqual(rostering);
  });

  it('IDG-06: a service speaks for itself and for nobody else', async () => {
    const verify = await trusted();
    const sign = await createSigner('tenders', tenders.privateJwk, { now: at });
    expect(await verify(await sign(service))).toEqual(service);
    await expect(verify(await sign(rostering))).rejects.toMatchObject({ extensions: { code: 'UNAUTHENTICATED' } });
    await expect(verify(await sign({ ...service, organisation: 'oakwood' }))).rejects.toThrow();
    await expect(verify(await sign({ ...service, role: 'operator' }))).rejects.toThrow();
  });

  it('IDG-06: a key that is not its own cannot be handed to a signer', async () => {
    await expect(createSigner('gateway', tenders.privateJwk)).rejects.toThrow('kid');
  });

  it.each<[string, () => Promise<string>]>([
    ['nothing', async () => ''],
    ['no token', async () => 'a.b.c'],
    [
      'no algorithm',
      async () =>
        new UnsecuredJWT({ ...rostering })
          .setIssuer('gateway')
          .setAudience('subgraphs')
          .setExpirationTime('1m')
          .encode(),
    ],
    ['a signature of nobody we know', () => token({ key: stranger.privateJwk })],
    ['a key we do not know', () => token({ key: stranger.privateJwk, header: { kid: stranger.privateJwk.kid } })],
    ['no kid', () => token({ header: { kid: undefined } })],
    ['the kid of another key', () => token({ header: { kid: tenders.publicJwk.kid } })],
    [
      'a service in the name of the gateway',
      () => token({ key: tenders.privateJwk, header: { kid: tenders.publicJwk.kid } }),
    ],
    ['another issuer', () => token({ claims: { iss: 'tenders' } })],
    ['another audience', () => token({ claims: { aud: 'clients' } })],
    ['another kind of token', () => token({ header: { typ: 'at+jwt' } })],
    ['a role that is none', () => token({ claims: { role: 'superuser' } })],
    ['a scope that is none', () => token({ claims: { scopes: ['everything'] } })],
    ['scopes in one text', () => token({ claims: { scopes: 'offers:read' } })],
    ['councils that are none', () => token({ claims: { councils: [{}] } })],
    [
      'a lifetime that has ended',
      () => token({ claims: { iat: NOW.getTime() / 1000 - 120, exp: NOW.getTime() / 1000 - 60 } }),
    ],
    [
      'a lifetime of a year',
      () => token({ claims: { iat: NOW.getTime() / 1000 - 120, exp: NOW.getTime() / 1000 + 31_000_000 } }),
    ],
    ['a time to come', () => token({ claims: { nbf: NOW.getTime() / 1000 + 60 } })],
    ...['iss', 'aud', 'sub', 'jti', 'iat', 'exp', 'role', 'organisation', 'councils', 'scopes'].map(
      (without): [string, () => Promise<string>] => [`no ${without}`, () => token({ without })],
    ),
  ])('IDG-06: %s is not accepted', async (_, forged) => {
    const verify = await trusted();
    await expect(verify(await forged())).rejects.toMatchObject({
      extensions: { code: 'UNAUTHENTICATED', rule: 'IDG-06' },
    });
  });

  it('IDG-06: a public key taken for a shared secret signs nothing', async () => {
    const secret = new TextEncoder().encode(gateway.publicJwk.x!);
    const forged = await new SignJWT({ ...rostering, sub: rostering.subject, jti: 'one' })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: gateway.publicJwk.kid! })
      .setIssuer('gateway')
      .setAudience('subgraphs')
      .setIssuedAt(NOW)
      .setExpirationTime(new Date(NOW.getTime() + 60_000))
      .sign(secret);
    await expect((await trusted())(forged)).rejects.toThrow();
  });

  it('IDG-06: a changed claim breaks the signature', async () => {
    const [header, , signature] = (await token()).split('.');
    const claims = Buffer.from(JSON.stringify({ ...rostering, role: 'operator' })).toString('base64url');
    await expect((await trusted())(`${header}.${claims}.${signature}`)).rejects.toThrow();
  });

  it.each([
    [0, true],
    [59, true],
    [60, true],
    [64, true],
    [66, false],
    [-6, false],
  ])('IDG-06: a token read %d seconds after it was signed counts: %s', async (seconds, counts) => {
    const verify = await trusted(secondsLater(seconds));
    const answer = await verify(await token()).then(
      () => true,
      () => false,
    );
    expect(answer).toBe(counts);
  });

  it('IDG-06: a token that was once verified ends at its end, remembered or not', async () => {
    let now = NOW;
    const verify = await createVerifier([gateway.publicJwk], { now: () => now });
    const once = await token();
    await verify(once);
    now = secondsLater(59)();
    await verify(once);
    now = secondsLater(70)();
    await expect(verify(once)).rejects.toThrow();
  });

  it('IDG-06: a signer gives one identity the same token for 30 seconds, and never that of another', async () => {
    let now = NOW;
    const sign = await createSigner('gateway', gateway.privateJwk, { now: () => now });
    const first = await sign(rostering);
    now = secondsLater(29)();
    expect(await sign({ ...rostering })).toBe(first);
    expect(await sign({ ...rostering, organisation: 'willow' })).not.toBe(first);
    expect(await sign({ ...rostering, scopes: ['offers:read'] })).not.toBe(first);
    now = secondsLater(31)();
    expect(await sign(rostering)).not.toBe(first);
  });

  it('IDG-06: what is trusted must be public and of the one algorithm', async () => {
    await expect(createVerifier([gateway.privateJwk])).rejects.toThrow('public');
    const rsa = await exportJWK(generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey);
    await expect(createVerifier([{ ...rsa, kid: 'gateway.rsa' }])).rejects.toThrow('Ed25519');
  });
});

import { setTimeout as sleep } from 'node:timers/promises';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { pino } from 'pino';
import { createIdentity, type Identity } from '../../../gateway/identity.js';
import type { Role } from '../../../kernel/identity/caller.js';
import { aGrant, type HeldGrants, heldGrants, type IdentityProvider, identityProvider } from '../clients.js';

const OAKWOOD = 'machine:rostering-oakwood';

let provider: IdentityProvider;
let grants: HeldGrants;
let identity: Identity;
let now: Date;
const lines: string[] = [];
const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });

beforeAll(async () => {
  provider = await identityProvider();
});
beforeEach(async () => {
  now = new Date();
  lines.length = 0;
  grants = heldGrants(aGrant({ subject: OAKWOOD, councils: ['lewisham', 'bromley'] }));
  identity = await createIdentity({ issuers: [provider.issuer], grants, log, now: () => now });
});
afterEach(() => identity.stop());

const authenticate = async (token: Promise<string>) => identity.authenticate(`Bearer ${await token}`);
const refused = { extensions: { code: 'UNAUTHENTICATED' } };

describe('who calls', () => {
  it('IDG-06: is what the live grant says of the subject that the token names', async () => {
    const { caller, ended } = await authenticate(provider.token(OAKWOOD));
    expect(caller).toEqual({
      subject: OAKWOOD,
      role: 'rostering',
      organisation: 'oakwood',
      councils: ['bromley', 'lewisham'],
      scopes: ['bids:write', 'offers:read'],
    });
    expect(ended()).toBeUndefined();
  });

  it.each([
    [{}, ['bids:write', 'offers:read']],
    [{ scope: 'offers:read' }, ['offers:read']],
    [{ scopes: ['offers:read', 'platform:write'] }, ['offers:read']],
    [{ scope: '' }, []],
    [{ scope: 7 }, []],
  ])('IDG-27: a token with %j may do %j: never more than the grant', async (claims, scopes) => {
    expect((await authenticate(provider.token(OAKWOOD, { claims }))).caller.scopes).toEqual(scopes);
  });

  it('IDG-27: what a token says of role, organisation or councils changes nothing', async () => {
    const claims = { role: 'operator', organisation: 'willow', councils: ['croydon'] };
    const { caller } = await authenticate(provider.token(OAKWOOD, { claims }));
    expect(caller).toMatchObject({ role: 'rostering', organisation: 'oakwood', councils: ['bromley', 'lewisham'] });
  });

  it.each<[string, () => Promise<string | undefined>]>([
    ['no header', async () => undefined],
    ['an empty header', async () => ''],
    ['another scheme', async () => `Basic ${await provider.token(OAKWOOD)}`],
    ['a token without the scheme', () => provider.token(OAKWOOD)],
    ['two tokens', async () => `Bearer ${await provider.token(OAKWOOD)}, Bearer ${await provider.token(OAKWOOD)}`],
  ])('IDG-06: %s is not accepted', async (_, header) => {
    await expect(identity.authenticate(await header())).rejects.toMatchObject(refused);
  });

  it.each<[string, () => Promise<string>]>([
    [
      'no signature',
      async () =>
        new UnsecuredJWT({ sub: OAKWOOD })
          .setIssuer(provider.issuer.issuer)
          .setAudience('hub')
          .setExpirationTime('1h')
          .encode(),
    ],
    [
      'a key of nobody',
      async () => {
        const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
        return provider.token(OAKWOOD, { key: await exportJWK(privateKey) });
      },
    ],
    [
      'the public key taken for a shared secret',
      async () => {
        const [key] = (provider.issuer.keys as { keys: Array<{ x?: string }> }).keys;
        return new SignJWT({ sub: OAKWOOD })
          .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: 'sandbox-1' })
          .setIssuer(provider.issuer.issuer)
          .setAudience('hub')
          .setExpirationTime('1h')
          .sign(new TextEncoder().encode(key!.x));
      },
    ],
    ['a key of that name that we do not know', () => provider.token(OAKWOOD, { header: { kid: 'sandbox-2' } })],
    ['no key named', () => provider.token(OAKWOOD, { header: { kid: undefined } })],
    ['another issuer', () => provider.token(OAKWOOD, { claims: { iss: 'https://elsewhere.test' } })],
    ['another audience', () => provider.token(OAKWOOD, { claims: { aud: 'subgraphs' } })],
    ['a time to come', () => provider.token(OAKWOOD, { claims: { nbf: Date.now() / 1000 + 60 } })],
    ['a time that has gone', () => provider.token(OAKWOOD, { endsAt: new Date(Date.now() - 60_000) })],
    ['no subject', () => provider.token('', { claims: { sub: undefined } })],
    ['a subject without a grant', () => provider.token('machine:nobody')],
  ])('IDG-06: a token with %s is not accepted', async (_, forged) => {
    await expect(authenticate(forged())).rejects.toMatchObject(refused);
  });

  it.each<[string, Parameters<typeof aGrant>[0]]>([
    ['not begun', { subject: OAKWOOD, validFrom: new Date(Date.now() + 60_000) }],
    ['ended', { subject: OAKWOOD, validUntil: new Date(Date.now() - 1000) }],
    ['been revoked', { subject: OAKWOOD, revokedAt: new Date(Date.now() - 1000) }],
    ['the role of the hub itself', { subject: OAKWOOD, role: 'hub' }],
    ['a role that is none', { subject: OAKWOOD, role: 'superuser' as Role }],
  ])('IDG-06: a grant that has %s opens nothing', async (_, grant) => {
    grants.put(aGrant(grant));
    await sleep(5);
    await expect(authenticate(provider.token(OAKWOOD))).rejects.toMatchObject(refused);
  });

  it.each([
    [-1, true],
    [0, false],
    [1, false],
  ])('IDG-06: %d ms from the end of its grant a session counts: %s', async (ms, counts) => {
    const until = new Date(now.getTime() + 60_000);
    grants.put(aGrant({ subject: OAKWOOD, councils: ['lewisham', 'bromley'], validUntil: until }));
    await sleep(5);
    const { ended } = await authenticate(provider.token(OAKWOOD));
    now = new Date(until.getTime() + ms);
    expect(ended()).toBe(counts ? undefined : 'REVOKED');
  });

  it('IDG-06: no token and no claim but the subject is ever logged', async () => {
    const token = await provider.token('machine:nobody', { claims: { email: 'a.person@example.test' } });
    await identity.authenticate(`Bearer ${token}`).catch(() => {});
    await identity.authenticate(`Bearer ${token}x`).catch(() => {});
    expect(lines).toHaveLength(2);
    expect(lines.join('')).toContain('machine:nobody');
    for (const part of token.split('.')) expect(lines.join('')).not.toContain(part);
    expect(lines.join('')).not.toContain('example.test');
  });
});

describe('a session that is open', () => {
  const endAfter = async (session: { onEnd(told: (why: string) => void): () => void }, act: () => void) => {
    let why: string | undefined;
    session.onEnd((each) => {
      why = each;
    });
    await sleep(300);
    expect(why).toBeUndefined();
    act();
    for (let looks = 0; !why && looks < 1000; looks++) await sleep(10);
    return why;
  };

  it('IDG-06: ends with its token', async () => {
    const session = await authenticate(provider.token(OAKWOOD));
    const end = await endAfter(session, () => {
      now = new Date(now.getTime() + 3_606_000);
    });
    expect(end).toEqual('EXPIRED');
  });

  it('IDG-06: ends when its grant is revoked', async () => {
    const session = await authenticate(provider.token(OAKWOOD));
    expect(await endAfter(session, () => grants.revoke(OAKWOOD))).toEqual('REVOKED');
    await expect(authenticate(provider.token(OAKWOOD))).rejects.toMatchObject(refused);
  });

  it('IDG-26: ends when what it may see has changed', async () => {
    const session = await authenticate(provider.token(OAKWOOD));
    const end = await endAfter(session, () => grants.put(aGrant({ subject: OAKWOOD, councils: ['bromley'] })));
    expect(end).toEqual('CHANGED');
    expect((await authenticate(provider.token(OAKWOOD))).caller.councils).toEqual(['bromley']);
  });

  it('IDG-06: is not touched by the grants of others, and tells nothing once nobody watches', async () => {
    const session = await authenticate(provider.token(OAKWOOD));
    const told: string[] = [];
    const stop = session.onEnd((why) => told.push(why));
    grants.put(aGrant({ subject: 'machine:other' }), aGrant({ subject: OAKWOOD, councils: ['lewisham', 'bromley'] }));
    await sleep(600);
    expect(told).toEqual([]);
    stop();
    grants.revoke(OAKWOOD);
    await sleep(600);
    expect(told).toEqual([]);
  });
});

import { exportSPKI, importJWK, SignJWT, UnsecuredJWT } from 'jose';
import { pino } from 'pino';
import { createIdentity, type Identity } from '../../../gateway/identity.js';
import { COOLDOWN_MS } from '../../../gateway/issuer-keys.js';
import { type Issuer, issuersByName } from '../../../gateway/issuers.js';
import { aGrant, type HeldGrants, heldGrants } from '../clients.js';
import { aKey, type KeyServer, keyServer, type TokenChange } from './key-server.js';

const log = pino({ level: 'silent' });
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let bromley: KeyServer;
let ashdown: KeyServer;
let agency: KeyServer;
let grants: HeldGrants;
let identity: Identity;
let now: Date;

const broker = (subject: string, council: string) =>
  aGrant({ subject, role: 'broker', organisation: council, councils: [council], scopes: ['offers:read'] });
const by = async (server: KeyServer, subject: string, change?: TokenChange) =>
  identity.authenticate(`Bearer ${await server.token(subject, change)}`);
const because = (reason: string) => ({ extensions: { code: 'UNAUTHENTICATED', reason } });

beforeEach(async () => {
  now = new Date();
  bromley = await keyServer('RS256', { issuer: 'https://bromley.test', prefix: 'bromley', councils: ['bromley'] });
  ashdown = await keyServer('PS256', { issuer: 'https://ashdown.test', prefix: 'ashdown', councils: ['ashdown'] });
  agency = await keyServer('ES256', {
    issuer: 'https://agency.test',
    prefix: 'agency',
    councils: ['bromley', 'ashdown'],
    providers: ['oakwood'],
  });
  grants = heldGrants(
    broker('bromley:one', 'bromley'),
    broker('ashdown:one', 'ashdown'),
    aGrant({ subject: 'agency:one', councils: ['bromley', 'ashdown'] }),
  );
  identity = await createIdentity({
    issuers: [bromley.issuer, ashdown.issuer, agency.issuer],
    grants,
    log,
    now: () => now,
  });
});
afterEach(async () => {
  identity.stop();
  for (const each of [bromley, ashdown, agency]) await each.stop();
});

describe('several issuers', () => {
  it('IDG-06: each signs in its own people, whose subjects never meet', async () => {
    expect((await by(bromley, 'one')).caller).toMatchObject({ subject: 'bromley:one', organisation: 'bromley' });
    expect((await by(ashdown, 'one')).caller).toMatchObject({ subject: 'ashdown:one', organisation: 'ashdown' });
    expect((await by(agency, 'one')).caller).toMatchObject({ subject: 'agency:one', organisation: 'oakwood' });
    // A subject that looks like that of another tenant is one of its own.
    await expect(by(ashdown, 'bromley:one')).rejects.toMatchObject(because('NO_GRANT'));
  });

  it('IDG-06: a token is matched by its issuer and never by trying keys', async () => {
    await expect(by(bromley, 'one', { claims: { iss: 'https://ashdown.test' } })).rejects.toMatchObject(
      because('NOT_VERIFIED'),
    );
    await expect(by(bromley, 'one', { claims: { iss: 'https://elsewhere.test' } })).rejects.toMatchObject(
      because('UNKNOWN_ISSUER'),
    );
    await expect(by(bromley, 'one', { claims: { iss: ['https://bromley.test'] } })).rejects.toMatchObject(
      because('UNKNOWN_ISSUER'),
    );
    expect(bromley.asked()).toBe(0);
    expect(agency.asked()).toBe(0);
  });

  it.each([
    ['another council', broker('bromley:two', 'ashdown')],
    ['a second council beside its own', { ...broker('bromley:two', 'bromley'), councils: ['bromley', 'ashdown'] }],
    ['a provider', aGrant({ subject: 'bromley:two', councils: ['bromley'] })],
    ['the hub itself', aGrant({ subject: 'bromley:two', role: 'operator', organisation: 'hub', councils: [] })],
  ])('IDG-26: an issuer of one council does not speak for %s', async (_, grant) => {
    grants.put(grant);
    await new Promise(setImmediate);
    await expect(by(bromley, 'two')).rejects.toMatchObject(because('NOT_FOR_ISSUER'));
  });

  it.each([
    ['another provider', aGrant({ subject: 'agency:two', organisation: 'willow' })],
    ['a council beyond its own', aGrant({ subject: 'agency:two', councils: ['bromley', 'kent'] })],
  ])('IDG-26: an issuer of a provider does not speak for %s', async (_, grant) => {
    grants.put(grant);
    await new Promise(setImmediate);
    await expect(by(agency, 'two')).rejects.toMatchObject(because('NOT_FOR_ISSUER'));
  });
});

describe('what is not accepted', () => {
  it.each<[string, string, TokenChange]>([
    ['wrong audience', 'NOT_VERIFIED', { claims: { aud: 'another' } }],
    ['no audience', 'NOT_VERIFIED', { claims: { aud: undefined } }],
    ['expired', 'EXPIRED', { endsAt: new Date(Date.now() - MINUTE) }],
    ['not yet valid', 'NOT_YET_VALID', { claims: { nbf: Math.floor(Date.now() / 1000) + 60 } }],
    ['another key’s name', 'NOT_VERIFIED', { header: { kid: 'key-of-nobody' } }],
    ['no key’s name', 'NOT_VERIFIED', { header: { kid: undefined } }],
    ['no subject', 'NOT_VERIFIED', { claims: { sub: undefined } }],
    ['an empty subject', 'NOT_VERIFIED', { claims: { sub: '' } }],
    ['a subject that is no text', 'NOT_VERIFIED', { claims: { sub: 7 } }],
    ['a subject without end', 'NOT_VERIFIED', { claims: { sub: 'x'.repeat(201) } }],
    ['nobody’s grant', 'NO_GRANT', { claims: { sub: 'stranger' } }],
  ])('IDG-06: %s: none of a hundred is accepted, and the reason is %s', async (_, reason, change) => {
    const token = await bromley.token('one', change);
    for (let nth = 0; nth < 100; nth++) {
      await expect(identity.authenticate(`Bearer ${token}`)).rejects.toMatchObject(because(reason));
    }
  });

  it('IDG-06: no forger learns whether a token would be expired: its signature is looked at first', async () => {
    const stranger = await aKey('RS256');
    const forged = bromley.token('one', { key: stranger, endsAt: new Date(Date.now() - MINUTE) });
    await expect(identity.authenticate(`Bearer ${await forged}`)).rejects.toMatchObject(because('NOT_VERIFIED'));
  });

  it('IDG-06: an algorithm that is not of the issuer is refused, even with a key of its own', async () => {
    const { privateJwk, publicJwk } = await aKey('RS256');
    const issuer: Issuer = { ...bromley.issuer, keys: { keys: [publicJwk] } };
    const own = await createIdentity({ issuers: [issuer], grants, log });
    const signed = async (alg: string) =>
      new SignJWT({ iss: issuer.issuer, aud: 'hub', sub: 'one' })
        .setProtectedHeader({ alg, kid: publicJwk.kid! })
        .setExpirationTime('1h')
        .sign(await importJWK(privateJwk, alg));
    expect((await own.authenticate(`Bearer ${await signed('RS256')}`)).caller.subject).toBe('bromley:one');
    for (const alg of ['RS384', 'RS512', 'PS256']) {
      await expect(own.authenticate(`Bearer ${await signed(alg)}`)).rejects.toMatchObject(because('NOT_VERIFIED'));
    }
    own.stop();
  });

  it('IDG-06: no symmetric algorithm is taken, whatever is the secret, and no unsigned token', async () => {
    const { publicJwk } = await aKey('RS256');
    const own = await createIdentity({
      issuers: [{ ...bromley.issuer, keys: { keys: [publicJwk] } }],
      grants,
      log,
    });
    const spki = await exportSPKI((await importJWK(publicJwk, 'RS256', { extractable: true })) as CryptoKey);
    const claims = { iss: bromley.issuer.issuer, aud: 'hub', sub: 'one' };
    for (const secret of [spki, publicJwk.n!, JSON.stringify(publicJwk)]) {
      const token = await new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS256', kid: publicJwk.kid! })
        .setExpirationTime('1h')
        .sign(new TextEncoder().encode(secret));
      await expect(own.authenticate(`Bearer ${token}`)).rejects.toMatchObject(because('NOT_VERIFIED'));
    }
    const unsigned = new UnsecuredJWT(claims).setExpirationTime('1h').encode();
    await expect(own.authenticate(`Bearer ${unsigned}`)).rejects.toMatchObject(because('MALFORMED'));
    const [header, payload] = unsigned.split('.');
    await expect(own.authenticate(`Bearer ${header}.${payload}.AAAA`)).rejects.toMatchObject(because('NOT_VERIFIED'));
    own.stop();
  });

  it.each([
    ['NO_TOKEN', undefined],
    ['NO_TOKEN', ''],
    ['NO_TOKEN', 'Basic dXNlcjpzZWNyZXQ='],
    ['NO_TOKEN', 'Bearer'],
    ['MALFORMED', 'Bearer secret'],
    ['MALFORMED', 'Bearer a.b.c'],
    ['MALFORMED', `Bearer ${'e30.'.repeat(2)}e30.e30`],
  ])('IDG-06: says %s of the header %s', async (reason, header) => {
    await expect(identity.authenticate(header)).rejects.toMatchObject(because(reason));
  });

  it('IDG-06: a grant that has ended is told apart from one that never was, to its holder alone', async () => {
    grants.put({ ...broker('bromley:gone', 'bromley'), revokedAt: new Date(0) });
    grants.put({ ...broker('bromley:late', 'bromley'), validUntil: new Date(Date.now() - 1000) });
    grants.put({ ...broker('bromley:soon', 'bromley'), validFrom: new Date(Date.now() + HOUR) });
    grants.put({ ...broker('bromley:other', 'ashdown'), revokedAt: new Date(0) });
    await new Promise(setImmediate);
    await expect(by(bromley, 'gone')).rejects.toMatchObject(because('GRANT_ENDED'));
    await expect(by(bromley, 'late')).rejects.toMatchObject(because('GRANT_ENDED'));
    await expect(by(bromley, 'soon')).rejects.toMatchObject(because('NO_GRANT'));
    await expect(by(bromley, 'other')).rejects.toMatchObject(because('NOT_FOR_ISSUER'));
  });

  it.each([
    [undefined, ['offers:read']],
    ['openid profile email', ['offers:read']],
    ['openid offers:read', ['offers:read']],
    ['openid requests:read', []],
    ['', []],
  ])('IDG-27: a token whose scope is %j may do %j', async (scope, scopes) => {
    expect((await by(bromley, 'one', { claims: { scope } })).caller.scopes).toEqual(scopes);
  });

  it('IDG-06: the subject is in the claim that the issuer was said to use', async () => {
    const own = await createIdentity({ issuers: [{ ...bromley.issuer, subjectClaim: 'oid' }], grants, log });
    const token = await bromley.token('not this', { claims: { oid: 'one' } });
    expect((await own.authenticate(`Bearer ${token}`)).caller.subject).toBe('bromley:one');
    own.stop();
  });
});

describe('published keys', () => {
  it('IDG-06: a new key is fetched when a token names it, and the old one is believed no longer', async () => {
    const old = await bromley.token('one');
    await by(bromley, 'one');
    await bromley.rotate();
    now = new Date(now.getTime() + COOLDOWN_MS);
    expect((await by(bromley, 'one')).caller.subject).toBe('bromley:one');
    expect(bromley.asked()).toBe(2);
    // What was found good before is believed for minutes; then it is looked at again.
    now = new Date(now.getTime() + 5 * MINUTE);
    await expect(identity.authenticate(`Bearer ${old}`)).rejects.toMatchObject(because('NOT_VERIFIED'));
  });

  it('IDG-06: tokens that name keys at will do not make the hub ask for keys at will', async () => {
    await by(bromley, 'one');
    for (let nth = 0; nth < 50; nth++) {
      await expect(by(bromley, 'one', { header: { kid: `key-of-nobody-${nth}` } })).rejects.toMatchObject(
        because('NOT_VERIFIED'),
      );
    }
    expect(bromley.asked()).toBe(1);
    now = new Date(now.getTime() + COOLDOWN_MS - 1);
    await by(bromley, 'one', { header: { kid: 'key-of-nobody' } }).catch(() => {});
    expect(bromley.asked()).toBe(1);
    now = new Date(now.getTime() + 1);
    await by(bromley, 'one', { header: { kid: 'key-of-nobody' } }).catch(() => {});
    expect(bromley.asked()).toBe(2);
  });

  it('IDG-06: known keys are believed while the issuer is down, for a day and no longer', async () => {
    const soon = { endsAt: new Date(now.getTime() + 48 * HOUR) };
    await by(bromley, 'one', soon);
    bromley.answer = { status: 503, body: '' };
    const begun = now.getTime();
    for (const [after, accepted] of [
      [11 * MINUTE, true],
      [24 * HOUR - 1, true],
      [24 * HOUR, false],
    ] as const) {
      now = new Date(begun + after);
      const asked = by(bromley, 'one', { ...soon, claims: { nth: after } });
      if (accepted) expect((await asked).caller.subject).toBe('bromley:one');
      else await expect(asked).rejects.toMatchObject(because('ISSUER_UNREACHABLE'));
    }
    bromley.answer = undefined;
    now = new Date(begun + 24 * HOUR + COOLDOWN_MS);
    expect((await by(bromley, 'one', soon)).caller.subject).toBe('bromley:one');
  });

  it.each<[string, KeyServer['answer']]>([
    ['a fault', { status: 500, body: '{}' }],
    ['another place', { status: 302, body: '', headers: { location: 'http://127.0.0.1:1/keys' } }],
    ['no JSON', { status: 200, body: '<html>' }],
    ['no keys', { status: 200, body: '{"keys":[]}' }],
    ['a secret for all', { status: 200, body: '{"keys":[{"kty":"oct","kid":"key-1","k":"c2VjcmV0"}]}' }],
    ['more than it reads', { status: 200, body: `{"keys":[],"x":"${'x'.repeat(300_000)}"}` }],
  ])('IDG-06: where the issuer answers with %s its tokens wait, and nobody is let in', async (_, answer) => {
    bromley.answer = answer;
    await expect(by(bromley, 'one')).rejects.toMatchObject({
      extensions: { code: 'UNAUTHENTICATED', reason: 'ISSUER_UNREACHABLE', retryAfter: COOLDOWN_MS / 1000 },
    });
    // Other issuers are not touched.
    expect((await by(ashdown, 'one')).caller.subject).toBe('ashdown:one');
  });

  it('IDG-06: an issuer that never answers is given up after seconds', async () => {
    bromley.answer = 'nothing';
    await expect(by(bromley, 'one')).rejects.toMatchObject(because('ISSUER_UNREACHABLE'));
  }, 30_000);
});

describe('issuers that could be taken for each other', () => {
  const issuer = (change: Partial<Issuer>): Issuer => ({ ...bromley.issuer, ...change });

  it.each<[string, () => Issuer[]]>([
    ['none', () => []],
    ['the same issuer twice', () => [issuer({}), issuer({ prefix: 'other' })]],
    ['the same prefix twice', () => [issuer({}), issuer({ issuer: 'https://other.test' })]],
    ['a prefix in parts', () => [issuer({ prefix: 'bromley:one' })]],
    ['a prefix of the hub’s own credentials', () => [issuer({ prefix: 'user' })]],
    ['no prefix beside another', () => [issuer({ prefix: '' }), ashdown.issuer]],
    ['an algorithm of shared secrets', () => [issuer({ algorithms: ['HS256' as never] })]],
    ['no algorithm', () => [issuer({ algorithms: [] })]],
    ['keys over plain HTTP', () => [issuer({ keys: new URL('http://bromley.test/keys') })]],
    ['keys in a file', () => [issuer({ keys: new URL('file:///keys') })]],
    ['a shared secret', () => [issuer({ keys: { keys: [{ kty: 'oct', kid: '1', k: 'c2VjcmV0' }] } })]],
  ])('IDG-06: %s is refused at the start', (_, issuers) => {
    expect(() => issuersByName(issuers())).toThrow();
  });
});

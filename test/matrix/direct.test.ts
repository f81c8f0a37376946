import { createClient } from 'graphql-ws';
import { importJWK, type JWK, SignJWT, UnsecuredJWT } from 'jose';
import WebSocket from 'ws';
import { providerNamed } from '../../hub/demo/borough.js';
import { signClientToken } from '../../hub/home.js';
import { SUBGRAPHS } from '../../hub/subgraphs.js';
import { urlFor } from '../../kernel/database/platform.js';
import { type RunningSubgraph, startSubgraph } from '../../kernel/graphql/subgraph-server.js';
import { SCOPES_OF_ROLE } from '../../kernel/identity/scopes-of-role.js';
import { createVerifier, generateServiceKey, type ServiceKey } from '../../kernel/identity/signed-identity.js';
import { createLogger } from '../../kernel/values/logging.js';
import { aClientKey, aRegisteredDatabase } from '../harness/hub.js';

/** Whoever reaches a subgraph past the gateway: what they claim to be counts for nothing. */

const OAKWOOD = providerNamed('oakwood').id;
/** What each subgraph would answer to somebody it believes, by a reference and by a query. */
const ASKED = 'query ($it: [_Any!]!) { _entities(representations: $it) { __typename } _service { sdl } __typename }';
let gateway: ServiceKey;
let tenders: ServiceKey;
let clientKey: JWK;
let database: Awaited<ReturnType<typeof aRegisteredDatabase>>;
const running = new Map<string, { subgraph: RunningSubgraph; port: number }>();

beforeAll(async () => {
  gateway = await generateServiceKey('gateway');
  tenders = await generateServiceKey('tenders');
  clientKey = await aClientKey();
  database = await aRegisteredDatabase();
  const verifyIdentity = await createVerifier([gateway.publicJwk, tenders.publicJwk]);
  for (const definition of SUBGRAPHS) {
    const subgraph = await startSubgraph(definition, {
      databaseUrl: urlFor(database.url, `${definition.name}_app`, 'test'),
      verifyIdentity,
      ask: async () => {
        throw new Error('nobody answers');
      },
      log: createLogger(definition.name, 'fatal'),
      poolSize: 2,
    });
    running.set(definition.name, { subgraph, port: await subgraph.listen(0) });
  }
});
afterAll(async () => {
  for (const { subgraph } of running.values()) await subgraph.stop();
  await database.drop();
});

interface Forgery {
  readonly claims?: object;
  readonly header?: object;
  readonly key?: JWK;
  readonly age?: number;
}

/** An operator's identity with everything right but what is forged. */
async function identity({ claims, header, key = gateway.privateJwk, age = 0 }: Forgery = {}): Promise<string> {
  const issuedAt = Math.floor(Date.now() / 1000) - age;
  return new SignJWT({
    iss: 'gateway',
    aud: 'subgraphs',
    sub: 'user:operator',
    jti: 'one',
    iat: issuedAt,
    exp: issuedAt + 60,
    role: 'operator',
    organisation: 'hub',
    councils: ['bromley', 'ashdown'],
    scopes: SCOPES_OF_ROLE.operator,
    ...claims,
  })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT', kid: gateway.privateJwk.kid!, ...header })
    .sign(await importJWK(key, 'EdDSA'));
}

async function post(name: string, headers: Record<string, string>) {
  const { references } = SUBGRAPHS.find((each) => each.name === name)!;
  const it = Object.keys(references).map((type) => ({ __typename: type, id: OAKWOOD }));
  const response = await fetch(`http://127.0.0.1:${running.get(name)!.port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: ASKED, variables: { it } }),
  });
  return { status: response.status, text: await response.text() };
}

const stranger = generateServiceKey('gateway');
const bearer = async (token: Promise<string> | string) => ({ authorization: `Bearer ${await token}` });

const FORGERIES: ReadonlyArray<[name: string, headers: () => Promise<Record<string, string>>]> = [
  ['nothing', async () => ({})],
  ['an empty token', () => bearer('')],
  ['a client’s own token', () => bearer(signClientToken(clientKey, 'user:operator', { expiresIn: '1h' }))],
  ['a token without a signature', () => bearer(new UnsecuredJWT({ role: 'operator' }).setIssuer('gateway').encode())],
  ['a token of a key that nobody trusts', async () => bearer(identity({ key: (await stranger).privateJwk }))],
  [
    'another service, as the gateway',
    () => bearer(identity({ key: tenders.privateJwk, header: { kid: tenders.publicJwk.kid } })),
  ],
  [
    'another service, in a client’s name',
    () =>
      bearer(identity({ key: tenders.privateJwk, header: { kid: tenders.publicJwk.kid }, claims: { iss: 'tenders' } })),
  ],
  ['a token for clients', () => bearer(identity({ claims: { aud: 'care-hub' } }))],
  ['a token that has ended', () => bearer(identity({ age: 120 }))],
  ['a token that was kept for a minute and sent again', () => bearer(identity({ age: 66 }))],
  [
    'a token that ends in a year',
    () => bearer(identity({ age: 120, claims: { exp: Math.floor(Date.now() / 1000) + 31_000_000 } })),
  ],
  ['a role that is none', () => bearer(identity({ claims: { role: 'root' } }))],
  [
    'headers that say who one is',
    async () => ({
      'x-hub-role': 'operator',
      'x-hub-organisation': 'hub',
      'x-hub-councils': 'bromley',
      'x-user': 'user:operator',
      'x-forwarded-for': '127.0.0.1',
      'apollo-require-preflight': 'true',
      cookie: `authorization=${await identity()}`,
    }),
  ],
  ['the right token in the wrong place', async () => ({ 'x-authorization': `Bearer ${await identity()}` })],
  ['the right token under another scheme', async () => ({ authorization: `Basic ${await identity()}` })],
];

describe.each(SUBGRAPHS.map(({ name }) => name))('the %s subgraph', (name) => {
  it('IDG-06: answers whom the gateway speaks for', async () => {
    const { status, text } = await post(name, await bearer(identity()));
    expect({ status, text }).toMatchObject({ status: 200, text: expect.stringContaining('_entities') });
  });

  it.each(FORGERIES)('IDG-06: is asked with %s, and answers nothing', async (_, headers) => {
    const { status, text } = await post(name, await headers());
    const { data, errors } = JSON.parse(text);
    expect(data ?? null).toBeNull();
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    expect(errors).toHaveLength(1);
    expect(status).toBeGreaterThanOrEqual(400);
    // Which check failed is of use only to a forger.
    expect(text).not.toMatch(/jwt|signature|kid|audience|expired|claim|stack/i);
  });

  it('IDG-06: takes no identity over a WebSocket but the gateway’s', async () => {
    const url = `ws://127.0.0.1:${running.get(name)!.port}/graphql`;
    const ask = (connectionParams: Record<string, unknown>) => {
      const client = createClient({ url, webSocketImpl: WebSocket, retryAttempts: 0, connectionParams });
      return new Promise<unknown>((resolve) => {
        let answer: unknown = 'closed';
        const seen = (it: unknown) => {
          answer = it;
        };
        const done = () => resolve(answer);
        client.subscribe({ query: '{ _service { sdl } }' }, { next: seen, error: done, complete: done });
      }).finally(() => client.dispose());
    };
    expect(await ask({ authorization: `Bearer ${await identity()}` })).toMatchObject({ data: { _service: {} } });
    for (const params of [
      {},
      { authorization: 'Bearer forged' },
      { role: 'operator' },
      await bearer(identity({ age: 120 })),
    ]) {
      const answer = await ask(params);
      expect((answer as { data?: unknown }).data ?? null).toBeNull();
    }
  });
});

import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import type { Role, Scope } from '../../../kernel/identity/caller.js';
import { SCOPES_OF_ROLE } from '../../../kernel/identity/scopes-of-role.js';
import { startTestHub, type TestHub } from '../../harness/hub.js';
import { type KeyServer, keyServer, type TokenChange } from './key-server.js';

/** The whole hub, whose people are signed in by the directories of two councils. */

const WATCH = `subscription { callOffFeed { cursor } }`;
const ME = '{ me { subject organisation scopes } callOffs(first: 1) { edges { node { id council { id } } } } }';

let bromley: KeyServer;
let ashdown: KeyServer;
let hub: TestHub;

beforeAll(async () => {
  bromley = await keyServer('RS256', { issuer: 'https://bromley.test', prefix: 'bromley', councils: ['bromley'] });
  ashdown = await keyServer('RS256', { issuer: 'https://ashdown.test', prefix: 'ashdown', councils: ['ashdown'] });
  hub = await startTestHub({ issuers: [bromley.issuer, ashdown.issuer] });
  for (const council of ['bromley', 'ashdown']) {
    await grantAccess({
      subject: `${council}:broker`,
      role: 'broker',
      organisation: council,
      councils: [council],
    });
  }
  // As somebody might give it by mistake.
  await grantAccess({
    subject: 'ashdown:stray',
    role: 'broker',
    organisation: 'bromley',
    councils: ['bromley'],
  });
  await grantAccess({
    subject: 'bromley:watcher',
    role: 'broker',
    organisation: 'bromley',
    councils: ['bromley'],
    scopes: ['requests:read'],
  });
});
afterAll(async () => {
  await hub.stop();
  await bromley.stop();
  await ashdown.stop();
});

interface Given {
  readonly subject: string;
  readonly role: Role;
  readonly organisation: string;
  readonly councils: readonly string[];
  readonly scopes?: readonly Scope[];
}

/** As the table has it, whoever wrote it: what an issuer may speak for does not rest on the rules of granting. */
async function grantAccess({ subject, role, organisation, councils, scopes = SCOPES_OF_ROLE[role] }: Given) {
  await hub.pool.query(
    `insert into platform.access_grant (subject, role, organisation, councils, scopes, valid_from)
     values ($1, $2, $3, $4, $5, '2024-04-01')
     on conflict (subject) do update set scopes = excluded.scopes`,
    [subject, role, organisation, councils, scopes],
  );
}

async function revokeAccess(subject: string): Promise<void> {
  await hub.pool.query('update platform.access_grant set revoked_at = clock_timestamp() where subject = $1', [subject]);
}

async function post(authorization: string | undefined, query = ME, headers: Record<string, string> = {}) {
  const response = await fetch(hub.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}), ...headers },
    body: JSON.stringify({ query }),
  });
  const body = JSON.parse(/\{.*\}/s.exec(await response.text())?.[0] ?? '{}') as {
    data?: Record<string, unknown>;
    errors?: Array<{ message: string; extensions: Record<string, unknown> }>;
  };
  return { status: response.status, challenge: response.headers.get('www-authenticate'), body };
}

function socketEnd(authorization: string): Promise<{ code: number; reason: string }> {
  return new Promise((resolve, reject) => {
    const client = createClient({
      url: hub.url.replace(/^http/, 'ws'),
      webSocketImpl: WebSocket,
      connectionParams: { authorization },
      retryAttempts: 0,
      lazy: false,
      onNonLazyError: () => {},
      on: {
        closed: (event) => resolve(event as { code: number; reason: string }),
        connected: () => {
          reject(new Error('it was let in'));
          void client.dispose();
        },
      },
    });
  });
}

const tokenOf = async (server: KeyServer, subject: string, change?: TokenChange) =>
  `Bearer ${await server.token(subject, change)}`;
const ended = { endsAt: new Date(Date.now() - 60_000) };

describe('people of two councils, each signed in by its own directory', () => {
  it('IDG-06, IDG-26: each is who its directory says, in its own council', async () => {
    for (const [server, council] of [
      [bromley, 'bromley'],
      [ashdown, 'ashdown'],
    ] as const) {
      const { body } = await post(await tokenOf(server, 'broker'));
      expect(body.errors).toBeUndefined();
      expect(body.data!.me).toMatchObject({ subject: `${council}:broker`, organisation: council });
    }
  });

  it('IDG-26: a directory does not open the door of another council, whatever the grants say', async () => {
    const { status, body } = await post(await tokenOf(ashdown, 'stray'));
    expect(status).toBe(401);
    expect(body.errors![0]!.extensions).toMatchObject({ reason: 'NOT_FOR_ISSUER', rule: 'IDG-26' });
  });

  const sorts: Array<[string, () => Promise<string | undefined>]> = [
    ['NO_TOKEN', async () => undefined],
    ['MALFORMED', async () => 'Bearer nothing'],
    ['UNKNOWN_ISSUER', () => tokenOf(bromley, 'broker', { claims: { iss: 'https://elsewhere.test' } })],
    ['NOT_VERIFIED', () => tokenOf(bromley, 'broker', { claims: { iss: 'https://ashdown.test' } })],
    ['EXPIRED', () => tokenOf(bromley, 'broker', ended)],
    ['NOT_YET_VALID', () => tokenOf(bromley, 'broker', { claims: { nbf: Math.floor(Date.now() / 1000) + 600 } })],
    ['NO_GRANT', () => tokenOf(bromley, 'stranger')],
    ['GRANT_ENDED', () => tokenOf(bromley, 'leaver')],
  ];
  beforeAll(async () => {
    const leaver = { role: 'broker', organisation: 'bromley', councils: ['bromley'] } as const;
    await grantAccess({ subject: 'bromley:leaver', ...leaver });
    await revokeAccess('bromley:leaver');
  });

  it.each(sorts)(
    'IDG-06: %s is told over HTTP, event stream and WebSocket, each in a sentence of its own',
    async (reason, make) => {
      const authorization = await make();
      for (const accept of ['application/json', 'text/event-stream']) {
        const { status, challenge, body } = await post(authorization, ME, { accept });
        expect(status).toBe(401);
        const [error] = body.errors!;
        expect(error!.extensions).toMatchObject({ code: 'UNAUTHENTICATED', reason });
        expect(challenge).toBe(
          reason === 'NO_TOKEN'
            ? 'Bearer realm="hub"'
            : `Bearer realm="hub", error="invalid_token", error_description="${error!.message}"`,
        );
      }
      const { code, reason: said } = await socketEnd(authorization ?? '');
      expect(code).toBe(4403);
      expect(JSON.parse(said)).toEqual({ code: 'UNAUTHENTICATED', reason });
    },
  );

  it('IDG-06: each of these is another sentence', async () => {
    const messages = await Promise.all(
      sorts.map(async ([, make]) => (await post(await make())).body.errors![0]!.message),
    );
    expect(new Set(messages).size).toBe(sorts.length);
  });

  it('IDG-06: a bad token in the upgrade is answered with 401 and why', async () => {
    const socket = new WebSocket(hub.url.replace(/^http/, 'ws'), 'graphql-transport-ws', {
      headers: { authorization: await tokenOf(bromley, 'broker', ended) },
    });
    const { statusCode, headers } = await new Promise<{ statusCode?: number; headers: NodeJS.Dict<string | string[]> }>(
      (resolve) => socket.once('unexpected-response', (_request, response) => resolve(response)),
    );
    socket.on('error', () => {});
    socket.terminate();
    expect(statusCode).toBe(401);
    expect(headers['www-authenticate']).toContain('error="invalid_token"');
  });
});

describe('IDG-27: what a credential may read', () => {
  it('IDG-27: a grant or a token with fewer scopes is refused by the name of the scope, before anything is read', async () => {
    for (const authorization of [
      await tokenOf(bromley, 'watcher'),
      await tokenOf(bromley, 'broker', { claims: { scope: 'requests:read' } }),
    ]) {
      const { body } = await post(authorization);
      expect(body.data).toBeUndefined();
      expect(body.errors).toEqual([
        expect.objectContaining({
          message: 'This credential lacks the scope offers:read, which reading Query.callOffs needs.',
          extensions: { code: 'FORBIDDEN', rule: 'IDG-27' },
        }),
      ]);
      expect((await post(authorization, '{ me { subject } }')).body.errors).toBeUndefined();
      expect((await post(authorization, '{ packages(first: 1) { totalCount } }')).body.errors).toBeUndefined();
    }
  });

  it('IDG-27: a feed does not open without its scope, and ends when the grant loses it', async () => {
    const accept = 'text/event-stream';
    const { body } = await post(await tokenOf(bromley, 'watcher'), WATCH, { accept });
    expect(body.errors![0]!.extensions).toMatchObject({ code: 'FORBIDDEN', rule: 'IDG-27' });

    const stop = new AbortController();
    const response = await fetch(hub.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept,
        authorization: await tokenOf(ashdown, 'broker'),
      },
      body: JSON.stringify({ query: WATCH }),
      signal: stop.signal,
    });
    expect(response.status).toBe(200);
    await grantAccess({
      subject: 'ashdown:broker',
      role: 'broker',
      organisation: 'ashdown',
      councils: ['ashdown'],
      scopes: ['requests:read'],
    });
    const told = await response.text();
    expect(told).toContain('"reason":"GRANT_CHANGED"');
    const again = await post(await tokenOf(ashdown, 'broker'), WATCH, { accept });
    expect(again.body.errors![0]!.extensions).toMatchObject({ code: 'FORBIDDEN', rule: 'IDG-27' });
  });
});

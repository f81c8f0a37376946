import { get, type IncomingHttpHeaders, request as rawRequest } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { getIntrospectionQuery } from 'graphql';
import { auditServer } from 'graphql-http';
import { createExplorer } from '../../../gateway/http/explorer.js';
import { BROKER, OAKWOOD, OPERATOR, type ToyGateway, toyGateway } from '../toy-gateway.js';

const RESPONSE_JSON = { accept: 'application/graphql-response+json' };

let hub: ToyGateway;
let token: string;

beforeAll(async () => {
  hub = await toyGateway({
    explorer: {
      title: 'The hub',
      examples: [{ query: '{ askedBy } # </script>', variables: { id: 1 } }, { query: '{ patches { name } }' }],
    },
  });
  token = await hub.provider.token(OPERATOR);
});
afterAll(() => hub.stop());
afterEach(() => hub.toy.down.clear());

const post = (body: unknown, headers: Record<string, string> = {}) =>
  fetch(hub.url, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

describe('the gateway over HTTP', () => {
  it('NFR-06: passes every audit of GraphQL over HTTP', async () => {
    const results = await auditServer({
      url: hub.url,
      fetchFn: (url: string, init: RequestInit = {}) =>
        fetch(url, { ...init, headers: { ...(init.headers as object), authorization: `Bearer ${token}` } }),
    });
    const failed = results.filter(({ status }) => status !== 'ok').map((each) => `${each.id} ${each.name}`);
    expect(failed).toEqual([]);
    expect(results).toHaveLength(61);
  });

  it('IDG-05: joins subgraphs, tells the cost and names the request', async () => {
    const { status, headers, body } = await hub.ask(
      BROKER,
      'query($id: ID!) { callOff(id: $id) { patch { name } askedBy } }',
      { id: '2' },
    );
    expect(status).toBe(200);
    expect(headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
    expect(body.data).toEqual({ callOff: { patch: { name: 'West patch' }, askedBy: BROKER } });
    expect(body.extensions).toMatchObject({ cost: { requested: 4, restoredPerSecond: expect.any(Number) } });
  });

  it.each<[string, string | undefined]>([
    ['no token', undefined],
    ['a token that is none', 'Bearer x.y.z'],
    ['another scheme', 'Basic aHViOmh1Yg=='],
  ])('IDG-06: %s is answered 401, whatever the client accepts', async (_, authorization) => {
    for (const accept of ['application/json', 'application/graphql-response+json', 'text/event-stream']) {
      const headers = { accept, 'content-type': 'application/json', ...(authorization ? { authorization } : {}) };
      const response = await fetch(hub.url, { method: 'POST', headers, body: '{"query":"{ askedBy }"}' });
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    }
  });

  it('IDG-06: a broken part tells the client nothing but where to ask, and the log what it needs', async () => {
    hub.lines.length = 0;
    const { status, headers, body } = await hub.ask(BROKER, '{ broken askedBy }');
    expect(status).toBe(200);
    const requestId = headers.get('x-request-id');
    expect(body).toMatchObject({
      data: { broken: null, askedBy: BROKER },
      errors: [
        { message: 'Something failed inside the hub.', path: ['broken'], extensions: { code: 'INTERNAL', requestId } },
      ],
    });
    expect(JSON.stringify(body)).not.toMatch(/10\.1\.2\.3|password|tenders_app|stack/);
    const [line, ...more] = hub.lines.map((each) => JSON.parse(each)).filter((each) => each.requestId === requestId);
    expect(more).toEqual([]);
    expect(line).toMatchObject({ path: ['broken'], error: 'Error', at: expect.arrayContaining([expect.any(String)]) });
    expect(line.at[0]).toMatch(/^test\/gateway\/toy-subgraphs\.ts:\d+:\d+$/);
    // What is thrown may repeat what was given, so that its words are for nobody.
    expect(hub.lines.join('')).not.toMatch(/10\.1\.2\.3|password/);
  });

  it('NFR-06: a part that does not answer leaves the other parts good', async () => {
    hub.toy.down.add('providers');
    const { status, body } = await hub.ask(BROKER, '{ callOff(id: 1) { reference patch { name } } }');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      data: { callOff: { reference: 'CO-1', patch: null } },
      errors: [{ extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }],
    });
  });

  it('IDG-27: a refusal by the rule-book is data, and costs the same', async () => {
    const bid = 'mutation($input: SubmitBidInput!) { submitBid(input: $input) { bid refusals { rule code } } }';
    const { status, body } = await hub.ask(OAKWOOD, bid, { input: { callOff: '1', ratePence: 0 } });
    expect(status).toBe(200);
    expect(body.errors).toBeUndefined();
    expect(body.data).toEqual({ submitBid: { bid: null, refusals: [{ rule: 'WIN-01', code: 'WINDOW_CLOSED' }] } });
  });

  it.each<[number, string, unknown]>([
    [400, 'BAD_REQUEST', [{ query: '{ askedBy }' }, { query: '{ askedBy }' }]],
    [400, 'BAD_REQUEST', '{"query":'],
    [400, 'BAD_REQUEST', '7'],
    [400, 'BAD_REQUEST', { query: 7 }],
    [400, 'BAD_REQUEST', { query: '{ askedBy }', variables: [] }],
    [400, 'BAD_REQUEST', { query: 'subscription { callOffFeed { cursor } }' }],
    [400, 'GRAPHQL_PARSE_FAILED', { query: '{' }],
    [400, 'GRAPHQL_VALIDATION_FAILED', { query: '{ nothing }' }],
    [400, 'UNKNOWN_OPERATION', { query: '{ askedBy }', operationName: 'Other' }],
    [400, 'BAD_USER_INPUT', { query: 'query($n: Int!) { slowly(ms: $n) }', variables: { n: 'soon' } }],
    [400, 'TOO_COSTLY', { query: '{ callOffs(first: 100000) { edges { cursor } } }' }],
    [413, 'TOO_LARGE', { query: '{ askedBy }', variables: { notes: 'x'.repeat(600_000) } }],
    [413, 'TOO_LARGE', { query: '{ askedBy }', variables: { notes: 'x'.repeat(1_100_000) } }],
  ])('NFR-06: %d %s', async (status, code, body) => {
    const response = await post(body, RESPONSE_JSON);
    expect([response.status, await response.json()]).toMatchObject([status, { errors: [{ extensions: { code } }] }]);
  });

  it('NFR-06: a body that grows past the limit is not read to its end', async () => {
    const answer = await new Promise<{ status: number | undefined; sent: number }>((resolve) => {
      let sent = 0;
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const request = rawRequest(hub.url, { method: 'POST', headers });
      request.on('response', (response) => resolve({ status: response.resume().statusCode, sent }));
      // Once it is answered the connection is closed, however much was still to come.
      request.on('error', () => {});
      const more = () => {
        if (request.destroyed || sent > 64 * 1024 * 1024) return;
        sent += 65_536;
        if (request.write('x'.repeat(65_536))) setImmediate(more);
        else request.once('drain', more);
      };
      more();
    });
    expect(answer.status).toBe(413);
    expect(answer.sent).toBeLessThan(32 * 1024 * 1024);
  });

  it('NFR-06: a client that hangs up while it sends is not logged as a fault of the hub', async () => {
    hub.lines.length = 0;
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'content-length': 1000 };
    const request = rawRequest(hub.url, { method: 'POST', headers });
    request.on('error', () => {});
    request.write('{"query":');
    await sleep(50);
    request.destroy();
    await sleep(50);
    expect(hub.lines.join('')).not.toContain('failed');
  });

  it('NFR-06: who asks too fast is told when to come back', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, () =>
        hub.ask('user:commissioner-1', '{ callOffs(first: 400) { edges { node { id reference stages { name } } } } }'),
      ),
    );
    const throttled = answers.filter(({ status }) => status === 429);
    expect(throttled.length).toBeGreaterThan(0);
    expect(throttled.length).toBeLessThan(12);
    for (const { headers, body } of throttled) {
      expect(body.errors?.[0]?.extensions.code).toBe('THROTTLED');
      expect(Number(headers.get('retry-after'))).toBe(body.errors?.[0]?.extensions.retryAfter);
    }
  });

  it('NFR-06: bad documents are paid for, so that nobody can have the hub do nothing but read them', async () => {
    const codes: unknown[] = [];
    for (let n = 0; n < 100 && !codes.includes('THROTTLED'); n++) {
      const { body } = await hub.ask('user:practitioner-1', `{ nothing${n} }`);
      codes.push(body.errors?.[0]?.extensions.code);
    }
    expect(codes.length).toBeGreaterThan(50);
    expect(codes.at(-1)).toBe('THROTTLED');
    expect((await hub.ask(BROKER, '{ askedBy }')).status).toBe(200);
  });

  it('NFR-06: an operator may read the schema through the API, nobody else', async () => {
    expect((await hub.ask(OPERATOR, getIntrospectionQuery())).body.data).toHaveProperty('__schema');
    expect((await hub.ask(OAKWOOD, getIntrospectionQuery())).body.errors?.[0]?.extensions.code).toBe(
      'INTROSPECTION_DISABLED',
    );
  });

  it('IDG-06: no token, variable or value of an operation is logged', async () => {
    hub.lines.length = 0;
    await hub.ask(OAKWOOD, 'query($id: ID!) { callOff(id: $id) { id } broken refused }', {
      id: 'a secret of somebody',
    });
    await hub.ask(OAKWOOD, 'query($id: Int!) { slowly(ms: $id) }', { id: 'a secret of somebody' });
    await post({ query: '{ askedBy(' });
    expect(hub.lines.join('')).not.toMatch(/secret of somebody|Bearer|eyJ/);
  });

  it('NFR-06: tells a load balancer whether it is up and ready', async () => {
    const origin = new URL(hub.url).origin;
    expect(await (await fetch(`${origin}/health`)).json()).toEqual({ status: 'up' });
    expect(await (await fetch(`${origin}/ready`)).json()).toEqual({ status: 'ready' });
    expect((await fetch(`${origin}/elsewhere`)).status).toBe(404);
  });

  it('NFR-06: is up and not ready while a part does not answer, and names it', async () => {
    const lacking = await toyGateway({
      needs: { database: async () => {}, tenders: async () => Promise.reject(new Error('it is away')) },
    });
    const origin = new URL(lacking.url).origin;
    const ready = await fetch(`${origin}/ready`);
    expect([ready.status, await ready.json()]).toEqual([503, { status: 'not ready', without: ['tenders'] }]);
    expect((await fetch(`${origin}/health`)).status).toBe(200);
    await lacking.stop(0);
  });
});

describe('the explorer', () => {
  it('NFR-06: is one page that loads nothing from anywhere else', async () => {
    for (const path of ['/', '/graphql']) {
      const response = await fetch(new URL(path, hub.url), { headers: { accept: 'text/html' } });
      const html = await response.text();
      expect(html).toContain('The hub');
      const policy = response.headers.get('content-security-policy')!;
      expect(policy).toMatch(/default-src 'none'/);
      expect(policy).not.toMatch(/https?:|\*|unsafe-eval/);
      const [head, script] = [html.slice(0, html.indexOf('<script>')), html.slice(html.indexOf('<script>'))];
      expect(head).not.toMatch(/(src|href)\s*=\s*["']?\s*(https?:)?\/\//i);
      expect(head).not.toMatch(/@import|url\(\s*["']?(https?:)?\/\//i);
      expect(script.match(/<\/script>/g)).toHaveLength(1);
      expect(script).not.toMatch(/importScripts\(\s*["'](https?:)?\/\//);
    }
  });

  it('IDG-06: is shown under the names of this machine alone, for it may come with tokens', async () => {
    const { port } = hub;
    const page = (host: string) =>
      new Promise<{ status?: number; headers: IncomingHttpHeaders; text: string }>((resolve, reject) => {
        get({ host: '127.0.0.1', port, path: '/', headers: { host, accept: 'text/html' } }, (response) => {
          let text = '';
          response.on('data', (chunk) => {
            text += chunk;
          });
          response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, text }));
        }).on('error', reject);
      });
    for (const host of ['localhost', '127.0.0.1', '[::1]', 'LOCALHOST']) {
      for (const each of [host, `${host}:${port}`]) expect((await page(each)).status).toBe(200);
    }
    for (const host of [
      'evil.example',
      `localhost.evil.example:${port}`,
      '127.0.0.1.nip.io',
      '10.1.2.3',
      'localhost@evil',
    ]) {
      const { status, text } = await page(host);
      expect([host, status]).toEqual([host, 421]);
      expect(text).not.toMatch(/hub\b.*<|Bearer/);
    }
    const { headers } = await page('localhost');
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers).toMatchObject({ 'x-frame-options': 'DENY', 'cross-origin-resource-policy': 'same-origin' });
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });

  it('IDG-06: is also shown under the host that the hub was started for', async () => {
    const page = createExplorer({ host: 'hub.example' });
    const shown = async (host: string) => {
      let status = 0;
      const response = {
        writeHead: (given: number) => {
          status = given;
          return { end: () => {} };
        },
      };
      await page({ headers: { host } } as never, response as never);
      return status;
    };
    expect(await shown('hub.example:4000')).toBe(200);
    expect(await shown('other.example:4000')).toBe(421);
  });

  it('NFR-06: is not shown unless it is wanted, and not to whoever asks a query', async () => {
    const bare = await toyGateway();
    expect((await fetch(bare.url, { headers: { accept: 'text/html' } })).status).toBe(406);
    await bare.stop();
    const query = await fetch(`${hub.url}?query={askedBy}`, {
      headers: { accept: 'text/html,*/*', authorization: `Bearer ${token}` },
    });
    expect(await query.json()).toMatchObject({ data: { askedBy: OPERATOR } });
  });
});

describe('stopping', () => {
  it('NFR-06: withdrawn, it says so and takes nothing new, while what runs goes on', async () => {
    const ending = await toyGateway();
    const running = ending.ask(BROKER, '{ slowly(ms: 400) }');
    await sleep(100);
    const ready = () => fetch(new URL('/ready', ending.url)).then(({ status }) => status);
    expect(await ready()).toBe(200);
    ending.withdraw();
    expect(await ready()).toBe(503);
    expect(await ending.ask(BROKER, '{ askedBy }')).toMatchObject({
      status: 503,
      body: { errors: [{ extensions: { code: 'SHUTTING_DOWN' } }] },
    });
    expect((await running).body.data).toEqual({ slowly: 'done' });
    await ending.stop();
  });

  it('NFR-06: lets what runs end, and takes nothing new', async () => {
    const ending = await toyGateway();
    const running = ending.ask(BROKER, '{ slowly(ms: 400) }');
    await sleep(100);
    const before = performance.now();
    await ending.stop();
    expect(performance.now() - before).toBeLessThan(10_000);
    expect((await running).body.data).toEqual({ slowly: 'done' });
    await expect(fetch(ending.url)).rejects.toThrow();
  });
});

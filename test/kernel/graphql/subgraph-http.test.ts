import request from 'supertest';
import type { RunningSubgraph } from '../../../kernel/graphql/subgraph-server.js';
import { type Ground, toyGround } from '../ground.js';

let ground: Ground;
let subgraph: RunningSubgraph;
let url: string;
beforeAll(async () => {
  ground = await toyGround();
  subgraph = await ground.startProcess();
  url = `http://127.0.0.1:${await subgraph.listen(0)}`;
});
afterAll(() => ground.stop());

const json = { 'content-type': 'application/json' };
const post = (body: unknown, headers: Record<string, string> = {}) =>
  request(url)
    .post('/graphql')
    .set({ ...json, ...headers })
    .send(JSON.stringify(body));

describe('a subgraph that is asked by nobody', () => {
  it.each<[string, RequestInit & { readonly path?: string }]>([
    ['a query', { method: 'POST', headers: json, body: '{"query":"{ notes { text } }"}' }],
    [
      'the schema',
      { method: 'POST', headers: json, body: '{"query":"{ __schema { queryType { name } } _service { sdl } }"}' },
    ],
    ['a body that is none', { method: 'POST', headers: json, body: '{' }],
    ['a page', { headers: { accept: 'text/html' } }],
    ['a query in the URL', { path: '?query={__typename}' }],
    [
      'an unknown identity',
      { method: 'POST', headers: { ...json, authorization: 'Bearer x' }, body: '{"query":"{ __typename }"}' },
    ],
    ['a kind of authorization that it does not know', { headers: { authorization: 'Basic eDp4' } }],
  ])('IDG-06: answers 401 as JSON, whatever is asked: %s', async (_, { path = '', ...init }) => {
    const response = await fetch(`${url}/graphql${path}`, init);
    expect(response.status).toBe(401);
    expect(response.headers.get('content-type')).toContain('application/json');
    const { errors, data } = (await response.json()) as { errors: unknown; data?: unknown };
    expect(errors).toEqual([
      { message: expect.any(String), extensions: expect.objectContaining({ code: 'UNAUTHENTICATED' }) },
    ]);
    expect(data).toBeUndefined();
  });

  it('IDG-06: has no page for anybody else either', async () => {
    const response = await fetch(`${url}/graphql`, {
      headers: { accept: 'text/html', authorization: 'Bearer bromley' },
    });
    expect(response.headers.get('content-type') ?? '').not.toContain('html');
    expect(await fetch(`${url}/secret?text=zephyrine`).then((it) => it.text())).toBe('{"status":"not found"}');
  });
});

describe('a subgraph that is asked', () => {
  const authorization = 'Bearer bromley';

  it.each([
    ['GRAPHQL_PARSE_FAILED', { query: '{ zephyrine' }],
    ['GRAPHQL_VALIDATION_FAILED', { query: '{ zephyrine }' }],
    ['BAD_USER_INPUT', { query: '{ note(id: { zephyrine: 1 }) { text } }' }],
    ['BAD_USER_INPUT', { query: 'query ($id: ID!) { note(id: $id) { text } }', variables: { id: ['zephyrine'] } }],
    ['UNKNOWN_OPERATION', { query: 'query A { __typename } query B { __typename }', operationName: 'zephyrine' }],
  ])('IDG-01: answers %s and repeats nothing', async (code, body) => {
    const { text } = await post(body, { authorization });
    expect(text).toContain(`"${code}"`);
    expect(text).not.toContain('zephyrine');
    expect(JSON.stringify(ground.logged)).not.toContain('zephyrine');
  });

  it('NFR-06: withdrawn, it says that it is not ready, and still answers', async () => {
    await request(url).get('/ready').expect(200);
    subgraph.withdraw();
    await request(url).get('/ready').expect(503);
    await post({ query: '{ __typename }' }, { authorization }).expect(200);
  });
});

import { readFile } from 'node:fs/promises';
import { buildSchema, isScalarType, printSchema } from 'graphql';
import { publicSchema } from '../../adapters/hub-stand-in.js';
import { startTestHub } from '../../harness/hub.js';
import { type ToyGateway, toyGateway } from '../toy-gateway.js';

const SDL = 'type Query { askedBy: String }\n';

describe('the contract, as it is published', () => {
  let hub: ToyGateway;
  beforeAll(async () => {
    hub = await toyGateway({
      published: {
        '/schema.graphql': { type: 'text/plain', text: SDL },
        '/scalars.json': { type: 'application/json', text: '{}' },
      },
    });
  });
  afterAll(() => hub.stop());
  const get = (path: string, init?: RequestInit) => fetch(new URL(path, hub.url), init);

  it('NFR-06: is read without a credential, and kept by whoever reads it', async () => {
    const response = await get('/schema.graphql');
    expect([response.status, await response.text()]).toEqual([200, SDL]);
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(response.headers.get('cache-control')).toMatch(/^public, max-age=\d+$/);
    expect((await get('/scalars.json')).headers.get('content-type')).toBe('application/json; charset=utf-8');
    const head = await get('/schema.graphql', { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, `${SDL.length}`, '']);
  });

  it('NFR-06: is not sent again to who has it', async () => {
    const etag = (await get('/schema.graphql')).headers.get('etag')!;
    for (const tag of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const response = await get('/schema.graphql', { headers: { 'if-none-match': tag } });
      expect([response.status, await response.text(), response.headers.get('etag')]).toEqual([304, '', etag]);
    }
    expect((await get('/schema.graphql', { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
    expect((await get('/scalars.json')).headers.get('etag')).not.toBe(etag);
  });

  it('NFR-06: is read and nothing else', async () => {
    const response = await get('/schema.graphql', { method: 'POST', body: '{}' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    expect((await get('/supergraph.graphql')).status).toBe(404);
  });
});

describe('schema/api.graphql', () => {
  it('NFR-06: is what a hub publishes, and schema/scalars.json beside it', async () => {
    const hub = await startTestHub();
    try {
      for (const [path, file] of [
        ['/schema.graphql', 'schema/api.graphql'],
        ['/scalars.json', 'schema/scalars.json'],
      ]) {
        const response = await fetch(new URL(path!, hub.url));
        expect(await response.text()).toBe(await readFile(file!, 'utf8'));
      }
    } finally {
      await hub.stop();
    }
  });

  it('NFR-06: is the schema that clients see, with its descriptions and nothing for the gateway alone', async () => {
    const text = await readFile('schema/api.graphql', 'utf8');
    expect(text).not.toMatch(/join__|link__|@inaccessible|@key|@shareable|_entities|_service/);
    const sorted = (sdl: string) => sdl.split('\n\n').sort();
    const published = printSchema(buildSchema(text));
    expect(sorted(published)).toEqual(sorted(printSchema(await publicSchema())));
    const [types] = [text.match(/^(type|input|enum|scalar) /gm)!];
    const described = text.match(/"""\n(type|input|enum|scalar) /g)!;
    expect(described.length).toBeGreaterThan(types.length * 0.8);
  });

  it('NFR-06: each of its scalars is in schema/scalars.json, with its type and what it takes', async () => {
    const schema = buildSchema(await readFile('schema/api.graphql', 'utf8'));
    const scalars = Object.values(schema.getTypeMap()).filter(isScalarType);
    const map = JSON.parse(await readFile('schema/scalars.json', 'utf8'));
    expect(Object.keys(map)).toEqual(scalars.map(({ name }) => name).sort());
    for (const { typescript, takes } of Object.values<{ typescript: string; takes: string }>(map)) {
      expect(['string', 'number', 'boolean', 'unknown']).toContain(typescript);
      expect(takes).not.toBe('');
    }
  });
});

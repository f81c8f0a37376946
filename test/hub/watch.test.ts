import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jest } from '@jest/globals';
import type { Home } from '../../hub/home.js';
import { followFeed } from '../../hub/watch.js';
import { aClientKey } from '../harness/hub.js';

interface Asked {
  readonly query: string;
  readonly variables?: { readonly after: string };
}

const stream = (response: ServerResponse, ...cursors: string[]) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const cursor of cursors) {
    const item = { type: 'CallOffPublished', occurredAt: '2026-06-01T08:00:00.000Z', cursor };
    response.write(`event: next\ndata: ${JSON.stringify({ data: { callOffFeed: item } })}\n\n`);
  }
  return response;
};

it('NTF-01: a feed that is watched goes on after its last item, whatever becomes of the hub, until it is refused', async () => {
  const asked: Asked[] = [];
  const answers: Array<(response: ServerResponse) => void> = [
    (response) => response.end(JSON.stringify({ data: { feedPosition: 'c0' } })),
    // It stops in order.
    (response) => stream(response, 'c1', 'c2').end('event: complete\ndata:\n\n'),
    // It is coming up.
    (response) => response.writeHead(503).end('{}'),
    // It is killed.
    (response) => stream(response, 'c3').write(':\n\n', () => response.destroy()),
    (response) => response.writeHead(403).end(JSON.stringify({ errors: [{ message: 'Its access has ended.' }] })),
  ];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    asked.push(JSON.parse(body));
    answers[asked.length - 1]!(response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const gatewayUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  const running = { pid: 0, gatewayUrl, databaseUrl: '' };
  const key = await aClientKey();
  const home = { clientKey: async () => key, running: async () => running } as unknown as Home;
  const said: string[] = [];
  const out = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said.push(String(text));
    return true;
  });
  const never = new AbortController().signal;
  const followed = followFeed({ home, running }, 'user:manager@oakwood', 'subscription', never);
  await expect(followed).rejects.toThrow('Its access has ended.');
  out.mockRestore();
  server.close();
  expect(asked.map(({ query, variables }) => variables?.after ?? query)).toEqual([
    '{ feedPosition }',
    'c0',
    'c2',
    'c2',
    'c3',
  ]);
  expect(said.filter((line) => line.includes('CallOffPublished'))).toHaveLength(3);
  expect(said.filter((line) => line.includes('has gone'))).toHaveLength(2);
});

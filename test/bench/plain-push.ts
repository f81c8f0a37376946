import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { type WebSocket, WebSocketServer } from 'ws';
import type { ServerOptions } from './server.js';

/**
 * The least that pushes a row to everybody: woken by NOTIFY at its commit, it reads the row and writes the same bytes to
 * every socket. It speaks as much of graphql-transport-ws as a client needs, and asks nobody who they are.
 */
export async function startPlainPush({ databaseUrl }: ServerOptions): Promise<string> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  await client.query(
    'create table public.plain_event (id bigint generated always as identity primary key, message text)',
  );
  const open = new Set<WebSocket>();
  client.on('notification', async ({ payload }) => {
    const { rows } = await client.query('select message from public.plain_event where id = $1', [payload]);
    const message = Buffer.from(rows[0].message);
    for (const socket of open) socket.send(message, { binary: false });
  });
  await client.query('listen plain_event');

  const sockets = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  sockets.on('connection', (socket) => {
    socket.on('error', () => {});
    socket.on('message', (data) => {
      const { type } = JSON.parse(String(data)) as { type: string };
      if (type === 'connection_init') socket.send('{"type":"connection_ack"}');
      if (type === 'subscribe') open.add(socket);
      if (type === 'ping') socket.send('{"type":"pong"}');
    });
    socket.on('close', () => open.delete(socket));
  });
  await once(sockets, 'listening');
  return `http://127.0.0.1:${(sockets.address() as AddressInfo).port}/graphql`;
}

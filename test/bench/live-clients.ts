import { randomUUID } from 'node:crypto';
import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import WebSocket from 'ws';
import { times } from './load.js';
import { answer } from './processes.js';

/** Many rostering systems in one process, each its own socket with its own credential. */
export interface Opening {
  readonly url: string;
  readonly query: string;
  readonly authorizations: readonly string[];
  readonly after?: string;
  /** Over server-sent events instead of WebSocket. */
  readonly eventStreams?: boolean;
}

export interface Arrivals {
  /** In milliseconds of wall-clock time, of each message that was waited for. */
  readonly at: Float64Array;
  /** Cursors that did not follow the one before, over all sockets since they opened. */
  readonly gaps: number;
  readonly repeats: number;
  readonly closes: number;
}

interface Client {
  readonly authorization: string;
  socket: WebSocket | undefined;
  /** Whether its messages are waited for. */
  counted: boolean;
  /** Of the last event that it was told. */
  last: number;
}

const clients: Client[] = [];
let opened: Opening | undefined;
let at = new Float64Array(0);
let arrived = 0;
let sample: Buffer = Buffer.alloc(0);
let due = 0;
let gaps = 0;
let repeats = 0;
let closes = 0;
const NEXT = Buffer.from('"type":"next"');
const CURSOR = Buffer.from('"cursor":"');

function took(client: Client, message: Buffer): void {
  sample = message;
  // All events of this run are for everybody: each follows the one before.
  const from = message.indexOf(CURSOR) + CURSOR.length;
  const cursor = Number(message.toString('latin1', from, message.indexOf(0x22, from)));
  if (client.last > 0 && cursor > client.last + 1) gaps += 1;
  if (cursor <= client.last) repeats += 1;
  client.last = cursor;
  if (!client.counted) return;
  if (arrived < at.length) at[arrived] = performance.timeOrigin + performance.now();
  arrived += 1;
}

function connect(client: Client, { url, query, after }: Opening): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url.replace(/^http/, 'ws'), 'graphql-transport-ws', { perMessageDeflate: false });
    client.socket = socket;
    socket.on('error', reject);
    socket.on('close', (code, reason) => {
      if (client.socket === socket) closes += 1;
      reject(new Error(`closed with ${code} ${reason}`));
    });
    socket.on('open', () => {
      socket.send(`{"type":"connection_init","payload":{"authorization":"${client.authorization}"}}`);
    });
    socket.once('message', () => {
      const from = client.last > 0 ? String(client.last) : after;
      socket.send(
        JSON.stringify({ id: randomUUID(), type: 'subscribe', payload: { query, variables: { after: from } } }),
      );
      socket.send('{"type":"ping"}');
      socket.on('message', (data: Buffer) => {
        if (data.subarray(0, 80).includes(NEXT)) took(client, data);
        else if (data.includes('"type":"pong"')) resolve();
        else if (data.includes('"type":"error"')) reject(new Error(String(data)));
      });
    });
  });
}

function stream(client: Client, { url, query }: Opening): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { accept: 'text/event-stream', authorization: client.authorization };
    get(`${url}?query=${encodeURIComponent(query)}`, { headers, agent: false }, (response) => {
      if (response.statusCode !== 200) return reject(new Error(`answered ${response.statusCode}`));
      resolve();
      let rest: Buffer = Buffer.alloc(0);
      response.on('data', (chunk: Buffer) => {
        const all = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
        let from = 0;
        for (let to = all.indexOf('\n\n'); to >= 0; to = all.indexOf('\n\n', from)) {
          const event = all.subarray(from, to);
          if (event.includes(CURSOR)) took(client, event);
          from = to + 2;
        }
        rest = all.subarray(from);
      });
    }).on('error', reject);
  });
}

const acts = {
  async open(opening: Opening): Promise<void> {
    opened = opening;
    const waiting = opening.authorizations.map((authorization) => {
      const client: Client = { authorization, socket: undefined, counted: true, last: 0 };
      clients.push(client);
      return client;
    });
    const open = opening.eventStreams ? stream : connect;
    await times(waiting.length, 50, () => open(waiting.pop()!, opening));
  },
  /** From now on, so many messages to each who counts are waited for. */
  expect({ each }: { readonly each: number }): void {
    due = each * clients.filter(({ counted }) => counted).length;
    at = new Float64Array(due);
    arrived = 0;
  },
  async arrived({ withinMs }: { readonly withinMs: number }): Promise<Arrivals> {
    const giveUp = Date.now() + withinMs;
    while (arrived < due) {
      if (Date.now() > giveUp) throw new Error(`${arrived} of ${due} have come`);
      await sleep(5);
    }
    return { at, gaps, repeats, closes };
  },
  /** Breaks every connection at once. */
  drop(): void {
    for (const { socket } of clients) socket?.terminate();
  },
  /** Each comes back after its last cursor. */
  async back(): Promise<void> {
    const waiting = [...clients];
    await times(waiting.length, 50, () => connect(waiting.pop()!, opened!));
  },
  /** The given share of them no longer counts; standing still, they read nothing more either. */
  leaveOut({ share, standing }: { readonly share: number; readonly standing: boolean }): void {
    for (const client of clients.slice(0, Math.round(clients.length * share))) {
      client.counted = false;
      if (standing) client.socket!.pause();
    }
  },
  /** The last message of all. */
  sample: (): string => sample.toString(),
};
export type LiveClientActs = typeof acts;
answer(acts);

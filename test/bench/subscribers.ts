import { setTimeout as sleep } from 'node:timers/promises';
import WebSocket from 'ws';
import { times } from './load.js';
import { answer } from './processes.js';

/** Many rostering systems in one process: each its own socket with its own credential, all subscribed to one feed. */

interface Subscribing {
  readonly url: string;
  readonly query: string;
  /** One socket each. */
  readonly authorizations: readonly string[];
}

export interface Received {
  readonly at: readonly number[];
  readonly message: string;
}

/** What has come, unread: reading it would delay what comes next. */
let arrived: Array<{ readonly at: number; readonly message: Buffer }> = [];

const acts = {
  async subscribe({ url, query, authorizations }: Subscribing): Promise<void> {
    const waiting = [...authorizations];
    await times(waiting.length, 20, () => subscribed(url, query, waiting.pop()!));
  },
  /**
   * Waits until so many sockets have received something of this content.
   * @returns when each of them did, in milliseconds of wall-clock time; and what one of them received
   */
  async received({ content, count }: { readonly content: string; readonly count: number }): Promise<Received> {
    const giveUp = Date.now() + 30_000;
    for (;;) {
      const matching = arrived.filter(({ message }) => message.includes(content));
      if (matching.length >= count || Date.now() > giveUp) {
        arrived = [];
        if (matching.length !== count) throw new Error(`${matching.length} of ${count} were told of it`);
        return { at: matching.map(({ at }) => at), message: String(matching[0]!.message) };
      }
      await sleep(25);
    }
  },
};
export type SubscriberActs = typeof acts;
answer(acts);

/** Resolves once the server has taken the subscription: it answers in order. */
function subscribed(url: string, query: string, authorization: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url.replace(/^http/, 'ws'), 'graphql-transport-ws', { perMessageDeflate: false });
    const say = (message: object) => socket.send(JSON.stringify(message));
    socket.on('error', reject);
    socket.on('close', (code, reason) => reject(new Error(`closed with ${code} ${reason}`)));
    socket.on('open', () => say({ type: 'connection_init', payload: { authorization } }));
    socket.once('message', () => {
      say({ id: '1', type: 'subscribe', payload: { query } });
      say({ type: 'ping' });
      socket.on('message', (data: Buffer) => {
        const at = performance.timeOrigin + performance.now();
        if (data.includes('"type":"next"')) arrived.push({ at, message: data });
        else if (data.includes('"type":"pong"')) resolve();
        else if (data.includes('"type":"error"')) reject(new Error(String(data)));
      });
    });
  });
}

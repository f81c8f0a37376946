import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';

/** A rostering system that keeps its last cursor and comes back after it, whatever happens to its connection. */
export interface Follower {
  /** What it has processed, as numbers of the log, in the order in which it came. */
  readonly got: readonly number[];
  /** Codes of the closes it has seen. */
  readonly closes: readonly number[];
  connected(): boolean;
  /** Breaks the connection as a network does; it comes back by itself. */
  cut(): void;
  /** Reads nothing more, until `resume`. */
  pause(): void;
  resume(): void;
  stop(): void;
}

export interface Following {
  /** Where to connect next: asked at each attempt. */
  readonly url: () => string;
  readonly authorization: string;
  readonly query: string;
  readonly after: string;
  /** What number of the log a cursor stands for. */
  readonly read: (cursor: string) => number;
  /** Longest pause before it comes back, in milliseconds. */
  readonly pauseMs?: number;
}

export function follow({ url, authorization, query, after, read, pauseMs = 100 }: Following): Follower {
  const got: number[] = [];
  const closes: number[] = [];
  let last = after;
  let stopped = false;
  let paused = false;
  let socket: WebSocket | undefined;
  let subscribed = false;

  function connect(): void {
    const mine = new WebSocket(url().replace(/^http/, 'ws'), 'graphql-transport-ws', {
      perMessageDeflate: false,
      handshakeTimeout: 5000,
    });
    socket = mine;
    subscribed = false;
    mine.on('open', () => {
      mine.send(JSON.stringify({ type: 'connection_init', payload: { authorization } }));
      if (paused) mine.pause();
    });
    mine.on('message', (data: Buffer) => {
      // What arrives once this side has hung up is lost to it.
      if (mine !== socket || mine.readyState !== WebSocket.OPEN) return;
      const message = JSON.parse(String(data));
      if (message.type === 'connection_ack') {
        mine.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query, variables: { after: last } } }));
        subscribed = true;
      } else if (message.type === 'next' && message.payload.extensions?.cursor !== undefined) {
        last = message.payload.extensions.cursor;
        got.push(read(last));
      } else if (message.type !== 'pong') {
        // The feed was refused or ended: as a broken connection.
        mine.terminate();
      }
    });
    mine.on('error', () => {});
    mine.on('close', async (code) => {
      closes.push(code);
      if (mine !== socket) return;
      subscribed = false;
      await sleep(Math.random() * pauseMs, undefined, { ref: false });
      if (!stopped && mine === socket) connect();
    });
  }
  connect();

  return {
    got,
    closes,
    connected: () => subscribed && socket?.readyState === WebSocket.OPEN,
    cut: () => socket?.terminate(),
    pause() {
      paused = true;
      if (socket?.readyState === WebSocket.OPEN) socket.pause();
    },
    resume() {
      paused = false;
      if (socket?.readyState === WebSocket.OPEN) socket.resume();
    },
    stop() {
      stopped = true;
      socket?.terminate();
    },
  };
}

/** What is wrong with what somebody got, held against what was for them. */
export function faultsOf(got: readonly number[], expected: readonly number[]) {
  const seen = new Set<number>();
  let repeats = 0;
  let reorderings = 0;
  got.forEach((seq, nth) => {
    if (seen.has(seq)) repeats += 1;
    seen.add(seq);
    if (nth > 0 && seq < got[nth - 1]!) reorderings += 1;
  });
  const due = new Set(expected);
  return {
    gaps: expected.filter((seq) => !seen.has(seq)).length,
    repeats,
    reorderings,
    strangers: [...seen].filter((seq) => !due.has(seq)).length,
  };
}

export const FAULTLESS = { gaps: 0, repeats: 0, reorderings: 0, strangers: 0 };

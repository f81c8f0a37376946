import pg from 'pg';
import { causeOf, type Logger } from '../values/logging.js';

/**
 * Wake-ups save waiting for the next poll, and do no more: the tables are the truth, and whoever is woken looks for
 * itself. They come by LISTEN, or over a broker (kernel/log/broker.ts).
 */
export interface WakeUps {
  /** Calls `wake` for each message on `channel`, and after a time when messages may have gone unheard. Returns the way to stop. */
  on(channel: string, wake: () => void): () => void;
  stop(): Promise<void>;
}

/** One connection per process that LISTENs, shared by everything that wants to be woken. */
export class ListeningWakeUps implements WakeUps {
  private client: pg.Client | undefined;
  private readonly listeners = new Map<string, Set<() => void>>();
  private stopped = false;
  private retry: NodeJS.Timeout | undefined;
  /** LISTENs go out one after the other, since a client runs one query at a time. */
  private listening: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly url: string,
    private readonly log: Logger,
  ) {}

  async start(): Promise<void> {
    const client = new pg.Client({ connectionString: this.url });
    client.on('notification', ({ channel }) => this.wake(channel));
    client.on('error', (error) => {
      this.log.warn(causeOf(error), 'wake-up connection lost');
      this.reconnectSoon();
    });
    await client.connect();
    // Stopped while it connected.
    if (this.stopped) return client.end();
    this.client = client;
    for (const channel of this.listeners.keys()) await client.query(`listen ${channel}`);
    // Messages that came while we were away went unheard.
    for (const channel of this.listeners.keys()) this.wake(channel);
  }

  on(channel: string, wake: () => void): () => void {
    const known = this.listeners.get(channel) ?? new Set();
    if (known.size === 0) {
      this.listeners.set(channel, known);
      this.listening = this.listening
        .then(() => this.client?.query(`listen ${channel}`))
        .catch(() => this.reconnectSoon());
    }
    known.add(wake);
    return () => known.delete(wake);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.retry);
    await this.client?.end().catch(() => {});
  }

  private wake(channel: string): void {
    for (const listener of this.listeners.get(channel) ?? []) listener();
  }

  private reconnectSoon(): void {
    if (this.stopped || this.retry) return;
    this.client?.end().catch(() => {});
    this.client = undefined;
    this.retry = setTimeout(() => {
      this.retry = undefined;
      this.start().catch(() => this.reconnectSoon());
    }, 500);
  }
}

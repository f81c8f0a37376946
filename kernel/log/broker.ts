import type { NatsConnection } from '@nats-io/transport-node';
import { causeOf, type Logger } from '../values/logging.js';
import type { WakeUps } from './wake.js';

/**
 * Wake-ups over a NATS server in place of LISTEN, for many gateways over one database [adr/0020]. The process that
 * numbers the log tells the broker, and the gateways hear it there: PostgreSQL then wakes one connection, however many
 * gateways there are.
 *
 * It carries hints and never facts: no payload, nothing kept, nothing acknowledged. A lost message costs a moment,
 * because a process that has heard nothing for long looks for itself.
 */

/** The channels that go over the broker; any other is PostgreSQL's own. */
export const BROKERED = ['event_numbered', 'access_grant'] as const;

const subjectOf = (channel: string) => `hub.wake.${channel}`;
/** Sent for as long as somebody sends. */
const BEAT = 'beat';
const BEAT_MS = 150;
const SILENT_MS = 450;
const LOOK_MS = 200;

/** @param servers as `nats://host:port`, several apart by commas */
async function connected(servers: string, log: Logger): Promise<NatsConnection> {
  // Loaded here, so that a process without a broker never loads it.
  const { connect } = await import('@nats-io/transport-node');
  const connection = await connect({
    servers: servers.split(','),
    waitOnFirstConnect: true,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 500,
    name: 'hub',
  });
  (async () => {
    for await (const { type } of connection.status()) {
      if (type === 'disconnect' || type === 'reconnect') log.warn({ type }, 'broker of wake-ups');
    }
  })().catch((error) => log.error(causeOf(error), 'the broker of wake-ups is not watched'));
  return connection;
}

/** Wake-ups as a gateway hears them from the broker. */
export class BrokeredWakeUps implements WakeUps {
  private readonly listeners = new Map<string, Set<() => void>>();
  private connection: NatsConnection | undefined;
  private heardAt = 0;
  private stopped = false;
  private readonly look: NodeJS.Timeout;

  constructor(servers: string, log: Logger) {
    connected(servers, log)
      .then(async (connection) => {
        if (this.stopped) return connection.close();
        this.connection = connection;
        connection.subscribe(subjectOf('>'), { callback: (_, { subject }) => this.heard(subject) });
      })
      .catch((error) => log.error(causeOf(error), 'there is no broker of wake-ups'));
    // A broker that is away and one that hears nothing look the same from here.
    this.look = setInterval(() => {
      if (performance.now() - this.heardAt > SILENT_MS) this.wakeAll();
    }, LOOK_MS).unref();
  }

  on(channel: string, wake: () => void): () => void {
    const known = this.listeners.get(channel) ?? new Set();
    this.listeners.set(channel, known.add(wake));
    return () => known.delete(wake);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.look);
    await this.connection?.close();
  }

  private heard(subject: string): void {
    const wasSilent = performance.now() - this.heardAt > SILENT_MS;
    this.heardAt = performance.now();
    // Messages that came while we were away went unheard.
    if (wasSilent) this.wakeAll();
    else for (const wake of this.listeners.get(subject.slice(subjectOf('').length)) ?? []) wake();
  }

  private wakeAll(): void {
    for (const listeners of this.listeners.values()) for (const wake of listeners) wake();
  }
}

/** Tells the broker. Only the process that numbers the log does so. */
export class Announcer {
  private connection: NatsConnection | undefined;
  private stopped = false;
  private readonly beat: NodeJS.Timeout;

  constructor(servers: string, log: Logger) {
    connected(servers, log)
      .then(async (connection) => {
        if (this.stopped) return connection.close();
        this.connection = connection;
      })
      .catch((error) => log.error(causeOf(error), 'there is no broker of wake-ups'));
    this.beat = setInterval(() => this.tell(BEAT), BEAT_MS).unref();
  }

  tell(channel: string): void {
    // A message that cannot be sent now need not be sent later.
    if (this.connection && !this.connection.isClosed()) this.connection.publish(subjectOf(channel));
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.beat);
    await this.connection?.close();
  }
}

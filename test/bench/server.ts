import 'reflect-metadata';
import type { JSONWebKeySet } from 'jose';
import { startHub } from '../../hub/hub.js';
import { sandboxIssuer } from '../../hub/issuers.js';
import { ROLES } from '../../kernel/identity/caller.js';
import { createLogger } from '../../kernel/values/logging.js';
import { answer } from './processes.js';

/** One server under measure, in a process of its own; it tells what it has used. */

export interface ServerOptions {
  readonly databaseUrl: string;
  readonly secret: string;
  readonly clientKeys: JSONWebKeySet;
}

/** Since the process began. */
export interface Usage {
  readonly cpuMs: number;
  readonly residentBytes: number;
  readonly heapBytes: number;
  readonly externalBytes: number;
}

const KINDS = {
  hub: startOurs,
  'limited-hub': startLimited,
  apollo: async (options: ServerOptions) => (await import('./apollo-gateway.js')).startApollo(options),
  plain: async (options: ServerOptions) => (await import('./plain-handler.js')).startPlain(options),
  'live-gateway': async (options: ServerOptions) => (await import('./live-servers.js')).startLiveGateway(options),
  'plain-graphql': async (options: ServerOptions) => (await import('./live-servers.js')).startPlainGraphql(options),
  'hive-push': async (options: ServerOptions) => (await import('./hive-push.js')).startHivePush(options),
  'plain-push': async (options: ServerOptions) => (await import('./plain-push.js')).startPlainPush(options),
} as const satisfies Record<string, (options: ServerOptions) => Promise<string>>;
export type ServerKind = keyof typeof KINDS;

const acts = {
  /** Answers the URL. */
  start: ({ kind, ...options }: ServerOptions & { readonly kind: ServerKind }): Promise<string> => KINDS[kind](options),
  /** Collects garbage first where Node was started with --expose-gc. */
  usage(): Usage {
    globalThis.gc?.();
    const { user, system } = process.cpuUsage();
    const { rss, heapUsed, external } = process.memoryUsage();
    return { cpuMs: (user + system) / 1000, residentBytes: rss, heapBytes: heapUsed, externalBytes: external };
  },
};
export type ServerActs = typeof acts;
answer(acts);

/** The hub as `npm start` runs it, but without a limit on what one client may ask. */
async function startOurs(options: ServerOptions): Promise<string> {
  const cost = Object.fromEntries(ROLES.map((role) => [role, 1e12])) as Record<(typeof ROLES)[number], number>;
  const hub = await startHub({
    ...options,
    issuers: [sandboxIssuer(options.clientKeys)],
    log: createLogger('hub', 'error'),
    limits: { cost },
  });
  return hub.url;
}

/** The hub as `npm start` runs it. */
async function startLimited(options: ServerOptions): Promise<string> {
  return (
    await startHub({ ...options, issuers: [sandboxIssuer(options.clientKeys)], log: createLogger('hub', 'fatal') })
  ).url;
}

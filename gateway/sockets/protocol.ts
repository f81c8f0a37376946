import { type ExecutionArgs, type FormattedExecutionResult, GraphQLError, type GraphQLSchema } from 'graphql';
import { makeServer } from 'graphql-ws';
import type { Connections } from '../connections.js';
import { requestOf } from '../graphql-request.js';
import type { Identity, Session } from '../identity.js';
import type { Admitted } from '../limits/admission.js';
import type { Allowance } from '../limits/allowance.js';
import { boundVariables } from '../limits/entries.js';
import type { Limits } from '../limits/limits.js';
import type { FeedPlan } from '../live/feed-plan.js';
import type { Live } from '../live/live.js';
import type { Operations, Paid } from '../operations.js';
import { throttled } from '../shared-faults.js';
import { CLOSE, type Connection, closeConnection } from './connection.js';
import { feedOutlet } from './feed-outlet.js';
import { Lifetime } from './lifetime.js';

export interface ProtocolOptions {
  readonly schema: GraphQLSchema;
  readonly identity: Identity;
  readonly operations: Operations;
  readonly live: Live;
  readonly planFeed: (admitted: Admitted) => FeedPlan;
  readonly allowance: Allowance;
  readonly connections: Connections;
  readonly limits: Limits;
  readonly initWithinMs: number;
}

/** What graphql-ws carries for us from a `subscribe` message to its execution. */
interface Job {
  readonly connection: Connection;
  readonly paid: Paid;
  readonly lifetime?: Lifetime;
}

/**
 * graphql-transport-ws. The library keeps the protocol: handshake, ids, completes. Frames of a feed are written beside
 * it, around bytes that all its listeners share.
 */
export function createProtocol(options: ProtocolOptions) {
  const { schema, identity, operations, live, planFeed, allowance, connections, limits } = options;

  async function openFeed(connection: Connection, id: string, plan: FeedPlan): Promise<Lifetime> {
    const { feeds } = connection;
    const lifetime = new Lifetime(() => {
      feeds.get(id)?.close();
      feeds.delete(id);
    });
    const outlet = feedOutlet(connection, id, lifetime, (fault) => ({ errors: operations.present(fault) }));
    const feed = await live.open(plan, connection.session!, outlet);
    if (lifetime.ended) feed.close();
    else feeds.set(id, feed);
    return lifetime;
  }

  /** Counts a connection whose client is known, and ends it with its session. */
  function join(connection: Connection, session: Session): boolean {
    if (connection.socket.readyState !== connection.socket.OPEN) return false;
    try {
      const uncount = allowance.open(session.caller);
      connections.known(connection.wire);
      const unwatch = session.onEnd((why) => closeConnection(connection, CLOSE.FORBIDDEN, why));
      connection.leave = () => {
        uncount();
        unwatch();
      };
      return true;
    } catch {
      closeConnection(connection, CLOSE.TOO_MANY_SOCKETS, 'TOO_MANY_SOCKETS');
      return false;
    }
  }

  return makeServer<Record<string, unknown>, Connection>({
    connectionInitWaitTimeout: options.initWithinMs,
    async onConnect({ extra: connection, connectionParams }) {
      const { authorization, Authorization } = connectionParams ?? {};
      const given = authorization ?? Authorization;
      try {
        connection.session ??= await identity.authenticate(typeof given === 'string' ? given : undefined);
      } catch (thrown) {
        const [error] = operations.present(thrown);
        const { code, reason } = error!.extensions as { code: string; reason?: string };
        closeConnection(connection, CLOSE.FORBIDDEN, code, reason);
        return false;
      }
      return join(connection, connection.session);
    },
    async onSubscribe({ extra: connection, subscriptions }, id, payload) {
      try {
        if (Object.keys(subscriptions).length > limits.operationsPerSocket) {
          throw throttled(`A socket may run ${limits.operationsPerSocket} operations at once.`, 1);
        }
        const { query, variables } = payload;
        const paid = await operations.admit(() => {
          // What is nested deeper than the stack is could not even be written again.
          boundVariables(variables ?? {}, limits.bulk.entries);
          return requestOf(payload, query.length + (variables ? JSON.stringify(variables).length : 0));
        }, connection.session!);
        const isFeed = paid.operation.operation === 'subscription';
        const lifetime = isFeed ? await openFeed(connection, id, planFeed(paid)) : undefined;
        const contextValue: Job = { connection, paid, lifetime };
        return { schema, document: paid.document, operationName: paid.operationName, contextValue };
      } catch (thrown) {
        return operations.present(thrown).map(({ message, ...rest }) => new GraphQLError(message, rest));
      }
    },
    execute: (args) => {
      const { connection, paid } = jobOf(args);
      return operations.execute(paid, connection.session!, undefined, connection.hungUp) as never;
    },
    subscribe: (args) => jobOf(args).lifetime as never,
    // What is executed here is already as clients see it.
    onNext: (_context, _id, _payload, _args, result) => result as FormattedExecutionResult,
  });
}

function jobOf({ contextValue }: ExecutionArgs): Job {
  return contextValue as Job;
}

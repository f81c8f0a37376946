import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FormattedExecutionResult } from 'graphql';
import type { Allowance } from './allowance.js';
import { Fault, isBeforeGraphQL } from './faults.js';
import type { Session } from './identity.js';
import type { Admitted, GraphQLRequest } from './limits.js';
import type { Live, OpenFeed, Outlet } from './live/fan-out.js';
import type { FeedPlan } from './live/feed-plan.js';
import type { Operations } from './operations.js';

export function isEventStream(accept: string): boolean {
  return accept.toLowerCase().includes('text/event-stream');
}

export interface EventStreams {
  /** Answers one operation as a stream of its own. @throws Fault while nothing has been written */
  answer(
    asked: GraphQLRequest,
    session: Session,
    request: IncomingMessage,
    response: ServerResponse,
    requestId: string,
  ): Promise<void>;
  stop(withinMs: number): Promise<void>;
}

/** GraphQL over server-sent events, one operation a connection. The id of each event of a feed is its cursor. */
export function createEventStreams(options: {
  readonly operations: Operations;
  readonly live: Live;
  readonly planFeed: (admitted: Admitted) => FeedPlan;
  readonly allowance: Allowance;
  readonly pingEveryMs: number;
}): EventStreams {
  const { operations, live, planFeed, allowance, pingEveryMs } = options;
  const open = new Set<{ readonly response: ServerResponse; end(fault: Fault): void }>();

  const pings = setInterval(() => {
    for (const { response } of open) response.write(':\n\n');
  }, pingEveryMs).unref();

  /** What lies before GraphQL is thrown, for HTTP to answer; the rest is told in the stream, as any result is. */
  function prepare(asked: GraphQLRequest, session: Session, request: IncomingMessage, requestId: string) {
    try {
      const paid = operations.admit(asked, session);
      const { operation } = paid.operation;
      if (operation === 'mutation' && request.method === 'GET') {
        throw new Fault('BAD_REQUEST', 'Mutations are sent by POST.');
      }
      const isFeed = operation === 'subscription';
      return { paid, plan: isFeed ? resumed(planFeed(paid), request.headers['last-event-id']) : undefined };
    } catch (thrown) {
      const errors = operations.present(thrown, requestId);
      if (errors.some(isBeforeGraphQL)) throw thrown;
      return { errors };
    }
  }

  return {
    async answer(asked, session, request, response, requestId) {
      const prepared = prepare(asked, session, request, requestId);
      if ('errors' in prepared) {
        begin(response);
        finish(response, prepared);
        return;
      }
      const { paid, plan } = prepared;
      if (!plan) {
        const result = await operations.execute(paid, session, requestId);
        begin(response);
        finish(response, result);
        return;
      }
      const uncount = allowance.open(session.caller);
      let feed: OpenFeed | undefined;
      let over = false;
      const leave = () => {
        if (over) return false;
        over = true;
        open.delete(stream);
        unwatch();
        uncount();
        feed?.close();
        return true;
      };
      const stream = {
        response,
        /** Whatever ends a stream says where to resume. */
        end(fault: Fault) {
          const after = feed?.cursor();
          if (!leave()) return;
          const errors = operations.present(
            new Fault(fault.code, fault.message, { ...fault.extensions, cursor: after }),
          );
          finish(response, { errors });
          setTimeout(() => response.destroy(), 10_000).unref();
        },
      };
      const outlet: Outlet = {
        write({ json, cursor }, taken) {
          const message = [Buffer.from(`id: ${cursor}\nevent: next\ndata: `), json, END_OF_EVENT];
          response.write(Buffer.concat(message), taken);
        },
        unread: () => response.writableLength,
        end: stream.end,
        cut: () =>
          stream.end(new Fault('SLOW_READER', 'This stream was not read; connect again after the last cursor.')),
      };
      const unwatch = session.onEnd(() => {
        stream.end(new Fault('UNAUTHENTICATED', 'This session has ended. Connect with a new token.'));
      });
      response.on('close', leave);
      response.on('error', leave);
      begin(response);
      try {
        feed = await live.open(plan, session, outlet);
        if (over) feed.close();
        else open.add(stream);
      } catch (thrown) {
        leave();
        finish(response, { errors: operations.present(thrown, requestId) });
      }
    },
    async stop(withinMs) {
      clearInterval(pings);
      const ending = [...open].map(({ response, end }) => {
        end(new Fault('SHUTTING_DOWN', 'This process is ending; connect again.'));
        return new Promise((resolve) => response.once('close', resolve));
      });
      await Promise.race([Promise.all(ending), sleep(withinMs, undefined, { ref: false })]);
    },
  };
}

const END_OF_EVENT = Buffer.from('\n\n');

function begin(response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
  });
  response.write(':\n\n');
}

function finish(response: ServerResponse, result: FormattedExecutionResult): void {
  response.end(`event: next\ndata: ${JSON.stringify(result)}\n\nevent: complete\ndata:\n\n`);
}

/** A browser that reconnects by itself says which event it had last. */
function resumed(plan: FeedPlan, lastEventId: string | string[] | undefined): FeedPlan {
  return typeof lastEventId === 'string' && lastEventId !== '' ? { ...plan, after: lastEventId } : plan;
}

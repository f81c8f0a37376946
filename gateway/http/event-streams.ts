import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FormattedExecutionResult } from 'graphql';
import { hangUp } from '../../kernel/graphql/hang-up.js';
import { Fault, isBeforeGraphQL } from '../faults.js';
import type { Session } from '../identity.js';
import type { Admitted } from '../limits/admission.js';
import type { Allowance } from '../limits/allowance.js';
import type { FeedPlan } from '../live/feed-plan.js';
import type { Live, OpenFeed } from '../live/live.js';
import { type Outlet, together } from '../live/outlet.js';
import { opening, type Rendered } from '../live/rendered.js';
import type { Operations } from '../operations.js';
import { shuttingDown, slowReader } from '../shared-faults.js';
import { sessionEnded } from '../unauthenticated.js';

export function isEventStream(accept: string): boolean {
  return accept.toLowerCase().includes('text/event-stream');
}

export interface EventStreams {
  /** Answers one operation as a stream of its own. @throws Fault while nothing has been written */
  answer(
    read: Parameters<Operations['admit']>[0],
    session: Session,
    request: IncomingMessage,
    response: ServerResponse,
    requestId: string,
  ): Promise<void>;
  stop(withinMs: number): Promise<void>;
}

/**
 * GraphQL over server-sent events, one operation a connection. The id of each event of a feed is its cursor; the first
 * id comes at once, without an event, so that a client which is cut before its first event resumes where it began.
 */
export function createEventStreams(options: {
  readonly operations: Operations;
  readonly live: Live;
  readonly planFeed: (admitted: Admitted) => FeedPlan;
  readonly allowance: Allowance;
  readonly pingEveryMs: number;
}): EventStreams {
  const { operations, live, planFeed, allowance, pingEveryMs } = options;
  const open = new Set<Stream>();

  const pings = setInterval(() => {
    for (const { response } of open) response.write(':\n\n');
  }, pingEveryMs).unref();

  /** A fault that lies before GraphQL is thrown, for HTTP to answer. Any other is told in the stream, as a result is. */
  async function prepare(
    read: Parameters<Operations['admit']>[0],
    session: Session,
    request: IncomingMessage,
    requestId: string,
  ) {
    try {
      const paid = await operations.admit(read, session);
      const { operation } = paid.operation;
      if (operation === 'mutation' && request.method === 'GET') {
        throw new Fault('BAD_REQUEST', 'Send mutations by POST.');
      }
      const isFeed = operation === 'subscription';
      return { paid, plan: isFeed ? resumed(planFeed(paid), request.headers['last-event-id']) : undefined };
    } catch (thrown) {
      const errors = operations.present(thrown, requestId);
      if (errors.some(isBeforeGraphQL)) throw thrown;
      return { errors };
    }
  }

  async function streamFeed(
    plan: FeedPlan,
    session: Session,
    response: ServerResponse,
    requestId: string,
  ): Promise<void> {
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
      /** Ends the stream, and says where to resume. */
      end(fault: Fault) {
        const cursor = feed?.cursor();
        if (!leave()) return;
        const last = new Fault(fault.code, fault.message, { ...fault.extensions, cursor });
        finish(response, { errors: operations.present(last, requestId) });
        setTimeout(() => response.destroy(), 10_000).unref();
      },
    };
    const unwatch = session.onEnd((why) => stream.end(sessionEnded(why)));
    response.on('close', leave);
    response.on('error', leave);
    begin(response);
    try {
      feed = await live.open(plan, session, outletOf(stream));
      if (over) feed.close();
      else open.add(stream);
    } catch (thrown) {
      leave();
      finish(response, { errors: operations.present(thrown, requestId) });
    }
  }

  return {
    async answer(read, session, request, response, requestId) {
      const prepared = await prepare(read, session, request, requestId);
      if ('errors' in prepared) {
        begin(response);
        finish(response, prepared);
      } else if (prepared.plan) {
        await streamFeed(prepared.plan, session, response, requestId);
      } else {
        const result = await operations.execute(prepared.paid, session, requestId, hangUp(response));
        begin(response);
        finish(response, result);
      }
    },
    async stop(withinMs) {
      clearInterval(pings);
      const ending = [...open].map(({ response, end }) => {
        end(shuttingDown());
        return new Promise((resolve) => response.once('close', resolve));
      });
      await Promise.race([Promise.all(ending), sleep(withinMs, undefined, { ref: false })]);
    },
  };
}

interface Stream {
  readonly response: ServerResponse;
  end(fault: Fault): void;
}

function outletOf({ response, end }: Stream): Outlet {
  let opened: string | undefined;
  return {
    begin(cursor) {
      opened = cursor;
      if (!response.writableEnded) response.write(`id: ${cursor}\n\n`);
    },
    write(event, taken) {
      const message = opened === undefined ? messageOf(event) : messageAround(opening(event, opened));
      opened = undefined;
      response.write(message, taken);
    },
    // Of its socket, for a response that is ended while it is corked writes its end first.
    together: (write) => together(response.socket, write),
    unread: () => response.writableLength,
    end,
    cut: () => end(slowReader()),
  };
}

const messages = new WeakMap<Rendered, Buffer>();

/** The same for all streams that an event is written to. */
function messageOf(event: Rendered): Buffer {
  const message = messages.get(event) ?? messageAround(event);
  messages.set(event, message);
  return message;
}

function messageAround({ json, cursor }: Rendered): Buffer {
  return Buffer.from(`id: ${cursor}\nevent: next\ndata: ${json}\n\n`);
}

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

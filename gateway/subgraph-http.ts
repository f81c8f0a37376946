import { Agent, request as httpRequest } from 'node:http';
import { request as httpsRequest, Agent as SecureAgent } from 'node:https';
import type { ExecutionRequest, ExecutionResult } from '@graphql-tools/utils';
import { type DocumentNode, GraphQLError, print } from 'graphql';

/** Asks one subgraph. In process it is the subgraph's own executor; apart, it is this over HTTP. */
export type Ask = (request: ExecutionRequest, signal: AbortSignal) => Promise<ExecutionResult>;

const LARGEST_ANSWER = 32 * 1024 * 1024;

/**
 * One POST a question over kept-alive connections.
 * @throws NoAnswerError when there is no GraphQL answer: not reachable, not JSON, too large, or `signal` came first
 */
export function askOverHttp(url: string, maxSockets = 128): Ask {
  const secure = url.startsWith('https:');
  const agent = new (secure ? SecureAgent : Agent)({ keepAlive: true, maxSockets });
  const send = secure ? httpsRequest : httpRequest;
  const texts = new WeakMap<DocumentNode, string>();

  function post(body: string, headers: object, signal: AbortSignal): Promise<ExecutionResult> {
    return new Promise((resolve, reject) => {
      const request = send(url, {
        method: 'POST',
        agent,
        signal,
        headers: { ...headers, ...HEADERS, 'content-length': Buffer.byteLength(body) },
      });
      request.on('error', (error: NodeJS.ErrnoException) => {
        reject(request.reusedSocket && error.code === 'ECONNRESET' ? new StaleConnectionError() : error);
      });
      request.on('response', (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('error', reject);
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > LARGEST_ANSWER) response.destroy(new Error('the answer is too large'));
          else chunks.push(chunk);
        });
        response.on('end', () => {
          try {
            resolve(answer(Buffer.concat(chunks).toString('utf8'), response.statusCode));
          } catch (error) {
            reject(error);
          }
        });
      });
      request.end(body);
    });
  }

  return async ({ document, variables, operationName, operationType, extensions }, signal) => {
    const query = texts.get(document) ?? print(document);
    texts.set(document, query);
    const body = JSON.stringify({ query, variables, operationName });
    const headers = (extensions?.headers ?? {}) as object;
    return post(body, headers, signal)
      .catch((error) => {
        // The other side closed an idle connection in the moment we took it. A mutation may yet have arrived.
        if (!(error instanceof StaleConnectionError) || operationType !== 'query') throw error;
        return post(body, headers, signal);
      })
      .catch((error) => {
        throw new NoAnswerError(error);
      });
  };
}

/** A subgraph gave no answer: it may be asked again. */
export class NoAnswerError extends Error {
  constructor(why: unknown) {
    super('There was no answer.', { cause: why });
  }
}

class StaleConnectionError extends Error {
  constructor() {
    super('the connection was closed while idle');
  }
}

const HEADERS = {
  'content-type': 'application/json',
  accept: 'application/graphql-response+json, application/json',
};

function answer(text: string, status: number | undefined): ExecutionResult {
  const parsed = JSON.parse(text) as ExecutionResult | null;
  if (!parsed || (!parsed.data && !parsed.errors?.length)) throw new Error(`HTTP ${status} without a GraphQL answer`);
  if (!parsed.errors) return parsed;
  return { ...parsed, errors: parsed.errors.map(({ message, ...rest }) => new GraphQLError(message, rest)) };
}

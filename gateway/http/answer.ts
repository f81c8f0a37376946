import type { ServerResponse } from 'node:http';
import type { FormattedExecutionResult } from 'graphql';
import { isBeforeGraphQL, statusOf } from '../faults.js';
import { challengeOf } from '../unauthenticated.js';

export const RESPONSE_JSON = 'application/graphql-response+json';
export const JSON_ONLY = 'application/json';
export type ResultType = typeof RESPONSE_JSON | typeof JSON_ONLY;

/** The media type in which a client wants its result; undefined if it accepts none of ours. */
export function negotiate(accept: string): ResultType | undefined {
  for (const range of accept.toLowerCase().split(',')) {
    const [type, ...parameters] = range.split(';').map((each) => each.trim());
    const charset = parameters.find((each) => each.startsWith('charset='));
    if (charset && !/^charset="?utf-?8"?$/.test(charset)) continue;
    if (type === RESPONSE_JSON) return RESPONSE_JSON;
    if (type === JSON_ONLY || type === 'application/*' || type === '*/*') return JSON_ONLY;
  }
  return undefined;
}

export function sendResult(response: ServerResponse, type: ResultType, result: FormattedExecutionResult): void {
  const retryAfter = result.errors?.[0]?.extensions?.retryAfter;
  if (typeof retryAfter === 'number') response.setHeader('retry-after', retryAfter);
  const body = JSON.stringify(result);
  const status = statusFor(type, result);
  const challenge = status === 401 && result.errors?.[0] ? challengeOf(result.errors[0]) : undefined;
  if (challenge !== undefined) response.setHeader('www-authenticate', challenge);
  response
    .writeHead(status, {
      'content-type': `${type}; charset=utf-8`,
      'content-length': Buffer.byteLength(body),
      'cache-control': 'no-store',
      // What was not read of a refused body must not be taken for the next request.
      ...(response.req.complete ? {} : { connection: 'close' }),
    })
    .end(body);
}

/**
 * For a well-formed request `application/json` tells of a fault in the body alone; the newer media type tells of it by
 * the status as well.
 */
function statusFor(type: ResultType, { data, errors }: FormattedExecutionResult): number {
  const [error] = errors ?? [];
  if (data !== undefined || !error) return 200;
  return type === RESPONSE_JSON || isBeforeGraphQL(error) ? statusOf(error) : 200;
}

export function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': `${JSON_ONLY}; charset=utf-8` }).end(JSON.stringify(body));
}

import type { IncomingMessage } from 'node:http';
import { Fault } from '../faults.js';
import { type GraphQLRequest, requestOf } from '../graphql-request.js';
import { tooLarge } from '../shared-faults.js';

const BODY_WITHIN_MS = 30_000;

/** @throws Fault */
export function inUrl(request: IncomingMessage): GraphQLRequest {
  const url = request.url!;
  const parameters = new URLSearchParams(url.slice(url.indexOf('?') + 1));
  const json = (name: string) => {
    const text = parameters.get(name);
    return text === null ? undefined : parsed(text, `parameter \`${name}\``);
  };
  return requestOf(
    {
      query: parameters.get('query') ?? undefined,
      operationName: parameters.get('operationName') ?? undefined,
      variables: json('variables'),
      extensions: json('extensions'),
    },
    url.length,
  );
}

/** @throws Fault */
export async function inBody(request: IncomingMessage, most: number): Promise<GraphQLRequest> {
  if (!isUncompressed(request, 'application/json')) {
    throw new Fault('UNSUPPORTED_MEDIA_TYPE', 'Send application/json in UTF-8, not compressed.');
  }
  if (Number(request.headers['content-length'] ?? 0) > most) throw tooLarge('body', most);
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Rows may come for hours; any other body must come within this time.
  const late = setTimeout(() => request.destroy(), BODY_WITHIN_MS).unref();
  request.once('close', () => clearTimeout(late));
  // An iterator that is left early would otherwise destroy the connection, and the answer with it.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    bytes += (chunk as Buffer).length;
    if (bytes > most) throw tooLarge('body', most);
    chunks.push(chunk as Buffer);
  }
  return requestOf(parsed(Buffer.concat(chunks).toString('utf8'), 'body'), bytes);
}

/** Whether a body is of one of these media types, in UTF-8 and as it is. */
export function isUncompressed({ headers }: IncomingMessage, ...types: readonly string[]): boolean {
  if (headers['content-encoding']) return false;
  const [type, ...parameters] = (headers['content-type'] ?? '').toLowerCase().replace(/\s/g, '').split(';');
  return types.includes(type!) && parameters.every((each) => /^charset="?utf-8"?$/.test(each));
}

function parsed(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Fault('BAD_REQUEST', `The ${what} is not JSON.`);
  }
}

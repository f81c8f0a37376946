import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Documents of the contract that anybody may read, by path: the text of each and its media type. */
export type Published = Readonly<Record<string, { readonly type: string; readonly text: string }>>;

/** An hour: a contract changes with a release. Asked again with its etag, nothing is sent twice. */
const CACHED_SECONDS = 3600;

/** Answers a GET of one of these documents. @returns whether it did */
export function createPublished(documents: Published): (request: IncomingMessage, response: ServerResponse) => boolean {
  const prepared = new Map(
    Object.entries(documents).map(([path, { type, text }]) => {
      const body = Buffer.from(text);
      const etag = `"${createHash('sha256').update(body).digest('base64url')}"`;
      const headers = {
        etag,
        'cache-control': `public, max-age=${CACHED_SECONDS}`,
        'x-content-type-options': 'nosniff',
        // It is nobody's own, so a page of any origin may read it.
        'access-control-allow-origin': '*',
      };
      return [path, { body, etag, type: `${type}; charset=utf-8`, headers }];
    }),
  );
  return (request, response) => {
    const document = prepared.get(request.url!.split('?')[0]!);
    if (!document) return false;
    const { body, etag, type, headers } = document;
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
      return true;
    }
    if (isKnown(request.headers['if-none-match'], etag)) {
      response.writeHead(304, headers).end();
      return true;
    }
    response.writeHead(200, { ...headers, 'content-type': type, 'content-length': body.length });
    response.end(request.method === 'HEAD' ? undefined : body);
    return true;
  };
}

/** A proxy that compresses what it passes on may have made a weak tag of ours. */
function isKnown(tags: string | undefined, etag: string): boolean {
  if (tags === undefined) return false;
  return tags.trim() === '*' || tags.split(',').some((each) => each.trim().replace(/^W\//, '') === etag);
}

import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import { sendJson } from './answer.js';

export interface ExplorerOptions {
  readonly title?: string;
  /** One tab each, with the operation's variables and, in a sandbox, a token that may run it. */
  readonly examples?: ReadonlyArray<{ readonly query: string; readonly variables?: object; readonly headers?: object }>;
  /** Headers of a new tab: a place to paste a token into. */
  readonly defaultHeaders?: object;
  /** The name or address that the hub was started for. */
  readonly host?: string;
}

/**
 * The names of this machine for itself. A page that comes with tokens is shown under them and under the hub's own host,
 * and no other: somebody else's name may be made to lead here, and its pages would then read this one.
 */
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** GraphiQL, whole in one page: it works if nothing but the hub can be reached, and may load nothing from elsewhere. */
export function createExplorer(options: ExplorerOptions) {
  const { title = 'Care commissioning hub', examples, defaultHeaders = { authorization: 'Bearer ' } } = options;
  const json = (value: object | undefined) => (value ? JSON.stringify(value, null, 2) : undefined);
  const page = fitted(
    renderGraphiQL({
      title,
      endpoint: '/graphql',
      defaultHeaders: json(defaultHeaders),
      // A person's token must not outlive its tab. A sandbox's examples come with tokens that anybody may have.
      shouldPersistHeaders: examples?.some((example) => example.headers) ?? false,
      defaultTabs: examples?.map(({ query, variables, headers }) => ({
        query,
        variables: json(variables),
        headers: json(headers ?? defaultHeaders),
      })),
    }),
  );
  const html = safe(page);
  const hosts = new Set([...LOOPBACK, ...(options.host ? [hostIn(options.host)] : [])]);
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy(html),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'cross-origin-resource-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  };
  const plain = Buffer.from(html);
  let compressed: Promise<Buffer> | undefined;

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!hosts.has(hostIn(request.headers.host))) {
      return sendJson(response, 421, { status: 'this page is shown under the name of this machine alone' });
    }
    if (!String(request.headers['accept-encoding'] ?? '').includes('gzip')) {
      response.writeHead(200, headers).end(plain);
      return;
    }
    compressed ??= promisify(gzip)(plain);
    response.writeHead(200, { ...headers, 'content-encoding': 'gzip' }).end(await compressed);
  };
}

/** A host without its port, as browsers write it; undefined if it is none. */
function hostIn(host: string | undefined): string | undefined {
  const bare = host?.includes(':') && /^[\da-f:.]+$/i.test(host) && host.split(':').length > 2 ? `[${host}]` : host;
  const url = `http://${bare}`;
  return bare && URL.canParse(url) ? new URL(url).hostname : undefined;
}

/** Our examples are part of the page's script as they are: one with `</script>` in it would end the script there. */
function safe(html: string): string {
  const options = html.lastIndexOf('renderYogaGraphiQL(');
  const end = html.lastIndexOf('</script>');
  return html.slice(0, options) + html.slice(options, end).replaceAll('<', '\\u003c') + html.slice(end);
}

/** The page fills the window and its parts scroll by themselves; the title stays on one line. */
function fitted(html: string): string {
  return html.replace(
    '</head>',
    `<style>html, body { overflow: hidden } .graphiql-logo { white-space: nowrap }</style></head>`,
  );
}

export type Explorer = ReturnType<typeof createExplorer>;

function policy(html: string): string {
  const script = html.slice(html.indexOf('<script>') + '<script>'.length, html.lastIndexOf('</script>'));
  const hash = createHash('sha256').update(script).digest('base64');
  return [
    "default-src 'none'",
    `script-src 'sha256-${hash}' blob:`,
    'worker-src blob:',
    "style-src 'unsafe-inline'",
    "img-src 'self' data:",
    'font-src data:',
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { renderGraphiQL } from '@graphql-yoga/render-graphiql';

export interface ExplorerOptions {
  readonly title?: string;
  /** One tab each, with the operation's variables and, in a sandbox, a token that may run it. */
  readonly examples?: ReadonlyArray<{ readonly query: string; readonly variables?: object; readonly headers?: object }>;
  /** Headers of a new tab: a place to paste a token into. */
  readonly defaultHeaders?: object;
}

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
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy(html),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  };
  const plain = Buffer.from(html);
  let compressed: Promise<Buffer> | undefined;

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!String(request.headers['accept-encoding'] ?? '').includes('gzip')) {
      response.writeHead(200, headers).end(plain);
      return;
    }
    compressed ??= promisify(gzip)(plain);
    response.writeHead(200, { ...headers, 'content-encoding': 'gzip' }).end(await compressed);
  };
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

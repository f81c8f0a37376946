import { readdir, readFile } from 'node:fs/promises';
import pc from 'picocolors';
import { doorOf } from './demo/ask.js';
import { signClientToken } from './home.js';
import { CommandError, type Reached } from './reach.js';
import { grantOf } from './token.js';

/** A provider's own people may follow every feed. */
const USUAL_SUBJECT = 'user:manager@oakwood';

const OPERATIONS = 'schema/operations';

/** What may be watched, by the promised operations that follow a feed. */
async function watchable(): Promise<readonly string[]> {
  const files = await readdir(OPERATIONS);
  return files.flatMap((file) => /^watch-(.+)\.graphql$/.exec(file)?.[1] ?? []).sort();
}

/** `hub watch alerts`: a live feed, an item a line, as an event stream brings it; until Ctrl-C. */
export async function watchFeed(hub: Reached, feed: string, as?: string): Promise<void> {
  const feeds = await watchable();
  if (!feeds.includes(feed)) throw new CommandError(`There is no feed ${feed}. There are ${feeds.join(', ')}.`);
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  const { subject } = await grantOf(hub.pool, as ?? USUAL_SUBJECT);
  const document = await readFile(`${OPERATIONS}/watch-${feed}.graphql`, 'utf8');
  process.stdout.write(`${pc.dim(`As ${subject}: what happens from now on. Ctrl-C ends.`)}\n`);
  let after: string | undefined;
  for (;;) {
    const token = await signClientToken(await hub.home.clientKey(), subject, { expiresIn: '12h' });
    const stream = await follow(doorOf(hub), token, document, after, stop.signal);
    after = stream.after;
    if (stop.signal.aborted || !AGAIN.has(stream.reason)) return;
  }
}

/** Why a stream ended that a new token, or what is granted now, opens again. */
const AGAIN: ReadonlySet<unknown> = new Set(['EXPIRED', 'GRANT_CHANGED']);

/** Shows one stream to its end. Answers the last cursor, and why it ended. */
async function follow(url: string, token: string, document: string, from: string | undefined, signal: AbortSignal) {
  let after = from;
  let reason: unknown;
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      authorization: `Bearer ${token}`,
      ...(after === undefined ? {} : { 'last-event-id': after }),
    },
    body: JSON.stringify({ query: document }),
    signal,
  });
  if (!response.ok || !response.body) throw new CommandError(await faultOf(response));
  try {
    let text = '';
    for await (const part of response.body.pipeThrough(new TextDecoderStream())) {
      text += part;
      const events = text.split('\n\n');
      text = events.pop()!;
      for (const event of events) {
        after = /^id: (.+)$/m.exec(event)?.[1] ?? after;
        reason = show(event) ?? reason;
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return { after, reason };
}

/** What the hub says in the answer that it gives instead of a stream. */
async function faultOf(response: Response): Promise<string> {
  const { errors } = (await response.json().catch(() => ({}))) as Message;
  return errors?.[0]?.message ?? `The hub answered ${response.status}.`;
}

interface Message {
  readonly data?: Readonly<Record<string, Readonly<Record<string, unknown>> | null>> | null;
  readonly errors?: ReadonlyArray<{ readonly message: string; readonly extensions?: { readonly reason?: unknown } }>;
}

/** Writes an item, or a fault, and answers the reason that a fault has. */
function show(event: string): unknown {
  const line = event.split('\n').find((each) => each.startsWith('data: {'));
  if (!line) return undefined;
  const { data, errors } = JSON.parse(line.slice('data: '.length)) as Message;
  for (const { message } of errors ?? []) process.stdout.write(`${pc.red(message)}\n`);
  const [item] = Object.values(data ?? {});
  if (!item) return errors?.[0]?.extensions?.reason;
  const { type, occurredAt, cursor: _cursor, publishedAt: _published, ...rest } = item;
  const told = Object.entries(rest).filter(([, value]) => value !== null && typeof value !== 'object');
  process.stdout.write(
    `${occurredAt}  ${pc.bold(String(type).padEnd(22))} ${told.map(([name, value]) => `${pc.dim(name)} ${value}`).join('  ')}\n`,
  );
  return undefined;
}

import { readdir, readFile } from 'node:fs/promises';
import pc from 'picocolors';
import { credentialOf } from './credentials.js';
import { doorOf } from './demo/ask.js';
import { signClientToken } from './home.js';
import { CommandError, type Reached } from './reach.js';

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
  const { subject } = await credentialOf(hub.pool, as ?? USUAL_SUBJECT);
  const token = await signClientToken(await hub.home.clientKey(), subject, { expiresIn: '12h' });
  const response = await fetch(doorOf(hub), {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: await readFile(`${OPERATIONS}/watch-${feed}.graphql`, 'utf8') }),
    signal: stop.signal,
  });
  if (!response.ok || !response.body) throw new CommandError(await faultOf(response));
  process.stdout.write(`${pc.dim(`As ${subject}: what happens from now on. Ctrl-C ends.`)}\n`);
  try {
    let text = '';
    for await (const part of response.body.pipeThrough(new TextDecoderStream())) {
      text += part;
      const events = text.split('\n\n');
      text = events.pop()!;
      for (const event of events) show(event);
    }
  } catch (error) {
    if (!stop.signal.aborted) throw error;
  }
}

/** What the hub says in the answer that it gives instead of a stream. */
async function faultOf(response: Response): Promise<string> {
  const { errors } = (await response.json().catch(() => ({}))) as Message;
  return errors?.[0]?.message ?? `The hub answered ${response.status}.`;
}

interface Message {
  readonly data?: Readonly<Record<string, Readonly<Record<string, unknown>> | null>> | null;
  readonly errors?: ReadonlyArray<{ readonly message: string }>;
}

function show(event: string): void {
  const line = event.split('\n').find((each) => each.startsWith('data: {'));
  if (!line) return;
  const { data, errors } = JSON.parse(line.slice('data: '.length)) as Message;
  for (const { message } of errors ?? []) process.stdout.write(`${pc.red(message)}\n`);
  const [item] = Object.values(data ?? {});
  if (!item) return;
  const { type, occurredAt, cursor: _cursor, publishedAt: _published, ...rest } = item;
  const told = Object.entries(rest).filter(([, value]) => value !== null && typeof value !== 'object');
  process.stdout.write(
    `${occurredAt}  ${pc.bold(String(type).padEnd(22))} ${told.map(([name, value]) => `${pc.dim(name)} ${value}`).join('  ')}\n`,
  );
}

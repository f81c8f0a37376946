import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import pc from 'picocolors';
import { doorOf } from './ask.js';
import { credentialOf } from './credentials.js';
import { signClientToken } from './home.js';
import { CommandError, type Reached } from './reach.js';
import { say } from './terminal.js';

/** A provider's own people may follow every feed. */
const USUAL_SUBJECT = 'user:manager@oakwood';

const OPERATIONS = 'schema/operations';

/** Between two looks whether a hub that went away is back. */
const PAUSE_MS = 1000;

/** What may be watched, by the promised operations that follow a feed. */
async function watchable(): Promise<readonly string[]> {
  const files = await readdir(OPERATIONS);
  return files.flatMap((file) => /^watch-(.+)\.graphql$/.exec(file)?.[1] ?? []).sort();
}

/**
 * `hub watch alerts`: a live feed, an item a line, as an event stream brings it; until Ctrl-C. When the hub is started
 * again it goes on after the last item, so that nothing is missed.
 */
export async function watchFeed(hub: Reached, feed: string, as?: string): Promise<void> {
  const feeds = await watchable();
  if (!feeds.includes(feed)) throw new CommandError(`There is no feed ${feed}. There are ${feeds.join(', ')}.`);
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  const { subject } = await credentialOf(hub.pool, as ?? USUAL_SUBJECT);
  const query = await readFile(`${OPERATIONS}/watch-${feed}.graphql`, 'utf8');
  await followFeed(hub, subject, query, stop.signal);
}

/** Follows until `signal`. A hub that does not answer is waited for; one that refuses ends it. */
export async function followFeed(
  hub: Pick<Reached, 'home' | 'running'>,
  subject: string,
  query: string,
  signal: AbortSignal,
): Promise<void> {
  let after: string | undefined;
  let isAway = false;
  while (!signal.aborted) {
    // Started again, it may be at another port.
    const running = (await hub.home.running().catch(() => null)) ?? hub.running;
    const ask = async (question: object, accept: string) => {
      const token = await signClientToken(await hub.home.clientKey(), subject, { expiresIn: '12h' });
      const response = await fetch(doorOf({ running }), {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept, authorization: `Bearer ${token}` },
        body: JSON.stringify(question),
        signal,
      });
      if (!response.ok && response.status < 500) throw new CommandError(await faultOf(response));
      if (!response.ok) throw new Error(await faultOf(response));
      return response;
    };
    try {
      after ??= await positionOf(await ask({ query: '{ feedPosition }' }, 'application/json'));
      const response = await ask({ query, variables: { after } }, 'text/event-stream');
      say(pc.dim(isAway ? 'The hub is back.' : `As ${subject}: what happens from now on. Ctrl-C ends.`));
      isAway = false;
      for await (const event of eventsOf(response)) after = show(event) ?? after;
    } catch (error) {
      if (error instanceof CommandError) throw error;
    }
    if (signal.aborted) return;
    if (!isAway) say(pc.dim('The hub has gone: this goes on where it was once it is back. Ctrl-C ends.'));
    isAway = true;
    await sleep(PAUSE_MS, undefined, { signal }).catch(() => {});
  }
}

async function positionOf(response: Response): Promise<string> {
  const { data, errors } = (await response.json()) as {
    data?: { feedPosition: string } | null;
    errors?: Message['errors'];
  };
  if (!data) throw new CommandError(errors?.[0]?.message ?? 'The hub does not say where its feeds are.');
  return data.feedPosition;
}

async function* eventsOf(response: Response): AsyncGenerator<string> {
  let text = '';
  for await (const part of response.body!.pipeThrough(new TextDecoderStream())) {
    text += part;
    const events = text.split('\n\n');
    text = events.pop()!;
    yield* events;
  }
}

/** What the hub says in the answer that it gives instead of a stream. */
async function faultOf(response: Response): Promise<string> {
  const { errors } = (await response.json().catch(() => ({}))) as Message;
  return errors?.[0]?.message ?? `The hub answered ${response.status}.`;
}

interface Message {
  readonly data?: Readonly<Record<string, Readonly<Record<string, unknown>> | null>> | null;
  readonly errors?: ReadonlyArray<{ readonly message: string; readonly extensions?: { readonly code?: unknown } }>;
  readonly extensions?: { readonly cursor?: string };
}

const NEVER = new Set<unknown>(['FORBIDDEN', 'UNAUTHENTICATED', 'BAD_USER_INPUT', 'UNKNOWN_CURSOR']);

/** Shows one message of the stream; answers the cursor behind it, if it has one. */
function show(event: string): string | undefined {
  const line = event.split('\n').find((each) => each.startsWith('data: {'));
  if (!line) return undefined;
  const { data, errors, extensions } = JSON.parse(line.slice('data: '.length)) as Message;
  const [refused] = errors ?? [];
  // Asked again, it would be answered alike.
  if (refused && NEVER.has(refused.extensions?.code)) throw new CommandError(refused.message);
  for (const { message } of errors ?? []) say(pc.red(message));
  const [item] = Object.values(data ?? {});
  if (!item) return extensions?.cursor;
  const { type, occurredAt, cursor, publishedAt: _published, ...rest } = item;
  const told = Object.entries(rest).filter(([, value]) => value !== null && typeof value !== 'object');
  say(
    `${occurredAt}  ${pc.bold(String(type).padEnd(22))} ${told.map(([name, value]) => `${pc.dim(name)} ${value}`).join('  ')}`,
  );
  return cursor as string;
}

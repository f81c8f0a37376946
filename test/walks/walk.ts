import { mkdir, readFile, writeFile } from 'node:fs/promises';
import type { TestHub, Watching } from '../harness/hub.js';

// Answers are read by what the walk expects of them; a wrong guess fails its expectation.
// biome-ignore lint/suspicious/noExplicitAny: the shape is each operation's own
export type Answer = any;

export interface FeedItem {
  readonly cursor: string;
  readonly type: string;
  readonly callOffId: string;
  readonly callOff: {
    readonly id: string;
    readonly reference: string;
    readonly version: number;
    readonly closesAt: string;
    readonly need: Record<string, unknown>;
  } | null;
  readonly closesAt: string | null;
  readonly placementId: string | null;
  readonly bidId: string | null;
  readonly homeId: string | null;
  readonly outcome: string | null;
  readonly reasonCode: string | null;
  readonly stage: string | null;
  readonly version: number | null;
}

export interface AlertItem {
  readonly cursor: string;
  readonly type: string;
  readonly alertId: string | null;
  readonly caseId: string | null;
  readonly state: string | null;
  readonly rule: string | null;
  readonly reasonCode: string | null;
  readonly route: string | null;
  readonly plannedStart: string | null;
  readonly visit: { readonly id: string; readonly externalId: string } | null;
}

/** Somebody who listens to one of the feeds. */
export interface Watcher<Item = FeedItem> {
  readonly subject: string;
  readonly feed: string;
  readonly watching: Watching<Readonly<Record<string, Item>>>;
}

/** Text of a document promised to clients. */
export function promised(operation: string): Promise<string> {
  return readFile(new URL(`../../schema/operations/${operation}.graphql`, import.meta.url), 'utf8');
}

function inShort(item: FeedItem | AlertItem): Record<string, unknown> {
  const { type, reasonCode } = item;
  const ofCallOff = ({ callOff, stage, version, closesAt, outcome }: FeedItem) => ({
    callOff: callOff?.reference,
    stage,
    version,
    closesAt,
    outcome,
  });
  const ofAlert = ({ visit, plannedStart, state, rule, route }: AlertItem) => ({
    call: visit?.externalId,
    plannedStart,
    state,
    rule,
    route,
  });
  const all = { type, ...('callOffId' in item ? ofCallOff(item) : ofAlert(item)), reasonCode };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value != null));
}

/**
 * A walk: one story of the main job, played over the running hub through its public door alone, and written down as it
 * happens to docs/walks/. Ids, references and cursors are shown as what they stand for, so that the page says the same
 * each time; it is committed, and a walk that differs from its page fails.
 */
export class Walk {
  private readonly lines: string[] = [];
  private readonly labels = new Map<string, string>();

  constructor(
    private readonly hub: TestHub,
    private readonly slug: string,
    title: string,
    about: string,
  ) {
    this.lines.push(
      `# ${title}`,
      '',
      about,
      '',
      '<!-- Recorded by test/walks; run `npm run walks` to record again. -->',
    );
  }

  /** What had to happen before the story begins, and need not be read. */
  async before(act: () => Promise<void>): Promise<void> {
    const written = this.lines.length;
    await act();
    this.lines.length = written;
  }

  /** A sentence for the reader, before what it speaks of. */
  tell(sentence: string): void {
    this.lines.push('', sentence);
  }

  /** A text as it stands, such as a report. */
  show(text: string): void {
    this.lines.push('', '```text', this.shown(text).trimEnd(), '```');
  }

  /** Shows this value as that word from here on. */
  name(value: string, label: string): void {
    this.labels.set(value, `‹${label}›`);
  }

  /**
   * Runs one of the documents promised to clients (schema/operations) as one of the hub's credentials, writes both down,
   * and answers its data.
   */
  async as<Data = Answer>(
    subject: string,
    operation: string,
    variables: Record<string, unknown> = {},
    shown: { readonly variables?: boolean } = {},
  ): Promise<Data> {
    const answer = await this.hub.graphql<Data>(subject, await promised(operation), variables);
    const said = answer.errors ? answer : answer.data;
    const asked = shown.variables === false || Object.keys(variables).length === 0 ? {} : { variables };
    this.lines.push(
      '',
      `**${subject}** sends [${operation}](../../schema/operations/${operation}.graphql)`,
      '',
      ...block({ ...asked, answer: said }, (text) => this.shown(text)),
    );
    return said as Data;
  }

  /** Begins to watch call-offs as this credential; what it is told is written down by `told`. */
  watches(subject: string, after?: string): Promise<Watcher> {
    return this.follows('callOffFeed', 'watch-call-offs', 'call-offs', subject, after);
  }

  /** The same with alerts. */
  watchesAlerts(subject: string, after?: string): Promise<Watcher<AlertItem>> {
    return this.follows('alertFeed', 'watch-alerts', 'alerts', subject, after);
  }

  private async follows<Item>(
    feed: string,
    operation: string,
    what: string,
    subject: string,
    after?: string,
  ): Promise<Watcher<Item>> {
    const watching = await this.hub.watch<Record<string, Item>>(
      subject,
      await promised(operation),
      after ? { after } : {},
    );
    this.lines.push('', `**${subject}** watches ${what}${after ? ' again, from the cursor it had kept' : ''}.`);
    return { subject, feed, watching };
  }

  /** Waits for the next news of this kind, passing over others, and writes it down. */
  async told<Item extends FeedItem | AlertItem>(
    { subject, feed, watching }: Watcher<Item>,
    type: string,
  ): Promise<Item> {
    for (;;) {
      const [next] = await watching.take(1);
      if (!next) throw new Error(`${subject} was not told ${type}`);
      const item = next[feed];
      if (item?.type !== type) continue;
      this.lines.push('', `**${subject}** is told`, '', ...block(inShort(item), (text) => this.shown(text)));
      return item;
    }
  }

  /** Time stands still at this instant; what was due before it has happened. */
  async timePassesTo(instant: Date): Promise<void> {
    await this.hub.time.freezeAt(instant);
    this.lines.push('', `*It is ${this.hub.wallTime(instant)}.*`);
  }

  /** Writes the page, or compares it with the committed one. */
  async end(): Promise<void> {
    const page = `${this.lines.join('\n')}\n`;
    const file = new URL(`../../docs/walks/${this.slug}.md`, import.meta.url);
    if (process.env.RECORD_WALKS) {
      await mkdir(new URL('.', file), { recursive: true });
      await writeFile(file, page);
      return;
    }
    expect(page).toBe(await readFile(file, 'utf8'));
  }

  private shown(text: string): string {
    let shown = text;
    for (const [value, label] of this.labels) shown = shown.replaceAll(value, label);
    return shown
      .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '‹id›')
      .replace(/"(CO|PK|PL|IPO|SR)-[0-9A-Z]{7}([^"]*)"/g, '"‹$1 reference›$2"')
      .replace(/"(cursor|endCursor|startCursor)": "[^"]*"/g, '"$1": "‹cursor›"')
      .replace(/"fingerprint": "[0-9a-f]+"/g, '"fingerprint": "‹fingerprint›"')
      .replace(/"idempotencyKey": "[^"]*"/g, '"idempotencyKey": "‹key›"');
  }
}

/** Lists whose order nobody promises are shown in the order of what they say. */
function inOrder(value: unknown, shown: (text: string) => string): unknown {
  if (Array.isArray(value)) {
    const each = value.map((item) => inOrder(item, shown));
    const unordered = each.every((item) => item && typeof item === 'object' && ('node' in item || 'provider' in item));
    if (!unordered) return each;
    return each
      .map((item) => [shown(JSON.stringify(item, null, 2)), item] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, item]) => item);
  }
  if (!value || typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inOrder(item, shown)]));
}

function block(value: unknown, shown: (text: string) => string): string[] {
  return ['```json', shown(JSON.stringify(inOrder(value, shown), null, 2)), '```'];
}

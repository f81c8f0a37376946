import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { getOperationAST, parse } from 'graphql';
import type { TestHub } from '../harness/hub.js';

/**
 * A walk: one story of the main job, played over the running hub through its public door alone, and written down as it
 * happens to docs/walks/. Ids, references and cursors are shown as what they stand for, so that the page says the same
 * each time; it is committed, and a walk that goes otherwise than its page fails.
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

  /** A sentence for the reader, before what it speaks of. */
  tell(sentence: string): void {
    this.lines.push('', sentence);
  }

  /** Shows this value as that word from here on. */
  name(value: string, label: string): void {
    this.labels.set(value, `‹${label}›`);
  }

  /** Runs an operation as one of the hub's credentials, writes both down, and answers its data. */
  async as<Data = Record<string, unknown>>(
    subject: string,
    document: string,
    variables: Record<string, unknown> = {},
  ): Promise<Data> {
    const answer = await this.hub.graphql<Data>(subject, document, variables);
    const operation = getOperationAST(parse(document));
    this.lines.push(
      '',
      `**${subject}** asks \`${operation?.name?.value ?? operation?.operation}\``,
      '',
      ...block(
        'json',
        { ...(Object.keys(variables).length > 0 ? { variables } : {}), answer: answer.errors ? answer : answer.data },
        (text) => this.shown(text),
      ),
    );
    return (answer.errors ? answer : answer.data) as Data;
  }

  /** Time stands still at this instant; what was due before it has happened. */
  async timePassesTo(instant: Date): Promise<void> {
    await this.hub.time.freezeAt(instant);
    this.lines.push('', `*It is ${this.hub.wallTime(instant)}.*`);
  }

  /** What a feed has received since the last look, as it was pushed. */
  pushed(subject: string, items: readonly unknown[]): void {
    this.lines.push('', `**${subject}** is told`, '', ...block('json', items, (text) => this.shown(text)));
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
      .replace(/"idempotencyKey": "[^"]*"/g, '"idempotencyKey": "‹key›"');
  }
}

function block(language: string, value: unknown, shown: (text: string) => string): string[] {
  return [`\`\`\`${language}`, shown(JSON.stringify(value, null, 2)), '```'];
}

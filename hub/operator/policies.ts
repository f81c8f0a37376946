import { readFile } from 'node:fs/promises';
import pc from 'picocolors';
import type { Refusal } from '../../adapters/gateway-client.js';
import { newId } from '../../kernel/values/ids.js';
import { CommandError } from '../command-error.js';
import { say } from '../terminal.js';
import { type DoorOptions, report, throughDoor } from './door.js';

interface Change {
  readonly key: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly means: string;
}

interface Setting {
  readonly key: string;
  readonly value: unknown;
  readonly means: string;
  readonly takes: string;
}

interface ShownPolicy {
  readonly version: string;
  readonly effectiveFrom: string;
  readonly status: string;
  readonly document: unknown;
  readonly settings: readonly Setting[];
}

interface Preview {
  readonly basedOn: string | null;
  readonly follows: string | null;
  readonly supersedes: readonly string[];
  readonly changes: readonly Change[];
  readonly refusals: readonly Refusal[];
}

/** `hub policy show`: the policy in force, or at another instant; every key, and what has been set. */
export async function showPolicy(council: string, options: DoorOptions & { readonly at?: string }): Promise<void> {
  await throughDoor(options, async (door) => {
    const at = options.at ?? (await door.ask<{ hub: { now: string } }>('councils')).hub.now;
    const { policies } = await door.ask<{ policies: { edges: ReadonlyArray<{ node: ShownPolicy }> } }>('policies', {
      council,
      at,
      first: 1,
    });
    const policy = policies.edges[0]?.node;
    if (!policy) throw new CommandError('There is no such council among those whose policy you may read.');
    if (options.json) return say(JSON.stringify(policy, null, 2));
    say(`${pc.bold(policy.version)}, ${sentence(policy.status)}, since ${policy.effectiveFrom}`);
    for (const { key, value, means } of policy.settings) {
      say(`${isSet(policy.document, key) ? pc.green('set    ') : pc.dim('default')} ${key} = ${JSON.stringify(value)}`);
      say(pc.dim(`          ${means}`));
    }
  });
}

/** `hub policy set`: shows by what it differs, and sets it unless it is only to be shown. */
export async function setPolicy(
  council: string,
  file: string,
  options: DoorOptions & { readonly from?: string; readonly preview?: boolean },
): Promise<void> {
  const document = await documentIn(file);
  const effectiveFrom = options.from;
  await throughDoor(options, async (door) => {
    const { previewPolicy: preview } = await door.ask<{ previewPolicy: Preview }>('preview-policy', {
      council,
      document,
      effectiveFrom,
    });
    if (options.preview || preview.refusals.length > 0) return report(preview, options, showDifference);
    if (!options.json) showDifference(preview);
    const input = { council, document, effectiveFrom, basedOn: preview.basedOn, idempotencyKey: newId() };
    const { setPolicy: answer } = await door.ask<{
      setPolicy: { policy: Pick<ShownPolicy, 'version' | 'effectiveFrom'> | null; refusals: readonly Refusal[] };
    }>('set-policy', { input });
    report(answer, options, ({ policy }) => say(`${policy!.version} applies from ${policy!.effectiveFrom}.`));
  });
}

function showDifference({ follows, supersedes, changes }: Omit<Preview, 'refusals'>): void {
  say(changes.length === 0 ? `Nothing differs from ${follows}.` : `What differs from ${follows}:`);
  for (const { key, before, after, means } of changes) {
    say(`  ${pc.bold(key)}: ${JSON.stringify(before)} → ${pc.green(JSON.stringify(after))}`);
    say(pc.dim(`    ${means}`));
  }
  if (supersedes.length > 0) say(pc.yellow(`${supersedes.join(', ')}, which was to come, will not apply.`));
}

/** The policy document in a file. */
export async function documentIn(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8');
  try {
    return JSON.parse(text);
  } catch {
    throw new CommandError(`${file}: it is not JSON.`);
  }
}

function isSet(document: unknown, key: string): boolean {
  let part = document;
  for (const name of key.split('.')) {
    if (part === null || typeof part !== 'object' || !Object.hasOwn(part, name)) return false;
    part = (part as Readonly<Record<string, unknown>>)[name];
  }
  return true;
}

function sentence(word: string): string {
  return word.toLowerCase().replaceAll('_', ' ');
}

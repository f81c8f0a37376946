import { readFile } from 'node:fs/promises';
import { findBreakingChanges, findDangerousChanges } from 'graphql';
import { publicSchema } from '../public-schema.js';
import { run, type Skipped } from './check.js';

const SUPERGRAPH = 'schema/supergraph.graphql';
const CHANGELOG = 'schema/CHANGELOG.md';

/**
 * Changes that break a client, or that a client may not expect, such as a new value of an enum, and that no new line of
 * schema/CHANGELOG.md names in backticks. A field is named by its coordinate (`Bid.price`), and so is an argument
 * (`Query.bids`, or `Query.bids(first:)`); an enum value, a member of a union or a new input field also by its type
 * (`RouteKind.DPS`, or `RouteKind`).
 */
export async function unnamedChanges(): Promise<readonly string[] | Skipped> {
  const base = await baseCommit();
  if (!base) return { skipped: 'no earlier commit to compare with' };
  const before = await run('git', ['show', `${base}:${SUPERGRAPH}`]);
  if (!before.ok) return { skipped: `no supergraph is committed in ${base.slice(0, 9)}` };
  const { stdout: told } = await run('git', ['show', `${base}:${CHANGELOG}`]);
  return changesUnnamed(before.stdout, await readFile(SUPERGRAPH, 'utf8'), {
    before: told,
    now: await readFile(CHANGELOG, 'utf8').catch(() => ''),
  });
}

/** The breaking and the dangerous changes from one supergraph to another that no new line of the change log names. */
export function changesUnnamed(
  before: string,
  now: string,
  changelog: { readonly before: string; readonly now: string },
): readonly string[] {
  const old = new Set(changelog.before.split('\n'));
  const added = changelog.now.split('\n').filter((line) => !old.has(line));
  const named = new Set(added.flatMap((line) => [...line.matchAll(/`([^`]+)`/g)].map(([, name]) => name!)));
  const [one, other] = [publicSchema(before), publicSchema(now)];
  const unnamed = (changes: ReadonlyArray<{ readonly description: string }>) =>
    changes.map(({ description }) => description).filter((each) => !coordinatesIn(each).some((at) => named.has(at)));
  return [
    ...unnamed(findBreakingChanges(one, other)).map((each) => `${each} Undo it, or name it in ${CHANGELOG}.`),
    ...unnamed(findDangerousChanges(one, other)).map(
      (each) => `${each} A client may not expect it: name it in ${CHANGELOG}.`,
    ),
  ];
}

/** Where this branch left the main line; on it, the commit before. */
async function baseCommit(): Promise<string | undefined> {
  const head = (await run('git', ['rev-parse', 'HEAD'])).stdout.trim();
  const fork = (await run('git', ['merge-base', 'HEAD', 'origin/main'])).stdout.trim();
  if (fork && fork !== head) return fork;
  const parent = await run('git', ['rev-parse', '--verify', '--quiet', 'HEAD^']);
  return parent.ok ? parent.stdout.trim() : undefined;
}

/** How graphql-js words a change, and the coordinates by which a change log may name it. */
const WORDINGS: ReadonlyArray<readonly [RegExp, (...named: string[]) => readonly string[]]> = [
  [/^(\w+) was (?:added to|removed from) (?:enum|union) type (\w+)\./, (member, type) => [`${type}.${member}`, type!]],
  [/ field (\w+) on input type (\w+) was added\./, (field, type) => [`${type}.${field}`, type!]],
  [/ arg (\w+) on (\w+\.\w+) was added\./, (arg, field) => [`${field}(${arg}:)`, field!]],
  [/^(\w+\.\w+) arg (\w+) /, (field, arg) => [`${field}(${arg}:)`, field!]],
  [/^\w+ added to interfaces implemented by (\w+)\./, (type) => [type!]],
  [/^(\w+) no longer implements /, (type) => [type!]],
  [/^(\w+\.\w+) (?:was removed|changed type)/, (field) => [field!]],
  [/^(\w+) (?:was removed|changed from)/, (type) => [type!]],
];

/** `Bid.price` of "Bid.price was removed."; of a wording that is not known, all that looks like a coordinate. */
function coordinatesIn(description: string): readonly string[] {
  for (const [wording, coordinates] of WORDINGS) {
    const [, ...named] = wording.exec(description) ?? [];
    if (named.length > 0) return coordinates(...named);
  }
  return description.match(/\b[A-Z]\w*(\.\w+)?/g) ?? [];
}

import { readFile } from 'node:fs/promises';
import { transformSupergraphToPublicSchema } from '@theguild/federation-composition';
import { buildASTSchema, findBreakingChanges, type GraphQLSchema, parse } from 'graphql';
import { run, type Skipped } from './check.js';

const SUPERGRAPH = 'schema/supergraph.graphql';
const CHANGELOG = 'schema/CHANGELOG.md';

/**
 * What clients could ask before and cannot any more, unless a line that is new in schema/CHANGELOG.md names it in
 * backticks: `Bid.price`, `Mutation.submitBid`, `RouteKind.DPS`.
 */
export async function unnamedBreakingChanges(): Promise<readonly string[] | Skipped> {
  const base = await baseCommit();
  if (!base) return { skipped: 'no earlier commit to compare with' };
  const before = await run('git', ['show', `${base}:${SUPERGRAPH}`]);
  if (!before.ok) return { skipped: `no supergraph is committed in ${base.slice(0, 9)}` };
  const { stdout: told } = await run('git', ['show', `${base}:${CHANGELOG}`]);
  return breakingChanges(before.stdout, await readFile(SUPERGRAPH, 'utf8'), {
    before: told,
    now: await readFile(CHANGELOG, 'utf8').catch(() => ''),
  });
}

/** The breaking changes from one supergraph to another that no new line of the change log names. */
export function breakingChanges(
  before: string,
  now: string,
  changelog: { readonly before: string; readonly now: string },
): readonly string[] {
  const old = new Set(changelog.before.split('\n'));
  const added = changelog.now.split('\n').filter((line) => !old.has(line));
  const named = new Set(added.flatMap((line) => [...line.matchAll(/`([^`]+)`/g)].map(([, name]) => name!)));
  return findBreakingChanges(publicSchema(before), publicSchema(now))
    .map(({ description }) => description)
    .filter((description) => !coordinatesIn(description).some((each) => named.has(each)))
    .map((description) => `${description} Undo it, or name it in ${CHANGELOG}.`);
}

/** Where this branch left the main line; on it, the commit before. */
async function baseCommit(): Promise<string | undefined> {
  const head = (await run('git', ['rev-parse', 'HEAD'])).stdout.trim();
  const fork = (await run('git', ['merge-base', 'HEAD', 'origin/main'])).stdout.trim();
  if (fork && fork !== head) return fork;
  const parent = await run('git', ['rev-parse', '--verify', '--quiet', 'HEAD^']);
  return parent.ok ? parent.stdout.trim() : undefined;
}

function publicSchema(supergraph: string): GraphQLSchema {
  return buildASTSchema(transformSupergraphToPublicSchema(parse(supergraph)), { assumeValidSDL: true });
}

/** `Bid.price` of "Bid.price was removed."; of a change to an argument, the field it is of. */
function coordinatesIn(description: string): readonly string[] {
  return description.match(/\b[A-Z]\w*(\.\w+)?/g) ?? [];
}

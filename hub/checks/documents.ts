import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import { type Source, sources } from './sources.js';

/** Documents that people write name files that are there. [adr/0013] */
export async function documentProblems(): Promise<readonly string[]> {
  const written = await sources('*.md', '{adapters,gateway,hub,kernel,subgraphs,test}/**/*.md', 'docs/adr/*.md');
  const code = await sources(
    '{adapters,gateway,hub,kernel,schema,subgraphs,test}/**/*.{ts,cjs}',
    '*.{js,cjs,json,yml}',
    '.dependency-cruiser.cjs',
  );
  return missingFiles(written, [...code.map(({ path }) => path), ...written.map(({ path }) => path)]);
}

/**
 * Files that documents name and that are not there: `` `rules/bids/bid.ts` `` is any file whose path ends so, a link is
 * the very file.
 */
export function missingFiles(
  documents: readonly Source[],
  files: readonly string[],
  isThere: (path: string) => boolean = existsSync,
): readonly string[] {
  return documents.flatMap(({ path, text }) => {
    const named = [...text.matchAll(/`([\w.-]+(?:\/[\w.-]+)*\.(?:ts|js|cjs))`/g)].map(([, file]) => file!);
    const linked = [...text.matchAll(/\]\((?!\w+:|#)([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, file]) => file!);
    return [
      ...named
        .filter((file) => !files.some((each) => each === file || each.endsWith(`/${file}`)))
        .map((file) => `${path} names ${file}, which is not there.`),
      ...linked
        .filter((file) => !isThere(posix.join(posix.dirname(path), file)))
        .map((file) => `${path} links to ${file}, which is not there.`),
    ];
  });
}

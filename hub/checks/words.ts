import { readFile } from 'node:fs/promises';
import { run, type Skipped } from './check.js';

/**
 * What no file of the repository says: where somebody's machine keeps it, what is unfinished, and with what tools it
 * was made. The empty group in each keeps this list from finding itself.
 */
const FORBIDDEN: Readonly<Record<string, RegExp>> = {
  'a path of one machine': /(?<![\w.~-])(?:\/(?:)home|\/(?:)root|\/(?:)work|\/(?:)Users|C:\\(?:)Users)[\\/]\w/,
  'unfinished work': /\b(?:TO(?:)DO|FIX(?:)ME)\b/,
  'a registry': /\bregistry\.(?:)(?:npm|yarn)\w*\.\w+/i,
  'a tool it was made with':
    /\b(?:A(?:)I|G(?:)PT|L(?:)LMs?)\b|[Cc]l(?:)aude|[Aa]nth(?:)ropic|[Cc]hat(?:)G(?:)PT|[Cc]o(?:)pilot/,
};

const TEXT = /\.(?:ts|js|cjs|mjs|json|md|yml|yaml|graphql|sql|html|css|csv|xml|sh|txt)$|(?:^|\/)(?:[^./]+|\.[^./]+)$/;

export async function wordProblems(): Promise<readonly string[] | Skipped> {
  const tracked = await run('git', ['ls-files', '--cached', '-z']);
  if (!tracked.ok) return { skipped: 'this is no git repository' };
  const files = tracked.stdout.split('\0').filter((path) => TEXT.test(path) && path !== 'package-lock.json');
  const problems = await Promise.all(
    files.map(async (path) => wordsIn(path, await readFile(path, 'utf8').catch(() => ''))),
  );
  return problems.flat();
}

/** Each forbidden word of a text, with its line. */
export function wordsIn(path: string, text: string): readonly string[] {
  return text.split('\n').flatMap((line, at) =>
    Object.entries(FORBIDDEN).flatMap(([what, words]) => {
      const found = words.exec(line);
      return found ? [`${path}:${at + 1} names ${what}: ${found[0]}`] : [];
    }),
  );
}

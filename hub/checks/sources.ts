import { glob, readFile } from 'node:fs/promises';

/** A file of the repository. Its path is relative to the root, where npm runs every script. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

/** The files that match any of these patterns, in the order of their paths. */
export async function sources(...patterns: string[]): Promise<readonly Source[]> {
  const paths = new Set<string>();
  for await (const path of glob(patterns, { exclude: (each) => /(^|[\\/])(node_modules|dist)$/.test(each) })) {
    paths.add(path.replaceAll('\\', '/'));
  }
  return Promise.all([...paths].sort().map(async (path) => ({ path, text: await readFile(path, 'utf8') })));
}

/** `[path](../path)`, as a document in docs/ links to a file. */
export function link(path: string, text = path): string {
  return `[${text}](../${path})`;
}

/** Opens every generated document. */
export function generated(title: string, about: string): string {
  return `# ${title}\n\n<!-- Written by \`npm run docs\` and checked by \`npm run check\`: change the code, not this file. -->\n\n${about}\n`;
}

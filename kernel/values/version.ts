import { existsSync, readFileSync } from 'node:fs';

/** The version that package.json states; the file lies beside the built code or above it. */
export const VERSION: string = versionAbove(new URL('.', import.meta.url));

function versionAbove(folder: URL): string {
  const file = new URL('package.json', folder);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')).version;
  const above = new URL('..', folder);
  if (above.href === folder.href) throw new Error('There is no package.json above the code.');
  return versionAbove(above);
}

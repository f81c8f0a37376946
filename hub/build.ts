import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * `npm run build`: writes dist/ from the sources, without looking at types (`npm run check` does that). Only what has
 * changed is written, so that every npm script can begin with it.
 *
 * Every file is written beside its place and then renamed, so that two builds at once never see half a file.
 * Node runs this file as it is written, because it is what builds: it may import nothing of ours.
 */
const FOLDERS = ['adapters', 'gateway', 'hub', 'kernel', 'schema', 'subgraphs', 'test'];
const OUT = 'dist';
const RECORD = join(OUT, 'built.json');
/** What the built files depend on besides their sources. */
const SETTINGS = ['.swcrc', 'hub/build.ts', 'node_modules/@swc/core/package.json'];

/** What was built: the settings, and each source as it was then. */
interface Built {
  readonly settings: string;
  readonly sources: Readonly<Record<string, Seen>>;
}

interface Seen {
  readonly mtimeMs: number;
  readonly size: number;
  readonly hash: string;
}

/** Brings dist/ up to date, and answers how many files were written. */
export async function build(): Promise<number> {
  const before = await readRecord();
  const settings = hashOf((await Promise.all(SETTINGS.map((path) => readFile(path, 'utf8')))).join('\0'));
  const known = before?.settings === settings ? before.sources : {};
  const paths = (await Promise.all(FOLDERS.map(sourcesIn))).flat();
  const now = await Promise.all(paths.map(async (path) => [path, await seen(path, known[path])] as const));
  const changed = now.filter(([path, { hash }]) => known[path]?.hash !== hash).map(([path]) => path);
  const sources = Object.fromEntries(now);
  const gone = Object.keys(before?.sources ?? {}).filter((path) => !(path in sources));
  if (changed.length > 0) await emit(changed);
  await Promise.all(gone.map((path) => rm(emitted(path), { force: true })));
  const isSame = gone.length === 0 && now.every(([path, each]) => each === known[path]);
  if (!isSame) await put(RECORD, JSON.stringify({ settings, sources }));
  return changed.length;
}

/** What a source is now; what is known already, if nobody has touched it since. */
async function seen(path: string, known: Seen | undefined): Promise<Seen> {
  const { mtimeMs, size } = await stat(path);
  if (known?.mtimeMs === mtimeMs && known.size === size) return known;
  return { mtimeMs, size, hash: hashOf(await readFile(path, 'utf8')) };
}

async function readRecord(): Promise<Built | null> {
  const text = await readFile(RECORD, 'utf8').catch(() => null);
  return text === null ? null : (JSON.parse(text) as Built);
}

/** Every source below a folder but the tests, which jest reads as they are written. */
async function sourcesIn(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) found.push(...(await sourcesIn(path)));
    else if (/(?<!\.test|\.d)\.ts$|\.cjs$/.test(entry.name)) found.push(path);
  }
  return found;
}

async function emit(paths: readonly string[]): Promise<void> {
  // Only a build that has something to write waits for the compiler.
  const { transform } = await import('@swc/core');
  const folders = new Set(paths.map((path) => dirname(emitted(path))));
  await Promise.all([...folders].map((folder) => mkdir(folder, { recursive: true })));
  await Promise.all(
    paths.map(async (path) => {
      const source = await readFile(path, 'utf8');
      // What is JavaScript already is as it has to be.
      const { code } = path.endsWith('.ts')
        ? await transform(source, { filename: path, sourceMaps: false })
        : { code: source };
      await put(emitted(path), code);
    }),
  );
}

function emitted(path: string): string {
  return join(OUT, path.replace(/\.ts$/, '.js'));
}

async function put(path: string, text: string): Promise<void> {
  const beside = `${path}.${process.pid}.partial`;
  await writeFile(beside, text);
  await rename(beside, path);
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await build();

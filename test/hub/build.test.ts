import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

/** A repository of a few files, and the real build over it. */
let root: string;
const run = promisify(execFile);
const build = () => run(process.execPath, [resolve('hub/build.ts')], { cwd: root });
const built = (path: string) => join(root, 'dist', path);

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'hub-build-'));
  for (const folder of ['adapters', 'gateway', 'hub', 'kernel', 'schema', 'subgraphs', 'test']) {
    await mkdir(join(root, folder));
  }
  for (const file of ['.swcrc', 'hub/build.ts']) await cp(file, join(root, file));
  await symlink(resolve('node_modules'), join(root, 'node_modules'));
  await write('kernel/time/clock.ts', 'export const now: number = 1;');
  await write('kernel/time/clock.test.ts', 'it("is no part of it", () => {});');
});
afterEach(() => rm(root, { recursive: true, force: true }));

it('writes what has changed and no more, also when the types are wrong', async () => {
  await build();
  expect(await readFile(built('kernel/time/clock.js'), 'utf8')).toContain('export const now = 1;');
  expect(existsSync(built('kernel/time/clock.test.js'))).toBe(false);

  const before = await stat(built('kernel/time/clock.js'));
  await utimes(join(root, 'kernel/time/clock.ts'), new Date(), new Date(Date.now() + 5000));
  await write('kernel/time/zone.ts', "export const zone: number = 'London';");
  await build();
  expect((await stat(built('kernel/time/clock.js'))).mtimeMs).toBe(before.mtimeMs);
  expect(await readFile(built('kernel/time/zone.js'), 'utf8')).toContain("export const zone = 'London';");

  await write('kernel/time/clock.ts', 'export const now: number = 2;');
  await rm(join(root, 'kernel/time/zone.ts'));
  await build();
  expect(await readFile(built('kernel/time/clock.js'), 'utf8')).toContain('now = 2');
  expect(existsSync(built('kernel/time/zone.js'))).toBe(false);
});

it('fails at what cannot be read, and builds it once it can', async () => {
  await write('kernel/time/clock.ts', 'export const now = ;');
  await expect(build()).rejects.toThrow(/Expression expected|Syntax Error/);
  await write('kernel/time/clock.ts', 'export const now = 3;');
  await build();
  expect(await readFile(built('kernel/time/clock.js'), 'utf8')).toContain('now = 3');
});

it('may run several times at once', async () => {
  await Promise.all(
    Array.from({ length: 40 }, (_, nth) => write(`schema/s${nth}.ts`, `export const s: number = ${nth};`)),
  );
  await Promise.all([build(), build(), build()]);
  const files = await readdir(built('schema'));
  expect(files.filter((name) => !name.endsWith('.js'))).toEqual([]);
  for (const name of files)
    expect(await readFile(built(`schema/${name}`), 'utf8')).toMatch(/^export const s = \d+;\n$/);
  expect(files).toHaveLength(40);
});

import { lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TakenRows } from '../../adapters/las/taken-rows.js';
import { remember, writeDown } from '../../adapters/rostering/memory.js';
import { appendOwn, readOwn, removeUnfinished, writeWhole } from '../../adapters/write-whole.js';

describe('what an adapter writes beside others’ files', () => {
  let folder: string;
  let elsewhere: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'own-'));
    elsewhere = join(folder, 'elsewhere');
    await writeFile(elsewhere, 'as it was');
  });
  afterEach(async () => {
    expect(await readFile(elsewhere, 'utf8')).toBe('as it was');
    await rm(folder, { recursive: true });
  });

  it('IDG-14: it is there whole, for this user alone, and a link in its place is replaced', async () => {
    const path = join(folder, 'report');
    await symlink(elsewhere, path);
    // The name under which it used to be written before it was whole.
    await symlink(elsewhere, join(folder, '.report.tmp'));
    await writeWhole(path, 'new');
    const found = await lstat(path);
    expect([found.isFile(), found.mode & 0o777, await readFile(path, 'utf8')]).toEqual([true, 0o600, 'new']);
    expect((await readdir(folder)).sort()).toEqual(['.report.tmp', 'elsewhere', 'report']);
  });

  it('IDG-14: where it cannot be put, nothing is left behind', async () => {
    await mkdir(join(folder, 'report'));
    await expect(writeWhole(join(folder, 'report'), 'new')).rejects.toThrow();
    expect((await readdir(folder)).sort()).toEqual(['elsewhere', 'report']);
  });

  it('IDG-14: neither reading nor adding follows a link', async () => {
    const path = join(folder, 'taken');
    await symlink(elsewhere, path);
    await expect(appendOwn(path, 'more')).rejects.toMatchObject({ code: 'ELOOP' });
    await expect(readOwn(path)).rejects.toMatchObject({ code: 'ELOOP' });
    await rm(path);
    await appendOwn(path, 'one\n');
    await appendOwn(path, 'two\n');
    expect([await readOwn(path), (await lstat(path)).mode & 0o777]).toEqual(['one\ntwo\n', 0o600]);
  });

  it('IDG-14: nor does what the adapters remember', async () => {
    const memory = join(folder, 'memory.json');
    await symlink(elsewhere, memory);
    await expect(remember(memory)).rejects.toMatchObject({ code: 'ELOOP' });
    await rm(memory);
    const begun = await remember(memory);
    await symlink(elsewhere, memory);
    await writeDown(memory, begun, new Date());
    expect((await lstat(memory)).isFile()).toBe(true);

    await symlink(folder, join(folder, '.las'));
    await expect(TakenRows.open(join(folder, '.las'))).rejects.toThrow('no folder of this program');
    await rm(join(folder, '.las'));
    await mkdir(join(folder, '.las'));
    await symlink(elsewhere, join(folder, '.las', 'taken.jsonl'));
    await expect(TakenRows.open(join(folder, '.las'))).rejects.toMatchObject({ code: 'ELOOP' });
  });

  it('NFR-07: what a crash left unfinished is removed after an hour', async () => {
    const hourAgo = new Date(Date.now() - 61 * 60_000);
    const [old, young] = ['.a.json.0123456789abcdef.tmp', '.b.json.0123456789abcdef.tmp'];
    for (const name of [old, young, '.theirs.tmp']) await writeFile(join(folder, name), 'half');
    for (const name of [old, '.theirs.tmp']) await utimes(join(folder, name), hourAgo, hourAgo);
    await removeUnfinished(folder);
    expect((await readdir(folder)).sort()).toEqual([young, '.theirs.tmp', 'elsewhere'].sort());
  });
});

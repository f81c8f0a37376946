import { readFile, writeFile } from 'node:fs/promises';
import { errorsDocument } from './errors-register.js';
import { rulesDocument } from './rules-register.js';
import { statesDocument } from './states-register.js';

/** The documents that are written from the code, by file. */
export const REGISTERS: Readonly<Record<string, () => Promise<string>>> = {
  'docs/rules.md': rulesDocument,
  'docs/states.md': statesDocument,
  'docs/errors.md': errorsDocument,
};

/** `npm run docs`: writes what the code says, and answers which files that changed. */
export async function writeRegisters(): Promise<readonly string[]> {
  const changed: string[] = [];
  for (const file of Object.keys(REGISTERS)) {
    if ((await drift(file)).length === 0) continue;
    await writeFile(file, await REGISTERS[file]!());
    changed.push(file);
  }
  return changed;
}

/** The first line in which a document differs from what the code says. */
export async function drift(file: string): Promise<readonly string[]> {
  const said = (await REGISTERS[file]!()).split('\n');
  const committed = (await readFile(file, 'utf8').catch(() => '')).split('\n');
  const line = said.findIndex((each, at) => each !== committed[at]);
  if (line < 0 && said.length === committed.length) return [];
  const at = line < 0 ? said.length : line;
  return [
    `${file}:${at + 1} is not what the code says. Run npm run docs and commit it.`,
    `  committed: ${committed[at] ?? '(nothing)'}`,
    `  code says: ${said[at] ?? '(nothing)'}`,
  ];
}

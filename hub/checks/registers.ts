import { readFile, writeFile } from 'node:fs/promises';
import { accessDocument } from './access-register.js';
import { errorsDocument } from './errors-register.js';
import { notice } from './licences.js';
import { rulesDocument } from './rules-register.js';
import { statesDocument } from './states-register.js';

/** The documents that are written from the code, by file. */
export const REGISTERS: Readonly<Record<string, () => Promise<string>>> = {
  'docs/rules.md': rulesDocument,
  'docs/states.md': statesDocument,
  'docs/errors.md': errorsDocument,
  'docs/access.md': accessDocument,
  NOTICE: notice,
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

/** Where a document first differs from what the code says; nothing where it does not. */
export async function drift(file: string): Promise<readonly string[]> {
  const said = await REGISTERS[file]!();
  const committed = await readFile(file, 'utf8').catch(() => '');
  if (said === committed) return [];
  let from = 0;
  while (from < said.length && said[from] === committed[from]) from += 1;
  const excerpt = (text: string) =>
    text
      .slice(Math.max(0, from - 40), from + 80)
      .split('\n')
      .join('⏎');
  return [
    `${file}:${said.slice(0, from).split('\n').length} is not what the code says. Run npm run docs and commit it.`,
    `  committed: …${excerpt(committed)}…`,
    `  code says: …${excerpt(said)}…`,
  ];
}

import { type Catalogue, idsIn, readCatalogue } from './catalogue.js';
import { DECORATORS } from './docblocks.js';
import { type Source, sources } from './sources.js';

/**
 * `[WIN-01]` says that this honours the rule, and docs/rules.md lists it; `(WIN-01)` only mentions the rule. So what is
 * in square brackets is in the catalogue, and stands where the register reads it: at the end of the docblock of an
 * exported thing. [adr/0013]
 */
export async function citationProblems(): Promise<readonly string[]> {
  const catalogue = await readCatalogue();
  const all = await sources('{adapters,gateway,hub,kernel,schema,subgraphs}/**/*.ts');
  return all.filter(({ path }) => !path.startsWith('hub/checks/')).flatMap((source) => misplaced(source, catalogue));
}

const COMMENT = new RegExp(
  String.raw`\/\*\*?(?<block>(?:(?!\*\/)[\s\S])*)\*\/(?<after>\s*${DECORATORS}export\b)?|(?<=^|\s)\/\/(?<line>[^\n]*)`,
  'g',
);
const BRACKETS = /\[([^\]]*)\]/g;

/** Citations of a source that no register reads, or that the catalogue does not have. */
export function misplaced({ path, text }: Source, catalogue: Catalogue): readonly string[] {
  return [...text.matchAll(COMMENT)].flatMap((comment) => {
    const { block, after, line } = comment.groups as Record<string, string | undefined>;
    const words = (block ?? line!).replace(/^\s*\* ?/gm, '');
    const prose = words.split(/\n@/)[0]!.trimEnd();
    return [...words.matchAll(BRACKETS)].flatMap((brackets) => {
      const ids = idsIn(brackets[1]!, catalogue);
      if (ids.length === 0) return [];
      const at = `${path}:${text.slice(0, comment.index).split('\n').length}`;
      const unknown = ids
        .filter((id) => !catalogue.has(id))
        .map((id) => `${at} cites ${id}, which is in no catalogue.`);
      if (!after)
        return [...unknown, `${at} cites ${brackets[0]} on nothing that is exported: mention it as (${brackets[1]}).`];
      const rest = prose.slice(brackets.index + brackets[0].length).replace(BRACKETS, '');
      return /^[\s.]*$/.test(rest) && brackets.index < prose.length
        ? unknown
        : [...unknown, `${at} cites ${brackets[0]} amid its docblock: a citation stands at the end.`];
    });
  });
}

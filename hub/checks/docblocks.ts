import { type Catalogue, idsIn } from './catalogue.js';
import type { Source } from './sources.js';

/** An exported thing and what its docblock says of it. */
export interface Documented {
  readonly path: string;
  readonly name: string;
  readonly isFunction: boolean;
  /** The first sentence, without citations. */
  readonly sentence: string;
  /** The ids cited in square brackets: `[WIN-01, AMB-50; 002 App A]`. An id that is only mentioned is not among them. */
  readonly cites: readonly string[];
}

/** A docblock's words, and whatever decorators stand between it and what it describes; parentheses up to four deep. */
const BLOCK = String.raw`\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*\n`;
const DEEP = [1, 2, 3].reduce((inner) => String.raw`(?:[^()]|\(${inner}*\))`, '[^()]');
export const DECORATORS = String.raw`(?:@\w+(?:\(${DEEP}*\))?\s*)*`;
const DOCUMENTED = new RegExp(
  `${BLOCK}${DECORATORS}${String.raw`export (?:default )?(?:async )?(?:abstract )?(function\*?|const|class|interface|type) (\w+)`}`,
  'g',
);
const CITATION = /\s*\[[^\]]*\]/g;

export function documentedIn({ path, text }: Source, catalogue: Catalogue): readonly Documented[] {
  return [...text.matchAll(DOCUMENTED)].map(([, block, kind, name]) => {
    const prose = block!.replace(/^\s*\* ?/gm, '').trim();
    return {
      path,
      name: name!,
      isFunction: kind!.startsWith('function'),
      sentence: firstSentence(prose),
      cites: idsIn((prose.match(CITATION) ?? []).join(' '), catalogue),
    };
  });
}

function firstSentence(prose: string): string {
  const paragraph = prose
    .split(/\n\s*\n|\n@/)[0]!
    .replace(/\s+/g, ' ')
    .replace(CITATION, '');
  const sentence = /^.*?[.?!](?=\s|$)/.exec(paragraph)?.[0] ?? paragraph;
  return sentence.replace(/\s+([.,;:?])/g, '$1').trim();
}

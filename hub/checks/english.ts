import { sources } from './sources.js';

/**
 * Turns of phrase that a reader has to read twice, each with what says the same plainly. The list has what was found
 * most often, and nothing that is ever right.
 */
const KNOTS: ReadonlyArray<readonly [knot: RegExp, instead: string]> = [
  [/\b(?:is|are|was|were) none of (?:the|its|it|them|their|theirs)\b/i, 'is not one of'],
  [/\botherwise than\b/i, 'unlike, differently from'],
  [/\b(?:is|are|be|was|were) otherwise(?= today\b|[.,;:)'"`]|$)/i, 'differs'],
  [/\b(?:there|where)(?:of|in|upon)\b/i, 'of it, in it, then'],
  [/\bwhere (?:anything|nothing|nobody|anybody|none) (?:is|are|was|were|has|have|may|of|does|can)\b/i, 'if'],
  [/\bwhatever of\b/i, 'whichever part of'],
  [/\bsuch as (?:is|are|was)\b/i, 'if there is one'],
  [
    /\bwhat (?:is|was|has been) (?:told|said|asked|made|held|left|reported) of\b/i,
    'what is said about, or the thing itself',
  ],
  [/\b(?:is|are) to be had\b/i, 'exists, is available'],
  [/\bthe same of (?:a|an|any|the|two|that|what)\b/i, 'the same for'],
  [/\bas far as (?:it|they) (?:is|are|has|have|goes|go)\b/i, 'so far'],
  [/\bof (?:it|them) (?:that|which|whose)\b/i, 'its … that, those … that'],
  [/\bso much as\b/i, 'even'],
  [/\bnor (?:is|are|does|do|may|can|has|have) (?:anything|anybody|any|it|they|an?|the)\b/i, 'and … not'],
  [/\bof which there (?:is|are)\b/i, 'which has'],
  [/\bwhat (?:it|they) (?:is|are) of\b/i, 'what it belongs to'],
  [/\bsave (?:what|that|for|where)\b/i, 'except'],
];

/** What people write here is read by people: comments, descriptions, messages and documents. [adr/0013] */
export async function englishProblems(): Promise<readonly string[]> {
  const written = await sources(
    '{adapters,gateway,hub,kernel,schema,subgraphs,test}/**/*.{ts,md}',
    'docs/adr/*.md',
    '*.md',
  );
  return written
    .filter(({ path }) => !path.startsWith('hub/checks/english'))
    .flatMap(({ path, text }) => knotsIn(path, text));
}

/** Each knot of a text, with its line. A phrase may run over the end of a line of a comment. */
export function knotsIn(path: string, text: string): readonly string[] {
  const lines = text.split('\n');
  return lines.flatMap((line, at) => {
    const next = (lines[at + 1] ?? '').replace(/^\s*(?:\*|\/\/)\s?/, '');
    const both = `${line} ${next}`;
    return KNOTS.flatMap(([knot, instead]) => {
      const found = knot.exec(both);
      return found && found.index < line.length ? [`${path}:${at + 1} "${found[0]}": write ${instead}.`] : [];
    });
  });
}

import { type Source, sources } from './sources.js';
import { argumentsOf, type Node, syntaxOf, textOf, walk } from './syntax.js';

/** A test, by its title and those of the groups it stands in. */
export interface Titled {
  readonly title: string;
  readonly path: string;
}

/**
 * The titles of the tests in a file, read off its syntax. A title that begins with a column of its table (`%s: …`) counts
 * once for each text of the table: an id may be one of them.
 */
export function titlesIn(source: Source): readonly Titled[] {
  const titles: Titled[] = [];
  walk(syntaxOf(source), (node, within) => {
    if (nameOf(node) !== 'it' && nameOf(node) !== 'test') return;
    const groups = within.filter((each) => nameOf(each) === 'describe').map(titleOf);
    for (const first of firstWords(node)) {
      titles.push({ title: [...groups, `${first}${titleOf(node)}`].join(' › '), path: source.path });
    }
  });
  return titles;
}

export async function testTitles(): Promise<readonly Titled[]> {
  return (await sources('test/**/*.test.ts')).flatMap(titlesIn);
}

/** `it` of `it('…')` and of `it.each([…])('…')`, if the node is such a call with a title. */
function nameOf(node: Node): string | undefined {
  if (node.type !== 'CallExpression' || textOf(argumentsOf(node)[0]) === undefined) return undefined;
  let callee = node.callee as Node;
  while (callee.type === 'CallExpression' || callee.type === 'MemberExpression') {
    callee = (callee.type === 'CallExpression' ? callee.callee : callee.object) as Node;
  }
  return callee.type === 'Identifier' ? (callee.value as string) : undefined;
}

function titleOf(call: Node): string {
  return textOf(argumentsOf(call)[0]) ?? '';
}

function firstWords(call: Node): readonly string[] {
  const table = call.callee as Node;
  if (!/^[%$]/.test(titleOf(call)) || table.type !== 'CallExpression') return [''];
  const words: string[] = [];
  walk(argumentsOf(table)[0]!, (node) => {
    if (node.type === 'StringLiteral') words.push(`${node.value} `);
  });
  return words.length > 0 ? words : [''];
}

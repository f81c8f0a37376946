import { parseSync } from '@swc/core';
import type { Source } from './sources.js';

/** A node of the syntax tree, as swc gives it: `type` says what else it has. */
export interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

export function syntaxOf({ path, text }: Source): Node {
  try {
    return parseSync(text, { syntax: 'typescript', decorators: true }) as unknown as Node;
  } catch (error) {
    throw new Error(`${path} cannot be parsed: ${(error as Error).message}`);
  }
}

/** Calls `enter` for every node, outermost first, with the nodes that it lies in, innermost last. */
export function walk(root: Node, enter: (node: Node, within: readonly Node[]) => void): void {
  const within: Node[] = [];
  const visit = (value: unknown): void => {
    if (value === null || typeof value !== 'object') return;
    const node = 'type' in value && typeof value.type === 'string' ? (value as Node) : undefined;
    if (node) {
      enter(node, within);
      within.push(node);
    }
    for (const each of Object.values(value)) visit(each);
    if (node) within.pop();
  };
  visit(root);
}

/** An expression without what only TypeScript reads, and without parentheses. */
export function bare(node: Node): Node {
  const wrapped = /^(Ts(As|Satisfies|ConstAssertion|NonNull|Const)\w*|ParenthesisExpression)$/.test(node.type);
  return wrapped ? bare(node.expression as Node) : node;
}

/** The text of a string or template; what a template computes reads as `…`. Undefined for any other expression. */
export function textOf(node: Node | undefined): string | undefined {
  if (node?.type === 'StringLiteral') return node.value as string;
  if (node?.type !== 'TemplateLiteral') return undefined;
  return (node.quasis as ReadonlyArray<{ cooked: string }>).map(({ cooked }) => cooked).join('…');
}

/** The arguments of a call. */
export function argumentsOf(call: Node): readonly Node[] {
  return (call.arguments as ReadonlyArray<{ expression: Node }>).map(({ expression }) => bare(expression));
}

import { posix } from 'node:path';
import { type Source, sources } from './sources.js';
import { type Node, syntaxOf, walk } from './syntax.js';

/** What a module declares at its top level, what it exports of that, and what it imports from files of ours. */
export interface Module {
  readonly path: string;
  readonly declared: ReadonlyMap<string, Declared>;
  readonly imports: readonly Imported[];
}

export interface Declared {
  readonly kind: 'function' | 'constant' | 'class' | 'type';
  readonly exported: boolean;
  /** The names that its own code mentions. */
  readonly mentions: ReadonlySet<string>;
}

export interface Imported {
  /** The file, relative to the root. */
  readonly from: string;
  /** `*` for all of it. */
  readonly name: string;
  readonly local: string;
  readonly typeOnly: boolean;
}

/** Everything that runs in production, without what checks the repository and without migrations. */
export async function productionSources(): Promise<readonly Source[]> {
  const all = await sources('{adapters,gateway,hub,kernel,schema,subgraphs}/**/*.ts');
  return all.filter(({ path }) => !path.startsWith('hub/checks/') && !path.includes('/migrations/'));
}

export function moduleOf(source: Source): Module {
  const root = syntaxOf(source);
  const declared = new Map<string, Declared>();
  const imports: Imported[] = [];
  const resolve = (specifier: string) =>
    /^\.{1,2}\//.test(specifier) ? posix.join(posix.dirname(source.path), specifier).replace(/\.js$/, '.ts') : null;
  for (const node of root.body as readonly Node[]) {
    if (node.type === 'ImportDeclaration') imports.push(...importedBy(node, resolve));
    else if (node.type === 'ExportNamedDeclaration' && node.source) imports.push(...passedOnBy(node, resolve));
    else {
      const exported = node.type === 'ExportDeclaration' || node.type === 'ExportDefaultDeclaration';
      const declaration = (exported ? (node.declaration ?? node.decl) : node) as Node;
      for (const [name, kind, body] of namesOf(declaration)) {
        declared.set(name, { kind, exported, mentions: mentionedIn(body) });
      }
    }
  }
  walk(root, (node) => {
    if (node.type !== 'CallExpression' || (node.callee as Node).type !== 'Import') return;
    const [{ expression }] = node.arguments as readonly [{ expression: Node }];
    const from = expression.type === 'StringLiteral' ? resolve(expression.value as string) : null;
    if (from) imports.push({ from, name: '*', local: '*', typeOnly: false });
  });
  return { path: source.path, declared, imports };
}

function importedBy(node: Node, resolve: (specifier: string) => string | null): readonly Imported[] {
  const from = resolve((node.source as Node).value as string);
  if (!from) return [];
  return (node.specifiers as readonly Node[]).map((each) => {
    const local = (each.local as Node).value as string;
    const name = each.type === 'ImportSpecifier' ? (((each.imported as Node | null)?.value as string) ?? local) : '*';
    return { from, name, local, typeOnly: Boolean(node.typeOnly) || Boolean(each.isTypeOnly) };
  });
}

/** `export { a as b } from './c.js'` imports what it exports; nobody here follows it further. */
function passedOnBy(node: Node, resolve: (specifier: string) => string | null): readonly Imported[] {
  const from = resolve((node.source as Node).value as string);
  if (!from) return [];
  return (node.specifiers as readonly Node[]).map((each) => {
    const name = ((each.orig as Node | undefined)?.value as string) ?? '*';
    return { from, name, local: name, typeOnly: Boolean(node.typeOnly) || Boolean(each.isTypeOnly) };
  });
}

function namesOf(declaration: Node): ReadonlyArray<readonly [name: string, kind: Declared['kind'], body: Node]> {
  switch (declaration.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
      return [[nameOf(declaration), 'function', declaration]];
    case 'ClassDeclaration':
    case 'ClassExpression':
      return [[nameOf(declaration), 'class', declaration]];
    case 'TsInterfaceDeclaration':
    case 'TsTypeAliasDeclaration':
      return [[((declaration.id as Node).value as string) ?? '', 'type', declaration]];
    case 'VariableDeclaration':
      return (declaration.declarations as readonly Node[]).flatMap((each) => {
        const init = each.init as Node | null;
        const kind = init && /^(ArrowFunction|Function)Expression$/.test(init.type) ? 'function' : 'constant';
        return boundBy(each.id as Node).map((name) => [name, kind, each] as const);
      });
    default:
      return [];
  }
}

function nameOf(declaration: Node): string {
  return ((declaration.identifier as Node | null)?.value as string) ?? 'default';
}

/** The names that a pattern binds: `a`, and of `{ a, b: c }` `a` and `c`. */
function boundBy(pattern: Node): readonly string[] {
  if (pattern.type === 'Identifier') return [pattern.value as string];
  const names: string[] = [];
  walk(pattern, (node) => {
    if (node.type === 'AssignmentPatternProperty') names.push((node.key as Node).value as string);
    else if (node.type === 'KeyValuePatternProperty') names.push(...boundBy(node.value as Node));
  });
  return names;
}

/** The names of a declaration's code: its types are gone when it runs, and are left out. */
function mentionedIn(body: Node): ReadonlySet<string> {
  const names = new Set<string>();
  walk(body, (node, within) => {
    if (node.type !== 'Identifier') return;
    const parent = within.at(-1);
    const isProperty = parent?.type === 'MemberExpression' && parent.property === node;
    const isType = within.some(({ type }) => type === 'TsTypeAnnotation' || type === 'TsTypeReference');
    if (!isProperty && !isType) names.add(node.value as string);
  });
  return names;
}

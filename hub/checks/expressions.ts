import type { Source } from './sources.js';
import { argumentsOf, bare, type Node, syntaxOf, textOf, walk } from './syntax.js';

/**
 * Expressions in sources, and what can be read off of their values without running anything: through constants,
 * conditions, and the parameters of helpers, by every call of them.
 */

/** An expression, where it stands (outermost first), and what is known of the parameters there. */
export interface Placed {
  readonly node: Node;
  readonly file: File;
  readonly within: readonly Node[];
  /** The call that is followed: its arguments stand for the parameters of this function. */
  readonly through?: { readonly called: Node; readonly call: Placed };
}

export interface Function {
  readonly name: string;
  readonly node: Node;
  readonly parameters: ReadonlyArray<{ readonly name: string; readonly otherwise?: Node }>;
}

export interface File {
  readonly path: string;
  readonly objects: Placed[];
  readonly calls: Map<string, Placed[]>;
  readonly constants: Array<{ readonly name: string; readonly value: Node; readonly block: Node | undefined }>;
  readonly functions: Map<string, Node>;
  readonly exported: ReadonlySet<string>;
}

export type CallsOf = (name: string, file: File) => readonly Placed[];

function fileOf(source: Source): File {
  const exported = [...source.text.matchAll(/^export (?:async )?(?:function|const) (\w+)/gm)].map(([, name]) => name!);
  const file: File = {
    path: source.path,
    objects: [],
    calls: new Map(),
    constants: [],
    functions: new Map(),
    exported: new Set(exported),
  };
  walk(syntaxOf(source), (node, within) => {
    const placed = (): Placed => ({ node, file, within: [...within] });
    if (node.type === 'VariableDeclarator') {
      const { id, init } = node as { id?: Node; init?: Node };
      if (id?.type === 'Identifier' && init) {
        file.constants.push({ name: id.value as string, value: init, block: within.findLast(isBlock) });
      }
    } else if (node.type === 'FunctionDeclaration') {
      file.functions.set((node.identifier as Node).value as string, node);
    } else if (node.type === 'CallExpression' && (node.callee as Node).type === 'Identifier') {
      const name = (node.callee as Node).value as string;
      file.calls.set(name, [...(file.calls.get(name) ?? []), placed()]);
    } else if (node.type === 'ObjectExpression') {
      file.objects.push(placed());
    }
  });
  return file;
}

function isBlock({ type }: Node): boolean {
  return type === 'FunctionBody' || type === 'BlockStatement' || type === 'Module';
}

/** The functions an expression stands in, innermost last, by the names they are called by. */
export function functionsAround({ within }: Placed): readonly Function[] {
  return within.flatMap((node, at) => {
    const parent = within[at - 1];
    if (node.type === 'FunctionDeclaration')
      return { node, name: nameOf(node.identifier), parameters: parametersOf(node) };
    if (node.type !== 'ArrowFunctionExpression') return [];
    return {
      node,
      name: parent?.type === 'VariableDeclarator' ? nameOf(parent.id) : '',
      parameters: parametersOf(node),
    };
  });
}

function parametersOf(node: Node): Function['parameters'] {
  return (node.params as readonly Node[]).map((each) => {
    const pattern = (each.type === 'Parameter' ? each.pat : each) as Node;
    if (pattern.type !== 'AssignmentPattern') return { name: nameOf(pattern) };
    return { name: nameOf(pattern.left), otherwise: pattern.right as Node };
  });
}

export function nameOf(identifier: unknown): string {
  return ((identifier as Node).value as string | undefined) ?? '';
}

/** The properties of an object literal by name; of `{ code }` the name itself. */
export function propertiesOf(object: Node): Readonly<Record<string, Node | undefined>> {
  const properties: Record<string, Node> = {};
  for (const each of object.properties as readonly Node[]) {
    if (each.type === 'Identifier') properties[nameOf(each)] = each;
    else if (each.type === 'KeyValueProperty') properties[nameOf(each.key)] = bare(each.value as Node);
  }
  return properties;
}

/** The files of some sources, and the calls of a function in them by its name. */
export function readFiles(sources: readonly Source[]): { readonly files: readonly File[]; readonly callsOf: CallsOf } {
  const files = sources.map(fileOf);
  const callsOf: CallsOf = (name, file) =>
    [file, ...(file.exported.has(name) ? files.filter((each) => each !== file) : [])].flatMap(
      (each) => each.calls.get(name) ?? [],
    );
  return { files, callsOf };
}

/** The texts that an expression may have, as far as they can be read off. */
export function valuesOf(placed: Placed, callsOf: CallsOf, depth = 0): readonly string[] {
  const node = bare(placed.node);
  const text = textOf(node);
  if (text !== undefined) return [text];
  const at = (other: Node, within = placed.within) => valuesOf({ ...placed, node: other, within }, callsOf, depth + 1);
  if (depth > 8) return [];
  if (node.type === 'ConditionalExpression') return [...at(node.consequent as Node), ...at(node.alternate as Node)];
  if (node.type === 'CallExpression') {
    const called = placed.file.functions.get(nameOf(node.callee));
    return called ? returnedBy(called).flatMap((each) => at(each, [called])) : [];
  }
  if (node.type !== 'Identifier') return [];

  const name = nameOf(node);
  const owner = functionsAround(placed).findLast(({ parameters }) => parameters.some((each) => each.name === name));
  if (!owner) {
    const blocks = placed.within.filter(isBlock);
    const known = placed.file.constants.filter((each) => each.name === name);
    const nearest = blocks.toReversed().find((block) => known.some((each) => each.block === block));
    const constant = known.find(({ block }) => block === nearest);
    return constant ? at(constant.value) : [];
  }
  const position = owner.parameters.findIndex((each) => each.name === name);
  const { through } = placed;
  const calls = through?.called === owner.node ? [through.call] : callsOf(owner.name, placed.file);
  const values = calls.flatMap((call) => {
    const given = argumentsOf(call.node)[position] ?? owner.parameters[position]!.otherwise;
    return given ? valuesOf({ ...call, node: given }, callsOf, depth + 1) : [];
  });
  return [...new Set(values)];
}

function returnedBy(called: Node): readonly Node[] {
  const returned: Node[] = [];
  walk(called.body as Node, (node) => {
    if (node.type === 'ReturnStatement' && node.argument) returned.push(node.argument as Node);
  });
  return returned;
}

import { moduleOf } from './modules.js';
import { type Source, sources } from './sources.js';

/** Files of commands with more than one exported function, each with why it may. */
const SEVERAL_FUNCTIONS: Readonly<Record<string, string>> = {
  'subgraphs/monitoring/commands/placements/expect-visits.ts':
    'one thing is kept of a placement, and each function answers another event that says something of it',
};

/** What commands and reads must look like. [adr/0013] */
export async function layerProblems(): Promise<readonly string[]> {
  return [
    ...commandProblems(await sources('subgraphs/*/commands/**/*.ts')),
    ...readProblems(await sources('subgraphs/*/reads/**/*.ts')),
  ];
}

/** A command is one exported function, with its types and who is allowed it beside it; the file has its name. */
export function commandProblems(
  commands: readonly Source[],
  exceptions: Readonly<Record<string, string>> = SEVERAL_FUNCTIONS,
): readonly string[] {
  const unneeded = new Set(Object.keys(exceptions));
  const problems = commands.flatMap((source) => {
    const { path, declared } = moduleOf(source);
    const functions = [...declared].flatMap(([name, { kind, exported }]) =>
      kind === 'function' && exported ? [name] : [],
    );
    if (path in exceptions) {
      if (functions.length > 1) unneeded.delete(path);
      return [];
    }
    if (functions.length !== 1) {
      return [`${path} exports ${functions.join(', ') || 'no function'}: a file of commands exports one function.`];
    }
    const file = path.slice(path.lastIndexOf('/') + 1);
    return file === `${kebab(functions[0]!)}.ts`
      ? []
      : [`${path} is the command ${functions[0]}: call the file so, or the command as the file.`];
  });
  return [...problems, ...[...unneeded].map((path) => `${path} needs no exception in hub/checks/layers.ts.`)];
}

/** Whoever reads may do so outside a transaction, and writes nothing. */
export function readProblems(reads: readonly Source[]): readonly string[] {
  return reads.flatMap((source) => {
    const { path, imports } = moduleOf(source);
    return imports
      .filter(({ from, name }) => from === 'kernel/database/work.ts' && ['Transaction', 'inTransaction'].includes(name))
      .map(({ name }) => `${path} imports ${name}: a read takes an EntityManager, and never writes.`);
  });
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

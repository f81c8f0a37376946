import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildASTSchema, type GraphQLSchema, parse } from 'graphql';

/** The published contract, as any client has it: the schema, and the documents promised to clients. */

/** The text of `schema/operations/<name>.graphql`. */
export async function operation(name: string): Promise<string> {
  return readFile(join(packageFolder(), 'schema', 'operations', `${name}.graphql`), 'utf8');
}

export async function publishedSchema(): Promise<GraphQLSchema> {
  const sdl = await readFile(join(packageFolder(), 'schema', 'supergraph.graphql'), 'utf8');
  return buildASTSchema(parse(sdl, { noLocation: true }), { assumeValidSDL: true });
}

/** Where the package's own files are: above this one, whether it runs from the sources or from the build beside them. */
export function packageFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'schema', 'operations'))) {
    const above = dirname(folder);
    if (above === folder) throw new Error('The folder schema/operations of this package is missing.');
    folder = above;
  }
  return folder;
}

import { readFile, writeFile } from 'node:fs/promises';
import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { federatedSchema } from '../kernel/graphql/federated-schema.js';
import { publicSchema, publicSdl } from './public-schema.js';
import { scalarMap } from './scalar-map.js';
import { SUBGRAPHS } from './subgraphs.js';

/**
 * The committed contract, by file name under `schema/`: one SDL a subgraph, the supergraph, what clients see of it, and
 * the scalars of that.
 */
export async function emitSchemas(): Promise<Map<string, string>> {
  const services = await Promise.all(
    SUBGRAPHS.map(async ({ name, resolvers, references }) => ({
      name,
      // Where a subgraph is found belongs to the deployment: the configuration of the gateway says it.
      url: `http://${name}/graphql`,
      sdl: (await federatedSchema(resolvers, references)).sdl,
    })),
  );
  const composed = composeServices(services.map(({ sdl, ...service }) => ({ ...service, typeDefs: parse(sdl) })));
  if (!composed.supergraphSdl) {
    throw new Error(`The subgraphs do not compose:\n${composed.errors?.map((each) => each.message).join('\n')}`);
  }
  const supergraph = `${composed.supergraphSdl.trimEnd()}\n`;
  return new Map([
    ...services.map(({ name, sdl }): [string, string] => [`${name}.graphql`, `${sdl.trimEnd()}\n`]),
    ['supergraph.graphql', supergraph],
    ['api.graphql', publicSdl(supergraph)],
    ['scalars.json', `${JSON.stringify(scalarMap(publicSchema(supergraph)), null, 2)}\n`],
  ]);
}

/** `npm run schema`: writes what code says. */
export async function writeSchemas(folder = 'schema'): Promise<string[]> {
  const files = await emitSchemas();
  for (const [file, text] of files) await writeFile(`${folder}/${file}`, text);
  return [...files.keys()];
}

/** Names of committed files that differ from what code says; none when they agree. */
export async function driftedSchemas(folder = 'schema'): Promise<string[]> {
  const files = await emitSchemas();
  const drifted: string[] = [];
  for (const [file, text] of files) {
    if ((await readFile(`${folder}/${file}`, 'utf8').catch(() => '')) !== text) drifted.push(file);
  }
  return drifted;
}

import { transformSupergraphToPublicSchema } from '@theguild/federation-composition';
import { buildASTSchema, type DefinitionNode, type GraphQLSchema, Kind, parse, printSchema } from 'graphql';

/** What clients may ask: the supergraph without the parts that are for the gateway alone. */
export function publicSchema(supergraph: string): GraphQLSchema {
  return buildASTSchema(transformSupergraphToPublicSchema(parse(supergraph)), { assumeValidSDL: true });
}

/**
 * The same as text. Types come in the order of their names, so that a change shows as that change alone; fields and
 * values keep the order in which they are written.
 */
export function publicSdl(supergraph: string): string {
  const { definitions } = transformSupergraphToPublicSchema(parse(supergraph));
  const sorted = [...definitions].sort((one, other) => compare(nameOf(one), nameOf(other)));
  const schema = buildASTSchema({ kind: Kind.DOCUMENT, definitions: sorted }, { assumeValidSDL: true });
  return `${printSchema(schema)}\n`;
}

function nameOf(definition: DefinitionNode): string {
  return 'name' in definition && definition.name ? definition.name.value : '';
}

/** By code points: the same on every machine, whatever its language. */
function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

import { buildSchema, type GraphQLFieldResolver, graphql } from 'graphql';
import { withIdsAsWritten } from '../../../kernel/graphql/ids-as-written.js';

const schema = buildSchema(`
  input Row { id: ID!, name: String, more: [Row!] }
  type Query { one(id: ID!, name: String): String many(ids: [ID!]): String }
  type Mutation { keep(input: [Row!]!): String }
`);
const told: GraphQLFieldResolver<unknown, unknown> = (_, given) => JSON.stringify(given);
for (const type of [schema.getQueryType()!, schema.getMutationType()!]) {
  for (const field of Object.values(type.getFields())) field.resolve = told;
}
withIdsAsWritten(schema);

const CAPITALS = '0C38C0AE-CB26-4D51-8E65-6078E61D57EC';
const id = CAPITALS.toLowerCase();

async function given(source: string, variableValues = {}): Promise<unknown> {
  const { data, errors } = await graphql({ schema, source, variableValues });
  expect(errors).toBeUndefined();
  return JSON.parse(Object.values(data!)[0] as string);
}

describe('an id that a client writes in capitals', () => {
  it('IDG-07: reaches its resolver as the hub writes it, as a literal and as a variable', async () => {
    expect(await given(`{ one(id: "${CAPITALS}", name: "${CAPITALS}") }`)).toEqual({ id, name: CAPITALS });
    expect(await given('query ($ids: [ID!]) { many(ids: $ids) }', { ids: [CAPITALS, 'PL-7KX2M9Q'] })).toEqual({
      ids: [id, 'PL-7KX2M9Q'],
    });
    expect(await given('{ many(ids: null) }')).toEqual({ ids: null });
  });

  it('IDG-07: is so in the rows of an act, too, and names and references stay as they are', async () => {
    const input = [{ id: CAPITALS, name: CAPITALS, more: [{ id: 'PL-7kx2m9q' }] }];
    expect(await given('mutation ($input: [Row!]!) { keep(input: $input) }', { input })).toEqual({
      input: [{ id, name: CAPITALS, more: [{ id: 'PL-7kx2m9q' }] }],
    });
  });
});

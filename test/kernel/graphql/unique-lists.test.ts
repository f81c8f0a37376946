import { buildSchema, type GraphQLFieldResolver, graphql } from 'graphql';
import { withUniqueLists } from '../../../kernel/graphql/unique-lists.js';

const schema = buildSchema(`
  enum State { OPEN CLOSED }
  input Row { id: ID }
  type Query { ids(ids: [ID!], states: [State!]! = [OPEN], rows: [Row!]): String one: Thing }
  type Thing { ids(ids: [ID!]): String }
  type Mutation { keep(ids: [ID!]): String }
`);
const told: GraphQLFieldResolver<unknown, unknown> = (_, given) => JSON.stringify(given);
for (const type of ['Query', 'Thing', 'Mutation']) {
  const fields = (schema.getType(type) as ReturnType<typeof schema.getQueryType>)!.getFields();
  for (const name of ['ids', 'keep']) if (fields[name]) fields[name].resolve = told;
}
schema.getQueryType()!.getFields().one!.resolve = () => ({});
withUniqueLists(schema);

const given = async (source: string, variableValues = {}) => {
  const { data, errors } = await graphql({ schema, source, variableValues });
  expect(errors).toBeUndefined();
  return JSON.parse(JSON.stringify(data), (_, value) =>
    typeof value === 'string' && value.startsWith('{') ? JSON.parse(value) : value,
  );
};

describe('a list by which something is read', () => {
  it('NFR-06: reaches its resolver without repetitions, as a literal, as a variable and on every type', async () => {
    expect(await given('{ ids(ids: ["a", "b", "a"], states: [OPEN, OPEN]) }')).toEqual({
      ids: { ids: ['a', 'b'], states: ['OPEN'] },
    });
    const ids = Array(5000).fill('a');
    expect(await given('query ($ids: [ID!]) { ids(ids: $ids) one { ids(ids: $ids) } }', { ids })).toEqual({
      ids: { ids: ['a'], states: ['OPEN'] },
      one: { ids: { ids: ['a'] } },
    });
  });

  it('NFR-06: that is null, or a list of rows, stays as it was given', async () => {
    expect(await given('{ ids(ids: null, rows: [{id: "a"}, {id: "a"}]) }')).toEqual({
      ids: { ids: null, states: ['OPEN'], rows: [{ id: 'a' }, { id: 'a' }] },
    });
  });

  it('IDG-27: an act is given what was sent', async () => {
    expect(await given('mutation { keep(ids: ["a", "a"]) }')).toEqual({ keep: { ids: ['a', 'a'] } });
  });
});

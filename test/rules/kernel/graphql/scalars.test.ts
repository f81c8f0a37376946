import {
  executeSync,
  GraphQLError,
  GraphQLInputObjectType,
  GraphQLNonNull,
  GraphQLObjectType,
  type GraphQLScalarType,
  GraphQLSchema,
  getOperationAST,
  parse,
} from 'graphql';
import {
  CqcLocationIdScalar,
  CursorScalar,
  DateTimeScalar,
  DurationScalar,
  LocalDateScalar,
  LocalTimeScalar,
  NHSNumberScalar,
  PenceScalar,
  PostcodeScalar,
  SCALARS,
  UUIDScalar,
} from '../../../../kernel/graphql/scalars.js';
import { documentFaults } from '../../../../kernel/graphql/valid-document.js';
import { variablesOf } from '../../../../kernel/graphql/variables.js';

const UUID = '0b6f3f5e-7d0a-4f5c-9a35-0c6a2f6f2b11';

/** Sends a value through a real schema both ways, as a variable and as a literal, and answers what the resolver saw. */
function send(type: GraphQLScalarType, value: unknown, literal = JSON.stringify(value)) {
  let seen: unknown;
  const input = new GraphQLInputObjectType({ name: 'In', fields: { value: { type } } });
  const schema = new GraphQLSchema({
    query: new GraphQLObjectType({
      name: 'Query',
      fields: {
        echo: {
          type,
          args: { input: { type: new GraphQLNonNull(input) } },
          resolve: (_source, args) => {
            seen = args.input.value;
            return args.input.value;
          },
        },
      },
    }),
  });
  const run = (source: string, variableValues: Record<string, unknown> = {}) => {
    seen = undefined;
    const document = parse(source);
    const judged = variablesOf(schema)(document, getOperationAST(document)!, variableValues);
    const faults = [...documentFaults(schema, document), ...judged.faults];
    if (faults.length > 0) return { seen, shown: undefined, errors: faults };
    const { data, errors = [] } = executeSync({ schema, document, variableValues });
    return { seen, shown: data?.echo, errors };
  };
  return {
    asVariable: run('query ($anything: In!) { echo(input: $anything) }', { anything: { value } }),
    asLiteral: run(`{ echo(input: { value: ${literal} }) }`),
  };
}

describe('scalars', () => {
  it('are the ten that the schemas share, each described', () => {
    expect(SCALARS.map((scalar) => scalar.name).sort()).toEqual([
      'CqcLocationId',
      'Cursor',
      'DateTime',
      'Duration',
      'LocalDate',
      'LocalTime',
      'NHSNumber',
      'Pence',
      'Postcode',
      'UUID',
    ]);
    for (const scalar of SCALARS) expect(scalar.description).toMatch(/ It takes .+\.$/s);
  });

  it.each<[GraphQLScalarType, unknown, unknown, unknown]>([
    [DateTimeScalar, '2026-03-02T09:30:00Z', new Date('2026-03-02T09:30:00Z'), '2026-03-02T09:30:00.000Z'],
    [DateTimeScalar, '2026-03-29T02:30:00.25+01:00', new Date('2026-03-29T01:30:00.250Z'), '2026-03-29T01:30:00.250Z'],
    [LocalDateScalar, '2028-02-29', '2028-02-29', '2028-02-29'],
    [LocalTimeScalar, '07:05', '07:05', '07:05'],
    [LocalTimeScalar, '23:59:00', '23:59', '23:59'],
    [DurationScalar, 'PT2H30M', 'PT2H30M', 'PT2H30M'],
    [UUIDScalar, UUID, UUID, UUID],
    [UUIDScalar, UUID.toUpperCase(), UUID, UUID],
    [PostcodeScalar, ' br11ab', 'BR1 1AB', 'BR1 1AB'],
    [NHSNumberScalar, '999 000 0018', '9990000018', '9990000018'],
    [PenceScalar, 0, 0, 0],
    [PenceScalar, -250, -250, -250],
    [PenceScalar, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
    [CqcLocationIdScalar, '1-1234567890', '1-1234567890', '1-1234567890'],
    [CqcLocationIdScalar, 'rzz01', 'RZZ01', 'RZZ01'],
    [CqcLocationIdScalar, 'T9999W9', 'T9999W9', 'T9999W9'],
    [CqcLocationIdScalar, 'A'.repeat(20), 'A'.repeat(20), 'A'.repeat(20)],
    [CursorScalar, '0', '0', '0'],
    [CursorScalar, 'A-z_0123456789abcdefgA', 'A-z_0123456789abcdefgA', 'A-z_0123456789abcdefgA'],
  ])('%s takes %j', (scalar, value, seen, shown) => {
    const { asVariable, asLiteral } = send(scalar, value);
    expect(asVariable).toEqual({ seen, shown, errors: [] });
    expect(asLiteral).toEqual({ seen, shown, errors: [] });
  });

  it.each<[GraphQLScalarType, unknown]>([
    [DateTimeScalar, '2026-03-02T09:30:00'],
    [DateTimeScalar, '2026-03-02'],
    [DateTimeScalar, '2026-02-30T09:30:00Z'],
    [DateTimeScalar, '0000-01-01T00:00:00Z'],
    [DateTimeScalar, '2200-01-01T00:00:00Z'],
    [DateTimeScalar, 1772443800],
    [LocalDateScalar, '2026-02-29'],
    [LocalDateScalar, '02/03/2026'],
    [LocalDateScalar, '2026-03-02T00:00:00Z'],
    [LocalTimeScalar, '24:00'],
    [LocalTimeScalar, '7:05'],
    [LocalTimeScalar, '07:05:30'],
    [DurationScalar, 'P'],
    [DurationScalar, '150'],
    [DurationScalar, 150],
    [UUIDScalar, `{${UUID}}`],
    [UUIDScalar, UUID.slice(1)],
    [PostcodeScalar, 'BR1'],
    [PostcodeScalar, '12 Oak Road BR1 1AB'],
    [NHSNumberScalar, '9990000019'],
    [NHSNumberScalar, 9990000018],
    [PenceScalar, 12.5],
    [PenceScalar, '1250'],
    [PenceScalar, 9007199254740992],
    [PenceScalar, true],
    [CqcLocationIdScalar, '1-'],
    [CqcLocationIdScalar, 'RZ'],
    [CqcLocationIdScalar, 'A'.repeat(21)],
    [CqcLocationIdScalar, '1--12345'],
    [CqcLocationIdScalar, '1-123 45'],
    [CursorScalar, '-1'],
    [CursorScalar, '4711'],
    [CursorScalar, 'A-z_0123456789abcdefgAA'],
    [CursorScalar, 7],
    [CursorScalar, ['7']],
  ])('%s refuses %j without repeating it', (scalar, value) => {
    const { asVariable, asLiteral } = send(scalar, value);
    for (const { seen, errors } of [asVariable, asLiteral]) {
      expect(seen).toBeUndefined();
      expect(errors).toHaveLength(1);
      expect(errors[0]!.extensions.code).toBe(scalar === CursorScalar ? 'UNKNOWN_CURSOR' : 'BAD_USER_INPUT');
    }
    expect(asLiteral.errors[0]!.message).toMatch(/^input\.value: It takes .+\.$/);
    expect(asLiteral.errors[0]!.extensions.field).toBe('input.value');
    expect(asLiteral.errors[0]!.locations).toHaveLength(1);
    expect(asVariable.errors[0]!.message).toBe(asLiteral.errors[0]!.message);
    // The same words for another bad value: then none of them can be the value's own.
    expect(send(scalar, false).asLiteral.errors[0]!.message).toBe(asLiteral.errors[0]!.message);
  });

  it.each([PostcodeScalar, CqcLocationIdScalar])('%s refuses a bare word', (scalar) => {
    const { asLiteral } = send(scalar, 'BR11AB', 'BR11AB');
    expect(asLiteral.errors[0]!.message).toMatch(/^input\.value: It takes /);
  });

  it.each([
    ['a Date', DateTimeScalar, new Date('2026-03-02T09:30:00Z'), '2026-03-02T09:30:00.000Z'],
    ['an ISO string of an event', DateTimeScalar, '2026-03-02T09:30:00Z', '2026-03-02T09:30:00.000Z'],
    ['a time as the database keeps it', LocalTimeScalar, '07:05:00', '07:05'],
  ])('%s can be shown', (_name, scalar: GraphQLScalarType, stored, shown) => {
    expect(scalar.serialize(stored)).toBe(shown);
  });

  it.each(['BR1 1AB', 'BR1 1', 'BR1'])('IDG-01: a postcode is shown as far as policy goes: %s', (shown) => {
    expect(PostcodeScalar.serialize(shown)).toBe(shown);
  });

  it.each<[GraphQLScalarType, unknown]>([
    [DateTimeScalar, new Date(Number.NaN)],
    [LocalDateScalar, new Date()],
    [PostcodeScalar, '12 Oak Road'],
    [NHSNumberScalar, '9990000019'],
    [PenceScalar, 12.5],
    [CursorScalar, -1],
  ])('IDG-05: %s shows nothing that it is not', (scalar, stored) => {
    expect(() => scalar.serialize(stored)).toThrow(GraphQLError);
    expect(() => scalar.serialize(stored)).not.toThrow(String(stored));
  });
});

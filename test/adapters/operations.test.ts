import { readdir, readFile } from 'node:fs/promises';
import { type GraphQLSchema, isEnumType, Kind, type NamedTypeNode, parse, validate } from 'graphql';
import { createAdmission } from '../../gateway/limits/admission.js';
import { DEFAULT_LIMITS } from '../../gateway/limits/limits.js';
import { type Caller, ROLES } from '../../kernel/identity/caller.js';
import { publicSchema } from './hub-stand-in.js';

const FOLDER = new URL('../../schema/operations/', import.meta.url);

describe('the operations promised to clients', () => {
  let schema: GraphQLSchema;
  let documents: ReadonlyArray<{ readonly file: string; readonly text: string }>;

  beforeAll(async () => {
    schema = await publicSchema();
    const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.graphql'));
    documents = await Promise.all(
      files.map(async (file) => ({ file, text: await readFile(new URL(file, FOLDER), 'utf8') })),
    );
  });

  const rolesOf = (text: string) => /^# ([a-z-]+(?:, [a-z-]+)*): \S/.exec(text)?.[1]?.split(', ') ?? [];

  it('NTF-01, ROUT-04, ASM-36: there are some for each kind of client', () => {
    const spoken = new Set(documents.flatMap(({ text }) => rolesOf(text)));
    expect([...spoken].sort()).toEqual(ROLES.filter((role) => role !== 'hub').sort());
    expect(documents.length).toBeGreaterThan(50);
  });

  it('SHOW-01, SHOW-02, ASM-36: each fits the schema as it is now', () => {
    const faults = documents.flatMap(({ file, text }) =>
      validate(schema, parse(text)).map((error) => `${file}: ${error.message}`),
    );
    expect(faults).toEqual([]);
  });

  it('NFR-06: each question is within what its askers may spend at once', () => {
    const admit = createAdmission(schema, DEFAULT_LIMITS);
    const tooDear = documents.flatMap(({ file, text }) => {
      const { operation, variables } = askedBare(text, schema);
      if (operation === 'mutation') return [];
      return rolesOf(text).flatMap((role) => {
        try {
          admit({ query: text, variables, bytes: text.length }, { role } as unknown as Caller);
          return [];
        } catch (error) {
          return [`${file} for ${role}: ${(error as Error).message}`];
        }
      });
    });
    expect(tooDear).toEqual([]);
  });

  it('NTF-01: each is one operation, named as its file is', () => {
    const misnamed = documents.flatMap(({ file, text }) => {
      const [operation, ...rest] = parse(text).definitions;
      const name = operation?.kind === Kind.OPERATION_DEFINITION ? operation.name?.value : undefined;
      const expected = file
        .replace('.graphql', '')
        .replace(/(^|-)([a-z0-9])/g, (_, _dash, letter: string) => letter.toUpperCase());
      return rest.length === 0 && name === expected ? [] : [`${file}: ${name}`];
    });
    expect(misnamed).toEqual([]);
  });
});

/** The kind of an operation, and any value for each variable that must have one. */
function askedBare(text: string, schema: GraphQLSchema) {
  const [definition] = parse(text).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
  const needed = (definition.variableDefinitions ?? []).filter(
    ({ type, defaultValue }) => type.kind === Kind.NON_NULL_TYPE && !defaultValue,
  );
  return {
    operation: definition.operation,
    variables: Object.fromEntries(
      needed.map(({ variable, type }) => {
        const inner = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
        return [variable.name.value, inner.kind === Kind.LIST_TYPE ? [] : aValueOf(inner as NamedTypeNode, schema)];
      }),
    ),
  };
}

const SAMPLES: Readonly<Record<string, unknown>> = {
  LocalDate: '2026-06-01',
  DateTime: '2026-06-01T09:00:00Z',
  Cursor: '0',
  Postcode: 'BR1 1AB',
  Int: 1,
  Boolean: true,
};

function aValueOf({ name: { value } }: NamedTypeNode, schema: GraphQLSchema): unknown {
  const type = schema.getType(value);
  return isEnumType(type) ? type.getValues()[0]!.name : (SAMPLES[value] ?? 'x');
}

import { readdir, readFile } from 'node:fs/promises';
import { buildSchema, type OperationDefinitionNode, parse } from 'graphql';
import { costOf } from '../../../gateway/limits/cost.js';
import { DEFAULT_LIMITS } from '../../../gateway/limits/limits.js';
import type { Role } from '../../../kernel/identity/caller.js';

const SCHEMA = new URL('../../../schema/', import.meta.url);

it('NFR-06: whoever an operation is promised to can afford it, with the page that it asks for by itself', async () => {
  const schema = buildSchema(await readFile(new URL('api.graphql', SCHEMA), 'utf8'));
  const files = (await readdir(new URL('operations/', SCHEMA))).filter((name) => name.endsWith('.graphql'));
  expect(files.length).toBeGreaterThan(100);
  const tooCostly: string[] = [];
  for (const file of files) {
    const text = await readFile(new URL(`operations/${file}`, SCHEMA), 'utf8');
    const operation = parse(text).definitions[0] as OperationDefinitionNode;
    const cost = costOf(schema, operation, new Map(), variablesOf(operation), DEFAULT_LIMITS.entriesOfAnArgument);
    const roles = text.slice(2, text.indexOf(':')).split(', ') as Role[];
    for (const role of roles) {
      expect([file, role, DEFAULT_LIMITS.cost[role]]).toEqual([file, role, expect.any(Number)]);
      if (cost > DEFAULT_LIMITS.cost[role])
        tooCostly.push(`${file} costs ${cost}: ${role} has ${DEFAULT_LIMITS.cost[role]}`);
    }
  }
  expect(tooCostly).toEqual([]);
});

const A_WEEK = { from: '2026-06-01', to: '2026-06-07' } as const;

/** The pages that are asked for unless somebody says otherwise, a week where there are days, and something for the rest. */
function variablesOf({ variableDefinitions = [] }: OperationDefinitionNode): Record<string, unknown> {
  const given = variableDefinitions.flatMap(({ variable: { name }, type, defaultValue }) => {
    if (defaultValue?.kind === 'IntValue') return [[name.value, Number(defaultValue.value)]];
    return type.kind === 'NonNullType' ? [[name.value, 'given']] : [];
  });
  return { ...Object.fromEntries(given), ...A_WEEK, input: A_WEEK };
}

import { type StateTable, statesOf } from '../../kernel/values/state-table.js';
import { generated, link, sources } from './sources.js';

/** A machine and the file whose export it is. */
export interface StateMachine {
  readonly path: string;
  readonly table: StateTable<string, string>;
}

/** Every state table that a rules file exports, by the number of its machine. */
export async function stateMachines(): Promise<readonly StateMachine[]> {
  const machines: StateMachine[] = [];
  for (const { path, text } of await sources('subgraphs/*/rules/**/*.ts')) {
    if (!text.includes('stateTable')) continue;
    const exported: Record<string, unknown> = await import(`../../${path.replace(/\.ts$/, '.js')}`);
    for (const each of Object.values(exported)) if (isStateTable(each)) machines.push({ path, table: each });
  }
  const byNumber = new Intl.Collator('en', { numeric: true });
  return machines.sort((one, other) => byNumber.compare(one.table.name, other.table.name));
}

function isStateTable(value: unknown): value is StateTable<string, string> {
  return typeof value === 'object' && value !== null && 'edges' in value && 'initial' in value && 'terminal' in value;
}

/** Names of the types of event that schema/events declares. */
export async function eventTypes(): Promise<ReadonlySet<string>> {
  const declared = (await sources('schema/events/*.ts')).flatMap(({ text }) => [
    ...text.matchAll(/NewEvent<\s*'(\w+)'/g),
  ]);
  return new Set(declared.map(([, type]) => type!));
}

/** docs/states.md */
export async function statesDocument(): Promise<string> {
  const machines = await stateMachines();
  const about =
    'The state machines, drawn from the tables that the commands obey. What is not listed is refused with\n' +
    '`ILLEGAL_TRANSITION`. A guard is checked by the command that raises the event.';
  return [generated('States', about), ...machines.map(sectionOf)].join('\n');
}

function sectionOf({ path, table }: StateMachine): string {
  const { name, initial, terminal, edges } = table;
  const drawn = [
    ...edges.map(({ from, event, to }) => `  ${from === '(new)' ? '[*]' : from} --> ${to}: ${event}`),
    ...terminal.map((state) => `  ${state} --> [*]`),
  ];
  if (!edges.some(({ from }) => from === '(new)')) drawn.unshift(`  [*] --> ${initial}`);
  const rows = edges.map(
    ({ from, event, guard, to, emits }) =>
      `| ${from} | ${event} | ${cell(guard)} | ${to} | ${emits ? `\`${emits}\`` : ''} |`,
  );
  return `## ${name}

${link(path)}. ${statesOf(table).length} states, of which final: ${terminal.join(', ')}.

\`\`\`mermaid
stateDiagram-v2
${drawn.join('\n')}
\`\`\`

| from | event | guard | to | tells |
|---|---|---|---|---|
${rows.join('\n')}
`;
}

function cell(text = ''): string {
  return text.replaceAll('|', '\\|');
}

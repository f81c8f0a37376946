import { type Catalogue, idsIn, inOrder, prefixOf, readCatalogue, readPromised } from './catalogue.js';
import { type Documented, documentedIn } from './docblocks.js';
import { productionSources } from './modules.js';
import { generated, link, sources } from './sources.js';
import { testTitles } from './titles.js';
import { unusedRules } from './unused-rules.js';

/** Everything that is known of one catalogue id: who honours it, and which tests are titled by it. */
export interface RegisterRow {
  readonly id: string;
  readonly title: string;
  readonly promised: boolean;
  /** What cites it: rules that production code calls; if there are none, whatever else cites it. */
  readonly honoured: readonly Documented[];
  readonly citedByRule: boolean;
  readonly tests: readonly string[];
}

export interface RulesRegister {
  readonly rows: readonly RegisterRow[];
  /** Ids in titles or in the rules' citations that the catalogue does not have, with where they stand. */
  readonly unknown: readonly string[];
}

const ELSEWHERE = [
  'subgraphs/*/{commands,steps,reads}/**/*.ts',
  '{kernel,schema,gateway,hub,adapters}/**/*.ts',
  'subgraphs/**/*.ts',
];

export async function rulesRegister(): Promise<RulesRegister> {
  const catalogue = await readCatalogue();
  const promised = new Set(await readPromised());
  const titles = await testTitles();
  const unused = new Set(unusedRules(await productionSources()).map(({ path, name }) => `${path} ${name}`));
  const isCalled = ({ path, name }: Documented) => !unused.has(`${path} ${name}`);
  const byRules = await documentedBy(['subgraphs/*/rules/**/*.ts'], catalogue, isCalled);
  const byOthers = await documentedBy(ELSEWHERE, catalogue, isCalled);

  const tests = new Map<string, Set<string>>();
  const unknown: string[] = [];
  for (const { title, path } of titles) {
    for (const id of [...idsIn(title, catalogue), ...(/^[A-Z]+-\d+/.exec(title) ?? [])]) {
      if (catalogue.has(id)) tests.set(id, (tests.get(id) ?? new Set()).add(path));
      else unknown.push(`${id} in ${path}: ${title}`);
    }
  }
  for (const [id, [first]] of byRules) if (!catalogue.has(id)) unknown.push(`${id} in ${first!.path}: ${first!.name}`);
  for (const id of promised) if (!catalogue.has(id)) unknown.push(`${id} in docs/promised.json`);

  const rows = inOrder([...promised, ...byRules.keys()], catalogue).map(
    (id): RegisterRow => ({
      id,
      title: catalogue.get(id)!.title,
      promised: promised.has(id),
      honoured: byRules.get(id) ?? byOthers.get(id) ?? [],
      citedByRule: byRules.has(id),
      tests: [...(tests.get(id) ?? [])].sort(),
    }),
  );
  return { rows, unknown: [...new Set(unknown)] };
}

/** By id: the functions that cite it; if no function does, whatever else cites it. */
async function documentedBy(
  patterns: readonly string[],
  catalogue: Catalogue,
  isCalled: (documented: Documented) => boolean,
): Promise<Map<string, Documented[]>> {
  const byId = new Map<string, Documented[]>();
  for (const source of await sources(...patterns)) {
    for (const documented of documentedIn(source, catalogue).filter(isCalled)) {
      for (const id of documented.cites) byId.set(id, [...(byId.get(id) ?? []), documented]);
    }
  }
  for (const [id, all] of byId) {
    const functions = all.filter(({ isFunction }) => isFunction);
    if (functions.length > 0) byId.set(id, functions);
  }
  return byId;
}

/** docs/rules.md */
export async function rulesDocument(): Promise<string> {
  const { rows } = await rulesRegister();
  const promised = rows.filter((row) => row.promised).length;
  const parts = [
    generated(
      'Rules',
      `The rule-book as the code has it: what each id of the [catalogue](catalogue.json) demands, the sentence of the\n` +
        `function that honours it, and the tests that are titled by it. A rule that only tests call is not listed. This\n` +
        `release promises ${promised} ids ([promised.json](promised.json)); the others here are cited beside them.`,
    ),
  ];
  let group = '';
  for (const row of rows) {
    if (prefixOf(row.id) !== group) {
      group = prefixOf(row.id);
      parts.push(`## ${group}\n`);
    }
    parts.push(`### ${row.id} ${row.title}\n`);
    if (!row.promised) parts.push('Cited, not promised.\n');
    const lines = row.honoured.map(
      ({ name, sentence, path }) => `- \`${name}\` ${link(path, path.replace(/^subgraphs\//, ''))}: ${sentence}`,
    );
    parts.push(
      [
        ...lines,
        `- Tests: ${row.tests.map((path) => link(path, path.replace(/^test\//, ''))).join(', ') || 'none'}`,
      ].join('\n') + '\n',
    );
  }
  return parts.join('\n');
}

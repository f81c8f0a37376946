import 'reflect-metadata';
import { missingSql } from '../migration.js';
import { driftedSchemas } from '../schema.js';
import { SUBGRAPHS } from '../subgraphs.js';
import { type Check, problemsOf, runTool } from './check.js';
import { citationProblems } from './citations.js';
import { unnamedChanges } from './contract.js';
import { documentProblems } from './documents.js';
import { englishProblems } from './english.js';
import { feedProblems } from './feeds.js';
import { importProblems } from './imports.js';
import { layerProblems } from './layers.js';
import { licenceProblems, registryProblems } from './licences.js';
import { policyKeyProblems } from './policy-keys.js';
import { drift, REGISTERS } from './registers.js';
import { ruleTestProblems } from './rule-tests.js';
import { deadRuleProblems } from './unused-rules.js';
import { wordProblems } from './words.js';

/** What `npm run check` looks at, the quickest to understand first. */
export const CHECKS: readonly Check[] = [
  { name: 'types', run: () => problemsOf(runTool('typescript/bin/tsc', ['-p', 'tsconfig.json'])) },
  {
    name: 'format-and-lint',
    run: () =>
      problemsOf(
        runTool('@biomejs/biome/bin/biome', [
          'check',
          '--error-on-warnings',
          '--diagnostic-level=warn',
          '--reporter=concise',
          '--max-diagnostics=none',
          '.',
        ]),
      ),
  },
  { name: 'imports', run: importProblems },
  { name: 'layers', run: layerProblems },
  { name: 'dead-rules', run: deadRuleProblems },
  { name: 'rule-tests', run: ruleTestProblems },
  { name: 'citations', run: citationProblems },
  { name: 'policy-keys', run: policyKeyProblems },
  { name: 'feeds', run: feedProblems },
  ...Object.keys(REGISTERS).map((file) => ({ name: file, run: () => drift(file) })),
  {
    name: 'schema',
    run: async () =>
      (await driftedSchemas()).map(
        (file) => `schema/${file} is not what the code says. Run npm run schema and commit it.`,
      ),
  },
  { name: 'contract-changes', run: unnamedChanges },
  ...SUBGRAPHS.map(({ name }) => ({
    name: `migrations/${name}`,
    run: async () =>
      (await missingSql(name)).map(
        (sql) => `Entities of ${name} differ from its migrations: ${sql.replace(/\s+/g, ' ')}`,
      ),
  })),
  // Files, packages and exports that nobody uses, not even the file itself.
  { name: 'unused', run: () => problemsOf(runTool('knip/bin/knip.js', ['--no-progress'])) },
  // Exports that nobody but tests uses.
  {
    name: 'unused-in-production',
    run: () => problemsOf(runTool('knip/bin/knip.js', ['--no-progress', '--production', '--include', 'files,exports'])),
  },
  { name: 'licences', run: licenceProblems },
  { name: 'registry', run: registryProblems },
  { name: 'words', run: wordProblems },
  { name: 'english', run: englishProblems },
  { name: 'documents', run: documentProblems },
];

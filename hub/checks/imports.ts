import { runTool } from './check.js';

const FOLDERS = ['adapters', 'gateway', 'hub', 'kernel', 'schema', 'subgraphs', 'test'];

interface Cruised {
  readonly summary: {
    readonly violations: ReadonlyArray<{
      readonly from: string;
      readonly to: string;
      readonly rule: { readonly name: string };
    }>;
    readonly ruleSetUsed: { readonly forbidden: ReadonlyArray<{ readonly name: string; readonly comment: string }> };
  };
}

/** Imports that .dependency-cruiser.cjs forbids, each with why. */
export async function importProblems(): Promise<readonly string[]> {
  const { stdout, stderr } = await runTool('dependency-cruiser/bin/dependency-cruiser.mjs', [
    ...['--config', '.dependency-cruiser.cjs'],
    ...['--output-type', 'json'],
    ...FOLDERS,
  ]);
  if (!stdout.startsWith('{')) return [stderr];
  const { violations, ruleSetUsed } = (JSON.parse(stdout) as Cruised).summary;
  const comments = new Map(ruleSetUsed.forbidden.map(({ name, comment }) => [name, comment]));
  return violations.map(({ from, to, rule }) => `${from} → ${to}: ${rule.name}. ${comments.get(rule.name)}`);
}

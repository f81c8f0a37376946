import { type Module, moduleOf, productionSources } from './modules.js';
import type { Source } from './sources.js';

const RULES = /^subgraphs\/[^/]+\/rules\//;

/** A function of the rule-book that production code never comes to. */
export interface UnusedRule {
  readonly path: string;
  readonly name: string;
}

/** Rules that tests alone call. A rule says nothing until something that happens asks it. [adr/0013] */
export async function deadRuleProblems(): Promise<readonly string[]> {
  return unusedRules(await productionSources()).map(
    ({ path, name }) => `${path}: production code never calls ${name}. Let a command ask it, or delete it.`,
  );
}

/**
 * The exported functions of rules that nothing outside the rules leads to: not by importing them, and not by importing
 * a rule whose code mentions them.
 */
export function unusedRules(production: readonly Source[]): readonly UnusedRule[] {
  const modules = production.map(moduleOf);
  const rules = new Map(modules.filter(({ path }) => RULES.test(path)).map((each) => [each.path, each]));
  const used = new Map<string, Set<string>>();
  const use = (path: string, name: string): void => {
    const module = rules.get(path);
    const known = used.get(path) ?? new Set();
    used.set(path, known);
    if (!module || known.has(name)) return;
    known.add(name);
    if (name === '*') for (const each of module.declared.keys()) use(path, each);
    const passedOn = module.imports.find((each) => each.local === name);
    if (passedOn) use(passedOn.from, passedOn.name);
    for (const mentioned of module.declared.get(name)?.mentions ?? []) useWithin(module, mentioned);
  };
  const useWithin = (module: Module, name: string): void => {
    if (module.declared.has(name)) use(module.path, name);
    const imported = module.imports.find(({ local, typeOnly }) => local === name && !typeOnly);
    if (imported) use(imported.from, imported.name);
  };
  for (const { path, imports } of modules) {
    if (rules.has(path)) continue;
    for (const { from, name, typeOnly } of imports) if (!typeOnly) use(from, name);
  }
  return [...rules.values()].flatMap(({ path, declared }) =>
    [...declared]
      .filter(([name, { kind, exported }]) => kind === 'function' && exported && !used.get(path)?.has(name))
      .map(([name]) => ({ path, name })),
  );
}

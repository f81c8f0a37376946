import { contentHash } from '../../../../kernel/values/content-hash.js';
import { FACTS, type Sensitivity } from './access.js';

/** One fact that a decision changed, as the audit trail shows it. [IDG-16] */
export interface ChangedFact {
  readonly fact: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Stands in for a value that says something of the person. */
export const WITHHELD = '(withheld)';

/**
 * What changed between two states of a record, by name in alphabetical order: the before and after of an audit row.
 *
 * Values are shown if they say nothing about the person: administrative facts, and the need as it is advertised. Of
 * everything else, and of any fact that the access table does not know, the row says that it changed and not to what.
 * [IDG-16, IDG-05]
 */
export function changedFacts(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): ChangedFact[] {
  const facts = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return facts
    .filter((fact) => contentHash({ is: before[fact] }) !== contentHash({ is: after[fact] }))
    .map((fact) =>
      isImpersonal(fact)
        ? { fact, before: before[fact] ?? null, after: after[fact] ?? null }
        : { fact, before: WITHHELD, after: WITHHELD },
    );
}

function isImpersonal(fact: string): boolean {
  const sensitivity = (FACTS as Readonly<Record<string, Sensitivity | undefined>>)[fact];
  return sensitivity === 'OPEN' || sensitivity === 'NEED';
}

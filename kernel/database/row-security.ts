import type { PolicyDef } from '@mikro-orm/core';
import { type Caller, isCouncil, isProvider } from '../identity/caller.js';
import type { ReaderRole } from './platform.js';

/**
 * Row-level security of a table whose rows belong to a council, one policy per database role, since a single policy with
 * OR defeats the index. `provider` is the condition under which a provider reads a row, in the councils of its credential
 * (ADR 0009); without it providers read none.
 * `council: null` is for a table of facts that all councils share. `shared` is the condition under which one row of a
 * table is such a fact: every council reads it, and the hub's own work alone writes it.
 */
export function rowPolicies(
  subgraph: string,
  rows: { readonly council?: string | null; readonly provider?: string; readonly shared?: string } = {},
): PolicyDef[] {
  const council = rows.council === undefined ? 'council' : rows.council;
  const ofCouncils =
    council === null ? 'true' : `${council} = any(string_to_array(current_setting('hub.councils', true), ','))`;
  const read = rows.shared ? `(${rows.shared}) or ${ofCouncils}` : ofCouncils;
  const policies: PolicyDef[] = [
    { name: 'council_reads', command: 'select', roles: [`${subgraph}_council`], using: read },
    { name: 'command_acts', roles: [`${subgraph}_command`], using: ofCouncils, check: ofCouncils },
    { name: 'system_acts', roles: [`${subgraph}_system`], using: 'true', check: 'true' },
  ] as PolicyDef[];
  if (rows.provider) {
    policies.push({
      name: 'provider_reads',
      command: 'select',
      roles: [`${subgraph}_provider`],
      using: council === null ? rows.provider : `(${rows.provider}) and ${rows.shared ? `(${read})` : read}`,
    } as PolicyDef);
  }
  return policies;
}

/** For `rowPolicies({ provider })`: the row's column holds the reading provider's id. */
export function ownedByProvider(column = 'provider_id'): string {
  return `${column}::text = current_setting('hub.organisation', true)`;
}

/** The session variables, the role among them, under which this caller's reads run. */
export function sessionOf(subgraph: string, caller: Caller): { variables: Record<string, string> } {
  const reader: ReaderRole =
    caller.viewClass || isCouncil(caller) ? 'council' : isProvider(caller) ? 'provider' : 'system';
  return session(subgraph, reader, caller.councils, caller);
}

/** So long a statement of a client may run: no longer than the gateway waits for its answer. */
export const LONGEST_STATEMENT_MS = 10_000;

/** The session of a reader or of a command: whose rows it may touch, as whom, and for how long. */
export function session(
  subgraph: string,
  reader: ReaderRole,
  councils: readonly string[],
  caller: Caller,
): { variables: Record<string, string> } {
  return {
    // The role as one variable more, for all of them are set by one statement.
    variables: {
      'hub.councils': councils.join(','),
      'hub.organisation': caller.organisation,
      // The hub's own work has no end but its own.
      ...(caller.role === 'hub' ? {} : { statement_timeout: String(LONGEST_STATEMENT_MS) }),
      role: `${subgraph}_${reader}`,
    },
  };
}

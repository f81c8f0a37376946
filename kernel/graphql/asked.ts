import { type DocumentNode, getOperationAST, Kind } from 'graphql';
import type { Asker, Lane } from '../database/asker.js';
import type { Caller } from '../identity/caller.js';

/** Acts for which a clock of the procedure runs, by the name of their mutation: they wait for nobody's reading. */
export type UrgentActs = readonly string[];

/** What of an operation decides in whose turn the database works for it. */
export interface Asked {
  readonly document: DocumentNode;
  readonly operationName?: string | null;
}

/** For whom the database works while it answers an operation of this caller. */
export function askerOf(
  { subject, role, councils, viewClass }: Caller,
  asked: Asked,
  urgent: UrgentActs,
  givenUp?: AbortSignal,
): Asker {
  // What feeds tell is asked once for everybody of a class.
  if (viewClass) return { client: `view ${role} ${councils.join()}`, lane: 'act', givenUp };
  if (role === 'hub') return { lane: 'own', givenUp };
  return { client: subject, lane: laneOf(asked, urgent), givenUp };
}

function laneOf({ document, operationName }: Asked, urgent: UrgentActs): Lane {
  const operation = getOperationAST(document, operationName);
  if (operation?.operation !== 'mutation') return 'read';
  const acts = operation.selectionSet.selections;
  return acts.every((each) => each.kind === Kind.FIELD && urgent.includes(each.name.value)) ? 'own' : 'act';
}

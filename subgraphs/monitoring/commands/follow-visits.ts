import type { Transaction } from '../../../kernel/database.js';
import type { Visit } from '../entities/visit.js';
import type { VisitState } from '../rules/visit-states.js';

/** A visit that stands elsewhere than before: as it is now, and where it stood; null when it is new. */
export interface VisitChange {
  readonly before: VisitState | null;
  readonly visit: Visit;
}

/** What follows for alerts and no-reply cases when visits have been settled, in the same transaction. */
export async function followVisits(_t: Transaction, _changes: readonly VisitChange[]): Promise<void> {}

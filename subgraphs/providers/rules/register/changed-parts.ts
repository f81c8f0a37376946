import { contentHash } from '../../../../kernel/values/content-hash.js';
import type { ProviderRecord } from './provider-record.js';

/** A part of the record that an amendment changed, as the event log keeps it. */
export interface ChangedPart {
  readonly part: keyof ProviderRecord;
  readonly before: unknown;
  readonly after: unknown;
}

/** Stands in for contacts: an organisation's mailbox may bear somebody's name. */
export const WITHHELD = '(withheld)';

/** What an amendment changed, part by part, for the audit trail; nothing if both say the same [PROV-01, IDG-16]. */
export function changedParts(before: ProviderRecord, after: ProviderRecord): readonly ChangedPart[] {
  return (Object.keys(after) as Array<keyof ProviderRecord>)
    .filter((part) => contentHash({ is: before[part] }) !== contentHash({ is: after[part] }))
    .map((part) =>
      part === 'contacts'
        ? { part, before: WITHHELD, after: WITHHELD }
        : { part, before: before[part], after: after[part] },
    );
}

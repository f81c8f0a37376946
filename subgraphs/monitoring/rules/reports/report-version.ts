import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';

/** One version of a reported row: when its source made it, and what it says. */
export interface Version {
  readonly asOf: Date;
  readonly contentHash: string;
}

export type Verdict = 'NEW' | 'UPDATED' | 'UNCHANGED';

/**
 * What a version that is sent does to the one that is known. The later of two counts, in whatever order they come, and
 * the same version again changes nothing. Refuses other content under the same instant: nobody could say which counts.
 * [DEL-01, DEL-02, IDG-27]
 */
export function versionVerdict(known: Version | undefined, sent: Version): Verdict | Refusal {
  if (!known) return 'NEW';
  if (sent.asOf > known.asOf) return 'UPDATED';
  if (sent.asOf < known.asOf || sent.contentHash === known.contentHash) return 'UNCHANGED';
  return refuse(
    'IDG-27',
    'SAME_VERSION_OTHER_CONTENT',
    'This id was reported before with the same asOf and other content: send what counts with a later asOf.',
    'asOf',
  );
}

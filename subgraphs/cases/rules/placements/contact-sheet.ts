import type { Refusal } from '../../../../kernel/values/refusal.js';

/** What a person was given to hold: whom to call, and who comes. Workers by the provider's own references. [DEL-19] */
export interface ContactSheet {
  /** Date in London on which the person was given it. */
  readonly issuedOn: string;
  readonly keyWorker: string;
  readonly team: readonly string[];
  /** It says who the registered manager is and how to reach them. */
  readonly namesManager: boolean;
  /** It says whom to call in an emergency and out of hours. */
  readonly namesOutOfHours: boolean;
}

const LARGEST_TEAM = 30;
const LONGEST_REFERENCE = 100;

/**
 * Refuses a sheet that the person cannot have been given, or that does not say what it must: manager, emergencies and
 * out of hours, key worker and regular team. [DEL-19; 002 ¶7.11, ¶7.20]
 */
export function contactSheetRefusals(sheet: ContactSheet, today: string): readonly Refusal[] {
  const { issuedOn, keyWorker, team, namesManager, namesOutOfHours } = sheet;
  const refusals: Refusal[] = [];
  const refuse = (when: boolean, code: string, message: string, field: string) => {
    if (when) refusals.push({ rule: 'DEL-19', code, message, field: `input.${field}` });
  };
  refuse(issuedOn > today, 'ISSUED_IN_FUTURE', 'A sheet is recorded once the person was given it.', 'issuedOn');
  refuse(!namesManager, 'CONTACT_MISSING', 'The sheet says how to reach the registered manager.', 'namesManager');
  refuse(!namesOutOfHours, 'CONTACT_MISSING', 'The sheet says whom to call out of hours.', 'namesOutOfHours');
  refuse(!isReference(keyWorker), 'WORKER_REFERENCE', REFERENCE, 'keyWorker');
  refuse(
    team.length === 0 || team.length > LARGEST_TEAM,
    'TEAM_SIZE',
    `The regular team has 1 to ${LARGEST_TEAM} workers.`,
    'team',
  );
  for (const [place, worker] of team.slice(0, LARGEST_TEAM).entries()) {
    refuse(!isReference(worker), 'WORKER_REFERENCE', REFERENCE, `team.${place}`);
  }
  return refusals;
}

const REFERENCE = `A worker is named by your own reference, 1 to ${LONGEST_REFERENCE} characters.`;

function isReference(text: string): boolean {
  return text.trim().length > 0 && text.length <= LONGEST_REFERENCE;
}

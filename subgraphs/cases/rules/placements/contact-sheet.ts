import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';

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
 * Refuses a sheet that the person cannot have been given, before the award or ahead of today, or that does not say what it must: manager, emergencies and
 * out of hours, key worker and regular team. [DEL-19; 002 ¶7.11, ¶7.20]
 */
export function contactSheetRefusals(
  sheet: ContactSheet,
  { awardedOn, today }: { readonly awardedOn: string; readonly today: string },
): readonly Refusal[] {
  const { issuedOn, keyWorker, team, namesManager, namesOutOfHours } = sheet;
  const isTeam = team.length > 0 && team.length <= LARGEST_TEAM;
  const refusals = [
    issuedOn > today &&
      refuse('DEL-19', 'ISSUED_IN_FUTURE', 'Record a sheet once the person has been given it.', 'input.issuedOn'),
    issuedOn < awardedOn &&
      refuse('DEL-19', 'ISSUED_BEFORE_AWARD', 'A sheet is given to the person after the award.', 'input.issuedOn'),
    !namesManager &&
      refuse(
        'DEL-19',
        'CONTACT_MISSING',
        'The sheet must say how to reach the registered manager.',
        'input.namesManager',
      ),
    !namesOutOfHours &&
      refuse('DEL-19', 'CONTACT_MISSING', 'The sheet must say whom to call out of hours.', 'input.namesOutOfHours'),
    !isReference(keyWorker) && workerRefusal('keyWorker'),
    !isTeam && refuse('DEL-19', 'TEAM_SIZE', `The regular team has 1 to ${LARGEST_TEAM} workers.`, 'input.team'),
    ...team.slice(0, LARGEST_TEAM).map((worker, place) => !isReference(worker) && workerRefusal(`team.${place}`)),
  ];
  return refusals.filter((refusal) => refusal !== false);
}

function workerRefusal(field: string): Refusal {
  const message = `A worker is named by your own reference, 1 to ${LONGEST_REFERENCE} characters.`;
  return refuse('DEL-19', 'WORKER_REFERENCE', message, `input.${field}`);
}

function isReference(text: string): boolean {
  return text.trim().length > 0 && text.length <= LONGEST_REFERENCE;
}

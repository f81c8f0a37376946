import type { DeadlineEffects, DueDeadline } from '../../kernel/time/deadlines.js';
import { idOf } from '../../kernel/values/ids.js';
import { closeWindow } from './commands/applications/close-window.js';
import { openWindow } from './commands/applications/open-window.js';
import { endRegistration } from './commands/cqc/end-registration.js';
import { expireImprovementPlan } from './commands/cqc/expire-improvement-plan.js';
import { tellPlanUnshared } from './commands/cqc/tell-plan-unshared.js';
import { tellVacanciesStale } from './commands/homes/tell-vacancies-stale.js';
import { comparePrices } from './commands/rates/compare-prices.js';
import { tellStanding } from './commands/register/tell-standing.js';

const providerOf = (due: DueDeadline) => due.data!.providerId as string;

/** What happens when a deadline of the register passes. */
export const deadlines: DeadlineEffects = {
  /** The last day of a location's registration is over. */
  'PROV-02': async (t, due) => {
    await endRegistration(t, idOf(due.subject), providerOf(due));
    return 'MET';
  },
  /** The improvement plan was not shared in time; it stays owed. */
  'PROV-05': async (t, due) => {
    await tellPlanUnshared(t, idOf(due.subject));
    return 'MISSED';
  },
  /** The last day of an improvement plan has passed, its ratings not brought back to Good. */
  'PROV-05/end': async (t, due) => {
    await expireImprovementPlan(t, idOf(due.subject));
    return 'MISSED';
  },
  /** Told once of each standing from before it carried what long lists are made by. */
  'PROV-14': async (t, due) => {
    await tellStanding(t, providerOf(due));
    return 'MET';
  },
  /** The vacancies of a home were not stated again in time: they are stale in this council. */
  'PROV-22': async (t, due) => {
    const { homeId } = due.data as { readonly homeId: string };
    const told = await tellVacanciesStale(t, { homeId, providerId: providerOf(due), council: due.council });
    return told ? 'MISSED' : 'MET';
  },
  /** Private hours were not declared again in time: they count as undeclared. */
  'PROV-23': async (t, due) => {
    await tellStanding(t, providerOf(due));
    return 'MISSED';
  },
  /** An evaluation window has opened. */
  'PROV-29/opens': async (t, due) => {
    await openWindow(t, idOf(due.subject));
    return 'MET';
  },
  /** An evaluation window has closed: what was submitted by now is in it. */
  'PROV-29': async (t, due) => {
    await closeWindow(t, idOf(due.subject));
    return 'MET';
  },
  /** What the framework asks has changed: every price is compared with it again. */
  'PROV-33': async (t, due) => {
    await comparePrices(t, due.council);
    return 'MET';
  },
  /** The last day of a QAF rating is over. */
  'PROV-34': async (t, due) => {
    await tellStanding(t, providerOf(due));
    return 'MET';
  },
  /** Another price is in force from this midnight on. */
  'PROV-32': async (t, due) => {
    await tellStanding(t, providerOf(due));
    return 'MET';
  },
};

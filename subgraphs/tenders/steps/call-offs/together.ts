import type { Transaction } from '../../../../kernel/database/work.js';
import type { Together } from '../../../../schema/events/cases.js';
import type { CallOff } from '../../entities/call-offs/call-off.js';
import type { AdvertisedNeed } from '../../entities/call-offs/need.js';
import {
  changedAmong,
  needOfAll,
  type PackageAsked,
  type SoughtPackage,
  schemeValuePence,
} from '../../rules/call-offs/together.js';
import { amendNeed } from './amend-need.js';
import { type HeldCallOff, holdCallOff } from './hold-call-off.js';

/**
 * The live call-off that seeks those who belong together, locked against every other change of it: it may be published at this
 * moment. Null if none does yet. [ROUT-37, ROUT-39]
 */
export async function callOffTogether(t: Transaction, council: string, together: Together): Promise<CallOff | null> {
  const named =
    together.kind === 'SCHEME'
      ? { kind: together.kind, schemeId: together.schemeId }
      : { kind: together.kind, reference: together.reference };
  const found = (await t.em.execute(
    'select id from tenders.call_off where council = ? and ended_at is null and together @> ?::jsonb',
    [council, JSON.stringify(named)],
  )) as Array<{ id: string }>;
  return found[0] ? (await holdCallOff(t, found[0].id)).callOff : null;
}

/** Adds a package to a draft of those that are sought together. [ROUT-39] */
export function joinCallOff(callOff: CallOff, sought: PackageAsked): void {
  keepPackages(callOff, [...callOff.packages, sought]);
  callOff.need = needOfAll(callOff.packages.map(({ need }) => need)) as AdvertisedNeed;
}

/** Sets which packages a call-off is for, numbered anew; the first of them stands for it where one alone is named. */
export function keepPackages(callOff: CallOff, packages: readonly PackageAsked[]): void {
  setPackages(
    callOff,
    packages.map((each, nth) => ({ ...each, person: nth + 1 })),
  );
}

/** The same for those that are left after an award: bids name them by the numbers that they have. */
export function setPackages(callOff: CallOff, packages: readonly SoughtPackage[]): void {
  const [first] = packages;
  callOff.packages = [...packages];
  callOff.packageId = first!.packageId;
  callOff.packageReference = first!.packageReference;
  const budgets = packages.flatMap(({ budgetPence }) => budgetPence ?? []);
  // What it may cost is the sum of the budgets of those who are sought, whoever left. (ISF-02)
  if (budgets.length === packages.length) callOff.budgetPence = schemeValuePence(budgets);
}

/** Changes whom a call-off seeks, or what one of them needs, and amends its open stage; a draft is changed unseen. [ROUT-39, WIN-14] */
export async function changePackages(
  t: Transaction,
  held: HeldCallOff,
  packages: readonly PackageAsked[],
): Promise<void> {
  const { callOff, stage } = held;
  const also = changedAmong(callOff.packages, packages);
  keepPackages(callOff, packages);
  const need = needOfAll(packages.map((each) => each.need));
  if (callOff.state === 'OPEN' && stage) await amendNeed(t, held, need, also);
  else callOff.need = need as AdvertisedNeed;
}

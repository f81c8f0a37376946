import type { Role } from '../../../../kernel/identity/caller.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { GateDefinition } from '../routes/definition.js';
import type { Scorer } from './scorer.js';

/** What the members of a panel have recorded of one response so far. */
export interface PanelSoFar {
  /** Who of them has scored it. */
  readonly scored: readonly Scorer[];
  /** Whether they have agreed on a result. */
  readonly isAgreed: boolean;
}

/** Whose scores somebody of this role of the council records: their own. The person's side has no credential. (ROUT-40) */
const OWN_SEAT: Readonly<Partial<Record<Role, Scorer>>> = {
  broker: 'BROKER',
  practitioner: 'SOCIAL_WORKER',
  commissioner: 'COMMISSIONER',
};
const COUNCIL_SEATS: readonly Scorer[] = ['BROKER', 'SOCIAL_WORKER', 'COMMISSIONER'];

/**
 * Why a panel's scores are not recorded so; empty if they are, and on a route without a panel.
 *
 * Each member's own scores are one record of one member, and those of the council are recorded by themselves, so that no one
 * person can fill the three seats that must be filled. What the panel agreed on is recorded once all those have scored, and names
 * only members who have; from then on no member scores that response anew. [ROUT-40, EVAL-10]
 */
export function panelRefusals(
  { isModerated, scoredBy }: { readonly isModerated: boolean | null; readonly scoredBy: readonly Scorer[] },
  { kind, scorers }: GateDefinition,
  recordedBy: Role,
  { scored, isAgreed }: PanelSoFar,
): readonly Refusal[] {
  if (kind !== 'PANEL') return isModerated === null ? [] : [NO_PANEL_ON_ROUTE];
  if (isModerated === null) return [MODERATED_MISSING];
  if (isModerated) {
    const lacking = scorers.filter((each) => !scored.includes(each));
    if (lacking.length > 0) return [seatsEmpty(lacking)];
    const absent = scoredBy.filter((each) => !scored.includes(each));
    const unnamed = scorers.filter((each) => !scoredBy.includes(each));
    return absent.length > 0 || unnamed.length > 0 ? [NOT_THE_PANEL] : [];
  }
  if (isAgreed) return [AGREED_ALREADY];
  const [member] = scoredBy;
  if (scoredBy.length !== 1 || !member) return [ONE_MEMBER];
  return COUNCIL_SEATS.includes(member) && OWN_SEAT[recordedBy] !== member ? [NOT_YOUR_SEAT] : [];
}

/**
 * Refuses an award while the panel has yet to agree on a result for one of the bids: it evaluates all of them. Before the close
 * there is none to agree on. [ROUT-40, EVAL-10]
 *
 * @param unagreed how many bids of the stage are left
 */
export function panelNotDoneRefusal(
  gate: GateDefinition | undefined,
  { isOpen, unagreed }: { readonly isOpen: boolean; readonly unagreed: number },
): Refusal | undefined {
  return gate?.kind === 'PANEL' && (isOpen || unagreed > 0) ? PANEL_NOT_DONE : undefined;
}

const NO_PANEL_ON_ROUTE = refuse(
  'ROUT-40',
  'NO_PANEL_ON_ROUTE',
  'On this route no panel agrees on a result: leave it out.',
  'input.moderated',
);
const MODERATED_MISSING = refuse(
  'ROUT-40',
  'MODERATED_MISSING',
  "Say whether these are one member's own scores, or what the panel agreed on.",
  'input.moderated',
);
const seatsEmpty = (lacking: readonly Scorer[]) =>
  refuse(
    'ROUT-40',
    'PANEL_INCOMPLETE',
    `The panel agrees once these have scored the response as well: ${lacking.join(', ')}.`,
    'input.scoredBy',
  );
const NOT_THE_PANEL = refuse(
  'ROUT-40',
  'NOT_THE_PANEL',
  'Name who agreed: brokerage, care manager and commissioner, and others only if they have scored.',
  'input.scoredBy',
);
const AGREED_ALREADY = refuse(
  'ROUT-40',
  'AGREED_ALREADY',
  'The panel has agreed on a result for this response; only that may be recorded anew.',
  'input.moderated',
);
const ONE_MEMBER = refuse('ROUT-40', 'ONE_MEMBER', "Record one member's own scores at a time.", 'input.scoredBy');
const NOT_YOUR_SEAT = refuse(
  'ROUT-40',
  'NOT_YOUR_SEAT',
  'Brokerage, care manager and commissioner each record their own scores.',
  'input.scoredBy',
);
const PANEL_NOT_DONE = refuse(
  'ROUT-40',
  'PANEL_NOT_DONE',
  'The panel of brokerage, care manager and commissioner agrees on a result for every bid first.',
  'input.callOffId',
);

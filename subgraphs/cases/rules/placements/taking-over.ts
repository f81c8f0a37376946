import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import { type CareType, NIGHT_TYPES, type NightRates, type ServiceUserGroup } from '../../../../schema/events/cases.js';
import type { Policy } from '../../../../schema/policy.js';
import { type Contact, contactsRefusals } from '../people/contacts.js';
import { type PersonBrought, type PersonFacts, personRefusals } from '../people/person.js';
import type { PlanDescribed } from '../plans/care-plan.js';
import { callPatternRefusals, type RequestedCall } from '../requests/call-pattern.js';

/** The most placements in one act: each is a case file, and all of them are taken over or none. */
export const LARGEST_TAKE_OVER = 200;

/** A placement that runs already, as the council's case system has it. Dates are `YYYY-MM-DD`. */
export interface RunningPlacement extends PersonBrought {
  /** Its service line on LAS: by it a placement is taken over once. */
  readonly lasLineId: string;
  readonly providerId: string;
  readonly careType: CareType;
  readonly groups: readonly ServiceUserGroup[];
  readonly calls: readonly RequestedCall[];
  /** First day of care. */
  readonly startedOn: string;
  readonly hourlyRatePence: number;
  readonly nightRatesPence: NightRates;
  readonly carePlan: PlanDescribed;
}

const RATE_FIELDS = { SLEEP_IN: 'sleepInRatePence', WAKING_NIGHT: 'wakingNightRatePence' } as const;

/** What the rules need to know about it. */
type RunningFacts = Pick<
  RunningPlacement,
  'cohort' | 'careType' | 'calls' | 'startedOn' | 'hourlyRatePence' | 'nightRatesPence' | 'lasLineId'
> & { readonly person: PersonFacts; readonly contacts: readonly Contact[] };

/**
 * What keeps a placement from being taken over: a person or contacts that could not stand behind a request, no call or
 * one that cannot be commissioned, no line on LAS (AWRD-02), no rate (AWRD-10), a discharge to assess, whose six weeks
 * end where they began (ROUT-16), or a start that is still to come: what has not begun is sourced through the hub.
 * `field` is the path of the placement in the caller's input. [ASM-37]
 */
export function takingOverRefusals(
  placement: RunningFacts,
  field: string,
  today: string,
  policy: Pick<Policy, 'hours' | 'visit'>,
): Refusal[] {
  const refusals: Refusal[] = [
    ...personRefusals(placement.person, placement.cohort, placement.startedOn),
    ...contactsRefusals(placement.contacts),
  ].map((refusal) => ({ ...refusal, field: refusal.field?.replace(/^input/, field) ?? field }));
  if (placement.calls.length === 0) {
    refusals.push(
      refuse('ASM-37', 'CALLS_MISSING', 'Name the calls of the week that the placement consists of.', `${field}.calls`),
    );
  }
  refusals.push(...callPatternRefusals(placement.calls, `${field}.calls`, policy));
  if (placement.careType === 'D2A') {
    refusals.push(
      refuse(
        'ROUT-16',
        'D2A_NOT_TAKEN_OVER',
        'Discharge to assess ends within six weeks, in the system where it began.',
        `${field}.careType`,
      ),
    );
  }
  if (placement.lasLineId.trim() === '') {
    refusals.push(
      refuse(
        'AWRD-02',
        'LINE_ID_MISSING',
        'Give the id of the service line on LAS: it keeps a placement from being taken over twice.',
        `${field}.lasLineId`,
      ),
    );
  }
  if (placement.hourlyRatePence <= 0) {
    refusals.push(
      refuse('AWRD-10', 'RATE_MISSING', 'Give the hourly rate that was agreed, in pence.', `${field}.hourlyRatePence`),
    );
  }
  for (const night of NIGHT_TYPES) {
    const rate = placement.nightRatesPence[night];
    if (rate === null || rate > 0) continue;
    const message = 'Give what a whole night costs in pence, above 0; leave it out if none was agreed.';
    refusals.push(refuse('AWRD-10', 'PENCE_INVALID', message, `${field}.${RATE_FIELDS[night]}`));
  }
  if (placement.startedOn > today) {
    refusals.push(
      refuse(
        'ASM-37',
        'STARTS_IN_FUTURE',
        'Care that has not begun is sourced through the hub; take over only care that runs.',
        `${field}.startedOn`,
      ),
    );
  }
  return refusals;
}

/** Refuses an act on no placement, or on more than may be taken over at once. [ASM-37] */
export function takeOverSizeRefusal(count: number): Refusal | undefined {
  if (count > 0 && count <= LARGEST_TAKE_OVER) return undefined;
  const message = `Send 1 to ${LARGEST_TAKE_OVER} placements at once.`;
  return refuse('ASM-37', 'TAKE_OVER_SIZE', message, 'input.placements');
}

/**
 * Refuses a service line that an earlier placement of the same act names too. `field` is the path of the placement.
 * [AWRD-02]
 */
export function lineTwiceRefusal(lines: readonly string[], place: number, field: string): Refusal | undefined {
  if (lines.indexOf(lines[place]!) === place) return undefined;
  const message = 'Each placement has a service line of its own; this one is named twice.';
  return refuse('AWRD-02', 'LINE_ID_TWICE', message, `${field}.lasLineId`);
}

/**
 * Refuses a service line that is held for another person or by another provider: whoever brings it again believes that it is
 * what it is not. What else changed since is told as a variation. `field` is the path of the placement. [ASM-37, AWRD-02]
 *
 * @param held the placement that has the line
 */
export function heldOtherwiseRefusal(
  brought: { readonly person: Pick<PersonFacts, 'councilPersonId'>; readonly providerId: string },
  held: { readonly councilPersonId: string; readonly providerId: string },
  field: string,
): Refusal | undefined {
  const isOf = (name: string) =>
    `This line is held already, for another ${name}: give the placement its own line, or correct its ${name}.`;
  if (brought.person.councilPersonId !== held.councilPersonId) {
    return refuse('ASM-37', 'LINE_HELD_OTHERWISE', isOf('person'), `${field}.person.councilPersonId`);
  }
  if (brought.providerId === held.providerId) return undefined;
  return refuse('ASM-37', 'LINE_HELD_OTHERWISE', isOf('provider'), `${field}.providerId`);
}

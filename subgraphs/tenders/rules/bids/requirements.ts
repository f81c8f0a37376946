import type { NeedProfile } from '../../../../schema/events/cases.js';
import { specialRequirements } from '../invitations/special-requirements.js';

/** One thing that the need asks of whoever gives the care. */
export interface Requirement {
  /** Stable: the same need has the same codes, in the same order, whoever derives them. */
  readonly code: string;
  /** What is asked, in plain words. */
  readonly asks: string;
}

/** Whether one requirement can be met. */
export interface RequirementAnswer {
  readonly code: string;
  readonly met: boolean;
}

type Part = (need: NeedProfile) => readonly Requirement[];

const one = (isAsked: boolean, code: string, asks: string): readonly Requirement[] => (isAsked ? [{ code, asks }] : []);

/** What each part of a need asks, in the order in which it is told. A part of a need that asks nothing is not here. */
const PARTS: readonly Part[] = [
  ({ neededFrom, home }) =>
    one(true, 'START_DATE', home ? `Admit the person by ${neededFrom}.` : `Begin by ${neededFrom}.`),
  ({ calls }) =>
    distinct(calls.map(({ startTime }) => startTime)).map((time) => ({
      code: `CALL_${time.replace(':', '')}`,
      asks: `Come at ${time}, on each of its days.`,
    })),
  ({ calls }) =>
    distinct(calls.flatMap(({ night }) => night ?? [])).map((night) => ({
      code: `NIGHT_${night}`,
      asks: night === 'SLEEP_IN' ? 'Have a worker sleep in.' : 'Have a worker awake through the night.',
    })),
  (need) => one(asksFor(need, 'DOUBLE_HANDED'), 'TWO_WORKERS', 'Send two workers to the calls that need two.'),
  (need) => one(asksFor(need, 'TIME_CRITICAL'), 'TIME_CRITICAL', 'Keep the time-critical calls to their times.'),
  ({ discharge }) => one(discharge !== null, 'DISCHARGE', 'Begin once the person is discharged from hospital.'),
  ({ groups }) => distinct(groups).map((group) => ({ code: `GROUP_${group}`, asks: `Care for: ${words(group)}.` })),
  ({ skills }) =>
    distinct(skills).map((skill) => ({ code: `SKILL_${skill}`, asks: `Have workers with: ${words(skill)}.` })),
  ({ languages }) =>
    distinct(languages).map((code) => ({ code: `LANGUAGE_${code}`, asks: `Have workers who speak: ${code}.` })),
  ({ carerGender }) => (carerGender ? one(true, `CARER_${carerGender}`, `Send ${words(carerGender)} workers.`) : []),
  ({ complexNeeds }) =>
    one(complexNeeds !== null, 'COMPLEX_NEEDS', 'Meet the complex needs that the advert describes.'),
  ({ specialist }) => one(specialist, 'SPECIALIST', 'Give specialist care.'),
  ({ home }) => one(home?.nursing ?? false, 'NURSING', 'Give nursing care.'),
  ({ home }) =>
    distinct(home?.equipment ?? []).map((each) => ({ code: `EQUIPMENT_${each}`, asks: `Have: ${words(each)}.` })),
  ({ home }) => {
    const nights = home?.lengthOfStayNights ?? null;
    return one(nights !== null, 'LENGTH_OF_STAY', `Give a place for ${nights} nights.`);
  },
];

/**
 * The care requirements of a need, which an on-line tender answers one by one: a closed list, derived from what every invitee
 * reads, so that nothing of the person is in it. [ROUT-24, ROUT-22; 000 ¶7b(i)]
 */
export function requirementsOf(need: NeedProfile): readonly Requirement[] {
  return PARTS.flatMap((part) => part(need));
}

function asksFor(need: NeedProfile, asked: 'DOUBLE_HANDED' | 'TIME_CRITICAL'): boolean {
  return specialRequirements(need).includes(asked);
}

function distinct<Value extends string>(values: readonly Value[]): readonly Value[] {
  return [...new Set(values)].sort();
}

function words(code: string): string {
  return code.toLowerCase().replaceAll('_', ' ');
}

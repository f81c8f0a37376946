import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { HomeNeed } from '../../../../schema/events/cases.js';
import { isFarAhead, MOST_DAYS_AHEAD } from '../placements/ending.js';
import type { ServiceType } from './request-type.js';

/**
 * Whether care of this type is given in a home: what is asked for is then a place and its week, and no calls. In supported
 * living somebody lives in a tenancy of their own and is called on as at home. [ASM-06, CHOI-05]
 */
export function isInAHome(serviceType: ServiceType): boolean {
  return serviceType !== 'DOMICILIARY' && serviceType !== 'SUPPORTED_LIVING';
}

/** The longest stay that has an end from the beginning; a longer one is a place for good. */
const LONGEST_STAY_NIGHTS = 365;
/** More patches than anybody has a preference among. */
const MOST_PREFERRED = 10;

const HOME = 'input.home';

/**
 * What keeps a Residential Request Form from being complete: a nursing need that does not go with the service, a length of
 * stay of respite other than 1 to 365 nights, or one of a place for good (ASM-06), a block contract for respite (ASM-09), or
 * equipment or patches that are named twice or are none. [ASM-06, ASM-09; 001 §3, §4]
 *
 * @param patches codes of the council's patches
 */
export function homeNeedRefusals(home: HomeNeed, serviceType: ServiceType, patches: readonly string[]): Refusal[] {
  return [
    nursingRefusal(home, serviceType),
    contractBasisRefusal(home, serviceType),
    lengthOfStayRefusal(serviceType, home.lengthOfStayNights, { rule: 'ASM-06', field: `${HOME}.lengthOfStayNights` }),
    onceRefusal(home.equipment, `${HOME}.equipment`),
    preferredPatchesRefusal(home.preferredPatches, patches),
  ].filter((refusal) => refusal !== undefined);
}

function nursingRefusal({ nursing }: HomeNeed, serviceType: ServiceType): Refusal | undefined {
  if (serviceType === 'RESPITE' || nursing === (serviceType === 'NURSING')) return undefined;
  const message = nursing
    ? 'A RESIDENTIAL place is without nursing: ask for NURSING, or leave the nursing need out.'
    : 'A NURSING place is for a nursing need: state it, or ask for RESIDENTIAL.';
  return refuse('ASM-06', 'NURSING_NOT_CONSISTENT', message, `${HOME}.nursing`);
}

/** Refuses respite on a block contract: it is bought by the stay, generic or specialist. (ASM-09; 001 §3, §4) */
function contractBasisRefusal({ contractBasis }: HomeNeed, serviceType: ServiceType): Refusal | undefined {
  if (serviceType !== 'RESPITE' || contractBasis === 'SPOT') return undefined;
  return refuse('ASM-09', 'RESPITE_NOT_SPOT', 'Respite is bought SPOT alone.', `${HOME}.contractBasis`);
}

/**
 * Refuses a length of stay other than 1 to 365 whole nights for respite, and any for other care, which has no end from the
 * beginning. `at` says which form it stands on. [ASM-06, AWRD-06]
 */
export function lengthOfStayRefusal(
  serviceType: ServiceType,
  nights: number | null,
  at: { readonly rule: 'ASM-06' | 'AWRD-06'; readonly field: string },
): Refusal | undefined {
  if (serviceType !== 'RESPITE') {
    if (nights === null) return undefined;
    const message = 'Only respite has a length of stay: leave it out.';
    return refuse(at.rule, 'LENGTH_OF_STAY_NOT_EXPECTED', message, at.field);
  }
  if (nights !== null && Number.isInteger(nights) && nights >= 1 && nights <= LONGEST_STAY_NIGHTS) return undefined;
  const message = `Respite needs its length of stay, 1 to ${LONGEST_STAY_NIGHTS} nights.`;
  return refuse(at.rule, 'LENGTH_OF_STAY_MISSING', message, at.field);
}

function onceRefusal(words: readonly string[], field: string): Refusal | undefined {
  if (new Set(words).size === words.length) return undefined;
  return refuse('ASM-06', 'NAMED_TWICE', 'Name each once.', field);
}

function preferredPatchesRefusal(preferred: readonly string[], patches: readonly string[]): Refusal | undefined {
  const field = `${HOME}.preferredPatches`;
  if (preferred.length > MOST_PREFERRED) {
    return refuse('IDG-27', 'LIST_TOO_LONG', `At most ${MOST_PREFERRED} patches are taken.`, field);
  }
  if (preferred.some((code) => !patches.includes(code))) {
    return refuse('ASM-06', 'PATCH_UNKNOWN', 'Name patches of the council by their codes, and nothing else.', field);
  }
  return onceRefusal(preferred, field);
}

/**
 * Refuses a day of admission that has passed, or lies so far ahead that nobody can know of it. A day that was given before
 * and stays is not refused for having come. London dates, `YYYY-MM-DD`. [ASM-06]
 *
 * @param before the day that an earlier version of the request gave; null if it is the first
 */
export function admissionRefusal(admissionOn: string, before: string | null, today: string): Refusal | undefined {
  if (admissionOn === before || (admissionOn >= today && !isFarAhead(admissionOn, today))) return undefined;
  return refuse(
    'ASM-06',
    'ADMISSION_NOT_AHEAD',
    `An admission is expected from today on, at most ${MOST_DAYS_AHEAD} days ahead.`,
    'input.neededFrom',
  );
}

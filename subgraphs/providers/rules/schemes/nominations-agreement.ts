import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import { type DateSpan, spanRefusal } from '../date-span.js';

export const LANDLORD_KINDS = ['REGISTERED_PROVIDER', 'CAPITAL_FUNDER'] as const;
/** What a landlord is: a registered provider of housing, or who funds it. */
export type LandlordKind = (typeof LANDLORD_KINDS)[number];

/** An agreement by which a council nominates who lives in a landlord's properties; never a way to bid. */
export interface NominationsAgreement extends DateSpan {
  /** Name of the organisation. */
  readonly landlord: string;
  readonly landlordKind: LandlordKind;
  /** The council's reference of the agreement. */
  readonly reference: string;
  /** How many homes it is for. */
  readonly homes: number;
}

const LONGEST_NAME = 200;
const LONGEST_REFERENCE = 40;
const MOST_HOMES = 1_000;

/**
 * Refuses an agreement that cannot be: a landlord that is not 1 to 200 characters, a reference that is not 1 to 40,
 * homes that are not 1 to 1,000, a last day before its first. [PROV-36]
 */
export function agreementRefusals(agreement: NominationsAgreement): readonly Refusal[] {
  const { landlord, reference, homes } = agreement;
  const refusals: Array<Refusal | undefined> = [spanRefusal(agreement, 'PROV-36', 'input.to')];
  if (landlord.trim().length === 0 || landlord.length > LONGEST_NAME) {
    const message = `A landlord is an organisation, by a name of 1 to ${LONGEST_NAME} characters.`;
    refusals.push(refuse('PROV-36', 'LANDLORD_INVALID', message, 'input.landlord'));
  }
  if (reference.trim().length === 0 || reference.length > LONGEST_REFERENCE) {
    const message = `An agreement has a reference of 1 to ${LONGEST_REFERENCE} characters.`;
    refusals.push(refuse('PROV-36', 'REFERENCE_INVALID', message, 'input.reference'));
  }
  if (!Number.isInteger(homes) || homes < 1 || homes > MOST_HOMES) {
    refusals.push(refuse('PROV-36', 'HOMES_INVALID', `An agreement is for 1 to ${MOST_HOMES} homes.`, 'input.homes'));
  }
  return refusals.filter((refusal) => refusal !== undefined);
}

/** Refuses `REFERENCE_USED` for a reference that another agreement of the council has [PROV-36]. */
export function agreementReferenceRefusal(isUsed: boolean): Refusal | undefined {
  if (!isUsed) return undefined;
  return refuse('PROV-36', 'REFERENCE_USED', 'Each agreement of a council has its own reference.', 'input.reference');
}

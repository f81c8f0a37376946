import { normaliseNhsNumber } from '../../../../kernel/values/nhs-number.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';

/** By what one person is told from another. Dates are `YYYY-MM-DD`. */
export interface Identity {
  readonly councilPersonId: string;
  readonly nhsNumber: string | null;
  readonly name: string;
  readonly dateOfBirth: string;
}

/** Who is known already where a request puts its person. */
export interface KnownPeople {
  /** Whom earlier versions of the same request are about. */
  readonly onRequest: Identity | null;
  /** Who is held under the council's id that is given. */
  readonly underCouncilId: Identity | null;
  /** Who else of this council is held under the NHS number that is given. */
  readonly underNhsNumber: readonly Identity[];
}

/**
 * Refuses to put one person in another's place. A number in a cell is one slip away from somebody else's, so the person
 * held must agree in more than it: a later version of a request is about the same person, an id of the council stands for
 * one person, and whoever is under one NHS number has one whole name, or one family name and one date of birth. A name or
 * a date of birth may be corrected under the same council id, not both at once. `path` is where the person stands in the caller's input, and
 * `request` the field of the request's id. No message repeats what was given or is held. [IDG-07, ASM-36]
 */
export function samePersonRefusals(
  brought: Identity,
  { onRequest, underCouncilId, underNhsNumber }: KnownPeople,
  path: string,
  request: string,
): Refusal[] {
  const onOther = anotherPersonRefusal(brought, onRequest, request);
  if (onOther) return [onOther];
  const underOther = underCouncilId && differences(underCouncilId, brought);
  if (underOther?.length) {
    return [
      refuse(
        'IDG-07',
        'COUNCIL_ID_OF_ANOTHER_PERSON',
        `This id is held for somebody else: ${inWords(underOther)}. Give each person an id of their own.`,
        `${path}.councilPersonId`,
      ),
    ];
  }
  for (const held of underNhsNumber) {
    const differ = differences(held, brought);
    if (differ.length === 0) continue;
    return [
      refuse(
        'IDG-07',
        'NHS_NUMBER_OF_ANOTHER_PERSON',
        `This NHS number is held for somebody else: ${inWords(differ)}. Check whose number it is.`,
        `${path}.nhsNumber`,
      ),
    ];
  }
  return [];
}

/**
 * Refuses a version of a request that is about somebody else than the versions before, also one that changes nothing:
 * whoever sent it would believe that there is a package for both. `field` is that of the request's id. [ASM-36]
 */
export function anotherPersonRefusal(
  brought: Identity,
  onRequest: Identity | null,
  field: string,
): Refusal | undefined {
  const differ = onRequest ? differences(onRequest, brought) : [];
  if (differ.length === 0) return undefined;
  return refuse(
    'ASM-36',
    'REQUEST_OF_ANOTHER_PERSON',
    `This request is held for somebody else: ${inWords(differ)}. Send it under an id of its own.`,
    field,
  );
}

type Detail = 'the NHS number' | 'the name' | 'the date of birth';

/** In what two descriptions are of two people; nothing if they may be of one. */
function differences(held: Identity, brought: Identity): readonly Detail[] {
  const [one, other] = [held, brought].map(({ nhsNumber }) => nhsNumber && normaliseNhsNumber(nhsNumber));
  const bothHave = Boolean(one && other);
  if (bothHave && one !== other) return ['the NHS number'];
  // Number and whole name agree: the date of birth was mistyped in one of them.
  if (bothHave && plainName(held) === plainName(brought)) return [];
  // A number that is the same says more than a forename, by which somebody may be called or not.
  const nameOf = bothHave ? familyName : plainName;
  const differ: Detail[] = [];
  if (nameOf(held) !== nameOf(brought)) differ.push('the name');
  if (held.dateOfBirth !== brought.dateOfBirth) differ.push('the date of birth');
  return isCorrection(held, brought, differ) ? [] : differ;
}

/** Under the same council id, one of the two may have been written wrongly, or have changed with a marriage. */
function isCorrection(held: Identity, brought: Identity, differ: readonly Detail[]): boolean {
  return held.councilPersonId === brought.councilPersonId && differ.length < 2;
}

function inWords(differ: readonly Detail[]): string {
  return differ.length === 1 ? `${differ[0]} differs` : `${differ.join(' and ')} differ`;
}

type Named = Pick<Identity, 'name'>;

function familyName({ name }: Named): string {
  return plainName({ name }).split(' ').at(-1)!;
}

/** People write one name with and without its accents, dashes and capitals. */
function plainName({ name }: Named): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[\p{Pd}'’.,]/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}

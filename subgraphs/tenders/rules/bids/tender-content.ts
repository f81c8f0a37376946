import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { NeedProfile } from '../../../../schema/events/cases.js';
import type { HomeStanding } from '../../../../schema/events/providers.js';
import { placeKindPaid, weeklyPriceOn } from '../matching/home.js';
import type { BidContent } from './bid-content.js';
import { requirementsOf } from './requirements.js';

type TenderContent = Pick<
  BidContent,
  'canMeetNeeds' | 'requirementAnswers' | 'startDate' | 'startTime' | 'weeklyPricePence' | 'homeId'
>;

/**
 * What is missing from an on-line tender, one refusal for each field.
 *
 * A complete tender answers every requirement of the need, once each and no other; says whether the needs, outcomes and
 * preferences can be met; and says when the care could start, with the time of the first call if the need has calls. For a
 * place in a home it names the home, and the time of the admission; for other care it names none. A price is said or left out.
 * Who says that the care can begin by the day on which it is needed gives no later one. A no is an answer: who cannot meet the
 * needs may say so here, or decline. [ROUT-24; 000 ¶7b]
 */
export function tenderRefusals(content: TenderContent, need: NeedProfile): readonly Refusal[] {
  const { canMeetNeeds, startDate, startTime, weeklyPricePence } = content;
  const refusals = [...answersRefusals(content.requirementAnswers ?? [], need)];
  if (canMeetNeeds === null) {
    refusals.push(incomplete('canMeetNeeds', 'Say whether you can meet the needs, outcomes and preferences.'));
  }
  if (!startDate) refusals.push(incomplete('startDate', 'Give the day on which the care could start.'));
  if (startDate && startDate > need.neededFrom && saysMet(content, 'START_DATE'))
    refusals.push(tooLate(need.neededFrom));
  if (!startTime && need.home) refusals.push(incomplete('startTime', 'Give the time of the admission.'));
  if (!startTime && need.calls.length > 0) refusals.push(incomplete('startTime', 'Give the time of the first call.'));
  if (!content.homeId && need.home)
    refusals.push(incomplete('homeId', 'Name the home of yours that would take the person.'));
  if (content.homeId && !need.home) refusals.push(HOME_NOT_HERE);
  if (weeklyPricePence !== null && weeklyPricePence <= 0) refusals.push(PRICE_INVALID);
  return refusals;
}

function answersRefusals(answers: NonNullable<BidContent['requirementAnswers']>, need: NeedProfile): Refusal[] {
  const asked = requirementsOf(need);
  const given = answers.map(({ code }) => code);
  return [
    ...asked
      .filter(({ code }) => !given.includes(code))
      .map(({ code, asks }) => incomplete(`requirements.${code}`, `Answer the requirement ${code}: ${asks}`)),
    ...given.flatMap((code, nth) => {
      const isAsked = asked.some((each) => each.code === code);
      if (isAsked && given.indexOf(code) === nth) return [];
      const message = isAsked
        ? 'Answer each requirement once.'
        : 'Answer the requirements of the advert and no others.';
      return [
        refuse('ROUT-24', isAsked ? 'ANSWERED_TWICE' : 'NOT_A_REQUIREMENT', message, `input.requirements.${nth}`),
      ];
    }),
  ];
}

function saysMet({ requirementAnswers }: TenderContent, asked: string): boolean {
  return (requirementAnswers ?? []).some(({ code, met }) => code === asked && met);
}

function tooLate(neededFrom: string): Refusal {
  return refuse(
    'ROUT-24',
    'START_DATE_NOT_MET',
    `You say that the care can begin by ${neededFrom}: give that day or an earlier one, or answer START_DATE with no.`,
    'input.startDate',
  );
}

function incomplete(field: string, message: string): Refusal {
  return refuse('ROUT-24', 'TENDER_INCOMPLETE', message, `input.${field}`);
}

const PRICE_INVALID = refuse(
  'ROUT-24',
  'PRICE_INVALID',
  'Give the price of a week in pence, above 0, or leave it out.',
  'input.weeklyPricePence',
);

/**
 * The requirements that a tender says it cannot meet, by their codes. Who confirms the needs and yet cannot meet one of the
 * requirements has not confirmed. [ROUT-25]
 */
export function unmetRequirements({ requirementAnswers }: Pick<BidContent, 'requirementAnswers'>): readonly string[] {
  return (requirementAnswers ?? []).filter(({ met }) => !met).map(({ code }) => code);
}

/**
 * Refuses a tender for a place in a home that is not the tenderer's own, or not one that the council knows; in a stage that
 * asks for one home alone, any other; and a home that has no price on record for that kind of place on the day of admission,
 * since a place is paid at that price and not at what a tender says. [ROUT-24, PROV-21, CHOI-06]
 *
 * @param home as the council knows it; null if it knows no such home of this provider
 * @param onlyHomeId the home that the stage asks for, because the person chose it; null if it asks for any
 */
export function tenderedHomeRefusals(
  { homeId, startDate }: Pick<BidContent, 'homeId' | 'startDate'>,
  need: Pick<NeedProfile, 'home'>,
  home: HomeStanding | null | undefined,
  onlyHomeId: string | null,
): readonly Refusal[] {
  if (!homeId || !need.home) return [];
  if (!home) return [NOT_YOUR_HOME];
  if (onlyHomeId !== null && homeId !== onlyHomeId) return [ANOTHER_HOME];
  if (startDate && weeklyPriceOn(home, placeKindPaid(need.home), startDate) === null) return [NO_PRICE_RECORDED];
  return [];
}

const HOME_NOT_HERE = refuse(
  'ROUT-24',
  'HOME_NOT_HERE',
  'A home is named for a place in one alone: leave it out.',
  'input.homeId',
);
const NOT_YOUR_HOME = refuse(
  'ROUT-24',
  'NOT_YOUR_HOME',
  'Name a home of your own that is on the register and known to this council.',
  'input.homeId',
);
const ANOTHER_HOME = refuse(
  'CHOI-10',
  'NOT_THE_CHOSEN_HOME',
  'The person chose one home of yours: this call-off asks for that one alone.',
  'input.homeId',
);
const NO_PRICE_RECORDED = refuse(
  'PROV-21',
  'PLACE_PRICE_MISSING',
  'The home has no price on record for this kind of place on the day of admission: declare it with declareHomePrice first.',
  'input.homeId',
);

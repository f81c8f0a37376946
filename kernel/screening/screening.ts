import { type Refusal, refuse } from '../values/refusal.js';
import { anybodysData, type PersonalData } from './anybodys-data.js';
import { MOST_SCREENED, type ScreenedText, screenedText } from './screened-text.js';

/** What else a text holds, by what is known to whoever screens it. */
export type AlsoFound = (text: ScreenedText) => readonly PersonalData[];

/**
 * Refuses free text that tells whom it is about: one refusal a kind of personal data found, by what looks like anybody's
 * and by what the caller knows. It never repeats the text. [IDG-01]
 */
export function screening(
  text: string,
  field: string,
  alsoFound: AlsoFound,
  refusalOf: (kind: PersonalData) => Refusal,
): readonly Refusal[] {
  const screened = screenedText(text);
  if (!screened) {
    const message = `A text has at most ${MOST_SCREENED} characters, also once each sign is written out in letters.`;
    return [refuse('IDG-27', 'TEXT_TOO_LONG', message, field)];
  }
  return [...new Set([...alsoFound(screened), ...anybodysData(screened)])].map(refusalOf);
}

/**
 * Refuses free text that would tell whose case it is to roles of the council that read no person, found as in an advert.
 * [IDG-01, IDG-05]
 */
export function councilTextRefusals(text: string, field: string, alsoFound: AlsoFound = () => []): readonly Refusal[] {
  return screening(text, field, alsoFound, (kind) => {
    const message = `This text holds ${kind}, and people who read no person will read it: say it without.`;
    return refuse('IDG-05', 'PERSONAL_DATA_IN_TEXT', message, field);
  });
}

import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';

/** A council as it is added: the key by which everything of it is named for ever, and what it is called. */
export interface CouncilRecord {
  readonly council: string;
  readonly name: string;
}

/** Whether a text from outside has the form of a key, a subject or a role: nothing can be found under any other. */
export function mayBeKey(text: string): boolean {
  return /^[!-~]{1,200}$/.test(text);
}

const KEY = /^[a-z](-?[a-z0-9]){1,39}$/;
/** What an operator is of, in place of a council. */
const RESERVED = ['hub'];

/**
 * Refuses a key that could not stand in an address or is reserved, a key that another council has, and a name that is
 * empty, too long, or has control characters in it. [IDG-26]
 *
 * @param taken whether there is a council of this key
 */
export function councilRefusals({ council, name }: CouncilRecord, taken: boolean): readonly Refusal[] {
  const refusals: Refusal[] = [];
  if (!KEY.test(council) || RESERVED.includes(council)) {
    const takes =
      'A council is named by a key of 2 to 40 small letters, digits and single dashes, such as bromley; not hub.';
    refusals.push(refuse('IDG-26', 'COUNCIL_KEY_INVALID', takes, 'input.council'));
  } else if (taken) {
    refusals.push(refuse('IDG-26', 'COUNCIL_EXISTS', 'There is a council of this key already.', 'input.council'));
  }
  if (!/^[^\p{Cc}]{1,200}$/u.test(name.trim())) {
    const takes = 'A council is called by a name of 1 to 200 characters in one line.';
    refusals.push(refuse('IDG-26', 'COUNCIL_NAME_INVALID', takes, 'input.name'));
  }
  return refusals;
}

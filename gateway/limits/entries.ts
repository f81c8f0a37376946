import { Fault } from '../faults.js';

/** What the values of a request hold: lists, and what is nested in them. */

/** Deeper than any input of the contract, and than any error of a client's own making need be. */
const DEEPEST_VALUE = 32;
/** More fields than any input of the contract has. */
const WIDEST_OBJECT = 200;

/**
 * Refuses variables that would be costly even to hold against their types. It walks each without recursion, for a
 * value may be nested deeper than the stack is.
 *
 * @param most entries in all lists of one variable together
 * @throws Fault TOO_LARGE or TOO_DEEP, naming the variable
 */
export function boundVariables(variables: Readonly<Record<string, unknown>>, most: number): void {
  for (const [name, variable] of Object.entries(variables)) {
    let entries = 0;
    let level: object[] = isObject(variable) ? [variable] : [];
    for (let depth = 0; level.length > 0; depth++) {
      if (depth > DEEPEST_VALUE) {
        throw new Fault('TOO_DEEP', `What $${shown(name)} holds may be nested ${DEEPEST_VALUE} deep.`, {
          limit: DEEPEST_VALUE,
        });
      }
      const next: object[] = [];
      for (const value of level) {
        if (Array.isArray(value)) {
          entries += value.length;
          if (entries > most) throw tooManyEntries(`$${shown(name)}`, most);
          for (const held of value) if (isObject(held)) next.push(held);
          continue;
        }
        let fields = 0;
        for (const key in value) {
          fields += 1;
          const held: unknown = value[key as never];
          if (isObject(held)) next.push(held);
        }
        if (fields > WIDEST_OBJECT) throw tooManyFields(`$${shown(name)}`);
      }
      level = next;
    }
  }
}

function tooManyFields(what: string): Fault {
  const limit = WIDEST_OBJECT;
  return new Fault('TOO_LARGE', `An object in ${what} may have ${limit} fields at most.`, { limit });
}

export function tooManyEntries(what: string, limit: number): Fault {
  return new Fault('TOO_LARGE', `${what} may have ${limit} entries at most, in all its lists.`, { limit });
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** A variable that no document could declare is somebody's text. */
function shown(name: string): string {
  return /^[_A-Za-z]\w{0,63}$/.test(name) ? name : '…';
}

/** Entries in all lists of a value, nested ones as well; of what is in a list again, as no resolver sees it twice. */
export function entriesIn(value: unknown): number {
  if (Array.isArray(value)) {
    const different = value.every((each) => typeof each !== 'object') ? new Set(value).size : value.length;
    return different + value.reduce((sum: number, each) => sum + entriesIn(each), 0);
  }
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((sum: number, each) => sum + entriesIn(each), 0);
}

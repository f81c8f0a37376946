import { setImmediate as nextTurn } from 'node:timers/promises';

const SLICE = 250;

/** Makes something of each of many, and lets whatever else this process does go on in between. */
export async function mapInSlices<From, To>(all: readonly From[], make: (each: From) => To): Promise<To[]> {
  if (all.length <= SLICE) return all.map(make);
  const made: To[] = [];
  for (let from = 0; from < all.length; from += SLICE) {
    if (from > 0) await nextTurn();
    for (const each of all.slice(from, from + SLICE)) made.push(make(each));
  }
  return made;
}
